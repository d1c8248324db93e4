import { expect, test } from 'vitest';
import type { MetricsBody } from '../../store/vocabulary';
import { exitLines } from './exit-rows';

const time = (count: number, totalNs: number) => ({
  count,
  totalNs,
  minNs: totalNs / count / 2,
  maxNs: (2 * totalNs) / count,
  sdNs: 0,
});

const body = {
  exits: {
    time: { EPT_MISCONFIG: time(6, 60_000), EOI_INDUCED: time(2, 2_000) },
    background: { time: { HLT: time(2, 138_000), MSR_WRITE: time(10, 0) } },
  },
} as unknown as MetricsBody;

test('shares are of all exits and of all their time, idle guests included', () => {
  const lines = exitLines(body, { by: 'count', descending: true });
  expect(lines.map(({ reason }) => reason)).toEqual([
    'MSR_WRITE',
    'EPT_MISCONFIG',
    'EOI_INDUCED',
    'HLT',
  ]);
  expect(lines.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  const [, io] = lines;
  expect(io).toMatchObject({ idle: false, share: 0.3, timeShare: 0.3, mean: 10_000 });
});

test('any column orders the table, both ways', () => {
  const by = (column: 'reason' | 'total' | 'mean', descending: boolean) =>
    exitLines(body, { by: column, descending }).map(({ reason }) => reason);
  expect(by('reason', false)).toEqual(['EOI_INDUCED', 'EPT_MISCONFIG', 'HLT', 'MSR_WRITE']);
  expect(by('total', true)).toEqual(['HLT', 'EPT_MISCONFIG', 'EOI_INDUCED', 'MSR_WRITE']);
  expect(by('mean', false)).toEqual(['MSR_WRITE', 'EOI_INDUCED', 'EPT_MISCONFIG', 'HLT']);
});

test('a run without exits has no lines', () => {
  const none = { exits: { time: {}, background: { time: {} } } } as unknown as MetricsBody;
  expect(exitLines(none, { by: 'count', descending: true })).toEqual([]);
});
