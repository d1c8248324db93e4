import { useState } from 'react';
import type { Difference, Lane, PacketComparison } from '../../store/vocabulary';
import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { differenceKey } from '../../store/compare';
import controls from '../../ui/controls.module.css';
import { deltaText, figureName, partsText, valueText } from './figure-text';
import { laneName } from '../../ui/lane-name';
import { Wide } from '../../ui/Wide';
import styles from './tables.module.css';

interface Props {
  readonly lanes: readonly Lane[];
  /** The lane the others are compared with. */
  readonly base: number;
  readonly comparison: PacketComparison;
}

/** Rows of a table before the rest is asked for. */
const FEW = 9;

/** Every figure in which the lanes differ from the first: what happened, and where the time went. */
export function Differences({ lanes, base, comparison }: Props) {
  const m = useMessages().compare.differences;
  const first = comparison.differences.find((list) => list !== null) ?? null;
  if (first === null) return null;
  const rows = first.map(({ what, between, unit, base: value }) => {
    const cells = comparison.differences.map((list) => {
      const key = differenceKey({ what, between });
      return list?.find((each) => differenceKey(each) === key) ?? null;
    });
    return { what, between, unit, value, cells };
  });
  const weight = ({ cells }: (typeof rows)[number]) =>
    Math.max(...cells.map((cell) => Math.abs(cell?.timeDelta ?? 0)));
  const size = ({ cells }: (typeof rows)[number]) =>
    Math.max(...cells.map((cell) => Math.abs(cell?.delta ?? 0)));
  const shown = rows
    .filter((row) => size(row) > 0)
    .toSorted((a, b) => weight(b) - weight(a) || size(b) - size(a));
  const [events, times] = [
    shown.filter(({ unit }) => unit !== 'ps'),
    shown.filter(({ unit }) => unit === 'ps'),
  ];
  return (
    <>
      <Table title={m.events} rows={events} lanes={lanes} base={base} />
      <Table title={m.times} rows={times} lanes={lanes} base={base} />
    </>
  );
}

interface Row {
  readonly what: Difference['what'];
  readonly between: Difference['between'];
  readonly unit: Difference['unit'];
  readonly value: number;
  readonly cells: readonly (Difference | null)[];
}

interface TableProps {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly lanes: readonly Lane[];
  readonly base: number;
}

function Table({ title, rows, lanes, base }: TableProps) {
  const messages = useMessages();
  const m = messages.compare.differences;
  const [all, setAll] = useState(false);
  if (rows.length === 0) return null;
  const few = all ? rows : rows.slice(0, FEW);
  return (
    <section className={styles['part']}>
      <Wide label={title} className={styles['scroll']}>
        <table className={styles['table']}>
          <caption>{title}</caption>
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
            {few.map((row) => (
              <tr key={differenceKey(row)}>
                <th scope="row">{figureName(messages.compare, row)}</th>
                {lanes.map((lane, i) => (
                  // oxlint-disable-next-line react/no-array-index-key -- a lane is its place
                  <td key={i}>
                    {i === base ? (
                      valueText(row.unit, row.value)
                    ) : (
                      <Cell
                        lane={i}
                        name={laneName(messages, lane)}
                        against={laneName(messages, lanes[base])}
                        difference={row.cells[i] ?? null}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {rows.length > FEW && (
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? m.fewer : m.all(rows.length)}
        </button>
      )}
    </section>
  );
}

interface CellProps {
  readonly lane: number;
  readonly name: string;
  readonly against: string;
  readonly difference: Difference | null;
}

/** A lane's figure and how far it is from the first lane's; pressed, it shows the events behind it. */
function Cell({ lane, name, against, difference }: CellProps) {
  const messages = useMessages();
  const m = messages.compare.differences;
  const chosen = useApp((s) => s.chosen);
  const choose = useApp((s) => s.chooseDifference);
  if (difference === null) return <span>–</span>;
  const { unit, other, delta, timeDelta, parts } = difference;
  const key = differenceKey(difference);
  const isChosen = chosen?.lane === lane && chosen.key === key;
  const text = deltaText(unit, delta);
  const figure = figureName(messages.compare, difference);
  const value = valueText(unit, other);
  const took =
    unit === 'ps' || timeDelta === 0
      ? ''
      : m.taking(`${timeDelta > 0 ? '+' : '−'}${formatPicos(Math.abs(timeDelta))}`);
  return (
    <button
      type="button"
      className={styles['cell']}
      aria-pressed={isChosen}
      aria-label={m.cell(name, figure, value, text === '' ? m.alike : text, against)}
      title={[partsText(parts), took].filter((each) => each !== '').join('; ')}
      data-figure={key}
      data-lane={lane}
      onClick={() => {
        choose(isChosen ? null : { lane, key });
      }}
    >
      <span>{value}</span> <span className={styles['delta']}>{text === '' ? '=' : text}</span>
    </button>
  );
}
