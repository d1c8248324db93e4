import type { Lesson, Scene, SceneSweep } from '../../lessons/lesson';
import { momentIn } from '../../lessons/moment';
import { sceneIn } from '../../lessons/scene-of';
import { inlineIn } from '../../lessons/texts';
import { lab, useApp } from '../../store';
import type { Spotlight } from '../../store/lesson';
import { wholeRun, type WholeRun } from './evidence';

/** A segment of a run that is on the screen. */
export interface Segment {
  readonly whole: WholeRun;
  readonly from: number;
  readonly to: number;
  /** What is run beside it. */
  readonly sweep: SceneSweep | null;
}

/** The parts that the lesson has introduced up to a step; when it is over all are there. */
export function spotlightOf({ steps }: Lesson, index: number): Spotlight {
  const step = steps[index];
  if (step?.kind === 'summary') return { primary: null, leads: false, shown: null, free: true };
  const past = steps.slice(0, Math.max(index, 1) + 1);
  const shown = past.flatMap((step) => {
    if (step.kind === 'parts') {
      return inlineIn(step.text).flatMap((piece) => (piece.kind === 'part' ? [piece.part] : []));
    }
    const scene = sceneIn(step);
    if (scene === null) return [];
    return scene.highlight === null ? scene.introduces : [...scene.introduces, scene.highlight];
  });
  // Goals speak of no part; in tasks and new situations the learner finds it without help.
  const leads = step !== undefined && !['goals', 'task', 'transfer'].includes(step.kind);
  return {
    primary: leads ? (sceneIn(step)?.highlight ?? null) : null,
    leads,
    shown: [...new Set(shown)],
    free: step?.kind === 'task',
  };
}

/** The scenario that a lesson has put on the stage, and the run it became. */
let open: { readonly key: string; readonly run: number } | null = null;

/** The run on the stage is the one that the lesson has put there, as it put it there. */
export const isLessonRun = (): boolean => open?.run === useApp.getState().info?.run;

/** Puts a scene on the stage, at rest, with another seed if one is given; null where something else was opened meanwhile. */
export async function setScene(
  lesson: Lesson,
  scene: Scene,
  seed: number | null,
): Promise<Segment | null> {
  const { input: own } = lesson.scenarios.find(({ name }) => name === scene.scenario) ?? {
    input: {},
  };
  const input = seed === null ? own : { ...own, seed };
  const key = JSON.stringify(input);
  const { info } = useApp.getState();
  if (open?.key !== key || open.run !== info?.run) {
    useApp.setState({ beside: null, playing: false, stopAt: null });
    await lab.boot(structuredClone(input), { cursor: 0, start: 'paused', chooseRate: false });
    const run = useApp.getState().info?.run;
    open = run === undefined ? null : { key, run };
  }
  const whole = await wholeRun();
  if (whole === null) return null;
  const from = momentIn(scene.from, whole.window);
  const to = momentIn(scene.to, whole.window);
  return from === null || to === null ? null : { whole, from, to, sweep: scene.sweep };
}
