import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/react';
import type { ConfigPicture, HostPicture } from '../../store/vocabulary';
import { blocksOf, changedBytes, registerAt } from './config/byte-map';
import { ConfigOverview } from './config/ConfigOverview';
import { ConfigView } from './config/ConfigView';
import { FunctionDetail } from './function/FunctionDetail';
import { busGrids } from './host/bus-grid';
import { cellId } from './host/BusGrid';
import { BusGrids } from './host/BusGrids';
import { indexHost } from './host/host-index';
import { HostTree } from './host/HostTree';
import { useFunctionName } from './host/use-names';
import { VfRanges } from './host/VfRanges';
import type { Writes } from './use-writes';
import { ZoomPath, type PathStep } from './ZoomPath';
import { outOf, type Zoom } from './zoom';
import hidden from '../../ui/hidden.module.css';
import styles from './pcie.module.css';

interface Props {
  readonly host: HostPicture;
  readonly zoom: Zoom;
  /** Of the function that is open; null while the host is asked. */
  readonly config: ConfigPicture | null;
  /** Of its PF where it is a VF, else its own. */
  readonly pfConfig: ConfigPicture | null;
  /** What a bridge forwards, by its Routing ID, as far as it is known. */
  readonly windows: ReadonlyMap<number, string>;
  readonly writes: Writes;
  readonly onZoom: (to: Zoom) => void;
  readonly limits: ReactNode;
}

/** The simulated host, from its tree down to one bit of a register. */
export function PcieView(props: Props) {
  const { host, zoom, config, pfConfig, windows, writes, onZoom, limits } = props;
  const m = useMessages().pcie;
  const index = useMemo(() => indexHost(host), [host]);
  const grids = useMemo(() => busGrids(index), [index]);
  const opened = useOpened(config);
  const side = useRef<HTMLDivElement>(null);
  const fn = index.byRid.get(zoom.rid);
  const level = fn === undefined ? 'host' : zoom.level;
  const select = (rid: number) => onZoom({ level, rid, at: -1, block: -1 });
  const open = () => onZoom({ ...zoom, level: 'function', at: -1 });

  /** Where there is one column, what a box of the tree opens is below the tree: it has to come into sight. */
  function selectInTree(rid: number) {
    select(rid);
    // After the detail of the other function is there.
    requestAnimationFrame(() =>
      side.current?.firstElementChild?.scrollIntoView({ block: 'nearest' }),
    );
  }

  function openGroup(pf: number) {
    const first = index.vfsOf.get(pf)?.[0];
    if (first === undefined) return;
    select(first.rid);
    // The grid may have to come near first.
    const block = document.getElementById(`pcie-bus-${first.rid >> 8}`);
    block?.scrollIntoView({ block: 'nearest' });
    document.getElementById(cellId(first.rid))?.focus();
  }

  useEscape(level === 'host' ? null : () => onZoom(outOf(zoom)));

  return (
    <section className={styles['view']} aria-label={m.title}>
      <h2 className={hidden['hidden']}>{m.title}</h2>
      <Path zoom={{ ...zoom, level }} index={index} config={config} onZoom={onZoom} />
      {level === 'host' && (
        <div className={styles['columns']} data-grids={grids.length > 0}>
          <HostTree
            index={index}
            windows={windows}
            selected={zoom.rid}
            onSelect={selectInTree}
            onZoom={(rid) => onZoom({ level: 'function', rid, at: -1, block: -1 })}
            onOpenGroup={openGroup}
          />
          {grids.length > 0 && (
            <BusGrids index={index} grids={grids} selected={zoom.rid} onSelect={select} />
          )}
          <div className={styles['side']} ref={side}>
            <FunctionDetail
              index={index}
              fn={fn}
              config={null}
              pfConfig={null}
              onSelect={select}
              onOpen={open}
            />
            {limits}
            <VfRanges index={index} />
          </div>
        </div>
      )}
      {level === 'function' && (
        <div className={styles['halves']}>
          <FunctionDetail
            index={index}
            fn={fn}
            config={config}
            pfConfig={pfConfig}
            onSelect={select}
            onOpen={null}
          />
          {config !== null && (
            <section className={styles['teaser']}>
              <Inside
                config={config}
                opened={opened}
                onOpen={(block) => onZoom({ ...zoom, level: 'config', at: -1, block })}
              />
            </section>
          )}
        </div>
      )}
      {level === 'config' &&
        (config === null ? (
          <p className={styles['waiting']}>{fn?.answers === false ? m.silentWhy : m.waiting}</p>
        ) : (
          <div className={styles['page']}>
            <ConfigView
              key={config.rid}
              config={config}
              opened={opened}
              at={zoom.at}
              onOpen={(at) => onZoom({ ...zoom, at, block: -1 })}
              block={zoom.block}
              onBlock={(block) => onZoom({ ...zoom, block })}
              writes={writes.of(config.rid)}
              busy={writes.busy}
              onWrite={(placed, value, meant) => writes.write(config, placed, value, meant)}
            />
          </div>
        ))}
    </section>
  );
}

/** Escape leads out, unless something nearer has use for it. */
function useEscape(leave: (() => void) | null): void {
  useEffect(() => {
    if (leave === null) return;
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) leave();
    };
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  }, [leave]);
}

/** The map on the function's page: choosing a block goes there. */
function Inside({
  config,
  opened,
  onOpen,
}: {
  readonly config: ConfigPicture;
  readonly opened: Uint8Array;
  readonly onOpen: (at: number) => void;
}) {
  const m = useMessages();
  return (
    <>
      <h3>{m.config.space}</h3>
      <ConfigOverview
        bytes={config.bytes}
        blocks={blocksOf(config)}
        changed={changedBytes(opened, config.bytes)}
        selected={-1}
        onSelect={onOpen}
      />
    </>
  );
}

/** The bytes of the open function as they were when it was opened. */
function useOpened(config: ConfigPicture | null): Uint8Array {
  const [first, setFirst] = useState<ConfigPicture | null>(null);
  if (config !== null && config.rid !== first?.rid) setFirst(config);
  return first?.bytes ?? new Uint8Array(0);
}

interface PathProps {
  readonly zoom: Zoom;
  readonly index: ReturnType<typeof indexHost>;
  readonly config: ConfigPicture | null;
  readonly onZoom: (to: Zoom) => void;
}

function Path({ zoom, index, config, onZoom }: PathProps) {
  const messages = useMessages();
  const nameOf = useFunctionName(index);
  const ref = useRef<HTMLElement>(null);
  const fn = index.byRid.get(zoom.rid);
  const moved = useRef(zoom.level);
  useEffect(() => {
    if (moved.current === zoom.level) return;
    moved.current = zoom.level;
    ref.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  }, [zoom.level]);

  const steps: PathStep[] = [
    { key: 'host', text: messages.pcie.host, code: '', to: { ...zoom, level: 'host', at: -1 } },
  ];
  if (zoom.level !== 'host' && fn !== undefined) {
    const to: Zoom = { ...zoom, level: 'function', at: -1 };
    steps.push({ key: 'function', text: nameOf(fn), code: fn.bdf, to });
  }
  if (zoom.level === 'config') {
    const to: Zoom = { ...zoom, level: 'config', at: -1 };
    steps.push({ key: 'config', text: messages.config.space, code: '', to });
    const open = config === null || zoom.at < 0 ? null : registerAt(config, zoom.at);
    if (open !== null) {
      steps.push({ key: 'register', text: '', code: open.register.name, to: zoom });
    }
  }
  return <ZoomPath ref={ref} steps={steps} onZoom={onZoom} />;
}
