import type { PathId, Scenario } from '../engine/scenario/scenario';
import type { OpenedFutures, RunInfo } from '../worker/api';
import type { AppState } from './state';

/** One way that a run goes, kept beside others. */
export interface Future {
  readonly id: number;
  /** As a file has it, and in full; of the one that is shown as they were when it was last left. */
  readonly text: string;
  readonly scenario: Scenario;
  readonly beside: PathId | null;
}

/** Ways of one run that are kept as tabs; the first is what the others are forks of. */
export interface Futures {
  readonly tabs: readonly Future[];
  /** The id of the one on the page. */
  readonly shown: number;
}

export type PageFutures = Pick<AppState, 'futures' | 'info' | 'beside'>;

/** The futures as they are now, that on the page too. */
export function futuresNow({ futures, info, beside }: PageFutures): readonly Future[] {
  if (info === null || futures === null) return [];
  const { scenario, scenarioInput } = info;
  return futures.tabs.map((tab) =>
    tab.id === futures.shown
      ? { id: tab.id, text: JSON.stringify(scenarioInput), scenario, beside }
      : tab,
  );
}

/** What a file or an address has brought along. */
export function openedFutures(
  opened: OpenedFutures | undefined,
  { scenario, scenarioInput }: RunInfo,
  beside: PathId | null,
): Futures | null {
  if (opened === undefined) return null;
  const { shown, others } = opened;
  const own = { text: JSON.stringify(scenarioInput), scenario, beside };
  const kept = others.map((other) => ({
    text: JSON.stringify(other.scenarioInput),
    scenario: other.scenario,
    beside: other.beside === 'none' ? null : (other.beside ?? beside),
  }));
  const tabs = kept.toSpliced(shown, 0, own).map((tab, id) => ({ id, ...tab }));
  return { tabs, shown };
}
