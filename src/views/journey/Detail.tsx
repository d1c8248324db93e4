import { useMemo } from 'react';
import { formatBytes, formatMoment, formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { placeName } from '../../i18n/place-name';
import { rowSentence, type Depth } from '../../i18n/telling';
import { useApp } from '../../store';
import type { HopRow, Journey, Topology } from '../../store/vocabulary';
import { Linked } from '../../ui/terms/Linked';
import { ChargeTable } from '../../ui/why/ChargeTable';
import { AddressLink } from './AddressLink';
import { chainOf } from './chain';
import styles from './detail.module.css';

interface Props {
  readonly journey: Journey;
  readonly topology: Topology;
  readonly depth: Depth;
  readonly chosen: number;
  readonly onSelect: (row: number) => void;
}

/** The selected row: what happens, what it costs, and why, back to where it began. */
export function Detail({ journey, topology, depth, chosen, onSelect }: Props) {
  const messages = useMessages();
  const { journey: m, stage } = messages;
  const playing = useApp((s) => s.playing);
  const { rows, vm } = journey;
  const row = rows[chosen];
  const place = (index: number) => placeName(stage, topology, index);
  const told = useMemo(() => chainOf(rows, chosen), [rows, chosen]);
  if (row === undefined) {
    return (
      <section className={styles['detail']} aria-label={m.selected}>
        <p>{m.selectHint}</p>
      </section>
    );
  }
  const sentence = (i: number) => {
    const each = rows[i];
    return each === undefined ? '' : rowSentence(messages, topology, each, vm, 'short');
  };
  const cause = rows[row.cause];
  return (
    <section className={styles['detail']} aria-label={m.selected}>
      <div className={styles['what']} aria-live={playing ? 'off' : 'polite'}>
        <p className={styles['head']}>
          <span>{m.moment(formatMoment(row.at))}</span>
          {row.kind === 'hop' && (
            <>
              <span>{row.end > row.at ? m.lasts(formatPicos(row.end - row.at)) : m.free}</span>
              <span>
                {row.from === row.to ? place(row.to) : `${place(row.from)} → ${place(row.to)}`}
              </span>
            </>
          )}
        </p>
        <p className={styles['sentence']} data-depth={depth}>
          <Linked
            key={`${String(chosen)} ${depth}`}
            text={rowSentence(messages, topology, row, vm, depth)}
          />
        </p>
        {row.kind === 'hop' && <Notes row={row} rows={rows} />}
        {row.kind === 'hop' && <AddressLink row={row} topology={topology} />}
        {row.kind === 'hop' && row.charges.length > 0 && row.glyph !== 'wait' && (
          <ChargeTable charges={row.charges} caption={m.cost} />
        )}
      </div>
      <div className={styles['why']}>
        <h2>{m.why}</h2>
        {row.own && cause !== undefined && cause.packet > 0 && !cause.own && (
          <p>{m.announced(cause.packet)}</p>
        )}
        <ol>
          {told.map(({ row: i, skipped }, n) => {
            const each = rows[i];
            const effect = n === 0 ? row : rows[told[n - 1]?.row ?? -1];
            const link = skipped > 0 ? null : effect?.link;
            return (
              <li key={i}>
                <span className={styles['link']}>
                  {skipped > 0 ? m.steps(skipped + 1) : link && m.links[link]}
                </span>
                <button
                  type="button"
                  onClick={() => {
                    onSelect(i);
                  }}
                >
                  {each?.own === false && each.packet > 0 && <b>{m.other(each.packet)} </b>}
                  {sentence(i)}
                </button>
              </li>
            );
          })}
        </ol>
        <p className={styles['root']}>{rootOf(rows, chosen, told, m.roots)}</p>
        {row.also >= 0 && (
          <p>
            {m.also}:{' '}
            <button
              type="button"
              onClick={() => {
                onSelect(row.also);
              }}
            >
              {sentence(row.also)}
            </button>
          </p>
        )}
      </div>
    </section>
  );
}

function rootOf(
  rows: Journey['rows'],
  chosen: number,
  told: ReturnType<typeof chainOf>,
  words: Readonly<Record<NonNullable<Journey['rows'][number]['root']>, string>>,
): string {
  const root = rows[told.at(-1)?.row ?? chosen]?.root;
  return root === null || root === undefined ? '' : words[root];
}

/** Exit, copy, translation, and what an interrupt waited for. */
function Notes({ row, rows }: { readonly row: HopRow; readonly rows: Journey['rows'] }) {
  const { journey: m, shell } = useMessages();
  const { exit, copied, lookups, held } = row;
  const since = rows[held?.row ?? -1];
  // A wait is nobody's work, so it is in no exit.
  const isIn = exit !== null && row.thread >= 0 && row.glyph !== 'wait';
  const all: readonly (string | false)[] = [
    isIn && exit.at === row.at && m.exit(exit.reason, shell.events.weights[exit.cls]),
    isIn && exit.at < row.at && m.during(exit.reason, exit.register),
    copied > 0 && m.copied(formatBytes(copied)),
    m.iotlb(lookups.hits, lookups.misses),
    held !== null &&
      since !== undefined &&
      m.heldBy[held.by](formatMoment(rows[row.cause]?.end ?? since.at), formatMoment(row.at)),
  ];
  const notes = all.filter((note): note is string => note !== false && note !== '');
  if (notes.length === 0) return null;
  return (
    <ul className={styles['notes']}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
