import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MODEL_VERSION } from '../../engine/model-version';
import { PATH_IDS } from '../../engine/scenario/scenario';
import { completeRun } from '../../engine/testing';
import { chromeTraceSteps } from './chrome-trace';
import { textSteps, type ChromeTrace, type Complete, type Flow, type Timed } from './events';
import { finished } from './steps';

function traceOf(input: unknown): ChromeTrace {
  const run = completeRun(input);
  const window = run.window(0, run.end);
  const { topology, end } = run;
  return finished(chromeTraceSteps({ window, topology, scenario: input, end }));
}

const busy = (path: string) => ({
  nic: { numVfs: path === 'passthrough' ? 0 : 2 },
  vms: [
    { count: 1, path, traffic: { kind: 'burst', packets: 40, batch: 4, direction: 'both' } },
    { count: 1, path: 'vhost-net', traffic: { kind: 'cbr', pps: 50_000, direction: 'rx' } },
  ],
  run: { until: '2ms' },
});

const TRACES = new Map(PATH_IDS.map((path) => [path, traceOf(busy(path))]));

const isTimed = (event: ChromeTrace['traceEvents'][number]): event is Timed => event.ph !== 'M';
const timed = (trace: ChromeTrace) => trace.traceEvents.filter(isTimed);
const slicesOf = (trace: ChromeTrace) =>
  timed(trace).filter((event): event is Complete => event.ph === 'X');

/** How Perfetto's importer reads times: text to whole ns, a duration's fraction cut off. */
const tsOf = ({ ts }: Timed) => {
  const [whole = '0', fraction = ''] = String(ts).split('.');
  return Number(whole) * 1000 + Math.trunc(Number(`0.${fraction}`) * 1000);
};
const endOf = (slice: Complete) => tsOf(slice) + Math.trunc(slice.dur * 1000);

/** What the format asks of each phase besides name, pid and tid. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  X: ['ts', 'dur', 'cat', 'args'],
  b: ['ts', 'cat', 'id'],
  e: ['ts', 'cat', 'id'],
  s: ['ts', 'cat', 'id'],
  t: ['ts', 'cat', 'id'],
  f: ['ts', 'cat', 'id', 'bp'],
  i: ['ts', 's'],
  C: ['ts', 'args'],
  M: ['args'],
};

describe.each(PATH_IDS)('the trace of a run on %s', (path) => {
  const trace = TRACES.get(path) as ChromeTrace;

  it('is JSON in the object format, with all fields that each phase needs', () => {
    const read = JSON.parse(finished(textSteps(trace))) as ChromeTrace;
    expect(read).toEqual(trace);
    const lacking = read.traceEvents.filter((event) =>
      ['name', 'pid', 'tid', ...(REQUIRED[event.ph] ?? ['no such phase'])].some(
        (field) => !Object.hasOwn(event, field),
      ),
    );
    expect(lacking).toEqual([]);
  });

  it('is sorted, and its times are whole nanoseconds', () => {
    const times = timed(trace).map(tsOf);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    for (const event of timed(trace)) expect(String(event.ts)).toMatch(/^\d+(?:\.\d{1,3})?$/u);
  });

  it('has slices that nest on every thread', () => {
    const open = new Map<number, number[]>();
    const crossing = slicesOf(trace).filter((slice) => {
      const stack = open.get(slice.tid) ?? [];
      open.set(slice.tid, stack);
      while (stack.length > 0 && (stack.at(-1) as number) <= tsOf(slice)) stack.pop();
      const crosses = stack.length > 0 && endOf(slice) > (stack.at(-1) as number);
      stack.push(endOf(slice));
      return crosses;
    });
    expect(crossing).toEqual([]);
  });

  it('names every process and thread that occurs, and gives a thread id to one process only', () => {
    const named = (name: string) =>
      new Map(
        trace.traceEvents
          .filter((event) => event.ph === 'M' && event.name === name)
          .map(({ pid, tid }) => [name === 'process_name' ? pid : tid, pid]),
      );
    const [processes, threads] = [named('process_name'), named('thread_name')];
    const unnamed = timed(trace).filter(
      ({ ph, pid, tid }) =>
        !processes.has(pid) || (!['b', 'e', 'C'].includes(ph) && threads.get(tid) !== pid),
    );
    expect(unnamed).toEqual([]);
    expect([...threads.keys()].filter((tid) => processes.has(tid))).toEqual([]);
  });

  it('follows each packet with one arrow from its first slice to its last', () => {
    const flows = timed(trace).filter((event): event is Flow => 'stf'.includes(event.ph));
    const ids = new Set(flows.map(({ id }) => id));
    expect(ids.size).toBeGreaterThan(50);
    for (const id of ids) {
      const phases = flows.filter((flow) => flow.id === id).map(({ ph }) => ph);
      expect(phases.join('')).toMatch(/^st*f$/u);
    }
  });

  it('binds each end of an arrow to a slice of that packet that is open there', () => {
    const events = timed(trace);
    const loose = events.filter((event, i) => {
      if (!'stf'.includes(event.ph)) return false;
      const slice = events[i - 1];
      return !(
        slice?.ph === 'X' &&
        slice.tid === event.tid &&
        slice.ts === event.ts &&
        slice.dur > 0 &&
        slice.args['packet'] === (event as Flow).id
      );
    });
    expect(loose).toEqual([]);
  });

  it('begins and ends every wait once', () => {
    const depth = new Map<string, number>();
    for (const event of timed(trace)) {
      if (event.ph !== 'b' && event.ph !== 'e') continue;
      depth.set(event.id, (depth.get(event.id) ?? 0) + (event.ph === 'b' ? 1 : -1));
    }
    expect([...depth.values()].filter((n) => n !== 0)).toEqual([]);
    expect(depth.size).toBeGreaterThan(0);
  });

  it('counts queues that are never negative', () => {
    const below = timed(trace).filter(
      (event) => event.ph === 'C' && Object.values(event.args).some((value) => value < 0),
    );
    expect(below).toEqual([]);
  });
});

describe('what a trace tells', () => {
  it('has every hop of the run once: as a slice, or as a wait', () => {
    const input = busy('sriov');
    const run = completeRun(input);
    const { hops } = run.window(0, run.end);
    const events = timed(TRACES.get('sriov') as ChromeTrace);
    const kept = events.filter(({ ph }) => ph === 'X' || ph === 'b');
    expect(kept).toHaveLength(hops.count);
  });

  it('marks as many exits as the run counts', () => {
    const run = completeRun(busy('emulated'));
    const { exits } = run.metrics();
    const marks = timed(TRACES.get('emulated') as ChromeTrace).filter(
      (event) => event.ph === 'i' && event.cat === 'exit',
    );
    expect(marks).toHaveLength(exits.total + exits.background.total);
    expect(marks.map(({ name }) => name)).toContain('EXIT EPT_MISCONFIG H TDT');
  });

  it('puts the work where it is done: guest, kernel, user space, hardware', () => {
    const at = (path: (typeof PATH_IDS)[number], name: string) =>
      new Set(
        slicesOf(TRACES.get(path) as ChromeTrace)
          .filter((slice) => slice.name === name)
          .map(({ pid }) => pid),
      );
    expect(at('emulated', 'driver-xmit')).toEqual(new Set([1]));
    expect(at('emulated', 'exit-light')).toEqual(new Set([2]));
    expect(at('emulated', 'device-register')).toEqual(new Set([3]));
    expect(at('vhost-net', 'vhost-copy-tx')).toEqual(new Set([2]));
    expect(at('vhost-user', 'pmd-dequeue')).toEqual(new Set([3]));
    expect(at('sriov', 'dma-read')).toEqual(new Set([4]));
    expect(at('bare-metal', 'driver-xmit')).toEqual(new Set([2]));
  });

  it('says which model and scenario it is of, and whether it is all', () => {
    const packaged = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(MODEL_VERSION).toBe(packaged.version);
    const { otherData } = TRACES.get('virtio') as ChromeTrace;
    expect(otherData).toMatchObject({
      version: MODEL_VERSION,
      scenario: busy('virtio'),
      to: '2000 us',
      complete: true,
    });
  });
});
