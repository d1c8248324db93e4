import { useEffect, useState } from 'react';
import { lab, useApp } from '../../store';
import type { TapFrame, TapLine, TapPicture } from '../../store/vocabulary';

/** Between two looks while the cursor moves, wall ms. */
const REST_MS = 150;

interface Shown {
  readonly run: number;
  readonly vm: number;
  readonly back: number | null;
  readonly picture: TapPicture;
}

/**
 * The taps on a guest's way, from `back` before the cursor (null: as far as is at hand) up to it; what was shown until the
 * next is there.
 */
export function useTaps(vm: number, back: number | null): TapPicture | null {
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
        .ask(run, (sim) => sim.tapPicture(run, vm, at, back))
        .then((picture) => {
          if (current && picture !== null) setShown({ run, vm, back, picture });
          again ||= picture?.state === 'more';
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
  }, [run, vm, back]);
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
