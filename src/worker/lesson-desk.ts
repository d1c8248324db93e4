import { Run } from '../engine/run';
import type { Scenario } from '../engine/scenario/scenario';
import { PciIds } from '../formats/lspci/ids';
import { tryLesson, type Found } from '../lessons/claims';
import type { Lesson } from '../lessons/lesson';
import { materialOf, type Material } from '../lessons/material';
import { afterTyping } from '../shell/after-typing';

/** Runs a lesson's scenarios apart from the run on the screen. */
export interface LessonDeskApi {
  ready(): true;
  /** What does not come true with this seed. */
  tryWith(lesson: Lesson, seed: number): readonly Found[];
  material(lesson: Lesson): Material;
}

/** Names of devices are for lspci's output; no run depends on them. */
const NO_NAMES = new PciIds('');

const start = (scenario: Scenario, lines: readonly string[]) =>
  new Run(afterTyping(scenario, NO_NAMES, lines));

export function createLessonDesk(): LessonDeskApi {
  return {
    ready: () => true,
    tryWith: (lesson, seed) => tryLesson(lesson, seed, start),
    material: (lesson) => materialOf(lesson, start),
  };
}
