import type { Picos } from '../engine/units';
import type { Evidence } from './facts/evidence';
import { evidenceAt, inputOf, wholeRun, type StartRun, type WholeRun } from './headless';
import type { Lesson } from './lesson';
import { momentIn, type Moment } from './moment';
import { sceneOf } from './scene-of';
import { factsOf } from './texts';

/** What the engine gives to one step: when its segment is, and all that figures and answers are read from at its end. */
export interface StepMaterial {
  readonly from: Picos;
  readonly to: Picos;
  readonly evidence: Evidence;
}

const NO_TAPS: ReadonlyMap<string, number> = new Map();

/** By step, in the lesson's order. */
export type Material = readonly StepMaterial[];

/**
 * Runs the scenarios of a lesson, each with its own seed, for what is printed of it. Plain data: it crosses from thread
 * to thread.
 */
export function materialOf(lesson: Lesson, start: StartRun): Material {
  const runs = new Map<string, WholeRun>();
  const runOf = (name: string): WholeRun => {
    const known = runs.get(name);
    if (known !== undefined) return known;
    const { input } = lesson.scenarios.find((each) => each.name === name) ?? { input: {} };
    const made = wholeRun(inputOf(lesson, name, Number(input['seed'] ?? 1)), start);
    runs.set(name, made);
    return made;
  };
  return lesson.steps.map((step, i) => {
    const found = sceneOf(lesson, i);
    if (found === null) throw new Error(`nothing runs at ${step.id}`);
    const whole = runOf(found.scene.scenario);
    const when = (moment: Moment): Picos => {
      const at = momentIn(moment, whole.window);
      if (at === null) throw new Error(`a moment of ${step.id} does not come`);
      return at;
    };
    const to = when(found.scene.to);
    // Not `...`: the taps are looked through only where somebody asks for them.
    const seen = evidenceAt(whole, to);
    const { scenario, topology, metrics, window, at, migration, page } = seen;
    const asksTaps = factsOf(step).some(({ steps }) => steps[0] === 'tap');
    const taps = asksTaps ? seen.taps : NO_TAPS;
    return {
      from: when(found.scene.from),
      to,
      evidence: { scenario, topology, metrics, window, at, migration, page, taps },
    };
  });
}
