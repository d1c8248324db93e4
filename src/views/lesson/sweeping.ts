import type { SceneSweep } from '../../lessons/lesson';
import { useApp, type AppState } from '../../store';

/** Sets the sweep of a step up, with nothing computed yet. */
export function clearSweep({ setup, figure }: SceneSweep): void {
  const { cancelSweep, setSweep, lookAtSweep } = useApp.getState();
  cancelSweep();
  setSweep(setup);
  lookAtSweep({ figure, along: null, place: {}, chosen: null });
  useApp.setState({ sweep: null });
}

/** Runs the sweep of a step. */
export function beginSweep(sweep: SceneSweep): void {
  clearSweep(sweep);
  useApp.getState().runSweep();
}

/** Every point is there. */
export const sweepIsDone = ({ sweep }: AppState): boolean => sweep?.state === 'complete';
