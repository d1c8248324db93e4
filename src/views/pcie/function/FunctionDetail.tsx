import { useMessages } from '../../../i18n/react';
import { hex16, hexByte } from '../../../ui/rid-text';
import type { ConfigPicture, HostFunction } from '../../../store/vocabulary';
import { pfOf, type HostIndex } from '../host/host-index';
import { useFunctionName } from '../host/use-names';
import { BarTable } from './BarTable';
import { Cards } from './Cards';
import { classText } from './bars';
import { RidSteps } from './RidSteps';
import styles from './detail.module.css';
import shared from '../pcie.module.css';

interface Props {
  readonly index: HostIndex;
  /** undefined: none is selected, or it has vanished. */
  readonly fn: HostFunction | undefined;
  /** null while the host is asked, and where it is not shown. */
  readonly config: ConfigPicture | null;
  readonly pfConfig: ConfigPicture | null;
  readonly onSelect: (rid: number) => void;
  /** null where it is open already. */
  readonly onOpen: (() => void) | null;
}

/** The selected function: how its Routing ID comes about, what the kernel made of it, where it answers. */
export function FunctionDetail({ index, fn, config, pfConfig, onSelect, onOpen }: Props) {
  const m = useMessages().pcie;
  const nameOf = useFunctionName(index);
  if (fn === undefined) {
    return (
      <section className={styles['detail']} aria-label={m.detail}>
        <Cards index={index} />
        <p className={shared['hint']}>{m.nothing}</p>
      </section>
    );
  }
  const pf = pfOf(index, fn);
  const number = index.pfNumber.get(fn.pf ?? fn.rid) ?? 0;
  const title =
    fn.pf !== null
      ? m.virtual({ n: fn.vfIndex, pf: number })
      : pf !== undefined
        ? m.physical({ pf: number })
        : nameOf(fn);
  const siblings = siblingsOf(index, fn);
  const at = siblings.indexOf(fn);
  const previous = siblings[at - 1];
  const next = siblings[at + 1];
  return (
    <section className={styles['detail']} aria-label={m.detail}>
      <header className={styles['detailHead']}>
        <h3 className={styles['detailTitle']}>
          {title} <code translate="no">{fn.bdf}</code>
        </h3>
        <StepButton
          label={m.previous}
          d="M4,-6L-4,0L4,6"
          disabled={previous === undefined}
          onClick={() => onSelect(previous?.rid ?? -1)}
        />
        <StepButton
          label={m.next}
          d="M-4,-6L4,0L-4,6"
          disabled={next === undefined}
          onClick={() => onSelect(next?.rid ?? -1)}
        />
        {onOpen !== null && (
          <StepButton label={m.close} d="M-5,-5L5,5M-5,5L5,-5" onClick={() => onSelect(-1)} />
        )}
      </header>
      {onOpen !== null && (
        <button className={styles['open']} type="button" onClick={onOpen}>
          {m.open}
        </button>
      )}
      {!fn.answers && <p className={styles['note']}>{m.silentWhy}</p>}
      <RidSteps index={index} fn={fn} ari={ariAbove(index, fn)} />
      <Facts index={index} fn={fn} />
      {fn.driver === 'vfio-pci' && <p className={styles['note']}>{m.vfio}</p>}
      {onOpen === null && fn.answers && config === null && (
        <p className={shared['hint']}>{m.waiting}</p>
      )}
      {config !== null && <BarTable fn={fn} config={config} pfConfig={pfConfig} pf={pf} />}
    </section>
  );
}

/** VFs of the same PF, or what hangs on the same bus. */
function siblingsOf(index: HostIndex, fn: HostFunction): readonly HostFunction[] {
  if (fn.pf !== null) return index.vfsOf.get(fn.pf) ?? [];
  for (const list of index.below.values()) if (list.includes(fn)) return list;
  return [];
}

/** Only the first PF of a device shows the bit, but it governs all of them. */
function ariAbove(index: HostIndex, fn: HostFunction): boolean {
  const bus = (fn.pf ?? fn.rid) >> 8;
  return [...index.pfs.values()].some((pf) => pf.rid >> 8 === bus && pf.ari);
}

interface StepButtonProps {
  readonly label: string;
  readonly d: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

function StepButton({ label, d, disabled = false, onClick }: StepButtonProps) {
  return (
    <button
      className={styles['step']}
      type="button"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <svg viewBox="-10 -10 20 20" width="16" height="16" aria-hidden="true">
        <path d={d} />
      </svg>
    </button>
  );
}

function Facts({ index, fn }: { readonly index: HostIndex; readonly fn: HostFunction }) {
  const m = useMessages().pcie;
  const pf = index.pfs.get(fn.rid);
  const buses =
    fn.secondary === null || fn.subordinate === null
      ? null
      : `${hexByte(fn.secondary)}–${hexByte(fn.subordinate)}`;
  const rows: readonly (readonly [name: string, value: string])[] = [
    ...(fn.name === '' ? [] : [[m.field.name, fn.name] as const]),
    [m.field.ids, `${hex16(fn.vendorId)} ${hex16(fn.deviceId)}`],
    [m.field.class, classText(fn)],
    [m.field.driver, fn.driver ?? m.none],
    ...(fn.netdev === null ? [] : [[m.field.netdev, fn.netdev] as const]),
    [m.field.group, fn.iommuGroup ?? m.none],
    ...(buses === null ? [] : [[m.field.buses, buses] as const]),
    ...(pf === undefined
      ? []
      : ([
          [m.field.totalVfs, String(pf.totalVfs)],
          [m.field.driverMax, String(pf.driverMax)],
          [m.field.numVfs, String(pf.numVfs)],
          [m.field.offset, `${pf.firstVfOffset} = 0x${pf.firstVfOffset.toString(16)}`],
          [m.field.stride, String(pf.vfStride)],
        ] as const)),
  ];
  return (
    <dl className={styles['facts']}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd translate="no">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
