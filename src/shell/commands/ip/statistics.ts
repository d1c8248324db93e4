import type { NetCounters } from '../../command';
import type { Json } from './json';
import type { Paper } from './paper';

export const NO_TRAFFIC: NetCounters = {
  rxBytes: 0,
  rxPackets: 0,
  rxDropped: 0,
  txBytes: 0,
  txPackets: 0,
  txDropped: 0,
};

/** Width of each column: its title, or the widest number in it. */
function widths(rows: readonly (readonly number[])[]): readonly number[] {
  return [10, 7, 6, 7, 7, 7, 10].map((least, column) =>
    Math.max(least, ...rows.map((row) => String(row[column] ?? '').length)),
  );
}

/** What `-s` adds below an interface. */
export function printStatistics(paper: Paper, n: NetCounters, twice: boolean): void {
  const rx = [n.rxBytes, n.rxPackets, 0, n.rxDropped, 0, 0];
  const tx = [n.txBytes, n.txPackets, 0, n.txDropped, 0, 0];
  const wide = widths([rx, tx]);
  const head = (titles: readonly string[], lead: number): string =>
    [...titles, ''].map((t, i) => t.padStart((wide[i] ?? 0) - (i === 0 ? lead : 0))).join(' ');
  const body = (values: readonly (number | string)[]): string =>
    values.map((value, i) => `${String(value).padStart(wide[i] ?? 0)} `).join('');
  const errors = (titles: readonly string[]): void => {
    paper.line().put(`    ${titles[0] ?? ''}`);
    paper.put(
      titles
        .slice(1)
        .map((t, i) => ` ${t.padStart(wide[i + 1] ?? 0)}`)
        .join(''),
    );
    paper.line().put(`    ${' '.repeat(wide[0] ?? 0)} ${body0(titles.length - 1)}`);
  };
  const body0 = (count: number): string =>
    Array.from({ length: count }, (_, i) => `${'0'.padStart(wide[i + 1] ?? 0)} `).join('');

  paper.line().put('    RX: ');
  paper.put(head(['bytes', 'packets', 'errors', 'dropped', 'missed', 'mcast'], 4));
  paper.line().put(`    ${body(rx)}`);
  if (twice) errors(['RX errors:', 'length', 'crc', 'frame', 'fifo', 'overrun']);
  paper.line().put('    TX: ');
  paper.put(head(['bytes', 'packets', 'errors', 'dropped', 'carrier', 'collsns'], 4));
  paper.line().put(`    ${body(tx)}`);
  if (twice) errors(['TX errors:', 'aborted', 'fifo', 'window', 'heartbt', 'transns']);
}

export function statisticsJson(n: NetCounters): Json {
  return {
    rx: {
      bytes: n.rxBytes,
      packets: n.rxPackets,
      errors: 0,
      dropped: n.rxDropped,
      over_errors: 0,
      multicast: 0,
    },
    tx: {
      bytes: n.txBytes,
      packets: n.txPackets,
      errors: 0,
      dropped: n.txDropped,
      carrier_errors: 0,
      collisions: 0,
    },
  };
}
