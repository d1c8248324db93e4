import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { formatCount } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { Depth } from '../../i18n/telling';
import { useApp } from '../../store';
import type { Journey, Topology } from '../../store/vocabulary';
import { currentRow } from '../../ui/current-row';
import { cursorOf, useSlow } from '../../ui/use-slow';
import { useWidth } from '../pcie/use-width';
import { ancestorsOf } from './chain';
import { Detail } from './Detail';
import { Diagram } from './Diagram';
import { PlainList } from './PlainList';
import type { Scale } from './time-axis';
import styles from './journey.module.css';

interface Props {
  readonly journey: Journey;
  readonly topology: Topology;
  readonly depth: Depth;
  readonly scale: Scale;
}

/** Below this there is no room for lanes beside words, px. */
const NARROW = 560;

/** The rows of one journey, drawn or listed, one of them selected: the one chosen, else what happens at the cursor. */
export function Story({ journey, topology, depth, scale }: Props) {
  const m = useMessages().journey;
  const { rows } = journey;
  const cursor = useSlow(cursorOf);
  const [choice, setChoice] = useState<{ readonly of: Journey; readonly row: number } | null>(null);
  const [pane, width, unit] = useWidth<HTMLDivElement>();
  const list = useRef<HTMLOListElement>(null);
  const own = useMemo(() => rows.flatMap((row, i) => (row.own ? [i] : [])), [rows]);

  // A choice holds as long as the cursor stays where it put it; what the eye follows is late, and keys may come fast.
  const holds = useApp(
    (s) => choice !== null && choice.of === journey && rows[choice.row]?.at === s.cursor,
  );
  const kept = holds && choice !== null ? choice.row : -1;
  const now = currentRow(
    own.map((i) => rows[i]).filter((row) => row !== undefined),
    cursor,
  );
  const chosen = kept >= 0 ? kept : (own[now] ?? -1);
  const chain = useMemo(() => ancestorsOf(rows, chosen), [rows, chosen]);

  const select = (row: number) => {
    const at = rows[row]?.at;
    if (at === undefined) return;
    setChoice({ of: journey, row });
    useApp.getState().pause();
    useApp.getState().seek(at);
  };

  const walk = (event: KeyboardEvent) => {
    const active = Math.max(0, chosen);
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const row = Math.min(rows.length - 1, Math.max(0, to));
    select(row);
    list.current?.querySelector<HTMLElement>(`[data-row="${String(row)}"]`)?.focus();
  };

  // What is selected stays in sight; the page does not move.
  useEffect(() => {
    const box = pane.current;
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${String(chosen)}"]`);
    if (box === null || row === null || row === undefined) return;
    const top = row.getBoundingClientRect().top - box.getBoundingClientRect().top;
    const room = box.clientHeight;
    const head = room / 4;
    if (top < head || top > room - 3 * row.offsetHeight) box.scrollBy({ top: top - head * 1.5 });
  }, [chosen, pane, scale, width]);

  const detail = (
    <Detail
      journey={journey}
      topology={topology}
      depth={depth}
      chosen={chosen}
      onSelect={(row) => {
        select(row);
        list.current?.querySelector<HTMLElement>(`[data-row="${String(row)}"]`)?.focus();
      }}
    />
  );
  const shared = { journey, topology, chosen, chain, list, onSelect: select, onKey: walk };
  const isNarrow = width > 0 && width < NARROW * unit;
  return (
    <>
      <div ref={pane} className={styles['pane']} data-narrow={isNarrow}>
        {width > 0 &&
          (isNarrow ? (
            <PlainList {...shared} detail={detail} />
          ) : (
            <Diagram {...shared} scale={scale} width={width} unit={unit} />
          ))}
        {journey.capped && <p className={styles['capped']}>{m.capped(formatCount(own.length))}</p>}
      </div>
      {!isNarrow && detail}
    </>
  );
}
