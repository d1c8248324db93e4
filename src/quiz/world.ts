import { Run } from '../engine/run';
import type { Window } from '../engine/run-window';
import type { Topology } from '../engine/topology';
import type { Metrics } from '../engine/metrics';
import { evidenceAt, wholeRun } from '../lessons/headless';
import type { Evidence } from '../lessons/facts/evidence';
import { readFact } from '../lessons/facts/names';
import { asRuns } from '../quests/world';

/** A scenario that has run to its end, and what can be read from it. */
export interface QuizWorld {
  readonly run: Run;
  readonly window: Window;
  readonly topology: Topology;
  readonly metrics: Metrics;
  readonly evidence: Evidence;
  /** A fact as lessons name it, by its steps. */
  readonly fact: (...steps: readonly (string | number)[]) => number;
  /** One that is a word; '' where there is none. */
  readonly text: (...steps: readonly (string | number)[]) => string;
}

/** Runs a scenario. Where something was typed on its host, the host is started first. */
export function worldOf(input: Readonly<Record<string, unknown>>): QuizWorld {
  const typed = 'edits' in input;
  const whole = wholeRun(input, (scenario) => new Run(typed ? asRuns(input) : scenario));
  const evidence = evidenceAt(whole, whole.run.end);
  return {
    ...whole,
    topology: whole.run.topology,
    metrics: evidence.metrics,
    evidence,
    fact: (...steps) => Number(readFact(steps, evidence)),
    text: (...steps) => String(readFact(steps, evidence) ?? ''),
  };
}
