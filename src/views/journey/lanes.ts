import type { JourneyRow, Topology } from '../../store/vocabulary';
import { BAND_OF } from '../../store/vocabulary';

type Place = Topology['places'][number];
export type Band = (typeof BAND_OF)[keyof typeof BAND_OF];

/** One component that the packet meets. */
export interface Lane {
  /** Index into the run's places. */
  readonly place: number;
  readonly kind: Place['kind'];
  readonly vm: number;
  readonly band: Band;
}

/** From the guest's application outward, as the stage has them from top to bottom. */
const ORDER: readonly Place['kind'][] = [
  'app',
  'process',
  'stack',
  'host-stack',
  'driver',
  'vf-driver',
  'kvm',
  'vmm',
  'vhost',
  'switch-process',
  'vfio',
  'vhost-vdpa',
  'vdcm',
  'tap',
  'representor',
  'bridge',
  'pf-driver',
  'iommu',
  'pf',
  'vf',
  'sf',
  'adi',
  'switch',
  'port',
  'peer',
];

/** The lanes of a journey: what its rows touch and nothing else, guests first, the wire last. */
export function lanesOf(rows: readonly JourneyRow[], places: readonly Place[]): readonly Lane[] {
  const met = new Set(rows.flatMap((row) => (row.kind === 'hop' ? [row.from, row.to] : [])));
  return [...met]
    .flatMap((index): Lane[] => {
      const place = places[index];
      if (place === undefined) return [];
      return [{ place: index, kind: place.kind, vm: place.vm, band: BAND_OF[place.kind] }];
    })
    .toSorted(
      (a, b) => rank(a) - rank(b) || a.vm - b.vm || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind),
    );
}

/** Lanes of guests stand together, guest by guest; the rest in the order of the stage. */
function rank({ band, kind }: Lane): number {
  return band === 'guest' ? -1 : ORDER.indexOf(kind);
}

/** Index of the first lane of the host: the exit line stands before it; -1 where no guest or no host is met. */
export function exitLineBefore(lanes: readonly Lane[]): number {
  const first = lanes.findIndex(({ band }) => band !== 'guest');
  return first <= 0 ? -1 : first;
}

/** Neighbours of one band, for the heads: [first lane, number of lanes]. */
export function bandsOf(
  lanes: readonly Lane[],
): readonly { readonly band: Band; readonly first: number; readonly count: number }[] {
  const bands: { band: Band; first: number; count: number }[] = [];
  lanes.forEach(({ band }, i) => {
    const last = bands.at(-1);
    if (last?.band === band) last.count++;
    else bands.push({ band, first: i, count: 1 });
  });
  return bands;
}
