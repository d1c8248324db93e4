import { describe, expect, it } from 'vitest';
import { runClosures } from './closures';
import { HopTrace } from './hop-trace';
import { runKernel } from './kernel';
import { loadSimjs, runSimjs } from './simjs';
import { SOURCES, checksum } from './workload';

// A script that defines its names once, when first imported.
const simjs = await loadSimjs();

describe('the packet chain gives one checksum', () => {
  it.each([1, 2, 7, 100, 999])('for %d packets on kernel, closures and simjs', (packets) => {
    for (const sources of SOURCES) {
      const expected = runClosures(sources, packets);
      expect(expected).toMatch(new RegExp(`^n=${packets} sum=[1-9]`));
      expect(runKernel(sources, packets)).toBe(expected);
      expect(runSimjs(simjs, sources, packets)).toBe(expected);
    }
  });

  it.each(SOURCES)('for 20,000 packets from %d sources, in every run', (sources) => {
    const expected = runClosures(sources, 20_000);
    expect(runKernel(sources, 20_000)).toBe(expected);
    expect(runKernel(sources, 20_000)).toBe(expected);
  });
});

it('the checksum is FNV-1a over the histogram, with the sum in full', () => {
  const histogram = new Uint32Array(1024);
  const zeros = { packets: 0, sumHigh: 2 ** 30, sumLow: 5, maxLatency: 0, end: 0, histogram };
  const line = checksum({ ...zeros, maxOwnQueue: 0, maxSharedQueue: 0 });
  let hash = 0x811c9dc5n;
  for (let i = 0; i < 1024; i++) hash = (hash * 16777619n) % 2n ** 32n;
  expect(line).toBe(
    `n=0 sum=4611686018427387909 maxlat=0 qown=0 qshared=0 end=0 hist=${hash.toString(16).padStart(8, '0')}`,
  );
});

it('the trace loses no hop when a chunk is full', () => {
  const trace = new HopTrace();
  for (let i = 0; i < 100_000; i++) trace.hop(i, i + 1, i, 0);
  expect(trace.hops).toBe(100_000);
});
