import type { Lane, RunComparison } from '../../store/vocabulary';
import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { deltaText, partsText, valueText } from './figure-text';
import { laneName } from '../../ui/lane-name';
import { Wide } from '../../ui/Wide';
import styles from './tables.module.css';

interface Props {
  readonly lanes: readonly Lane[];
  readonly base: number;
  readonly runs: RunComparison | null;
}

/** The books of whole runs, each lane's against the first's. */
export function RunTable({ lanes, base, runs }: Props) {
  const messages = useMessages();
  const m = messages.compare.differences;
  const first = runs?.differences.find((list) => list !== null);
  if (runs === null || first === undefined || first === null) {
    return <p className={styles['note']}>{m.runWaits}</p>;
  }
  const rows = first
    .map(({ what, unit, base: value }) => ({
      what,
      unit,
      value,
      cells: runs.differences.map((list) => list?.find((each) => each.what === what) ?? null),
    }))
    .filter(({ value, cells }) => value !== 0 || cells.some((cell) => (cell?.other ?? 0) !== 0));
  return (
    <section className={styles['part']}>
      <p className={styles['note']}>{m.runAt(formatPicos(runs.at))}</p>
      <Wide label={m.wholeRun} className={styles['scroll']}>
        <table className={styles['table']}>
          <caption>{m.wholeRun}</caption>
          <thead>
            <tr>
              <th scope="col">{m.figure}</th>
              {lanes.map((lane, i) => (
                // oxlint-disable-next-line react/no-array-index-key -- a lane is its place
                <th key={i} scope="col">
                  {laneName(messages, lane)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ what, unit, value, cells }) => (
              <tr key={what} data-run={what}>
                <th scope="row">{m.run[what]}</th>
                {lanes.map((_, i) => {
                  const cell = cells[i] ?? null;
                  return (
                    // oxlint-disable-next-line react/no-array-index-key -- a lane is its place
                    <td key={i} title={cell === null ? undefined : partsText(cell.parts)}>
                      {i === base && valueText(unit, value)}
                      {cell !== null && (
                        <span className={styles['plain']}>
                          <span>{valueText(unit, cell.other)}</span>
                          <span className={styles['delta']}>
                            {cell.delta === 0 ? '=' : deltaText(unit, cell.delta)}
                          </span>
                        </span>
                      )}
                      {i !== base && cell === null && '–'}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}
