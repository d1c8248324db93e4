import { expect, it } from 'vitest';
import type { MetricsBody } from '../store/vocabulary';
import { compare, FIGURES, figureOf, figureText } from './figures';

const metrics = (delivered: number): MetricsBody => ({
  simulatedNs: 1e6,
  packets: { sent: 9, delivered, replicated: 0, dropped: {}, inFlight: 0 },
  throughputGbps: 0.62,
  pps: 1e4,
  latencyNs: { min: 1, p50: 47_123, p90: 3, p99: 3, p999: 3, max: 4, mean: 3 },
  exits: {
    total: 61,
    perPacket: 6.1,
    perSecond: 1,
    byReason: {},
    time: {},
    byClass: { LF: 0, L: 0, LX: 0, H: 0 },
    background: { total: 0, perSecond: 0, byReason: {}, time: {} },
  },
  interrupts: { physical: 0, virtual: 0, posted: 0, suppressed: 0 },
  copies: { count: 20, bytes: 0, perPacket: 2 },
  contextSwitches: 0,
  cpu: { guest: 5, kvm: 0.5, vmm: 1, vhost: 0.25, pmd: 0, softirq: 0.125, idle: 1 },
  pcie: { bytesUp: 0, bytesDown: 0, utilisation: 0 },
  wire: { bytesOut: 0, bytesIn: 0, utilisation: 0 },
  iotlb: { hits: 0, misses: 0, pasidMisses: 0 },
});

it('says nothing before anything was delivered', () => {
  for (const figure of FIGURES) {
    expect(figureOf(figure, metrics(0))).toBeNull();
    expect(figureText(figure, null)).toBe('–');
  }
});

it('gives the five numbers with their units', () => {
  const texts = FIGURES.map((figure) => figureText(figure, figureOf(figure, metrics(10))));
  expect(texts).toEqual(['6.10', '47.1 µs', '620 Mb/s', '1.88', '2.00']);
});

it('compares in words that hold for nought and for equal numbers too', () => {
  expect(compare(null, 3)).toEqual({ kind: 'unknown' });
  expect(compare(0, 0)).toEqual({ kind: 'same' });
  expect(compare(1, 1.01)).toEqual({ kind: 'same' });
  expect(compare(0, 6)).toEqual({ kind: 'only-there' });
  expect(compare(6, 0)).toEqual({ kind: 'only-here' });
  expect(compare(2, 6)).toEqual({ kind: 'ratio', times: 3 });
  expect(compare(6, 3)).toEqual({ kind: 'ratio', times: 0.5 });
});
