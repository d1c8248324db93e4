import type { DropCause, ExitClass, FactKind, Steering, SUPPRESSIONS } from '../costs/facts';
import type { Glyph, StepId } from '../costs/steps';
import type { Charge } from '../explain/charges';
import type { Picos } from '../units';
import type { Link, Root } from './trigger-rules';

/** Lookups of one DMA in the IOTLB. */
export interface Lookups {
  readonly hits: number;
  readonly misses: number;
}

/** A VM exit as its specifications spell it. */
export interface ToldExit {
  readonly at: Picos;
  readonly reason: string;
  /** '' where no register was the cause. */
  readonly register: string;
  readonly cls: ExitClass;
}

/** Facts that say something the hops beside them do not. */
export const TOLD = [
  'sent',
  'irq-suppressed',
  'kick',
  'delivered',
  'dropped',
  'mailbox',
  'flow',
] as const satisfies readonly FactKind[];
export type ToldFact = (typeof TOLD)[number];

interface RowBase {
  readonly at: Picos;
  readonly end: Picos;
  /** The packet it is about; 0 for work on no packet's behalf. */
  readonly packet: number;
  /** Guest on whose behalf; -1 for nobody's. */
  readonly vm: number;
  /** It belongs to the packet told of; else it is there because something of that packet follows from it. */
  readonly own: boolean;
  /** Index of the row it follows from; -1 at the root of a chain. */
  readonly cause: number;
  readonly link: Link | null;
  readonly root: Root | null;
  /** Index of the packet's own last row before, where another packet's work caused this one; else -1. */
  readonly also: number;
  readonly held: { readonly by: 'masked' | 'throttle'; readonly row: number } | null;
}

export interface HopRow extends RowBase {
  readonly kind: 'hop';
  readonly step: StepId;
  readonly glyph: Glyph;
  /** Indices into the run's places. */
  readonly from: number;
  readonly to: number;
  /** Thread of the host that did it; -1 for hardware. */
  readonly thread: number;
  /** The exit that is being handled when it begins. */
  readonly exit: ToldExit | null;
  /** The device register accessed without a trap by this hop, else the last before it; '' before the first. */
  readonly register: string;
  /** A guest's handler of its own timer, not of a device. */
  readonly timer: boolean;
  /** Bytes that a CPU copied. */
  readonly copied: number;
  readonly lookups: Lookups;
  readonly charges: readonly Charge[];
}

export interface FactRow extends RowBase {
  readonly kind: 'fact';
  readonly fact: ToldFact;
  /** As recorded; see FACT_KINDS. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Of `mailbox`: the message as the drivers' sources spell it. */
  readonly message: string | null;
  /** Of `dropped`. */
  readonly dropped: DropCause | null;
  /** Of `flow`: what set the frame's flow on a queue pair. */
  readonly steering: Steering | null;
  /** Of `irq-suppressed`. */
  readonly suppressed: (typeof SUPPRESSIONS)[number] | null;
}

export type JourneyRow = HopRow | FactRow;

/** The story of one packet: its rows and those they follow from, in the order they begin. */
export interface Journey {
  readonly packet: number;
  /** Guest it is booked on; -1 for none, or when there is no such packet. */
  readonly vm: number;
  readonly bytes: number;
  readonly from: Picos;
  readonly to: Picos;
  readonly rows: readonly JourneyRow[];
  /** The packet has more rows than are told. */
  readonly capped: boolean;
}
