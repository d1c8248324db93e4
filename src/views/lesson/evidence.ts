import type { Evidence } from '../../lessons/facts/evidence';
import type { FactName } from '../../lessons/predicate/expression';
import type { SweepEvidence } from '../../lessons/facts/sweep';
import { lab, useApp, type AppState } from '../../store';
import type { Editable } from '../../store/run';
import { essence } from '../../store/sweep-order';
import type { RunInfo, RunWindow } from '../../store/vocabulary';

/** A run that is computed to its end, with all that happened in it. */
export interface WholeRun {
  readonly info: RunInfo;
  readonly window: RunWindow;
}

let kept: WholeRun | null = null;

/** The run on the screen from start to end, as soon as it is computed; null where another took its place. */
export async function wholeRun(): Promise<WholeRun | null> {
  const { info } = useApp.getState();
  if (info === null) return null;
  if (kept?.info.run === info.run) return kept;
  await until((s) => s.done || s.info?.run !== info.run || s.failure !== null);
  if (useApp.getState().info?.run !== info.run) return null;
  const window = await lab.ask(info.run, (sim) => sim.window(info.run, 0, info.end));
  if (window === null) return null;
  kept = { info, window };
  return kept;
}

/** Everything that facts can be read from at a moment of the run on the screen. */
export async function evidenceAt(
  { info, window }: WholeRun,
  at: number,
  facts: readonly FactName[],
): Promise<Evidence | null> {
  const { run, topology } = info;
  const instant = await lab.ask(run, (sim) => sim.instant(run, at, null));
  if (instant === null) return null;
  const asked = facts.some(({ steps }) => steps[0] === 'tap');
  const taps = new Map(asked ? await lab.ask(run, (sim) => sim.tapCounts(run, at)) : []);
  const { metrics } = instant;
  const migration = instant.migration?.now ?? null;
  const { scenario } = info;
  const page = pageOf(useApp.getState());
  // The sweep may be run while a step is open: read as it is when somebody asks.
  return {
    scenario,
    topology,
    metrics,
    window,
    at,
    taps,
    migration,
    page,
    get sweep() {
      return sweepOnPage(useApp.getState());
    },
  };
}

/** The sweep that was run, if it is whole and of the scenario that runs. */
function sweepOnPage({ sweep, info }: AppState): SweepEvidence | null {
  if (sweep?.state !== 'complete' || info === null) return null;
  const { axes, results } = sweep;
  if (essence(info.scenarioInput as Editable, axes) !== sweep.essence) return null;
  return { axes, points: results.size, result: (index) => results.get(index) ?? null };
}

function pageOf({ view, selected, info, transcript }: AppState): Evidence['page'] {
  const commands = transcript.entries.flatMap((entry) =>
    entry.kind === 'line' && entry.by === 'learner' ? [entry.text] : [],
  );
  return { view, selected: kindOf(selected, info), commands };
}

/** The kind of part that is selected. */
export function kindOf(selected: AppState['selected'], info: AppState['info']): string | null {
  switch (selected?.kind) {
    case 'place':
      return info?.topology.places[selected.place]?.kind ?? null;
    case 'function':
      return info?.topology.card.functions[selected.fn]?.kind ?? null;
    case 'packet':
      return 'packet';
    case undefined:
      return null;
  }
}

/** Resolves as soon as the page is so. */
export function until(is: (state: AppState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (is(useApp.getState())) {
      resolve();
      return;
    }
    const unsubscribe = useApp.subscribe((state) => {
      if (!is(state)) return;
      unsubscribe();
      resolve();
    });
  });
}
