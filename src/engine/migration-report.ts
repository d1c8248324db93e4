import { DROP } from './costs/facts';
import { PAGE, type WRITERS } from './host/memory-log';
import { stateOf, VF_STATE, type StateItem } from './host/device-state';
import type { PrimaryTimes } from './host/failover-primary';
import type { MigrationBlocker, MigrationPhase, MigrationState } from './host/migration-state';
import type { VfioStep } from './host/vfio-migration';
import type { Tally } from './hw/ledger';
import type { HostParts } from './paths/host';
import { hasPrimary } from './paths/failover';
import type { Migration } from './paths/moving';
import type { MigrationPlan } from './scenario/migration-plan';
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
  readonly listed: MigrationState['rounds'];
  /** QEMU's states and when each began. */
  readonly statuses: MigrationState['statuses'];
  /** What becomes of the primary of the guest's pair; null where it has none. */
  readonly primary: PrimaryReport | null;
  /** The states a device goes through that saves itself, and its data so far; null where none does. */
  readonly device: DeviceReport | null;
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

/** A VF with a standby beside it. */
export interface PrimaryReport extends Readonly<PrimaryTimes> {
  /** `0000:3b:10.0` */
  readonly bdf: string;
  /** Frames go by it now. */
  readonly isUp: boolean;
  /** A VF is there for it. */
  readonly comes: boolean;
}

export interface DeviceReport {
  readonly steps: readonly VfioStep[];
  readonly moved: number;
  readonly bytes: number;
  readonly chunks: number;
  readonly tracking: MigrationPlan['dmaTracking'];
  /** Pages that one of its writes counts as; 0 = every page counts as written. */
  readonly dmaPages: number;
}

/** Of a host at its moment; null where nothing is moved. */
export function reportMigration(host: HostParts): MigrationReport | null {
  const { migration, machine, plan } = host;
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
    statuses: s.statuses,
    primary: primaryOf(host, vm),
    device: deviceOf(migration),
    throttle: s.throttle,
    downtimeLimit: settings.downtimeLimit,
    stoppedAt: s.stoppedAt,
    resumedAt: s.resumedAt,
    learnedAt: s.learnedAt,
    lastPages: s.lastPages,
    deviceBytes:
      settings.deviceBytes +
      (migration.device?.settings.initialBytes ?? 0) +
      (migration.device?.settings.stopBytes ?? 0),
    state: [
      ...stateOf(planned?.config.failover === true ? 'vhost-net' : path, planned?.cpus.length),
      ...(migration.device === null ? [] : [...VF_STATE.ready, ...VF_STATE.rest]),
    ],
    dirtiedBy: { applications, driver, device },
    lost: tally.dropped[DROP['migration-downtime']] as number,
    late: tally.late,
  };
}

function primaryOf({ failover, migration, plan }: HostParts, vm: number): PrimaryReport | null {
  const planned = plan.vms[vm];
  if (failover === null || planned === undefined || !hasPrimary(planned)) return null;
  return {
    ...failover.primary.timesOf(vm),
    bdf: bdfOf(plan, planned.fn) ?? '',
    isUp: failover.master.isUp(vm),
    comes: migration?.settings.destinationVf === true,
  };
}

function deviceOf({ device, settings }: Migration): DeviceReport | null {
  if (device === null) return null;
  const { steps, moved, chunks } = device.s;
  const bytes = device.settings.initialBytes + device.settings.stopBytes;
  return {
    steps,
    moved,
    bytes,
    chunks,
    tracking: settings.dmaTracking,
    dmaPages: settings.dmaPages,
  };
}

function bdfOf({ card }: HostParts['plan'], fn: number): string | null {
  const bdf = card.functions[fn]?.bdf;
  return bdf === undefined ? null : bdf.length > 7 ? bdf : `0000:${bdf}`;
}
