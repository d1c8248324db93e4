import type { Topology } from '../engine/topology';
import type { Picos } from '../engine/units';
import { readFact } from './facts/names';
import {
  afterSolution,
  evidenceAt,
  inputOf,
  sweepOver,
  wholeRun,
  type StartRun,
  type WholeRun,
} from './headless';
import type { Evidence } from './facts/evidence';
import { judge } from './judge';
import type { Lesson, Scene } from './lesson';
import { momentIn, type Moment } from './moment';
import type { Operand, Value } from './predicate/expression';
import { sceneOf } from './scene-of';
import { factsOf } from './texts';

/** What the engine gives to one step on paper. */
export interface StepMaterial {
  /** When its segment begins and ends. */
  readonly from: Picos;
  readonly to: Picos;
  readonly topology: Topology;
  /** The whole run. */
  readonly window: WholeRun['window'];
  /** The facts that its figures are, at the segment's end, by name. */
  readonly figures: Figures;
  /** The same when its task has been solved as the author says; null: it has none. */
  readonly solved: Figures | null;
  /** Of a question: a value, or the index of the right option. */
  readonly answer: Value;
}

export type Figures = ReadonlyMap<string, Value>;

/** By step, in the lesson's order. */
export type Material = readonly StepMaterial[];

/**
 * Runs the scenarios of a lesson, each with its own seed, for what is printed of it. Plain data: it crosses from thread
 * to thread.
 */
export function materialOf(lesson: Lesson, start: StartRun): Material {
  const runs = new Map<string, WholeRun>();
  const seedOf = ({ scenario }: Scene) => {
    const { input } = lesson.scenarios.find(({ name }) => name === scenario) ?? { input: null };
    return Number(input?.['seed'] ?? 1);
  };
  const inputFor = (scene: Scene) => inputOf(lesson, scene.scenario, seedOf(scene));
  const runOf = (scene: Scene): WholeRun => {
    const known = runs.get(scene.scenario);
    if (known !== undefined) return known;
    const made = wholeRun(inputFor(scene), start);
    runs.set(scene.scenario, made);
    return made;
  };
  return lesson.steps.map((step, i) => {
    const found = sceneOf(lesson, i);
    if (found === null) throw new Error(`nothing runs at ${step.id}`);
    const { scene } = found;
    const whole = runOf(scene);
    const when = (moment: Moment): Picos => {
      const at = momentIn(moment, whole.window);
      if (at === null) throw new Error(`a moment of ${step.id} does not come`);
      return at;
    };
    const [from, to] = [when(scene.from), when(scene.to)];
    const sweep =
      scene.sweep === null || step.kind === 'task'
        ? null
        : sweepOver(inputFor(scene), whole.run, scene.sweep);
    const evidence = evidenceAt(whole, to, null, sweep);
    const figuresOf = (from: Evidence): Figures =>
      new Map(
        factsOf(step)
          .filter(({ scenario }) => scenario === null)
          .map(({ text, steps }) => [text, readFact(steps, from)]),
      );
    const solution =
      step.kind === 'task' ? afterSolution(lesson, step, seedOf(scene), start) : null;
    return {
      from,
      to,
      topology: evidence.topology,
      window: whole.window,
      figures: figuresOf(evidence),
      solved: solution && figuresOf(solution),
      answer:
        step.kind === 'predict' || step.kind === 'transfer'
          ? judge(step, null, evidence).answer
          : null,
    };
  });
}

/** A figure of a step; null where the run has none. */
export function figureIn(figures: Figures, of: Operand): Value {
  if (of.kind === 'fact') return figures.get(of.name.text) ?? null;
  return of.kind === 'literal' ? of.value : null;
}
