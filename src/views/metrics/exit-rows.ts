import type { MetricsBody } from '../../store/vocabulary';

/** One line of the table: exits of one reason that are over. Times in ns. */
export interface ExitLine {
  readonly reason: string;
  /** An idle guest caused them, not I/O. */
  readonly idle: boolean;
  readonly count: number;
  readonly share: number;
  readonly total: number;
  readonly timeShare: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

export const EXIT_COLUMNS = [
  'reason',
  'count',
  'share',
  'total',
  'timeShare',
  'min',
  'mean',
  'max',
] as const;
export type ExitColumn = (typeof EXIT_COLUMNS)[number];

export interface Order {
  readonly by: ExitColumn;
  readonly descending: boolean;
}

/** All reasons that occurred, I/O and idling apart, in the order asked for. */
export function exitLines({ exits }: MetricsBody, { by, descending }: Order): readonly ExitLine[] {
  const found = [
    ...Object.entries(exits.time).map(([reason, time]) => ({ reason, idle: false, time })),
    ...Object.entries(exits.background.time).map(([reason, time]) => ({
      reason,
      idle: true,
      time,
    })),
  ];
  const count = found.reduce((sum, { time }) => sum + time.count, 0);
  const total = found.reduce((sum, { time }) => sum + time.totalNs, 0);
  const lines = found.map(({ reason, idle, time }): ExitLine => ({
    reason,
    idle,
    count: time.count,
    share: time.count / count,
    total: time.totalNs,
    timeShare: total === 0 ? 0 : time.totalNs / total,
    min: time.minNs,
    mean: time.totalNs / time.count,
    max: time.maxNs,
  }));
  const way = descending ? -1 : 1;
  return lines.toSorted((a, b) =>
    by === 'reason' ? way * a.reason.localeCompare(b.reason) : way * (a[by] - b[by]),
  );
}
