import type { Metrics } from '../engine/metrics';
import type { Issue, PathId } from '../engine/scenario/scenario';
import type { Difference } from '../engine/tell/differences';
import type { Milestone } from '../engine/tell/milestones';
import type { PacketTrace } from '../engine/tell/packet-trace';
import type { RunDifference } from '../engine/tell/run-differences';
import type { Topology } from '../engine/topology';
import type { Picos } from '../engine/units';
import type { RunId } from './api';

/** More would not be told apart on a screen. */
export const MOST_LANES = 4;

/** The page's scenario with another path for its first group, and what else is to differ. */
export interface Lane {
  readonly path: PathId;
  /** Values by their place in a scenario: `vms.0.tuning.eventIdx`. */
  readonly set: Readonly<Record<string, unknown>>;
}

export type LaneInfo =
  | { readonly ok: true; readonly topology: Topology; readonly end: Picos }
  /** What the scenario's check said; nothing where the card had no function left for the guest. */
  | { readonly ok: false; readonly issues: readonly Issue[] };

export interface LaneSet {
  readonly id: number;
  readonly lanes: readonly LaneInfo[];
  /** The first lane that is possible; the others are compared with it. -1 where none is. */
  readonly base: number;
}

export interface LaneProgress {
  /** All lanes are computed up to here. */
  readonly reached: Picos;
  readonly done: boolean;
}

export interface LanePacket {
  readonly trace: PacketTrace;
  readonly milestones: readonly Milestone[];
}

/** The same packet of the first guest on every lane; null where a lane has not come to it, or never does. */
export interface PacketComparison {
  /** Which of the guest's packets, from 0. */
  readonly n: number;
  readonly lanes: readonly (LanePacket | null)[];
  /** By lane, against the base; null where one of the two has no such packet. */
  readonly differences: readonly (readonly Difference[] | null)[];
  /** When the base lane makes the packets before and after it; null at the ends. */
  readonly before: Picos | null;
  readonly after: Picos | null;
  /** Nothing will change any more. */
  readonly settled: boolean;
}

/** The books of all lanes, for the time that all of them have. */
export interface RunComparison {
  readonly at: Picos;
  readonly metrics: readonly (Metrics | null)[];
  readonly differences: readonly (readonly RunDifference[] | null)[];
}

/** Calls about a set of lanes answer null once another was opened. */
export interface CompareApi {
  /** Makes the lanes of the run shown; null where it is shown no more. Lanes that were there before keep their runs. */
  openLanes(run: RunId, lanes: readonly Lane[]): LaneSet | null;
  /** Computes on for at most `budgetMs` of wall time, the lane that is furthest behind first. */
  extendLanes(set: number, budgetMs: number): LaneProgress | null;
  /** A packet by its number, or the latest of the base lane's at a moment. */
  comparePacket(
    set: number,
    which: { readonly n: number } | { readonly at: Picos },
  ): PacketComparison | null;
  compareRuns(set: number): RunComparison | null;
}
