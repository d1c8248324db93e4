import { useEffect, useState } from 'react';
import { lab, useApp } from '../../store';
import type { MetricsPicture } from '../../store/vocabulary';

/** Parts of the run after each of which a run that is still computed is looked at again. */
const LOOKS = 12;

interface Shown {
  readonly run: number;
  readonly vm: number | null;
  readonly picture: MetricsPicture;
}

/** What the run amounts to so far, of one guest or of all (null); the former answer until the next is there. */
export function useMetrics(vm: number | null): MetricsPicture | null {
  const run = useApp((s) => s.info?.run);
  const done = useApp((s) => s.done);
  const look = useApp((s) =>
    s.info === null ? 0 : Math.floor((LOOKS * s.reached) / Math.max(1, s.info.end)),
  );
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    if (run === undefined) return;
    let current = true;
    void lab
      .ask(run, (sim) => sim.metrics(run, vm))
      .then((picture) => {
        if (current && picture !== null) setShown({ run, vm, picture });
      });
    return () => {
      current = false;
    };
  }, [run, vm, done, look]);
  return shown !== null && shown.run === run && shown.vm === vm ? shown.picture : null;
}
