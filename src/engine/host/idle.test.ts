import { expect, test } from 'vitest';
import { completeRun } from '../testing';

// The interrupt of every second packet comes shortly before the next is due: its end, the way into HLT and the timer meet.
test.each([
  { path: 'sriov', host: {} },
  { path: 'sriov', host: { postedInterrupts: false } },
  { path: 'passthrough', host: {} },
  { path: 'vhost-net', host: {} },
])('what is due on the way into HLT does not wait for the next timer: %j', ({ path, host }) => {
  const vms = [{ path, count: 1, traffic: { kind: 'cbr', pps: 100_000, direction: 'tx' } }];
  const { p99, min } = completeRun({ host, vms, run: { until: '5ms' } }).metrics().latencyNs;
  // The application sends every 10 µs.
  expect(p99).toBeLessThan(min + 5_000);
});

test('an interrupt that comes on the CPU of a polling vCPU ends the poll, as one on another CPU does', () => {
  const p50 = (irqAffinity: string) => {
    const vms = [
      {
        path: 'sriov',
        count: 1,
        traffic: { pps: 20_000, direction: 'rx' },
        tuning: { irqAffinity },
      },
    ];
    const host = { postedInterrupts: false };
    return completeRun({ host, vms, run: { until: '5ms' } }).metrics().latencyNs.p50;
  };
  expect(p50('same')).toBeLessThan(1.2 * p50('other'));
});

test('an interrupt in the first moments of a run finds a guest that never halts', () => {
  const vms = [
    {
      path: 'sriov',
      count: 1,
      traffic: { pps: 20_000, direction: 'rx', packetBytes: 100 },
      tuning: { idlePoll: true, irqAffinity: 'same' },
    },
  ];
  const { packets } = completeRun({
    host: { postedInterrupts: false },
    vms,
    run: { until: '1ms' },
  }).metrics();
  expect(packets.delivered).toBeGreaterThanOrEqual(packets.sent - 1);
});
