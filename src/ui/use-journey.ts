import { useEffect, useState } from 'react';
import type { Journey } from '../store/vocabulary';
import { lab, useApp } from '../store';

/** The story of the followed packet, null until it is told; asked for again while the run is still being computed. */
export function useJourney(): Journey | null {
  const run = useApp((s) => s.info?.run);
  const followed = useApp((s) => s.followed);
  const done = useApp((s) => s.done);
  const [told, setTold] = useState<{ readonly of: string; readonly journey: Journey } | null>(null);
  const of = `${String(run)}:${String(followed)}`;
  useEffect(() => {
    if (run === undefined || followed === 0) return;
    let current = true;
    void lab.journey(followed).then((journey) => {
      if (current && journey !== null) setTold({ of, journey });
    });
    return () => {
      current = false;
    };
  }, [run, followed, done, of]);
  return told?.of === of ? told.journey : null;
}
