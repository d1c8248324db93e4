import { describe, expect, test } from 'vitest';
import { completeHost, scenario } from '../testing';
import { PATH_IDS } from '../scenario/scenario';
import { EFFORT, runPoint } from './point';

const bulk = (path: string, count: number, packetBytes: number) =>
  scenario({ vms: [{ path, count, traffic: { kind: 'bulk', packetBytes } }] });

function measured(...args: Parameters<typeof runPoint>) {
  const result = runPoint(...args);
  if (result.kind !== 'measured') throw new Error(JSON.stringify(result));
  return result;
}

describe('one point of a sweep', () => {
  test('is the same each time', () => {
    const s = bulk('vhost-net', 3, 256);
    expect(runPoint(s)).toEqual(runPoint(s));
  });

  test.each(PATH_IDS)('on %s says what a run five times as long says', (path) => {
    const s = bulk(path, 1, 256);
    const short = measured(s);
    const long = measured(s, { ...EFFORT, packets: Infinity, most: 40e9, events: 1e7 });
    expect(short.ended).toBe('packets');
    expect(long.ended).toBe('time');
    expect(Math.abs(short.metrics.pps / long.metrics.pps - 1)).toBeLessThan(0.03);
    const [few, many] = [short, long].map(({ metrics }) => metrics.exits.perPacket);
    expect(Math.abs((few ?? 0) - (many ?? 0))).toBeLessThan(0.05);
  });

  test('where guests share CPUs it waits for several turns of the scheduler', () => {
    const s = bulk('emulated', 16, 60);
    const short = measured(s);
    const long = measured(s, { ...EFFORT, packets: Infinity, most: 60e9, events: 1e7 });
    expect(Math.abs(short.metrics.pps / long.metrics.pps - 1)).toBeLessThan(0.1);
  });

  test('the start is left out and nothing after it: the figures are those of a run between the two moments', () => {
    const s = scenario({
      vms: [{ path: 'sriov', count: 1, traffic: { kind: 'cbr', pps: 100_000 } }],
    });
    const { metrics, warmUp, end } = measured(s);
    const at = (until: number) =>
      completeHost({
        vms: [{ path: 'sriov', count: 1, traffic: { kind: 'cbr', pps: 100_000 } }],
        run: { until: `${String(until)}ps` },
      }).vm0;
    expect(metrics.packets.delivered).toBe(at(end).delivered - at(warmUp).delivered);
    expect(metrics.simulatedNs).toBe((end - warmUp) / 1000);
    expect(metrics.pps).toBeCloseTo(100_000, -3);
  });

  test('where two ways of going on take turns it waits for the one that lasts', () => {
    // The worker is ahead of its guest after 8 ms, and sleeps from then on: each packet needs a notification.
    const { metrics, warmUp } = measured(bulk('vhost-net', 1, 1500));
    expect(warmUp).toBeGreaterThan(EFFORT.warmUp);
    expect(metrics.exits.perPacket).toBeGreaterThan(0.05);
  });

  test('ends at its budget of events, and says so', () => {
    const s = bulk('vhost-user', 4, 60);
    const result = measured(s, { ...EFFORT, events: 20_000 });
    expect(result).toMatchObject({ ended: 'events', events: 20_000 });
    expect(result.end).toBeGreaterThan(result.warmUp);
  });

  test('a flood does not hang it', () => {
    const s = scenario({
      vms: [{ count: 64, path: 'virtio', traffic: { kind: 'cbr', pps: 20_000_000 } }],
    });
    const result = measured(s);
    expect(result.ended).toBe('events');
    expect(result.events).toBeLessThanOrEqual(EFFORT.events);
  });

  test('guests for whom nothing of the card is left: no run, and how many they are', () => {
    const s = scenario({ nic: { numVfs: 4 }, vms: [{ count: 6, path: 'sriov' }] });
    expect(runPoint(s)).toEqual({ kind: 'no-device', guests: 6, without: 2 });
  });
});
