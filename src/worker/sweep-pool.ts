import { coarseFirst } from '../engine/sweep/order';
import type { SweepApi, SweepFault, SweepOrder, SweepPlan, SweepRow } from './sweep-api';
import type { Link } from './thread';

/** What the pool tells, in this order: planned or refused; rows and losses; ended. */
export interface SweepListener {
  readonly planned: (plan: Extract<SweepPlan, { ok: true }>) => void;
  readonly refused: (fault: SweepFault) => void;
  readonly rows: (rows: readonly SweepRow[]) => void;
  /** A thread died or could not start; what it had is given to another. */
  readonly lost: (message: string) => void;
  /** Nothing more comes. False: no thread is left, and points are missing. */
  readonly ended: (complete: boolean) => void;
}

export interface RunningSweep {
  /** Ends all threads at once; nothing more is told. */
  readonly cancel: () => void;
}

/** Batches of one point at the start, so that something is seen soon; then of a few, so that messages do not count. */
const SINGLE_BATCHES = 4;
const BATCH = 3;
/** Times that a point is given to a thread before it is the point's fault. */
const TRIES = 2;
/** Threads that are started anew, in all. */
const REPLACEMENTS = 4;

/** Computes a sweep on several threads, the points that show its shape first. */
export function startSweep(
  order: SweepOrder,
  threads: number,
  connect: () => Link<SweepApi>,
  tell: SweepListener,
): RunningSweep {
  const links = new Set<Link<SweepApi>>();
  const tries = new Map<number, number>();
  let queue: number[] | null = null;
  let working = 0;
  let replacements = REPLACEMENTS;
  let over = false;

  const finish = (say: () => void) => {
    if (over) return;
    over = true;
    for (const link of links) link.close();
    say();
  };

  const plan = async (link: Link<SweepApi>): Promise<number[] | null> => {
    const planned = await link.api.open(order);
    if (over) return null;
    if (!planned.ok) {
      finish(() => {
        tell.refused(planned.fault);
      });
      return null;
    }
    if (queue === null) {
      queue = [...coarseFirst(planned.axes)];
      tell.planned(planned);
    }
    return queue;
  };

  /** Points that a dead thread had: to another, or given up. */
  const giveBack = (indices: readonly number[], message: string) => {
    for (const index of indices) {
      const times = (tries.get(index) ?? 0) + 1;
      tries.set(index, times);
      if (times < TRIES) queue?.unshift(index);
      else tell.rows([{ index, result: { kind: 'failed', message } }]);
    }
  };

  const work = async () => {
    const link = connect();
    links.add(link);
    let batch: number[] = [];
    try {
      const points = await plan(link);
      for (let done = 0; points !== null; done++) {
        batch = points.splice(0, done < SINGLE_BATCHES ? 1 : BATCH);
        if (batch.length === 0) break;
        const rows = await link.api.run(batch);
        if (over) return;
        batch = [];
        tell.rows(rows);
      }
    } catch (error) {
      if (over) return;
      const message = error instanceof Error ? error.message : String(error);
      links.delete(link);
      link.close();
      tell.lost(message);
      giveBack(batch, message);
      if (replacements > 0) {
        replacements -= 1;
        start();
      }
    }
    working -= 1;
    if (working > 0) return;
    const complete = queue?.length === 0;
    finish(() => {
      tell.ended(complete);
    });
  };

  const start = () => {
    working += 1;
    void work();
  };
  for (let i = 0; i < threads; i++) start();

  return {
    cancel: () => {
      finish(() => undefined);
    },
  };
}
