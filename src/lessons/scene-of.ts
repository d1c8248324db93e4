import type { Lesson, Scene, Step } from './lesson';

/** What stands on the stage at a step that has no scene of its own: the last one's end, or the first one's beginning. */
export function sceneOf(
  { steps }: Lesson,
  index: number,
): { readonly scene: Scene; readonly at: 'own' | 'end' | 'start' } | null {
  const own = sceneIn(steps[index]);
  if (own !== null) return { scene: own, at: 'own' };
  const before = sceneIn(steps.slice(0, index).findLast((step) => sceneIn(step) !== null));
  if (before !== null) return { scene: before, at: 'end' };
  const after = sceneIn(steps.find((step) => sceneIn(step) !== null));
  return after === null ? null : { scene: after, at: 'start' };
}

export const sceneIn = (step: Step | undefined): Scene | null =>
  step !== undefined && 'scene' in step ? step.scene : null;
