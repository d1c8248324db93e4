import { expect, it } from 'vitest';
import { english } from '../i18n';
import { FACT_KINDS, REGISTERS, STEP_IDS } from '../store/vocabulary';
import type { FactKind, RunWindow, StepId } from '../store/vocabulary';
import { currentRow, factText, journeyRows } from './journey-rows';

type Hop = readonly [step: StepId, start: number, end: number];
type Fact = readonly [kind: FactKind, time: number, a: number, b?: number, c?: number];

function journey(hops: readonly Hop[], facts: readonly Fact[]): RunWindow {
  return {
    from: 0,
    to: 1e9,
    cut: false,
    hops: {
      count: hops.length,
      start: Float64Array.from(hops, ([, start]) => start),
      end: Float64Array.from(hops, ([, , end]) => end),
      step: Uint16Array.from(hops, ([step]) => STEP_IDS.indexOf(step)),
      packet: new Int32Array(hops.length),
      vm: new Int16Array(hops.length),
      from: new Uint16Array(hops.length),
      to: new Uint16Array(hops.length),
      thread: new Int16Array(hops.length).fill(-1),
    },
    facts: {
      count: facts.length,
      time: Float64Array.from(facts, ([, time]) => time),
      kind: Uint8Array.from(facts, ([kind]) => FACT_KINDS.indexOf(kind)),
      vm: new Int16Array(facts.length),
      packet: new Int32Array(facts.length),
      a: Int32Array.from(facts, ([, , a]) => a),
      b: Int32Array.from(facts, ([, , , b = 0]) => b),
      c: Int32Array.from(facts, ([, , , , c = -1]) => c),
    },
  };
}

it('lists hops and facts in the order they begin, a fact before the hop of its moment', () => {
  const rows = journeyRows(
    journey(
      [
        ['driver-xmit', 20, 30],
        ['app-send', 0, 20],
      ],
      [
        ['delivered', 30, 9],
        ['sent', 0, 1500],
      ],
    ),
  );
  expect(rows.map((row) => (row.kind === 'fact' ? row.fact : row.step))).toEqual([
    'sent',
    'app-send',
    'driver-xmit',
    'delivered',
  ]);
});

it('gives a hop the exit it follows from, whatever bits its class carries', () => {
  const rows = journeyRows(
    journey(
      [
        ['app-send', 0, 10],
        ['exit-light', 10, 20],
        ['to-user', 20, 30],
      ],
      [['vm-exit', 10, 49, 16 + 3, 0]],
    ),
  );
  const exits = rows.map((row) => (row.kind === 'hop' ? row.exit : null));
  expect(exits[0]).toBeNull();
  expect(exits[1]).toEqual({ at: 10, reason: 'EPT_MISCONFIG', register: 'TDT', cls: 'H' });
  expect(exits[2]).toEqual(exits[1]);
});

it('ends an exit with the entry, and names a doorbell after an access that did not trap', () => {
  const rows = journeyRows(
    journey(
      [
        ['exit-light', 10, 20],
        ['bridge-forward', 30, 40],
        ['doorbell', 50, 60],
      ],
      [
        ['vm-exit', 10, 49, 3, 0],
        ['register', 10, 0, 1, 3],
        ['vm-entry', 20, 49],
        ['register', 50, 9, 1, 1],
      ],
    ),
  );
  const words = rows.map((row) => (row.kind === 'hop' ? [row.exit?.register, row.register] : []));
  expect(words).toEqual([
    ['TDT', ''],
    [undefined, ''],
    [undefined, 'VFTDT'],
  ]);
});

it('tells of a notification only where it was suppressed', () => {
  const rows = journeyRows(
    journey(
      [],
      [
        ['kick', 1, 1],
        ['kick', 2, 0],
      ],
    ),
  );
  expect(rows).toEqual([{ kind: 'fact', fact: 'kick', at: 2, a: 0, b: 0 }]);
});

it('knows which row the cursor is at', () => {
  const rows = journeyRows(
    journey(
      [
        ['app-send', 10, 20],
        ['driver-xmit', 20, 30],
      ],
      [],
    ),
  );
  expect([0, 10, 19, 20, 99].map((cursor) => currentRow(rows, cursor))).toEqual([-1, 0, 0, 1, 1]);
});

it('looks past what only waits to what goes on', () => {
  const rows = journeyRows(
    journey(
      [
        ['descriptor-writeback', 10, 40],
        ['queued', 12, 30],
      ],
      [],
    ),
  );
  expect([11, 20, 35, 50].map((cursor) => currentRow(rows, cursor))).toEqual([0, 0, 0, 1]);
});

it('says what happened, with sizes, durations and causes', () => {
  const m = english.shell.events;
  const text = (fact: 'sent' | 'delivered' | 'dropped' | 'irq-suppressed', a: number) =>
    factText(m, { kind: 'fact', at: 0, fact, a, b: 7 }, (place) => `place ${String(place)}`);
  expect(text('sent', 1500)).toContain('1,500 B');
  expect(text('delivered', 9480)).toContain('9.48 µs');
  expect(text('dropped', 0)).toBe('dropped: the ring is full (place 7)');
  expect(text('irq-suppressed', 0)).toContain('throttle');
});

it('names the register that a direct write writes, not the one before it', () => {
  const named = (name: string) => REGISTERS.findIndex((register) => register.name === name);
  const rows = journeyRows(
    journey(
      [
        ['direct-write', 0, 10],
        ['doorbell', 10, 20],
        ['direct-write', 10, 30],
      ],
      [
        ['register', 10, named('VFTDT'), 0, 0],
        ['register', 30, named('VTEIMS'), 0, 0],
      ],
    ),
  );
  expect(rows.map((row) => row.kind === 'hop' && row.register)).toEqual([
    'VFTDT',
    'VFTDT',
    'VTEIMS',
  ]);
});
