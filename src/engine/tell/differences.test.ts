import { describe, expect, test } from 'vitest';
import { BAND_OF } from '../costs/places';
import { PATH_IDS, type PathId } from '../scenario/scenario';
import { completeRun, traceOf } from '../testing';
import { byWeight, differencesOf, type Difference, type Story } from './differences';
import { milestonesOf } from './milestones';
import { packetTrace } from './packet-trace';

const DIRECTIONS = ['tx', 'rx'] as const;
type Direction = (typeof DIRECTIONS)[number];

const runs = new Map<string, ReturnType<typeof completeRun>>();

/** The run of the golden traces. */
function runOf(path: PathId, direction: Direction) {
  const key = `${path} ${direction}`;
  let run = runs.get(key);
  if (run === undefined) {
    run = completeRun({
      nic: { numVfs: path === 'passthrough' ? 0 : 1 },
      vms: [{ count: 1, path, traffic: { kind: 'single', direction } }],
      run: { until: '300us' },
    });
    runs.set(key, run);
  }
  return run;
}

function storyOf(path: PathId, direction: Direction): Story {
  const run = runOf(path, direction);
  const trace = packetTrace(run, 1);
  if (trace === null) throw new Error(`no packet 1 on ${path}`);
  return { trace, places: run.topology.places };
}

/** Lines of the golden trace that begin while the packet's story lasts. */
function linesOf(path: PathId, direction: Direction): readonly string[] {
  const over = Number((storyOf(path, direction).trace.over / 1e6).toFixed(3));
  return traceOf(path, direction)
    .split('\n')
    .filter((line) => line !== '' && Number(line.slice(0, 8)) < over);
}

const count = (lines: readonly string[], pattern: RegExp) =>
  lines.filter((line) => pattern.test(line)).length;

const IDLE = /EXIT (?:HLT|MSR_WRITE LF TSC_DEADLINE)/;
const COUNTS: readonly (readonly [Difference['what'], (lines: readonly string[]) => number])[] = [
  ['exits', (lines) => count(lines, /EXIT/) - count(lines, IDLE)],
  ['heavy-exits', (lines) => count(lines, /EXIT \w+ H\b/)],
  ['idle-exits', (lines) => count(lines, IDLE)],
  ['copies', (lines) => count(lines, / (?:copy-|vhost-copy-|pmd-dequeue|pmd-enqueue)/)],
  ['wake-ups', (lines) => count(lines, / thread-wake /)],
  ['context-switches', (lines) => count(lines, / context-switch /)],
  ['kicks', (lines) => count(lines, /EXIT .*queue notify/)],
  ['dma', (lines) => count(lines, / dma-.*#1/)],
  ['doorbells', (lines) => count(lines, / doorbell .*#1/)],
];

const pairs = PATH_IDS.flatMap((one) =>
  PATH_IDS.filter((two) => two !== one).flatMap((two) =>
    DIRECTIONS.map((direction) => [one, two, direction] as const),
  ),
);

const of = (list: readonly Difference[], what: Difference['what']) => {
  const found = list.find((each) => each.what === what);
  if (found === undefined) throw new Error(`nothing is said of ${what}`);
  return found;
};

describe.each(pairs)('%s against %s, %s', (one, two, direction) => {
  const base = storyOf(one, direction);
  const other = storyOf(two, direction);
  const list = differencesOf(base, other);

  test.each(COUNTS)('%s are those of the golden traces', (what, counted) => {
    const [before, after] = [counted(linesOf(one, direction)), counted(linesOf(two, direction))];
    const { base: b, other: o, delta } = of(list, what);
    expect([b, o, delta]).toEqual([before, after, after - before]);
  });

  test('interrupts, translations, bytes and latency are those of the books', () => {
    const [before, after] = [one, two].map((path) => runOf(path, direction).metrics());
    if (before === undefined || after === undefined) throw new Error('no metrics');
    const delta = (read: (m: typeof before) => number) => read(after) - read(before);
    const found = Object.fromEntries(list.map((each) => [each.what, each.delta]));
    expect(found).toMatchObject({
      exits: delta((m) => m.exits.total),
      copies: delta((m) => m.copies.count),
      'copied-bytes': delta((m) => m.copies.bytes),
      'irq-physical': delta((m) => m.interrupts.physical),
      'irq-virtual': delta((m) => m.interrupts.virtual),
      'irq-posted': delta((m) => m.interrupts.posted),
      'irq-suppressed': delta((m) => m.interrupts.suppressed),
    });
    expect((found['latency'] ?? NaN) / 1000).toBeCloseTo(
      delta((m) => m.latencyNs.max),
      3,
    );
  });

  test('each difference leads to as many rows as it counts', () => {
    for (const { what, unit, base: b, other: o, baseRows, otherRows } of list) {
      if (unit !== 'events') continue;
      const rows = ({ facts, hops }: Difference['baseRows']) =>
        what === 'dma' || what === 'doorbells' ? hops.length : facts.length;
      expect([what, rows(baseRows), rows(otherRows)]).toEqual([what, b, o]);
    }
  });

  test('the segments add up to the latency', () => {
    const segments = list.filter(({ what }) => what === 'segment');
    const sum = segments.reduce((total, { delta }) => total + delta, 0);
    expect(sum).toBeCloseTo(of(list, 'latency').delta, 3);
  });

  test('the other way round every sign is the other', () => {
    const back = differencesOf(other, base);
    expect(back.map(({ delta }) => 0 - delta)).toEqual(list.map(({ delta }) => delta));
  });
});

describe.each(PATH_IDS)('milestones of %s', (path) => {
  test.each(DIRECTIONS)('%s: in order of time and the first is the creation', (direction) => {
    const { trace, places } = storyOf(path, direction);
    const found = milestonesOf(trace, places);
    const way = found.filter(({ id }) => id !== 'completed' && id !== 'over');
    expect(way.map(({ at }) => at)).toEqual(way.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(way.map(({ id }) => id)).toEqual(
      direction === 'tx'
        ? ['created', 'published', 'seen', 'fetched', 'wire', 'delivered']
        : ['created', 'arrived', 'stored', 'handed', 'notified', 'taken', 'delivered'],
    );
    expect(found.at(-1)?.id).toBe('over');
  });

  test('the device side is no part of the guest', () => {
    const { trace, places } = storyOf(path, 'tx');
    const seen = milestonesOf(trace, places).find(({ id }) => id === 'seen');
    const row = seen?.row?.index ?? -1;
    const to = places[trace.hops.to[row] ?? -1];
    expect(to === undefined ? 'guest' : BAND_OF[to.kind]).not.toBe('guest');
  });
});

test('the most time comes first, and what is alike is left out', () => {
  const list = byWeight(differencesOf(storyOf('emulated', 'tx'), storyOf('sriov', 'tx')));
  const times = list.map(({ timeDelta }) => Math.abs(timeDelta));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(list.every(({ delta, timeDelta }) => delta !== 0 || timeDelta !== 0)).toBe(true);
  expect(of(list, 'exits').parts).toEqual({
    TDT: -1,
    ICR: -1,
    IMC: -1,
    STATUS: -2,
    IMS: -1,
    EOI: -1,
  });
});

test('no such packet, no story', () => {
  expect(packetTrace(runOf('sriov', 'tx'), 99)).toBeNull();
  expect(packetTrace(runOf('sriov', 'tx'), 0)).toBeNull();
});
