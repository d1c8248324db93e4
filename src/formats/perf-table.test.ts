import { expect, test } from 'vitest';
import { perfRows, perfTable } from './perf-table';

const time = (samples: readonly number[]) => {
  const totalNs = samples.reduce((a, b) => a + b, 0);
  const mean = totalNs / samples.length;
  const squares = samples.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return {
    count: samples.length,
    totalNs,
    minNs: Math.min(...samples),
    maxNs: Math.max(...samples),
    sdNs: samples.length < 2 ? 0 : Math.sqrt(squares / (samples.length - 1)),
  };
};

const counts = { total: 0, perPacket: 0, perSecond: 0, byReason: {} };
const exitsOf = (io: Record<string, number[]>, idle: Record<string, number[]>) => {
  const times = (lists: Record<string, number[]>) =>
    Object.fromEntries(Object.entries(lists).map(([reason, list]) => [reason, time(list)]));
  const byClass = { LF: 0, L: 0, LX: 0, H: 0 };
  return {
    exits: { ...counts, byClass, time: times(io), background: { ...counts, time: times(idle) } },
  };
};

test('exits of I/O and of idling with one reason are one row, as if all had been counted together', () => {
  const [io, idle] = [
    [1200, 900, 1100],
    [400, 500],
  ];
  const [row] = perfRows(exitsOf({ MSR_WRITE: io }, { MSR_WRITE: idle }));
  const { count, sdNs, ...all } = time([...io, ...idle]);
  expect(row).toMatchObject({ reason: 'MSR_WRITE', samples: count, totalNs: all.totalNs });
  expect([row?.minNs, row?.maxNs]).toEqual([400, 1200]);
  const error = (100 * sdNs) / Math.sqrt(count) / (all.totalNs / count);
  expect(row?.relativeDeviation).toBeCloseTo(error, 9);
});

test('the table is laid out as perf lays it out, most samples or most time first', () => {
  const rows = perfRows(exitsOf({ EPT_MISCONFIG: [7000, 9000, 8000] }, { HLT: [50_000] }));
  expect(perfTable(rows)).toBe(
    [
      '',
      '',
      'Analyze events for all VMs, all VCPUs:',
      '',
      '             VM-EXIT    Samples  Samples%     Time%    Min Time    Max Time         Avg time ',
      '',
      '       EPT_MISCONFIG          3    75.00%    32.43%      7.00us      9.00us      8.00us ( +-   7.22% )',
      '                 HLT          1    25.00%    67.57%     50.00us     50.00us     50.00us ( +-   0.00% )',
      '',
      'Total Samples:4, Total events handled time:74.00us.',
      '',
      '',
    ].join('\n'),
  );
  const byTime = perfTable(rows, 'time');
  expect(byTime.indexOf('HLT')).toBeLessThan(byTime.indexOf('EPT_MISCONFIG'));
});

test('of a host without exits it says so in numbers', () => {
  expect(perfTable(perfRows(exitsOf({}, {})))).toContain('Total Samples:0, ');
});
