import type { Picos } from '../units';
import { MemoryLog, type Applications, type MemoryLogState } from './memory-log';

/** How far a migration is; `refused` and `moved` are its ends. */
export const MIGRATION_PHASES = [
  'waiting',
  'refused',
  'wait-unplug',
  'pre-copy',
  'stopping',
  'stop-copy',
  'moved',
] as const;
export type MigrationPhase = (typeof MIGRATION_PHASES)[number];

/** QEMU's names of how far it is (`info migrate`, MigrationStatus). */
export const MIGRATION_STATUSES = [
  'setup',
  'wait-unplug',
  'active',
  'device',
  'completed',
] as const;
export type MigrationStatus = (typeof MIGRATION_STATUSES)[number];

/** Why a guest cannot be moved: it has a function whose state and writes the host does not see, or it is none. */
export type MigrationBlocker = 'vfio' | 'vdpa' | 'no-guest';

/** One pass over the pages that were dirty when it began. */
export interface MigrationRound {
  readonly start: Picos;
  /** -1 while it lasts. */
  readonly end: Picos;
  /** Pages it sends. */
  readonly pages: number;
  /** Pages found dirty at its end. */
  readonly dirtied: number;
  /** Part of its time for which the vCPU is kept from running, per cent. */
  readonly throttle: number;
}

export interface MigrationSettings extends Applications {
  readonly vm: number;
  readonly at: Picos;
  readonly blocker: MigrationBlocker | null;
  /** The guest's memory that has content. */
  readonly pages: number;
  /** Of the link that the migration has for itself. */
  readonly gbps: number;
  readonly downtimeLimit: Picos;
  readonly autoConverge: boolean;
  /** State of its devices and back ends. */
  readonly deviceBytes: number;
  /** Pages that one write of a device of its own counts as; 0 = all of them are taken as written by it all the time. */
  readonly dmaPages: number;
  readonly dmaTracking: 'device' | 'iommu' | 'none';
  /** A VF waits there for the primary of a pair. */
  readonly destinationVf: boolean;
}

/** The primary of a failover pair, which has to be out of the guest before memory is copied. */
export interface Primary {
  /** The guest has its function still, or again. */
  isIn(): boolean;
  unplug(): void;
  /** The guest runs on the other host, where there may be a VF for it. */
  plug(): void;
}

/** What of the guest is stopped and set going again. None of it is called within work of a thread. */
export interface Movable {
  /** The vCPU alone, for throttling. */
  holdVcpus(): void;
  letGoVcpus(): void;
  /** vCPU, then back ends and clock. */
  stop(): void;
  /** Whatever they had begun is done. */
  isQuiet(): boolean;
  /** The back ends of this host are torn down. */
  leave(): void;
  resume(): void;
  /** The guest, or its VMM for it, sends a broadcast from where it is now. */
  announce(): void;
}

export interface MigrationState {
  phase: MigrationPhase;
  /** When each of QEMU's states began, in their order. */
  statuses: { readonly status: MigrationStatus; readonly at: Picos }[];
  log: MemoryLogState;
  rounds: MigrationRound[];
  /** Rounds in all: only the first are listed. */
  count: number;
  /** Pages of this pass, and those of them that are not sent yet. */
  pass: number;
  left: number;
  sentPages: number;
  /** Per cent. */
  throttle: number;
  /** Rounds one after another that dirtied more than half of what they sent. */
  high: number;
  stoppedAt: Picos;
  /** Everything stands still and the last pages are counted. */
  quietAt: Picos;
  resumedAt: Picos;
  /** The switch outside knows the new place. */
  learnedAt: Picos;
  /** Pages sent while the guest stood still. */
  lastPages: number;
}

/** Before a migration of a guest with so many pages. */
export function freshState(pages: number): MigrationState {
  return {
    phase: 'waiting',
    statuses: [],
    log: MemoryLog.empty(pages),
    rounds: [],
    count: 0,
    pass: 0,
    left: 0,
    sentPages: 0,
    throttle: 0,
    high: 0,
    stoppedAt: -1,
    quietAt: -1,
    resumedAt: -1,
    learnedAt: -1,
    lastPages: 0,
  };
}
