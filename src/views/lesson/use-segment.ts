import { useEffect, useEffectEvent, useState } from 'react';
import type { PlaceKind } from '../../store/vocabulary';
import type { Evidence } from '../../lessons/facts/evidence';
import type { Lesson } from '../../lessons/lesson';
import { isAsking, stepOf, type LessonState } from '../../lessons/runner';
import { sceneOf } from '../../lessons/scene-of';
import { factsOf } from '../../lessons/texts';
import { useApp } from '../../store';
import { evidenceAt, until } from './evidence';
import { setScene, spotlightOf, type Segment } from './scenes';
import { beginSweep, clearSweep } from './sweeping';

export interface Staged {
  /** The step whose scene is on the stage. */
  readonly step: string;
  readonly segment: Segment;
  /** The run at the end of the segment: what figures and answers are read from. */
  readonly evidence: Evidence;
  /** Its seed, where it is not the lesson's own. */
  readonly seed: number | null;
  /** Runs the scene once more with that seed, or with the lesson's own. */
  readonly runAgain: (seed: number | null) => void;
}

/**
 * Puts the scene of the step at hand on the stage, at rest: before its segment where that is still to be seen, else after
 * it. While a question is open the run is held there.
 */
export function useSegment(
  lesson: Lesson,
  state: LessonState,
  pointed: PlaceKind | null,
): Staged | null {
  const [staged, setStaged] = useState<Staged | null>(null);
  const [other, setOther] = useState<{ readonly step: string; readonly seed: number } | null>(null);
  const { step: index } = state;
  const step = stepOf(lesson, state);
  const asking = isAsking(step, state);
  const seed = other?.step === step.id ? other.seed : null;

  const arrange = useEffectEvent(async (isCurrent: () => boolean) => {
    const found = sceneOf(lesson, index);
    if (found === null) return;
    const { guide, seek, select, setView } = useApp.getState();
    guide({ heldAt: null });
    select(null);
    setView(found.at === 'own' ? found.scene.view : 'stage');
    const segment = await setScene(lesson, found.scene, seed);
    if (segment === null || !isCurrent()) return;
    const evidence = await evidenceAt(segment.whole, segment.to, factsOf(step));
    if (evidence === null || !isCurrent()) return;
    const seen = found.at === 'end' || state.answers[step.id]?.shown === true;
    const { lessonAt } = useApp.getState();
    const at = lessonAt ?? (seen ? segment.to : segment.from);
    const holds = isAsking(step, state);
    seek(holds ? Math.min(at, segment.from) : at);
    guide({ lessonAt: null, heldAt: holds ? segment.from : null });
    const sweep = found.at === 'own' ? found.scene.sweep : null;
    if (sweep !== null) {
      // What an earlier step has shown would tell the answer; what was answered is shown again.
      if (state.answers[step.id] === undefined) clearSweep(sweep);
      else beginSweep(sweep);
      if (seen) await until(({ sweep: run }) => run !== null && run.state !== 'running');
      if (!isCurrent()) return;
    }
    const runAgain = (next: number | null) => {
      setOther(next === null ? null : { step: step.id, seed: next });
    };
    setStaged({ step: step.id, segment, evidence, seed, runAgain });
  });

  useEffect(() => {
    let current = true;
    // oxlint-disable-next-line react/set-state-in-effect -- When the run is computed, not now.
    void arrange(() => current);
    return () => {
      current = false;
    };
  }, [lesson.id, index, seed]);

  const current = staged?.step === step.id ? staged : null;
  const open = spotlightOf(lesson, index).free;
  useEffect(() => {
    const { guide } = useApp.getState();
    // An answer, or none, lets the run go on.
    if (!asking) guide({ heldAt: null });
    const told = current === null ? 0 : asking ? current.segment.from : current.segment.to;
    guide({ asking, horizon: open ? null : told });
  }, [asking, current, open]);

  useEffect(() => {
    const light = spotlightOf(lesson, index);
    useApp.getState().guide({
      spotlight: pointed === null ? light : { ...light, primary: pointed },
    });
  }, [lesson, index, pointed]);

  useEffect(
    () => () => {
      useApp.getState().guide({
        spotlight: null,
        heldAt: null,
        asking: false,
        horizon: null,
        pointedKind: null,
      });
    },
    [],
  );

  return current;
}

/** Plays a segment, or where motion is unwelcome shows its end; where the step has a sweep, runs that. */
export function playSegment({ from, to, sweep }: Segment): void {
  if (sweep !== null) beginSweep(sweep);
  const { reducedMotion, seek, playSegment: play } = useApp.getState();
  if (reducedMotion) seek(to);
  else play(from, to);
}
