import { useEffect, useState } from 'react';
import type { Lesson } from '../../lessons/lesson';
import type { Moment } from '../../lessons/moment';
import { sceneIn } from '../../lessons/scene-of';
import { useApp } from '../../store';
import type { DemoMoment } from '../../store/demo';
import { connectLessonDesk } from '../../store/lesson-desk';
import type { Spotlight } from '../../store/lesson';
import type { View } from '../../store/prefs';
import { readUrl } from '../../store/url';
import { PLACE_KINDS, type PathId, type StageMoment } from '../../store/vocabulary';
import { spotlightOf } from '../lesson/scenes';

/** What is asked of the engine for a picture of what comes next. */
export interface Coming {
  readonly input: unknown;
  readonly beside: PathId | null;
  readonly at: Moment;
  readonly view: View;
  readonly spotlight: Spotlight;
}

export async function comingMoment({ address, parts }: DemoMoment): Promise<Coming> {
  const [search = '', hash = ''] = address.split('#', 2);
  const url = await readUrl(search, hash);
  const kind = url.part?.split('.')[0];
  return {
    input: url.scenarioInput,
    beside: url.beside === 'none' ? null : (url.beside ?? 'emulated'),
    at: { kind: 'time', at: url.t ?? 0 },
    view: url.view ?? 'stage',
    spotlight: {
      primary: PLACE_KINDS.find((each) => each === kind) ?? null,
      leads: false,
      shown: parts ?? null,
      free: true,
    },
  };
}

/** The scene of a lesson's step; null where it has none of its own. */
export function comingStep(lesson: Lesson, index: number): Coming | null {
  const scene = sceneIn(lesson.steps[index]);
  if (scene === null) return null;
  const { input } = lesson.scenarios.find(({ name }) => name === scene.scenario) ?? { input: {} };
  return {
    input,
    beside: null,
    at: scene.from,
    view: scene.view,
    spotlight: spotlightOf(lesson, index),
  };
}

/** One thread for the whole talk: it is there before the network goes away. */
let desk: ReturnType<typeof connectLessonDesk> | null = null;

export function keepDesk(): ReturnType<typeof connectLessonDesk> {
  desk ??= connectLessonDesk();
  return desk;
}

/** False: it could not be started. */
export const deskReady = (): Promise<boolean> =>
  keepDesk()
    .api.ready()
    .catch(() => false);

export function closeDesk(): void {
  desk?.close();
  desk = null;
}

export interface Pictured extends StageMoment {
  readonly coming: Coming;
}

/** What the stage will show, from a thread apart; null while it is computed, and where nothing comes. `ask` is kept by who calls. */
export function usePictured(
  ask: (() => Promise<Coming | null>) | null,
  key: string,
): Pictured | null {
  const [made, setMade] = useState<{ readonly key: string; readonly picture: Pictured } | null>(
    null,
  );
  const ready = useApp((s) => s.done);
  useEffect(() => {
    // What the hall sees is computed first.
    if (ask === null || !ready) return;
    let current = true;
    void (async () => {
      const coming = await ask();
      if (coming === null || !current) return;
      const found = await keepDesk()
        .api.stageAt(coming.input, coming.beside, coming.at)
        .catch(() => {
          // The next picture has a new thread, where there can be one.
          closeDesk();
          return null;
        });
      if (current && found !== null) setMade({ key, picture: { ...found, coming } });
    })();
    return () => {
      current = false;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- The key says what is asked for.
  }, [key, ready]);
  return made?.key === key ? made.picture : null;
}
