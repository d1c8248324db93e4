import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/react';
import { toCsv } from '../../store/vocabulary';
import { saveText } from '../save-text';
import { Legend } from './Legend';
import type { LegendEntry } from './Legend';
import controls from '../controls.module.css';
import styles from './chart.module.css';

/** A chart's numbers: what the table shows and what the file holds. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface ChartColumn {
  /** Head of the column on the page. */
  readonly label: string;
  /** Head of the column in the file, the same in every language, with its unit: `time_ns`. */
  readonly field: string;
  /** How a number of it is written on the page; the file has it in full. */
  readonly text?: (value: number) => string;
}

interface Props {
  /** Says what the chart answers: "What made the guests exit, and when?" */
  readonly title: string;
  /** A sentence more: how to read it, or what the model leaves out. */
  readonly note?: ReactNode;
  readonly legend?: readonly LegendEntry[];
  readonly table: ChartTable;
  /** Name of the file with the numbers, `.csv` included. */
  readonly file: string;
  /** The picture is a table already: no second one is offered. */
  readonly isTable?: boolean;
  /** Instead of the picture where there is nothing to draw. */
  readonly empty?: string | null;
  readonly children: ReactNode;
}

/**
 * A chart with its title, its legend, its numbers as a table (the text alternative, one press away) and as CSV. The picture
 * itself is a `Plot` with marks from marks.tsx, or any element.
 */
export function ChartFigure(props: Props) {
  const { title, note, legend, table, file, isTable = false, empty = null, children } = props;
  const m = useMessages().chart;
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const save = () => {
    const header = table.columns.map(({ field }) => field);
    saveText(toCsv(header, table.rows), file, 'text/csv');
  };
  return (
    <figure className={styles['figure']} aria-labelledby={`${id}-title`}>
      <figcaption className={styles['head']}>
        <h3 id={`${id}-title`}>{title}</h3>
        <div className={styles['tools']}>
          {!isTable && (
            <button
              type="button"
              className={controls['button']}
              aria-expanded={asTable}
              aria-controls={asTable ? `${id}-table` : undefined}
              onClick={() => {
                setAsTable(!asTable);
              }}
            >
              {asTable ? m.hideTable : m.showTable}
            </button>
          )}
          <button type="button" className={controls['button']} onClick={save} title={m.csvHint}>
            {m.csv}
          </button>
        </div>
      </figcaption>
      {note !== undefined && empty === null && <p className={styles['note']}>{note}</p>}
      {empty === null ? children : <p className={styles['empty']}>{empty}</p>}
      {legend !== undefined && empty === null && <Legend entries={legend} />}
      {asTable && (
        <section
          id={`${id}-table`}
          className={styles['tableBox']}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by the keyboard
          tabIndex={0}
          aria-label={m.tableOf(title)}
        >
          <NumbersTable table={table} />
        </section>
      )}
    </figure>
  );
}

function NumbersTable({ table }: { readonly table: ChartTable }) {
  const { columns, rows } = table;
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          {columns.map(({ label, field }) => (
            <th key={field} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={`${String(row[0])} ${String(i)}`}>
            {row.map((cell, k) => {
              const text = cellText(cell, columns[k]?.text);
              const key = columns[k]?.field;
              return k === 0 ? (
                <th key={key} scope="row">
                  {text}
                </th>
              ) : (
                <td key={key} data-number={typeof cell === 'number'}>
                  {text}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellText(cell: string | number | null, text: ChartColumn['text']): string {
  if (cell === null) return '–';
  return typeof cell === 'number' && text !== undefined ? text(cell) : String(cell);
}
