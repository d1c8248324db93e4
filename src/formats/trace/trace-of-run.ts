import { hopsAt, joinFacts, joinHops } from '../../engine/kernel/columns';
import type { Run } from '../../engine/run';
import type { Window } from '../../engine/run-window';
import type { Picos } from '../../engine/units';
import { chromeTraceSteps } from './chrome-trace';
import { textSteps } from './events';

/** A run as a file that Perfetto opens. */
export interface RunTrace {
  readonly text: string;
  /** It holds what happened up to here: all that is computed, or as many hops as the log of a run keeps. */
  readonly to: Picos;
}

/** Hops or facts that are taken from the run in one step. */
const ROWS = 15_000;
/** Shares of the work: reading the run, making events, writing them down. */
const READ = 0.4;
const MADE = 0.75;

/** The trace of what is computed of a run, in small steps; each tells the share that is done, 0 to 1. */
export function* traceOfRun(run: Run, scenario: unknown): Generator<number, RunTrace> {
  const window = yield* gathered(run, run.log.cap);
  const { topology, end } = run;
  const events = chromeTraceSteps({ window, topology, scenario, end });
  let step = events.next();
  for (; step.done !== true; step = events.next()) yield READ + (MADE - READ) * step.value;
  const text = textSteps(step.value);
  let part = text.next();
  for (; part.done !== true; part = text.next()) yield MADE + (1 - MADE) * part.value;
  return { text: part.value, to: window.to };
}

/** Everything from the start up to a number of rows. A run that is not kept is computed again stretch by stretch. */
export function* gathered(
  run: Pick<Run, 'window' | 'reached'>,
  most: number,
  rows = ROWS,
): Generator<number, Window> {
  const parts: Window[] = [];
  let count = 0;
  let at = 0;
  for (;;) {
    const part = run.window(at, run.reached, rows);
    const isLast = !part.cut || part.to <= at || count + part.hops.count >= most;
    parts.push(own(part, parts.length === 0, isLast));
    count += Math.max(part.hops.count, part.facts.count);
    at = part.to;
    if (isLast) break;
    yield READ * Math.min(1, Math.max(count / most, at / run.reached));
  }
  const hops = joinHops(parts.map((part) => part.hops));
  const facts = joinFacts(parts.map((part) => part.facts));
  return { from: 0, to: at, cut: at < run.reached, hops, facts };
}

/** What belongs to a stretch and not to its neighbours: a hop across an edge is whole in the later one. */
function own(part: Window, isFirst: boolean, isLast: boolean): Window {
  const { hops, from, to } = part;
  const rows = Uint32Array.from({ length: hops.count }, (_, i) => i).filter((i) => {
    const [start, end] = [hops.start[i] as number, hops.end[i] as number];
    return (isFirst || end > from || start >= from) && (isLast || end <= to);
  });
  return { ...part, hops: hopsAt(hops, rows) };
}
