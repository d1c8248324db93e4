import type { ExitTime, MetricsBody } from '../engine/metrics';

/** A row of `perf kvm stat report`: times in ns. */
export interface PerfRow {
  readonly reason: string;
  readonly samples: number;
  readonly totalNs: number;
  readonly minNs: number;
  readonly maxNs: number;
  /** Standard error of the mean, percent of it; absent where it was not kept. */
  readonly relativeDeviation?: number;
}

export const PERF_KEYS = ['sample', 'time'] as const;
export type PerfKey = (typeof PERF_KEYS)[number];

/**
 * The exits that are over, by reason as KVM names it, the most frequent first. As in KVM's tracepoints, those that I/O
 * caused and those that idling caused are one row.
 */
export function perfRows({ exits }: Pick<MetricsBody, 'exits'>): readonly PerfRow[] {
  const { time: io, background } = exits;
  const reasons = new Set([...Object.keys(io), ...Object.keys(background.time)]);
  return [...reasons]
    .map((reason) => rowOf(reason, together(io[reason], background.time[reason])))
    .toSorted((a, b) => b.samples - a.samples);
}

function together(a: ExitTime | undefined, b: ExitTime | undefined): ExitTime {
  if (a === undefined || b === undefined) return a ?? b ?? NO_TIME;
  const count = a.count + b.count;
  const apart = a.totalNs / a.count - b.totalNs / b.count;
  const within = (a.count - 1) * a.sdNs ** 2 + (b.count - 1) * b.sdNs ** 2;
  const between = (apart ** 2 * a.count * b.count) / count;
  return {
    count,
    totalNs: a.totalNs + b.totalNs,
    minNs: Math.min(a.minNs, b.minNs),
    maxNs: Math.max(a.maxNs, b.maxNs),
    sdNs: Math.sqrt((within + between) / (count - 1)),
  };
}

const NO_TIME: ExitTime = { count: 0, totalNs: 0, minNs: 0, maxNs: 0, sdNs: 0 };

function rowOf(reason: string, { count, totalNs, minNs, maxNs, sdNs }: ExitTime): PerfRow {
  // Of the mean, not of one sample (`stddev_stats`).
  const relativeDeviation = totalNs === 0 ? 0 : (100 * sdNs) / Math.sqrt(count) / (totalNs / count);
  return { reason, samples: count, totalNs, minNs, maxNs, relativeDeviation };
}

/** What `perf kvm stat report` prints for these rows (tools/perf/builtin-kvm.c, print_result). */
export function perfTable(rows: readonly PerfRow[], key: PerfKey = 'sample'): string {
  const shown = rows
    .filter((row) => row.samples > 0)
    .toSorted((a, b) => (key === 'sample' ? b.samples - a.samples : b.totalNs - a.totalNs));
  const samples = shown.reduce((sum, row) => sum + row.samples, 0);
  const time = shown.reduce((sum, row) => sum + row.totalNs, 0);
  const head = [
    'VM-EXIT'.padStart(20),
    'Samples'.padStart(10),
    'Samples%'.padStart(9),
    'Time%'.padStart(9),
    'Min Time'.padStart(11),
    'Max Time'.padStart(11),
    'Avg time'.padStart(16),
  ].join(' ');
  const body = shown.map((row) => `${rowText(row, samples, time)}\n`).join('');
  return `\n\nAnalyze events for all VMs, all VCPUs:\n\n${head} \n\n${body}\nTotal Samples:${String(samples)}, Total events handled time:${(time / 1000).toFixed(2)}us.\n\n`;
}

function rowText(row: PerfRow, samples: number, time: number): string {
  const us = (ns: number): string => (ns / 1000).toFixed(2).padStart(9);
  const share = (part: number, whole: number): string =>
    `${(whole === 0 ? 0 : (100 * part) / whole).toFixed(2).padStart(8)}%`;
  return [
    row.reason.padStart(20),
    String(row.samples).padStart(10),
    share(row.samples, samples),
    share(row.totalNs, time),
    `${us(row.minNs)}us`,
    `${us(row.maxNs)}us`,
    // Without what it was told from, the deviation reads 0.00%.
    `${us(row.totalNs / row.samples)}us ( +-${(row.relativeDeviation ?? 0).toFixed(2).padStart(7)}% )`,
  ].join(' ');
}
