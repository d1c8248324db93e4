import type { ReactNode } from 'react';
import { formatMoment, formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { placeName } from '../../i18n/place-name';
import { rowSentence } from '../../i18n/telling';
import { BAND_OF, isFunction } from '../../store/vocabulary';
import type { RowsProps } from './Diagram';
import styles from './plain-list.module.css';

interface Props extends RowsProps {
  /** Stands below the chosen row. */
  readonly detail: ReactNode;
}

/** The same rows without lanes, for narrow pages: where it happens stands on a chip, and how much later. */
export function PlainList({
  journey,
  topology,
  chosen,
  chain,
  list,
  onSelect,
  onKey,
  detail,
}: Props) {
  const messages = useMessages();
  const { journey: m, stage } = messages;
  const { rows } = journey;
  return (
    <ol ref={list} className={styles['list']} aria-label={m.rows}>
      {rows.map((row, i) => {
        const gap = row.at - (rows[i - 1]?.at ?? row.at);
        const chips = row.kind === 'fact' ? [] : [...new Set([row.from, row.to])];
        return (
          <li key={`${String(row.at)} ${String(i)}`}>
            {gap > 0 && <p className={styles['gap']}>{m.gap(formatPicos(gap))}</p>}
            <button
              type="button"
              data-row={i}
              onKeyDown={onKey}
              tabIndex={i === Math.max(0, chosen) ? 0 : -1}
              aria-current={i === chosen ? 'step' : undefined}
              data-chain={chain.has(i)}
              data-own={row.own || row.packet === 0}
              data-glyph={row.kind === 'fact' ? 'fact' : row.glyph}
              onClick={() => {
                onSelect(i);
              }}
            >
              <span className={styles['top']}>
                <span className={styles['time']}>{formatMoment(row.at)}</span>
                {chips.map((place, n) => {
                  const { kind } = topology.places[place] ?? { kind: 'kvm' as const };
                  return (
                    <span key={place} className={styles['chip']} data-band={BAND_OF[kind]}>
                      {n > 0 && '→ '}
                      {isFunction(kind)
                        ? placeName(stage, topology, place)
                        : stage.places[kind].short}
                    </span>
                  );
                })}
                {!row.own && row.packet > 0 && <b>{m.other(row.packet)}</b>}
              </span>
              <span>{rowSentence(messages, topology, row, journey.vm, 'short')}</span>
            </button>
            {i === chosen && detail}
          </li>
        );
      })}
    </ol>
  );
}
