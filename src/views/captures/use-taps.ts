import { useEffect, useState } from 'react';
import { lab, useApp } from '../../store';
import type { TapFrame, TapLine, TapPicture } from '../../store/vocabulary';

/** Between two looks while the cursor moves, wall ms. */
const REST_MS = 150;

interface Shown {
  readonly run: number;
  readonly vm: number;
  readonly picture: TapPicture;
}

/** The taps on a guest's way up to the cursor; what was shown until the next is there. */
export function useTaps(vm: number): TapPicture | null {
  const run = useApp((s) => s.info?.run);
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    if (run === undefined) return;
    let current = true;
    let busy = false;
    let again = false;
    const look = () => {
      again = busy;
      if (busy || !current) return;
      busy = true;
      const at = useApp.getState().cursor;
      void lab
        .ask(run, (sim) => sim.tapPicture(run, vm, at))
        .then((picture) => {
          if (current && picture !== null) setShown({ run, vm, picture });
          setTimeout(() => {
            busy = false;
            if (again) look();
          }, REST_MS);
        });
    };
    look();
    const stop = useApp.subscribe((s) => s.cursor, look);
    return () => {
      current = false;
      stop();
    };
  }, [run, vm]);
  return shown !== null && shown.run === run && shown.vm === vm ? shown.picture : null;
}

export interface Chosen {
  readonly tap: string;
  readonly shown: string;
  readonly line: TapLine;
}

/** The bytes of the chosen frame. */
export function useFrame(chosen: Chosen | null): TapFrame | null {
  const run = useApp((s) => s.info?.run);
  const [found, setFound] = useState<{ chosen: Chosen; frame: TapFrame } | null>(null);
  useEffect(() => {
    if (run === undefined || chosen === null) return;
    let current = true;
    const { tap, line } = chosen;
    void lab
      .ask(run, (sim) => sim.tapFrame(run, tap, line.packet, line.at))
      .then((frame) => {
        if (current && frame !== null) setFound({ chosen, frame });
      });
    return () => {
      current = false;
    };
  }, [run, chosen]);
  return found !== null && found.chosen === chosen ? found.frame : null;
}
