import { describe, expect, test } from 'vitest';
import { BAND_OF } from '../costs/places';
import type { Metrics } from '../metrics';
import { PATH_IDS, type PathId } from '../scenario/scenario';
import { completeRun, traceOf } from '../testing';
import { differencesOf, type Difference, type Story } from './differences';
import { milestonesOf } from './milestones';
import { countsOf } from './packet-counts';
import { PacketOrder } from './packet-order';
import { packetTrace } from './packet-trace';
import { runDifferences } from './run-differences';

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

const texts = new Map<string, string>();

/** Lines of the golden trace that begin while the packet's story lasts. */
function linesOf(path: PathId, direction: Direction): readonly string[] {
  const key = `${path} ${direction}`;
  const text = texts.get(key) ?? traceOf(path, direction);
  texts.set(key, text);
  const over = Number((storyOf(path, direction).trace.over / 1e6).toFixed(3));
  return text.split('\n').filter((line) => line !== '' && Number(line.slice(0, 8)) < over);
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
    const [before, after] = [runOf(one, direction).metrics(), runOf(two, direction).metrics()];
    const delta = (read: (m: Metrics) => number) => read(after) - read(before);
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

test('exits are told apart by what they were about', () => {
  const list = differencesOf(storyOf('emulated', 'tx'), storyOf('sriov', 'tx'));
  expect(of(list, 'exits').parts).toEqual({
    TDT: -1,
    ICR: -1,
    IMC: -1,
    STATUS: -2,
    IMS: -1,
    EOI: -1,
  });
});

describe('of many packets', () => {
  const many = (path: PathId, more: object = {}) =>
    completeRun({
      vms: [
        { count: 2, path, ...more },
        { count: 1, path: 'virtio' },
      ],
      run: { until: '2ms' },
    });

  test('the same one is found on every path by its place among its guest’s', () => {
    for (const traffic of [{ kind: 'cbr' }, { kind: 'bulk', direction: 'tx', packetBytes: 1500 }]) {
      const runs = [many('emulated', { traffic }), many('sriov', { traffic })];
      const orders = runs.map((run) => new PacketOrder(run, 0));
      for (const n of [0, 1, 7]) {
        const traces = orders.map((order, i) => packetTrace(runs[i]!, order.nth(n)));
        expect(traces.map((trace) => trace?.vm)).toEqual([0, 0]);
        const order = orders[1]!;
        expect(order.timeOf(n)).toBe(traces[1]?.from);
        expect(order.latest(traces[1]!.from)).toBe(n);
      }
      expect(orders[0]!.nth(1e6)).toBe(0);
      expect(orders[0]!.timeOf(1e6)).toBeNull();
    }
  });

  test('all packets of a guest together have the exits and copies of its books', () => {
    for (const path of PATH_IDS) {
      const run = many(path);
      const order = new PacketOrder(run, 0);
      const sums = { exits: 0, copies: 0, 'copied-bytes': 0, 'irq-virtual': 0, 'irq-posted': 0 };
      for (let n = 0; order.nth(n) > 0; n++) {
        const trace = packetTrace(run, order.nth(n));
        for (const { what, value } of trace === null ? [] : countsOf(trace)) {
          if (what in sums) sums[what as keyof typeof sums] += value;
        }
      }
      const { exits, copies, interrupts } = run.metrics().vms[0]!;
      expect([path, sums]).toEqual([
        path,
        {
          exits: exits.total,
          copies: copies.count,
          'copied-bytes': copies.bytes,
          'irq-virtual': interrupts.virtual,
          'irq-posted': interrupts.posted,
        },
      ]);
    }
  });

  test('a frame to another guest of the host is handed over and taken there', () => {
    for (const path of PATH_IDS) {
      if (path === 'passthrough') continue;
      const run = many(path, { traffic: { direction: { to: 'vm1' } } });
      const trace = packetTrace(run, new PacketOrder(run, 0).nth(3));
      const ids = trace === null ? [] : milestonesOf(trace, run.topology.places).map((m) => m.id);
      expect([path, ids]).toEqual([
        path,
        expect.arrayContaining(['created', 'taken', 'delivered']),
      ]);
      expect(ids).not.toContain('wire');
    }
  });

  test('a tuning differs as it should: without event index the back end is told of more', () => {
    const traffic = { kind: 'bulk', packetBytes: 60 };
    const [on, off] = [true, false].map((eventIdx) =>
      many('vhost-net', { traffic, tuning: { eventIdx } }).metrics(),
    );
    const list = runDifferences(on!, off!);
    expect(list.find(({ what }) => what === 'exits')).toMatchObject({
      base: on!.exits.total,
      other: off!.exits.total,
      delta: off!.exits.total - on!.exits.total,
    });
  });
});

test('a packet’s CPU time is at most what the books have for all', () => {
  for (const path of PATH_IDS) {
    const { cpu } = runOf(path, 'tx').metrics();
    const cores = cpu.guest + cpu.kvm + cpu.vmm + cpu.vhost + cpu.pmd + cpu.softirq;
    const own = countsOf(storyOf(path, 'tx').trace).find(({ what }) => what === 'cpu')?.value ?? 0;
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThanOrEqual(cores * runOf(path, 'tx').end);
  }
});

test('no such packet, no story', () => {
  expect(packetTrace(runOf('sriov', 'tx'), 99)).toBeNull();
  expect(packetTrace(runOf('sriov', 'tx'), 0)).toBeNull();
});
