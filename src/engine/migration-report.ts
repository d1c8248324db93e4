import { DROP } from './costs/facts';
import { PAGE, type WRITERS } from './host/memory-log';
import { stateOf, type StateItem } from './host/device-state';
import type { MigrationBlocker, MigrationPhase, MigrationRound } from './host/migration-state';
import type { Tally } from './hw/ledger';
import type { HostParts } from './paths/host';
import type { PathId } from './scenario/scenario';
import { PS_PER_S, type Picos } from './units';

/** How far a migration is at one moment, and what it has cost by then. Times in picoseconds, -1 = not yet. */
export interface MigrationReport {
  readonly vm: number;
  readonly path: PathId;
  readonly phase: MigrationPhase;
  readonly blocker: MigrationBlocker | null;
  /** Function that blocks it, as `0000:3b:10.0`; null for none. */
  readonly blockedBy: string | null;
  readonly begins: Picos;
  /** The guest's memory, and what of this pass is not sent yet. */
  readonly pages: number;
  readonly pagesLeft: number;
  readonly sentPages: number;
  readonly pageBytes: number;
  /** Pages a second that were written during the last whole round; -1 before its end. */
  readonly dirtyRate: number;
  /** Pages a second that the link takes. */
  readonly linkRate: number;
  /** Rounds begun, of which the first are listed. */
  readonly rounds: number;
  readonly listed: readonly MigrationRound[];
  readonly throttle: number;
  readonly downtimeLimit: Picos;
  readonly stoppedAt: Picos;
  readonly resumedAt: Picos;
  readonly learnedAt: Picos;
  /** Sent while the guest stood still: pages, and its state. */
  readonly lastPages: number;
  readonly deviceBytes: number;
  readonly state: readonly StateItem[];
  /** Pages written while they were logged, by who wrote them first. */
  readonly dirtiedBy: Readonly<Record<(typeof WRITERS)[number], number>>;
  /** Packets lost because the guest had left, and those that came late. */
  readonly lost: number;
  readonly late: number;
}

/** Of a host at its moment; null where nothing is moved. */
export function reportMigration({ migration, machine, plan }: HostParts): MigrationReport | null {
  if (migration === null) return null;
  const { s, settings, pageTime } = migration;
  const { vm } = settings;
  const planned = plan.vms[vm];
  const path = planned?.config.path ?? 'virtio';
  const whole = s.rounds.findLast(({ end }) => end >= 0);
  const tally = machine.s.tallies[vm] as Tally;
  const [applications = 0, driver = 0, device = 0] = s.log.byWriter;
  return {
    vm,
    path,
    phase: s.phase,
    blocker: settings.blocker,
    blockedBy: settings.blocker === 'vfio' ? bdfOf(plan, planned?.fn ?? -1) : null,
    begins: settings.at,
    pages: settings.pages,
    pagesLeft: s.left,
    sentPages: s.sentPages,
    pageBytes: PAGE,
    dirtyRate:
      whole === undefined ? -1 : (whole.dirtied * PS_PER_S) / Math.max(1, whole.end - whole.start),
    linkRate: PS_PER_S / pageTime,
    rounds: s.count,
    listed: s.rounds,
    throttle: s.throttle,
    downtimeLimit: settings.downtimeLimit,
    stoppedAt: s.stoppedAt,
    resumedAt: s.resumedAt,
    learnedAt: s.learnedAt,
    lastPages: s.lastPages,
    deviceBytes: settings.deviceBytes,
    state: stateOf(path),
    dirtiedBy: { applications, driver, device },
    lost: tally.dropped[DROP['migration-downtime']] as number,
    late: tally.late,
  };
}

function bdfOf({ card }: HostParts['plan'], fn: number): string | null {
  const bdf = card.functions[fn]?.bdf;
  return bdf === undefined ? null : bdf.length > 7 ? bdf : `0000:${bdf}`;
}
