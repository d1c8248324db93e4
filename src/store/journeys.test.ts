import { expect, it } from 'vitest';
import { FACT_KINDS } from '../worker/vocabulary';
import type { RunWindow } from '../worker/api';
import { packetToFollow } from './journeys';

/** A window in which packets are created and nothing else happens. */
function created(...packets: readonly (readonly [packet: number, vm: number, at: number])[]) {
  const { length } = packets;
  const window: RunWindow = {
    from: 0,
    to: 1_000,
    cut: false,
    hops: {
      count: 0,
      start: new Float64Array(0),
      end: new Float64Array(0),
      step: new Uint16Array(0),
      packet: new Int32Array(0),
      vm: new Int16Array(0),
      from: new Uint16Array(0),
      to: new Uint16Array(0),
      thread: new Int16Array(0),
    },
    facts: {
      count: length,
      time: Float64Array.from(packets, ([, , at]) => at),
      kind: new Uint8Array(length).fill(FACT_KINDS.indexOf('sent')),
      vm: Int16Array.from(packets, ([, vm]) => vm),
      packet: Int32Array.from(packets, ([packet]) => packet),
      a: new Int32Array(length),
      b: new Int32Array(length),
      c: new Int32Array(length),
    },
  };
  return window;
}

it('follows the packet its guest created last, or will create first', () => {
  const window = created([1, 0, 10], [2, 1, 20], [3, 0, 30]);
  expect(packetToFollow(window, 0, 5)).toBe(1);
  expect(packetToFollow(window, 0, 25)).toBe(1);
  expect(packetToFollow(window, 0, 30)).toBe(3);
});

it('follows another guest’s packet where the guest only receives', () => {
  const window = created([7, 1, 10], [8, 1, 20]);
  expect(packetToFollow(window, 0, 15)).toBe(7);
  expect(packetToFollow(created(), 0, 15)).toBe(0);
});
