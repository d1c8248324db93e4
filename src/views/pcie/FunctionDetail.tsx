import { formatBytes } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { CardInfo, FunctionInfo } from './card-props';
import { RID_SIGNS, hex16, hexByte, ridBits, ridTerms } from '../../ui/rid-text';
import styles from './detail.module.css';
import shared from './pcie.module.css';

interface Props {
  readonly card: CardInfo;
  readonly selected: number | null;
  readonly onSelect: (fn: number | null) => void;
}

/** The selected function: how its Routing ID comes about, and its registers and resources. */
export function FunctionDetail({ card, selected, onSelect }: Props) {
  const m = useMessages().pcie;
  const fn = selected === null ? undefined : card.functions[selected];
  if (selected === null || fn === undefined) {
    return (
      <section className={styles['detail']} aria-label={m.detail}>
        <p className={shared['hint']}>{m.nothing}</p>
      </section>
    );
  }
  const title =
    fn.kind === 'pf' ? m.physical({ pf: fn.pf }) : m.virtual({ n: fn.index, pf: fn.pf });
  return (
    <section className={styles['detail']} aria-label={m.detail}>
      <header className={styles['detailHead']}>
        <h3 className={styles['detailTitle']}>
          {title} <code translate="no">{fn.bdf}</code>
        </h3>
        <StepButton
          label={m.previous}
          d="M4,-6L-4,0L4,6"
          disabled={selected === 0}
          onClick={() => onSelect(selected - 1)}
        />
        <StepButton
          label={m.next}
          d="M-4,-6L4,0L-4,6"
          disabled={selected === card.functions.length - 1}
          onClick={() => onSelect(selected + 1)}
        />
        <StepButton label={m.close} d="M-5,-5L5,5M-5,5L5,-5" onClick={() => onSelect(null)} />
      </header>
      <RidSum card={card} fn={fn} />
      <RidFields rid={fn.rid} ari={card.ari} />
      <Facts card={card} fn={fn} />
    </section>
  );
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

interface FnProps {
  readonly card: CardInfo;
  readonly fn: FunctionInfo;
}

function RidSum({ card, fn }: FnProps) {
  const m = useMessages().pcie;
  const terms = ridTerms(card, fn) ?? [
    { text: hex16(fn.rid), of: 'pf' as const },
    { text: fn.bdf, of: 'bdf' as const },
  ];
  const derived = fn.kind === 'vf' && (card.pfs[fn.pf]?.derived ?? false);
  return (
    <>
      <p className={styles['sum']}>
        {terms.map((term) => (
          <span className={styles['term']} key={term.of} data-of={term.of}>
            <span className={styles['sign']} translate="no">
              {RID_SIGNS[term.of]}
            </span>
            <code translate="no">{term.text}</code>
            <small>{m.term[term.of]}</small>
          </span>
        ))}
      </p>
      {derived && <p className={shared['hint']}>{m.derived}</p>}
    </>
  );
}

function RidFields({ rid, ari }: { readonly rid: number; readonly ari: boolean }) {
  const m = useMessages().pcie;
  const bits = ridBits(rid);
  const low = rid & 0xff;
  const fields = [
    { key: 'bus', bits: bits.bus, value: `0x${hexByte(rid >> 8)}` },
    ...(ari
      ? [{ key: 'ari', bits: bits.device + bits.fn, value: `0x${hexByte(low)} = ${low}` } as const]
      : [
          { key: 'device', bits: bits.device, value: `0x${hexByte(low >> 3)}` } as const,
          { key: 'fn', bits: bits.fn, value: String(low & 7) } as const,
        ]),
  ] as const;
  return (
    <dl className={styles['bits']}>
      {fields.map((field) => (
        <div key={field.key} style={{ flexGrow: field.bits.length }}>
          <dt>{m.bits[field.key]}</dt>
          <dd>
            <code translate="no">{field.bits}</code>
            <code translate="no">{field.value}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Powers of two need no decimals: 16 KiB. */
const size = (bytes: number) => formatBytes(bytes).replace(/\.0+(?= )/u, '');

function Facts({ card, fn }: FnProps) {
  const m = useMessages().pcie;
  const pf = card.pfs[fn.pf];
  const known = (value: number | null) => (value === null ? m.unknown : String(value));
  const rows: readonly (readonly [name: string, value: string])[] = [
    [m.field.deviceId, hex16(fn.deviceId)],
    [m.field.driver, fn.driver],
    ...(fn.kind === 'pf' && pf !== undefined
      ? ([
          [m.field.totalVfs, String(pf.totalVfs)],
          [m.field.maxVfs, String(pf.maxVfs)],
          [m.field.numVfs, String(pf.numVfs)],
          [m.field.offset, `${pf.firstVfOffset} = 0x${pf.firstVfOffset.toString(16)}`],
          [m.field.stride, String(pf.vfStride)],
        ] as const)
      : []),
    [m.field.msix, known(fn.msix)],
    ...(fn.kind === 'vf' ? ([[m.field.queues, known(fn.queues)]] as const) : []),
    ...fn.bars.map((b) => [m.field.bar({ index: b.index }), size(b.sizeBytes)] as const),
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
