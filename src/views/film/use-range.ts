import { useEffect, useState } from 'react';
import { lab, useApp } from '../../store';
import { paceFor, type Range } from './plan';

const PS_PER_US = 1e6;

/** The followed packet's journey, in microseconds; the part of the run computed so far where none is followed. */
export async function journeyRange(): Promise<Pick<Range, 'from' | 'to'>> {
  const { info, followed, reached, heldAt } = useApp.getState();
  const end = Math.min(reached, heldAt ?? reached);
  const journey =
    info === null || followed === 0
      ? null
      : await lab.ask(info.run, (sim) => sim.journey(info.run, followed));
  const { start = [], end: ends = [], count = 0 } = journey?.hops ?? {};
  if (count === 0) return { from: 0, to: Math.min(end, info?.firstJourneyEnd ?? end) / PS_PER_US };
  const first = Math.min(...Array.from(start).slice(0, count));
  const last = Math.max(...Array.from(ends).slice(0, count));
  return { from: first / PS_PER_US, to: Math.min(end, last) / PS_PER_US };
}

/** From the moment on the screen to the next stage's beginning. */
export async function stageRange(): Promise<Pick<Range, 'from' | 'to'>> {
  const { info, cursor, followed, reached, heldAt } = useApp.getState();
  const end = Math.min(reached, heldAt ?? reached);
  const next =
    info === null
      ? null
      : await lab.ask(info.run, (sim) => sim.neighbour(info.run, cursor, 1, 'stage', followed));
  return { from: cursor / PS_PER_US, to: Math.min(end, next ?? end) / PS_PER_US };
}

/** What is to be shown; begins with the journey. */
export function useRange() {
  const [range, setRange] = useState<Range | null>(null);
  useEffect(() => {
    let current = true;
    void journeyRange().then(({ from, to }) => {
      if (current) setRange({ from, to, perSecond: paceFor(from, to), rate: 20 });
    });
    return () => {
      current = false;
    };
  }, []);
  return [range, setRange] as const;
}
