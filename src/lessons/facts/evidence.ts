import type { MigrationReport } from '../../engine/migration-report';
import type { Metrics } from '../../engine/metrics';
import type { Window } from '../../engine/run-window';
import type { Scenario } from '../../engine/scenario/scenario';
import type { Topology } from '../../engine/topology';
import type { Picos } from '../../engine/units';
import type { SweepEvidence } from './sweep';

/** What facts are read from: one run up to one moment, and where there is one the page that shows it. */
export interface Evidence {
  readonly scenario: Scenario;
  readonly topology: Topology;
  /** Counted from the start to `at`. */
  readonly metrics: Metrics;
  /** From the start of the run to `at` or beyond. */
  readonly window: Window;
  readonly at: Picos;
  /** Frames seen so far, by name of the tap. */
  readonly taps: ReadonlyMap<string, number>;
  /** How far the guest that is moved is at `at`; null where none is. */
  readonly migration: MigrationReport | null;
  /** The sweep that was run last; null: none. */
  readonly sweep: SweepEvidence | null;
  /** Null: nobody looks on. */
  readonly page: PageEvidence | null;
}

export interface PageEvidence {
  readonly view: string;
  /** What is selected: the kind of a place, or `packet`; null for nothing. */
  readonly selected: string | null;
  /** Lines that the learner typed in the terminal, in their order. */
  readonly commands: readonly string[];
}
