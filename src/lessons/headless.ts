import type { Run } from '../engine/run';
import { parseScenario } from '../engine/scenario/parse';
import type { Scenario } from '../engine/scenario/scenario';
import { tapCounts } from '../engine/taps/counts';
import type { Picos } from '../engine/units';
import { planSweep } from '../engine/sweep/plan';
import { underLoad, varyOf } from '../engine/sweep/setup';
import { computePoint, type PointResult } from '../engine/sweep/sweep';
import type { Evidence, PageEvidence } from './facts/evidence';
import type { SweepEvidence } from './facts/sweep';
import type { Lesson, SceneSweep, Solution, Task } from './lesson';
import { momentIn } from './moment';

/** Starts a run as the host is after these lines were typed there: its shell says which VFs are on, and whose they are. */
export type StartRun = (scenario: Scenario, lines: readonly string[]) => Run;

const SLICE = 100_000;

/** A run of a lesson's scenario, computed to its end. */
export interface WholeRun {
  readonly run: Run;
  readonly window: ReturnType<Run['window']>;
}

export function wholeRun(input: unknown, start: StartRun, lines: readonly string[] = []): WholeRun {
  const parsed = parseScenario(input);
  if (!parsed.ok) {
    const [issue] = parsed.issues;
    throw new Error(`${issue?.path ?? ''}: found ${issue?.found ?? ''}; ${issue?.allowed ?? ''}`);
  }
  const run = start(parsed.scenario, lines);
  while (!run.extend(SLICE));
  return { run, window: run.window(0, run.end) };
}

/** What can be known of a run at a moment without a page. */
export function evidenceAt(
  { run, window }: WholeRun,
  at: Picos,
  page: PageEvidence | null = null,
  sweep: SweepEvidence | null = null,
): Evidence {
  return {
    scenario: run.scenario,
    topology: run.topology,
    metrics: run.metricsAt(at),
    window,
    at,
    page,
    get migration() {
      return run.migrationAt(at);
    },
    sweep,
    // Looked through only where a fact of a tap is asked for.
    get taps() {
      return new Map(tapCounts(run, at));
    },
  };
}

/** The sweep of a scene over its scenario, as the page runs it; its points are computed when they are asked for. */
export function sweepOver(input: unknown, { scenario }: Run, { setup }: SceneSweep): SweepEvidence {
  const own = scenario.vms[0]?.traffic.kind ?? 'cbr';
  const base = underLoad(input, setup.rates, own);
  const plan = planSweep(base, varyOf(setup));
  if (!plan.ok) throw new Error(`${plan.fault.key}: found ${plan.fault.found}`);
  const { axes, size } = plan;
  const known = new Map<number, PointResult>();
  const result = (index: number) => {
    const found = known.get(index) ?? computePoint({ base, axes }, index);
    known.set(index, found);
    return found;
  };
  return { axes, points: size, result };
}

/** A lesson's scenario with one seed, and what a solution changes. */
export function inputOf(
  { scenarios }: Lesson,
  name: string,
  seed: number,
  set: Solution['set'] = [],
): Readonly<Record<string, unknown>> {
  const { input } = scenarios.find((each) => each.name === name) ?? { input: {} };
  const copy: Record<string, unknown> = { ...structuredClone(input), seed };
  for (const { key, value } of set) assign(copy, key.split('.'), value);
  return copy;
}

/**
 * What the page shows when a task has been solved as its author says; null where the moment of it does not come. Throws
 * where the host refuses the change.
 */
export function afterSolution(
  lesson: Lesson,
  { scene, solution }: Task,
  seed: number,
  start: StartRun,
): Evidence | null {
  const { set, at, view, select, commands, sweep } = solution;
  const input = inputOf(lesson, scene.scenario, seed, set);
  const whole = wholeRun(input, start, commands);
  const moment = momentIn(at, whole.window);
  if (moment === null) return null;
  const swept = sweep && sweepOver(input, whole.run, sweep);
  return evidenceAt(whole, moment, { view, selected: select, commands }, swept);
}

/** Keys have been checked; lists grow by the index named. */
function assign(into: Record<string, unknown>, keys: readonly string[], value: unknown): void {
  const [key = '', ...rest] = keys;
  const [next] = rest;
  if (next === undefined) {
    into[key] = value;
    return;
  }
  const inside = into[key];
  const made: unknown =
    typeof inside === 'object' && inside !== null ? inside : /^\d+$/u.test(next) ? [] : {};
  into[key] = made;
  assign(made as Record<string, unknown>, rest, value);
}
