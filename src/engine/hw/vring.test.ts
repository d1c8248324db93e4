import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBuffer,
  availPending,
  callNeeded,
  createVring,
  disableNotify,
  enableCallbacks,
  enableCallbacksDelayed,
  enableNotify,
  kickNeeded,
  needEvent,
  pushUsed,
  takeAvail,
  takeUsed,
  usedPending,
} from './vring';

describe('event index predicate', () => {
  // io-paths.md 2.7.1
  it.each([
    [0, 1, 0, true],
    [5, 5, 4, false],
    [10, 14, 10, true],
    [10, 14, 11, false],
    [13, 14, 10, true],
    [14, 14, 10, false],
    [65535, 0, 65535, true],
    [65534, 0, 65535, false],
    [65535, 2, 65534, true],
  ])('event %i, %i after %i: %s', (event, next, old, needed) => {
    expect(needEvent(event, next, old)).toBe(needed);
  });
});

it('refuses a size that is no power of two', () => {
  expect(() => createVring(100, true)).toThrow('100');
  expect(() => createVring(65536, true)).toThrow('65536');
});

describe.each([true, false])('with event index %s', (eventIdx) => {
  it('kicks once while the device is busy, and again after it slept', () => {
    const r = createVring(8, eventIdx);
    enableNotify(r);
    addBuffer(r, 1);
    expect(kickNeeded(r)).toBe(true);
    disableNotify(r);
    addBuffer(r, 2);
    expect(kickNeeded(r)).toBe(false);
    expect([takeAvail(r), takeAvail(r), takeAvail(r)]).toEqual([1, 2, -1]);
    expect(enableNotify(r)).toBe(true);
    addBuffer(r, 3);
    expect(kickNeeded(r)).toBe(true);
  });

  it('tells the device that slept too early that there is work after all', () => {
    const r = createVring(8, eventIdx);
    disableNotify(r);
    addBuffer(r, 1);
    expect(kickNeeded(r)).toBe(!eventIdx ? false : true);
    expect(enableNotify(r)).toBe(false);
    expect(availPending(r)).toBe(1);
  });

  it('interrupts for the next used element only after callbacks were enabled again', () => {
    const r = createVring(8, eventIdx);
    for (let p = 1; p <= 4; p++) addBuffer(r, p);
    expect(enableCallbacks(r)).toBe(true);
    pushUsed(r, takeAvail(r));
    expect(callNeeded(r)).toBe(true);
    pushUsed(r, takeAvail(r));
    // Without the index only the driver's flag would hold the second one back.
    expect(callNeeded(r)).toBe(!eventIdx);
    expect(usedPending(r)).toBe(2);
    expect(enableCallbacks(r)).toBe(false);
    expect([takeUsed(r), takeUsed(r)]).toEqual([1, 2]);
    expect(enableCallbacks(r)).toBe(true);
    pushUsed(r, takeAvail(r));
    expect(callNeeded(r)).toBe(true);
  });
});

it('delayed callbacks wait for three quarters of what is outstanding', () => {
  const r = createVring(16, true);
  for (let p = 1; p <= 8; p++) addBuffer(r, p);
  enableCallbacks(r);
  pushUsed(r, takeAvail(r));
  callNeeded(r);
  takeUsed(r);
  enableCallbacksDelayed(r);
  const calls = [2, 3, 4, 5, 6, 7, 8].map(() => {
    pushUsed(r, takeAvail(r));
    return callNeeded(r);
  });
  // Seven outstanding: used_event lies five further on, so the sixth element interrupts.
  expect(calls).toEqual([false, false, false, false, false, true, false]);
});

it('keeps order and loses nothing across the wrap of the 16-bit index', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 60 }), (bursts) => {
      const r = createVring(8, true);
      r.availIdx = r.lastAvail = r.usedIdx = r.lastUsed = r.kickedIdx = 65_500;
      let sent = 0;
      const seen: number[] = [];
      for (const burst of bursts) {
        for (let i = 0; i < Math.min(burst, r.numFree); i++) addBuffer(r, ++sent);
        for (let p = takeAvail(r); p >= 0; p = takeAvail(r)) pushUsed(r, p);
        while (usedPending(r) > 0) seen.push(takeUsed(r));
      }
      expect(seen).toEqual(Array.from({ length: sent }, (_, i) => i + 1));
      expect(r.numFree).toBe(8);
    }),
  );
});
