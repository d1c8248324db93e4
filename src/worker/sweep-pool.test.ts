import { expose } from 'comlink';
import { afterEach, describe, expect, test } from 'vitest';
import { createSweep } from './sweep';
import type { SweepApi, SweepOrder, SweepRow } from './sweep-api';
import { startSweep } from './sweep-pool';
import { connectThread } from './thread';

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** A thread over a real message channel, its API changed where a test needs it; `die` is what a browser tells. */
function threadsOf(
  change: (api: SweepApi, die: () => void, nth: number) => SweepApi = (api) => api,
) {
  let nth = 0;
  let open = 0;
  const connect = () =>
    connectThread<SweepApi>(
      ['ready', 'open', 'run'],
      [
        () => {
          const { port1, port2 } = new MessageChannel();
          ports.push(port1, port2);
          const die = () => {
            port1.close();
            port2.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
          };
          expose(change(createSweep(), die, nth++), port1);
          open += 1;
          const terminate = () => {
            open -= 1;
            port1.close();
          };
          return Object.assign(port2, { terminate });
        },
      ],
      { startMs: 2_000, callMs: 5_000 },
    );
  return { connect, started: () => nth, open: () => open };
}

interface Told {
  readonly rows: SweepRow[];
  readonly lost: string[];
  readonly refused: unknown[];
  size: number;
  complete: boolean | null;
}

function sweep(order: Partial<SweepOrder>, threads = threadsOf(), count = 2) {
  const told: Told = { rows: [], lost: [], refused: [], size: -1, complete: null };
  const all = { base: {}, vary: ['vms.0.count=1,2,3'], on: null, ...order };
  let running = { cancel: () => undefined as void };
  const over = new Promise<Told>((resolve) => {
    running = startSweep(all, count, threads.connect, {
      planned: ({ size }) => (told.size = size),
      refused: (fault) => {
        told.refused.push(fault);
        resolve(told);
      },
      rows: (rows) => told.rows.push(...rows),
      lost: (message) => told.lost.push(message),
      ended: (complete) => {
        told.complete = complete;
        resolve(told);
      },
    });
  });
  return { told, over, cancel: () => running.cancel() };
}

const indices = ({ rows }: Told) => rows.map(({ index }) => index).toSorted((a, b) => a - b);

describe('a pool of threads', () => {
  test('computes every point once, and ends its threads', async () => {
    const threads = threadsOf();
    const told = await sweep({ vary: ['vms.0.count=1..7'] }, threads).over;
    expect(told).toMatchObject({ size: 7, complete: true, lost: [], refused: [] });
    expect(indices(told)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(threads.started()).toBe(2);
    expect(threads.open()).toBe(0);
  });

  test('gives the same rows with one thread as with several', async () => {
    const rows = async (count: number) => {
      const { rows: each } = await sweep({ vary: ['vms.0.path=sriov,virtio'] }, threadsOf(), count)
        .over;
      return each.toSorted((a, b) => a.index - b.index);
    };
    expect(await rows(3)).toEqual(await rows(1));
  });

  test('tells what is wrong with an order once, and computes nothing', async () => {
    const told = await sweep({ vary: ['vms.0.count=1..64', 'seed=1..100'] }).over;
    expect(told.refused).toEqual([{ code: 'too-large', key: '', found: '6400', allowed: '5000' }]);
    expect(told.rows).toEqual([]);
  });

  test('goes on without a thread that dies, whose points another takes', async () => {
    const threads = threadsOf((api, die, nth) =>
      nth !== 0 ? api : { ...api, run: () => (die(), []) },
    );
    const told = await sweep({ vary: ['vms.0.count=1..5'] }, threads).over;
    expect(told.lost).toEqual(['out of memory']);
    expect(told.complete).toBe(true);
    expect(indices(told)).toEqual([0, 1, 2, 3, 4]);
    expect(told.rows.every(({ result }) => result.kind === 'measured')).toBe(true);
  });

  test('gives a point up that kills every thread it is given to', async () => {
    const threads = threadsOf((api, die) => ({
      ...api,
      run: (points) => (points.includes(1) ? (die(), []) : api.run(points)),
    }));
    const told = await sweep({}, threads, 1).over;
    expect(told.complete).toBe(true);
    expect(told.rows.find(({ index }) => index === 1)?.result).toEqual({
      kind: 'failed',
      message: 'out of memory',
    });
    expect(indices(told)).toEqual([0, 1, 2]);
  });

  test('says that points are missing when no thread is left', async () => {
    const threads = threadsOf((api, die) => ({
      ...api,
      open: (order) => (die(), api.open(order)),
    }));
    const told = await sweep({}, threads).over;
    expect(told.complete).toBe(false);
    expect(threads.started()).toBe(6);
  });

  test('is silent once cancelled', async () => {
    const threads = threadsOf();
    const { told, cancel } = sweep({ vary: ['vms.0.count=1..64'] }, threads);
    await new Promise((resolve) => setTimeout(resolve, 150));
    cancel();
    const seen = told.rows.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(told.rows.length).toBe(seen);
    expect(told.complete).toBe(null);
    expect(threads.open()).toBe(0);
  });

  test('runs on a host that is given as it is', async () => {
    const { scenario } = await import('../engine/testing');
    const { host, nic } = scenario({ nic: { numVfs: 2 } });
    const told = await sweep({ on: { host, nic } }).over;
    expect(
      told.rows.toSorted((a, b) => a.index - b.index).map(({ result }) => result.kind),
    ).toEqual(['measured', 'measured', 'no-device']);
  });
});
