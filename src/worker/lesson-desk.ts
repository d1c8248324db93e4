import { Run } from '../engine/run';
import type { Window } from '../engine/run-window';
import { parseScenario } from '../engine/scenario/parse';
import type { PathId, Scenario } from '../engine/scenario/scenario';
import type { Topology } from '../engine/topology';
import type { Picos } from '../engine/units';
import { PciIds } from '../formats/lspci/ids';
import { tryLesson, type Found } from '../lessons/claims';
import type { Lesson } from '../lessons/lesson';
import { momentIn, type Moment } from '../lessons/moment';
import { materialOf, type Material } from '../lessons/material';
import { afterTyping } from '../shell/after-typing';
import { withBeside } from './with-beside';

/** Runs a lesson's scenarios apart from the run on the screen. */
export interface LessonDeskApi {
  ready(): true;
  /** What does not come true with this seed. */
  tryWith(lesson: Lesson, seed: number): readonly Found[];
  material(lesson: Lesson): Material;
  /** What stands on the stage of a scenario at a moment; null where it is refused, or the moment does not come. */
  stageAt(input: unknown, beside: PathId | null, at: Moment): StageMoment | null;
}

/** All that a picture of the stage is drawn from. */
export interface StageMoment {
  readonly topology: Topology;
  readonly window: Window;
  readonly at: Picos;
}

const EVENTS_A_LOOK = 20_000;

/** Names of devices are for lspci's output; no run depends on them. */
const NO_NAMES = new PciIds('');

const start = (scenario: Scenario, lines: readonly string[]) =>
  new Run(afterTyping(scenario, NO_NAMES, lines));

export function createLessonDesk(): LessonDeskApi {
  return {
    ready: () => true,
    tryWith: (lesson, seed) => tryLesson(lesson, seed, start),
    stageAt: (input, beside, moment) => {
      const parsed = parseScenario(input);
      if (!parsed.ok) return null;
      const run = start(withBeside(parsed.scenario, beside), []);
      const least = moment.kind === 'time' ? Math.min(moment.at, run.end) : run.end;
      let done = false;
      while (!done && run.reached < least) done = run.extend(EVENTS_A_LOOK);
      const window = run.window(0, Math.max(least, 1));
      const at = momentIn(moment, { ...window, to: least });
      return at === null ? null : { topology: run.topology, window, at };
    },
    material: (lesson) => materialOf(lesson, start),
  };
}
