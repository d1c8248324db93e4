import type { Inspection, Selection } from '../engine/inspect';
import type { FactColumns, HopColumns } from '../engine/kernel/columns';
import type { Metrics } from '../engine/metrics';
import type { MigrationReport } from '../engine/migration-report';
import type { InstanceBill } from '../engine/pci/instances/kinds';
import type { LiftBy } from '../engine/pci/lift';
import type { LimitId, VfLimit, VfLimits } from '../engine/pci/limits';
import type { Issue, PathId, Replay, Scenario } from '../engine/scenario/scenario';
import type { Topology } from '../engine/topology';
import type { Picos } from '../engine/units';
import type { CaptureIssue } from '../formats/capture/capture';

export type RunId = number & { readonly unit: 'RunId' };

/** What one card offers, for the controls. */
export interface DeviceChoice {
  readonly id: string;
  readonly name: string;
  /** On the host of the present scenario. */
  readonly vfMax: number;
  readonly vfBinding: LimitId;
  readonly limits: readonly VfLimit[];
}

/** What lifts one limit, and what the card can have and what binds then. */
export interface LimitLift {
  readonly id: LimitId;
  readonly by: LiftBy;
  readonly max: number;
  readonly binding: LimitId;
}

export interface CardLimits extends VfLimits {
  /** Of those limits that something in the lab lifts. */
  readonly lifts: readonly LimitLift[];
  /** Of each kind of instance, VFs among them, on this card and host. */
  readonly bills: readonly InstanceBill[];
}

export interface RunInfo {
  readonly run: RunId;
  /** The complete scenario that runs, without the compared guest. */
  readonly scenario: Scenario;
  /** What parses back to it, defaults left out. */
  readonly scenarioInput: unknown;
  /** The guest added for comparison is the last one of `topology.vms`; -1 without. */
  readonly besideVm: number;
  readonly topology: Topology;
  readonly devices: readonly DeviceChoice[];
  /** Where the host comes from, and whether it has a network card with SR-IOV. The lab's own always has. */
  readonly host: { readonly from: 'lab' | 'machine' | 'dump'; readonly hasCard: boolean };
  /** As in `HostNews`, when the run was opened. */
  readonly withdrawnVfs: number;
  /** Of the card in the slot on the host as it is. */
  readonly cardLimits: CardLimits;
  readonly paths: readonly PathId[];
  readonly end: Picos;
  /** When the first packet of each guest is done with, completion work included; what plays by itself. */
  readonly firstJourneyEnd: Picos;
}

/** Other ways that the run of a file goes, oldest first, without the file's own. */
export interface OpenedFutures {
  /** Which of all the file's own is. */
  readonly shown: number;
  readonly others: readonly {
    /** As in {@link RunInfo}. */
    readonly scenario: Scenario;
    readonly scenarioInput: unknown;
    /** Null: the same as now. */
    readonly beside: PathId | 'none' | null;
  }[];
}

export type OpenResult =
  | {
      readonly ok: true;
      readonly info: RunInfo;
      /** The model's version with which the file was made, where it says so. */
      readonly madeWith?: string;
      readonly futures?: OpenedFutures;
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export interface Progress {
  /** The run is computed up to here. */
  readonly reached: Picos;
  readonly done: boolean;
  /** VM exits for the time line, thinned to at most some thousands: time (ps), class index, guest. */
  readonly exitTime: Float64Array<ArrayBuffer>;
  readonly exitClass: Uint8Array<ArrayBuffer>;
  readonly exitVm: Int16Array<ArrayBuffer>;
  /** Set when the run stopped before its end, and why. */
  readonly stopped: 'event-limit' | null;
  /** Rows of hops, and of facts, that the run keeps at most, and how many are gone and computed again when asked for. */
  readonly log: { readonly cap: number; readonly dropped: number };
}

/** Everything that overlaps [from, to): hops may start before and end after. */
export interface RunWindow {
  readonly from: Picos;
  readonly to: Picos;
  readonly hops: HopColumns;
  readonly facts: FactColumns;
  /** True where a cap on rows cut the window short; then `to` is where it was cut. */
  readonly cut: boolean;
}

export type { Inspection, Selection };

export interface Instant {
  readonly at: Picos;
  /** Counted from the start of the run to `at`. */
  readonly metrics: Metrics;
  readonly inspection: Inspection | null;
  /** How far a migration is at `at`, and at the end of what is computed; null where none is asked for. */
  readonly migration: { readonly now: MigrationReport; readonly whole: MigrationReport } | null;
}

export type Grain = 'hop' | 'stage' | 'exit' | 'packet';

export type CaptureResult =
  | { readonly ok: true; readonly replay: Replay; readonly warnings: readonly CaptureIssue[] }
  | { readonly ok: false; readonly issue: CaptureIssue };

/** Written as the worker implements it; comlink makes every call a promise. Replies carry their run; drop late ones. */
export interface SimApi {
  /** Answers as soon as the thread can; tells a thread that started from one that never will. */
  ready(): true;
  /** Checks and starts a run; the running one stays readable when it is refused. A string is the text of a scenario file. */
  open(input: unknown, beside: PathId | null): OpenResult;
  /** Says which scenario is likely to be opened next; null: none. What is wrong with it is told when it is opened. */
  foresee(input: unknown, beside: PathId | null): void;
  /** Computes on what was foreseen; true: up to `until`, so that opening it takes no time. */
  extendForeseen(until: Picos, budgetMs: number): boolean;
  /** Computes on for at most `budgetMs` of wall time. Call until `done`. */
  extend(run: RunId, budgetMs: number): Progress;
  window(run: RunId, from: Picos, to: Picos): RunWindow;
  instant(run: RunId, at: Picos, selection: Selection | null): Instant;
  /** The next (direction 1) or previous (-1) moment something begins, strictly after or before `at`; null at the ends.
   *  `packet` restricts it to one packet's hops (0 = any). */
  neighbour(run: RunId, at: Picos, direction: 1 | -1, grain: Grain, packet: number): Picos | null;
  /** Everything about one packet, from its creation to its last hop. */
  journey(run: RunId, packet: number): RunWindow;
  /** What the guests of a group have set that does not go with another path, as places of the scenario. */
  lostOnPath(input: unknown, index: number, path: PathId): readonly string[];
  readCapture(bytes: Uint8Array, name: string): CaptureResult;
}
