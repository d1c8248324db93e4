import type { PlaceKind } from '../../engine/costs/places';
import type { MigrationReport } from '../../engine/migration-report';
import type { PathId } from '../../engine/scenario/scenario';
import { PS_PER_NS } from '../../engine/units';
import type { Value } from '../predicate/expression';
import type { Evidence } from './evidence';
import type { Fact } from './list';

const WRITERS = ['applications', 'driver', 'device'] as const;

type Read = (report: MigrationReport, evidence: Evidence, key: string, number: number) => Value;

/** Between two moments of which each may still be to come. */
const between = (from: number, to: number): number | null =>
  from < 0 || to < 0 ? null : (to - from) / PS_PER_NS;

const begun = ({ statuses }: MigrationReport, wanted: string): number =>
  statuses.find(({ status }) => status === wanted)?.at ?? -1;

const CARRIERS: Readonly<Record<PathId, PlaceKind>> = {
  emulated: 'vmm',
  'emulated-rtl8139': 'vmm',
  virtio: 'vmm',
  'vhost-net': 'vhost',
  'vhost-user': 'switch-process',
  passthrough: 'pf',
  sriov: 'vf',
  'bare-metal': 'pf',
};

/** What carries the guest's frames; a pair that is without its VF has the standby's back end. */
function carrierOf({ primary, path }: MigrationReport): PlaceKind {
  return primary === null || primary.isUp ? CARRIERS[path] : CARRIERS['vhost-net'];
}

/** A pair is without its VF from the stop of the driver to its being back, or so far. */
function standbyOf({ primary }: MigrationReport, { at }: Evidence): Value {
  if (primary === null) return null;
  const { stopped, back } = primary;
  return stopped < 0 ? 0 : between(stopped, back < 0 ? at : back);
}

const fact = (name: string, about: string, read: Read, keys?: readonly string[]): Fact => ({
  name: `migration.${name}`,
  ...(keys === undefined ? {} : { keys }),
  about,
  read: (evidence, steps) =>
    evidence.migration === null
      ? null
      : read(evidence.migration, evidence, String(steps.at(-1)), Number(steps[2])),
});

/** The move of a guest to another host, as far as it is at the moment shown; where none is asked for there are none. */
export const MIGRATION_FACTS: readonly Fact[] = [
  fact(
    'state',
    'waiting, refused, wait-unplug, pre-copy, stopping, stop-copy or moved',
    (r) => r.phase,
  ),
  fact('refused', 'QEMU does not move this guest', (r) => r.phase === 'refused'),
  fact('blocker', 'why: vfio, vdpa or no-guest', (r) => r.blocker),
  fact(
    'carrier',
    'the kind of part that carries its frames to the card, or is of the card: vf, pf, vhost, switch-process or vmm',
    carrierOf,
  ),
  fact('pages', "pages of the guest's memory that have content", (r) => r.pages),
  fact(
    'rounds',
    'passes over its pages so far, the last of them perhaps not over',
    (r) => r.rounds,
  ),
  fact(
    'round[n].pages',
    'pages that the n-th pass has to send (from 1)',
    (r, _, __, n) => r.listed[n - 1]?.pages ?? null,
  ),
  fact('sentPages', 'pages sent so far, some more than once', (r) => r.sentPages),
  fact('lastPages', 'of them sent while the guest stood still', (r) => r.lastPages),
  fact(
    'dirtied.*',
    'pages written while they were logged, by who wrote them first',
    (r, _, key) => WRITERS.flatMap((who) => (who === key ? [r.dirtiedBy[who]] : []))[0] ?? null,
    WRITERS,
  ),
  fact('copyNs', 'from the first page to the guest running there, nanoseconds', (r) =>
    between(begun(r, 'active'), r.resumedAt),
  ),
  fact('downtimeNs', 'how long the guest stood still, nanoseconds', (r) =>
    between(r.stoppedAt, r.resumedAt),
  ),
  fact('standbyNs', 'how long a failover pair went without its VF, nanoseconds', standbyOf),
  fact('lost', 'packets lost because the guest had left', (r) => r.lost),
  fact('late', 'packets that came late because it stood still', (r) => r.late),
  fact('deviceBytes', 'state of its devices that moved beside memory, bytes', (r) => r.deviceBytes),
];
