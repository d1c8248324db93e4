import { useId } from 'react';
import { formatBytes, formatMoment } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import type { TapColumn, TapKind, TapLine } from '../../store/vocabulary';
import type { Chosen } from './use-taps';
import styles from './captures.module.css';

const SIDE: Readonly<Record<TapKind, 'guest' | 'host' | 'card' | 'wire'>> = {
  guest: 'guest',
  virtqueue: 'guest',
  tap: 'host',
  bridge: 'host',
  mirror: 'host',
  pf: 'host',
  representor: 'host',
  switch: 'card',
  wire: 'wire',
};

/** The host's own tcpdump can be asked here. */
const OF_KERNEL: readonly TapKind[] = ['tap', 'bridge', 'pf', 'representor'];

interface Props {
  readonly column: TapColumn;
  readonly vm: number;
  /** Packet that is marked at every tap. */
  readonly marked: number;
  readonly chosen: Chosen | null;
  readonly onChoose: (choice: Chosen) => void;
  readonly onSave: () => void;
}

/** One tap: its latest frames, or why there are none. */
export function Column({ column, vm, marked, chosen, onChoose, onSave }: Props) {
  const m = useMessages().captures;
  const title = useId();
  const { name, shown, kind, absent, count, lines } = column;
  const command = `tcpdump -nn -i ${shown}`;
  const exists = absent === null || absent === 'offloaded' || (absent === 'dma' && kind !== 'tap');
  return (
    <li
      className={styles['column']}
      data-side={SIDE[kind]}
      data-tap={kind}
      data-empty={count === 0}
    >
      <header>
        <span className={styles['side']}>{m.sides[SIDE[kind]]}</span>
        <h3 id={title}>{m.kinds[kind]}</h3>
        <code lang="en">{shown}</code>
        <span className={styles['count']}>{m.count(count)}</span>
      </header>
      {count === 0 ? (
        <Empty column={column} vm={vm} />
      ) : (
        <>
          <ol className={styles['lines']} aria-labelledby={title}>
            {lines.toReversed().map((line) => (
              <Line
                key={`${String(line.at)} ${String(line.packet)} ${line.way}`}
                line={line}
                marked={line.origin === marked}
                pressed={
                  chosen?.tap === name &&
                  chosen.line.at === line.at &&
                  chosen.line.packet === line.packet
                }
                onChoose={() => {
                  onChoose({ tap: name, shown, line });
                }}
              />
            ))}
          </ol>
          {count > lines.length && (
            <p className={styles['earlier']}>{m.earlier(count - lines.length)}</p>
          )}
        </>
      )}
      <footer>
        {count > 0 && (
          <button type="button" title={m.saveHint(shown)} onClick={onSave}>
            {m.save}
          </button>
        )}
        {OF_KERNEL.includes(kind) && exists && (
          <button
            type="button"
            title={m.typedHint(command)}
            onClick={() => {
              useApp.getState().type(command);
              useApp.getState().setView('terminal');
            }}
          >
            {m.typed}
          </button>
        )}
      </footer>
    </li>
  );
}

function Empty({ column, vm }: { readonly column: TapColumn; readonly vm: number }) {
  const m = useMessages().captures;
  const between = useApp((s) => {
    const group = s.info?.topology.vms[vm]?.group ?? 0;
    return typeof s.info?.scenario.vms[group]?.traffic.direction === 'object';
  });
  const { absent } = column;
  const why = absent !== null ? m.absent[absent] : between ? m.between : m.quiet;
  return <p className={styles['why']}>{why}</p>;
}

function Line({
  line,
  marked,
  pressed,
  onChoose,
}: {
  readonly line: TapLine;
  readonly marked: boolean;
  readonly pressed: boolean;
  readonly onChoose: () => void;
}) {
  const m = useMessages().captures;
  const { at, origin, way, bytes, n, frames, of, copy } = line;
  const part = of > 1 ? (frames > 1 ? m.together(frames) : m.segment(n + 1, of)) : '';
  const note = [part, copy ? m.copy : ''].filter((text) => text !== '').join(', ');
  return (
    <li>
      <button
        type="button"
        className={styles['line']}
        data-marked={marked}
        data-packet={origin}
        aria-pressed={pressed}
        onClick={onChoose}
      >
        <span className={styles['at']}>{formatMoment(at)}</span>{' '}
        <span className={styles['packet']}>{m.packet(origin)}</span>{' '}
        <span className={styles['rest']}>{m.passage(m.ways[way], formatBytes(bytes))}</span>{' '}
        {note !== '' && <span className={styles['note']}>{note}</span>}
      </button>
    </li>
  );
}
