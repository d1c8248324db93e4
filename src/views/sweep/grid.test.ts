import { describe, expect, test } from 'vitest';
import type { Measured, PointResult } from '../../store/vocabulary';
import { figureById, wireLimit } from './figures';
import { gridOf, isComplete, ranking, within } from './grid';

const point = (gbps: number, kvm = 0) =>
  ({
    kind: 'measured',
    limiter: 'wire',
    metrics: {
      throughputGbps: gbps,
      packets: { delivered: 1 },
      cpu: { guest: 1, kvm, vmm: 0, vhost: 0, pmd: 0, softirq: 0, idle: 0 },
    },
  }) as unknown as Measured;

const AXES = [
  { key: 'vms.0.path', values: ['virtio', 'sriov', 'passthrough'] },
  { key: 'vms.0.count', values: [1, 4] },
  { key: 'vms.0.traffic.packetBytes', values: [60, 512, 1500] },
];

const grid = (results: readonly (readonly [number, PointResult])[]) =>
  gridOf({ axes: AXES, results: new Map(results) });

describe('the grid of a sweep', () => {
  test('numbers its points as the sweep does, whatever the order of the paths on the page', () => {
    const { dims, paths, indexOf } = grid([]);
    expect(paths).toEqual(['virtio', 'passthrough', 'sriov']);
    expect(dims.map(({ id }) => id)).toEqual(['sizes', 'guests']);
    expect(indexOf('virtio', { sizes: 2, guests: 0 })).toBe(2);
    expect(indexOf('sriov', { sizes: 1, guests: 1 })).toBe(10);
    expect(indexOf('passthrough', {})).toBe(12);
  });

  test('a place of another sweep is brought inside', () => {
    expect(within(grid([]), { sizes: 1, guests: 9, rates: 3 })).toEqual({
      sizes: 1,
      guests: 1,
      rates: 0,
    });
  });
});

describe('the ranking at a place', () => {
  const throughput = figureById('throughput');

  test('takes as alike what lies within 2 %, the least host CPU first', () => {
    const ranked = ranking(
      grid([
        [0, point(9.84, 2)],
        [6, point(9.8, 0.1)],
        [12, point(5, 0)],
      ]),
      {},
      throughput,
    );
    expect(ranked.map(({ path, rank }) => [path, rank])).toEqual([
      ['sriov', 1],
      ['virtio', 1],
      ['passthrough', 3],
    ]);
  });

  test('knows where less is better', () => {
    const points = grid([
      [0, point(1, 2)],
      [6, point(1, 0.1)],
    ]);
    const [first] = ranking(points, {}, figureById('hostCpu'));
    expect(first?.path).toBe('sriov');
  });

  test('leaves out what was not possible, and knows what is missing', () => {
    const some = grid([
      [0, point(1)],
      [6, { kind: 'no-device', guests: 2, without: 1 }],
    ]);
    expect(ranking(some, {}, throughput).map(({ path }) => path)).toEqual(['virtio']);
    expect(isComplete(some, {})).toBe(false);
  });
});

test('the line of the wire: 14.88 million of the shortest frames, 9.84 Gb/s of 1500 bytes', () => {
  expect(wireLimit('pps', 10, 60)).toBeCloseTo(14_880_952, 0);
  expect(wireLimit('throughput', 10, 1500)).toBeCloseTo(9.8425, 3);
  expect(wireLimit('p99', 10, 1500)).toBe(null);
  expect(wireLimit('throughput', 10, 9000)).toBe(null);
});
