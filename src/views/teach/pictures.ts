import type { Handout } from '../../lessons/handout';
import type { Lesson, Scene } from '../../lessons/lesson';
import type { Material } from '../../lessons/material';
import type { Moment } from '../../lessons/moment';
import { sceneOf } from '../../lessons/scene-of';
import type { Spotlight } from '../../store/lesson';
import { spotlightOf } from '../lesson/scenes';

/** A picture of a handout. */
export interface Numbered {
  readonly number: number;
  /** The same as an earlier one, which is not drawn again. */
  readonly repeats: boolean;
  readonly moment: Moment;
  /** Picoseconds. */
  readonly at: number;
  readonly view: Scene['view'];
  readonly spotlight: Spotlight;
}

/** The pictures of a handout by step, each that is new with the next number; null: a step without. */
export function numbered(
  lesson: Lesson,
  material: Material,
  sheets: Handout['sheets'],
): readonly (Numbered | null)[] {
  const drawn = new Map<string, number>();
  return sheets.map(({ step, blocks }): Numbered | null => {
    const block = blocks.find(({ kind }) => kind === 'picture');
    const found = sceneOf(lesson, step);
    const made = material[step];
    if (block?.kind !== 'picture' || found === null || made === undefined) return null;
    const { scenario, view } = found.scene;
    const at = made[block.at];
    const spotlight = spotlightOf(lesson, step);
    const key = JSON.stringify([scenario, at, spotlight.primary, spotlight.shown]);
    const before = drawn.get(key);
    const number = before ?? drawn.size + 1;
    drawn.set(key, number);
    // What is marked is marked in a picture of its own.
    const repeats = before !== undefined && !block.mark;
    return { number, repeats, moment: found.scene[block.at], at, view, spotlight };
  });
}
