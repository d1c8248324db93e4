import { useEffect, useState } from 'react';
import { CARDS_SCENARIO, type Card } from '../../glossary/cards';
import { lab, useApp } from '../../store';
import { STEP_IDS } from '../../store/vocabulary';
import { wholeRun, type WholeRun } from './evidence';

/** Puts the picture of the parts on the stage, at rest, and leads the eye to the card's part at its moment; true when it stands. */
export function useCards({ part, vm, step }: Card): boolean {
  const [whole, setWhole] = useState<WholeRun | null>(null);

  useEffect(() => {
    let current = true;
    const set = async () => {
      useApp.setState({ beside: null, playing: false, stopAt: null });
      useApp.getState().setView('stage');
      useApp.getState().select(null);
      const input = structuredClone(CARDS_SCENARIO);
      await lab.boot(input, { cursor: 0, start: 'paused', chooseRate: false });
      const run = await wholeRun();
      if (current) setWhole(run);
    };
    void set();
    return () => {
      current = false;
      useApp.getState().guide({ spotlight: null });
    };
  }, []);

  useEffect(() => {
    if (whole === null) return;
    const { seek, follow, guide, select } = useApp.getState();
    const { hops } = whole.window;
    const hop = hops.step.findIndex((id, i) => STEP_IDS[id] === step && hops.vm[i] === vm);
    select(null);
    guide({ spotlight: { primary: part, leads: true, shown: null, free: false } });
    if (hop < 0) return;
    follow(hops.packet[hop] ?? 0);
    // In the midst of it, where it is seen on its way.
    seek(Math.round(((hops.start[hop] ?? 0) + (hops.end[hop] ?? 0)) / 2));
  }, [whole, part, vm, step]);

  return whole !== null;
}
