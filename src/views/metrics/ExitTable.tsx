import { Fragment, useId, useState } from 'react';
import { formatCount, formatNumber, formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { MetricsBody } from '../../store/vocabulary';
import { ChartFigure } from '../../ui/chart/ChartFigure';
import type { ChartTable } from '../../ui/chart/ChartFigure';
import { Wide } from '../../ui/Wide';
import { ExitCauses } from './ExitCauses';
import { EXIT_COLUMNS, exitLines } from './exit-rows';
import type { ExitLine, Order } from './exit-rows';
import { fileName } from './file-name';
import styles from './metrics.module.css';

const PS_PER_NS = 1000;
const time = (ns: number) => formatPicos(ns * PS_PER_NS);
const percent = (share: number) => `${formatNumber(100 * share)} %`;

interface Props {
  readonly body: MetricsBody;
  /** Of one guest, or of all (null). */
  readonly vm: number | null;
}

/** The table of `perf kvm stat report`: sortable, and every row opens to what caused its exits. */
export function ExitTable({ body, vm }: Props) {
  const m = useMessages().metrics;
  const [order, setOrder] = useState<Order>({ by: 'count', descending: true });
  const [open, setOpen] = useState<string | null>(null);
  const id = useId();
  const lines = exitLines(body, order);
  const count = lines.reduce((sum, line) => sum + line.count, 0);
  const total = lines.reduce((sum, line) => sum + line.total, 0);
  return (
    <ChartFigure
      title={m.table.title}
      note={m.table.note}
      isTable
      table={dataOf(lines, m.table)}
      file={fileName('vm-exits', vm)}
      empty={lines.length === 0 ? m.table.none : null}
    >
      <Wide label={m.table.title}>
        <table className={styles['exits']} data-exits>
          <thead>
            <tr>
              {EXIT_COLUMNS.map((column) => (
                <th
                  key={column}
                  scope="col"
                  aria-sort={
                    order.by !== column ? undefined : order.descending ? 'descending' : 'ascending'
                  }
                >
                  <button
                    type="button"
                    title={m.table.sortBy(m.table[column])}
                    onClick={() => {
                      setOrder({
                        by: column,
                        descending: order.by === column ? !order.descending : column !== 'reason',
                      });
                    }}
                  >
                    {m.table[column]}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => {
              const key = `${line.reason} ${String(line.idle)}`;
              const isOpen = open === key;
              return (
                <Fragment key={key}>
                  <tr data-idle={line.idle} data-reason={line.reason}>
                    <th scope="row">
                      <button
                        type="button"
                        className={styles['open']}
                        aria-expanded={isOpen}
                        aria-controls={isOpen ? `${id}-causes` : undefined}
                        title={m.table.open(line.reason)}
                        onClick={() => {
                          setOpen(isOpen ? null : key);
                        }}
                      >
                        <code lang="en">{line.reason}</code>
                      </button>
                      <span className={styles['cause']}>
                        {line.idle ? m.table.idle : m.table.io}
                      </span>
                    </th>
                    <Numbers line={line} />
                  </tr>
                  {isOpen && (
                    <tr>
                      <td id={`${id}-causes`} colSpan={EXIT_COLUMNS.length}>
                        <ExitCauses reason={line.reason} idle={line.idle} vm={vm} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{m.table.all}</th>
              <td>{formatCount(count)}</td>
              <td>{percent(1)}</td>
              <td>{time(total)}</td>
              <td>{percent(1)}</td>
            </tr>
          </tfoot>
        </table>
      </Wide>
    </ChartFigure>
  );
}

function Numbers({ line }: { readonly line: ExitLine }) {
  return (
    <>
      <td>{formatCount(line.count)}</td>
      <td>
        <Share share={line.share} />
      </td>
      <td>{time(line.total)}</td>
      <td>
        <Share share={line.timeShare} />
      </td>
      <td>{time(line.min)}</td>
      <td>{time(line.mean)}</td>
      <td>{time(line.max)}</td>
    </>
  );
}

function Share({ share }: { readonly share: number }) {
  return (
    <span className={styles['share']}>
      <span className={styles['track']} aria-hidden="true">
        <span className={styles['bar']} style={{ width: `${(100 * share).toFixed(1)}%` }} />
      </span>
      {percent(share)}
    </span>
  );
}

type Words = ReturnType<typeof useMessages>['metrics']['table'];

function dataOf(lines: readonly ExitLine[], m: Words): ChartTable {
  return {
    columns: [
      { label: m.reason, field: 'reason' },
      { label: m.cause, field: 'caused_by' },
      { label: m.count, field: 'count', text: formatCount },
      { label: m.share, field: 'share', text: percent },
      { label: m.total, field: 'total_ns', text: time },
      { label: m.timeShare, field: 'time_share', text: percent },
      { label: m.min, field: 'min_ns', text: time },
      { label: m.mean, field: 'mean_ns', text: time },
      { label: m.max, field: 'max_ns', text: time },
    ],
    rows: lines.map((line) => [
      line.reason,
      line.idle ? 'idle' : 'io',
      line.count,
      line.share,
      line.total,
      line.timeShare,
      line.min,
      line.mean,
      line.max,
    ]),
  };
}
