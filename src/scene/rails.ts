import { isFunction } from '../store/vocabulary';
import type { PlaceKind } from '../engine/costs/places';
import type { Wire } from './layout/routes';
import type { StageLayout } from './layout/stage-layout';

/** A wire drawn at rest, between two places. */
export interface Rail {
  readonly from: number;
  readonly to: number;
  readonly wire: Wire;
  readonly vm: number;
  /** Nothing of this run goes there, or nothing but the exits of an idle guest. */
  readonly quiet: boolean;
}

/**
 * Which kinds of places are wired to which, by what runs there. Drawn only where both ends stand in the picture;
 * `unless` leaves a wire out where the guest has that place, because then another way is taken.
 */
const WIRING: readonly {
  readonly from: PlaceKind;
  readonly to: PlaceKind;
  readonly wire: Wire;
  readonly unless?: PlaceKind;
  readonly needs?: PlaceKind;
  /** Only of guests without a function of their own. */
  readonly hosted?: boolean;
  /** Only where guests have functions whose interrupts are not posted. */
  readonly remapped?: boolean;
}[] = [
  { from: 'app', to: 'stack', wire: 'data' },
  { from: 'stack', to: 'driver', wire: 'data' },
  { from: 'stack', to: 'vf-driver', wire: 'data' },
  { from: 'driver', to: 'vhost', wire: 'data' },
  { from: 'driver', to: 'vmm', wire: 'data', unless: 'vhost', needs: 'tap' },
  { from: 'vmm', to: 'tap', wire: 'data', unless: 'vhost' },
  { from: 'vhost', to: 'tap', wire: 'data' },
  { from: 'driver', to: 'switch-process', wire: 'data', unless: 'tap', hosted: true },
  { from: 'process', to: 'host-stack', wire: 'data' },
  { from: 'host-stack', to: 'pf-driver', wire: 'data' },
  { from: 'host-stack', to: 'bridge', wire: 'data', needs: 'tap' },
  { from: 'tap', to: 'bridge', wire: 'data' },
  { from: 'bridge', to: 'pf-driver', wire: 'data' },
  { from: 'representor', to: 'bridge', wire: 'data' },
  { from: 'representor', to: 'pf-driver', wire: 'data' },
  { from: 'driver', to: 'kvm', wire: 'control' },
  { from: 'kvm', to: 'vmm', wire: 'control', needs: 'tap' },
  { from: 'iommu', to: 'vhost-vdpa', wire: 'interrupt', remapped: true },
  { from: 'vhost-vdpa', to: 'kvm', wire: 'interrupt', remapped: true },
  { from: 'kvm', to: 'vmm', wire: 'control', needs: 'vdcm' },
  { from: 'vmm', to: 'vdcm', wire: 'control' },
  { from: 'iommu', to: 'vfio', wire: 'interrupt', remapped: true },
  { from: 'vfio', to: 'kvm', wire: 'interrupt', remapped: true },
  { from: 'switch', to: 'port', wire: 'data' },
  { from: 'port', to: 'peer', wire: 'data' },
];

const DIRECT: readonly Wire[] = ['doorbell', 'dma'];

/** All wires of the large boxes; those of cells are drawn only while something runs on them. */
export function railsOf(layout: StageLayout): readonly Rail[] {
  const { places, ownerOf, boxes, boxOf, posted, directVms } = layout;
  let hostPf = false;
  const rails: Rail[] = [];
  const isGiven = (owner: number, index: number) =>
    owner >= 0 && isFunction(places[index]?.kind ?? 'app');
  const used = (index: number) => boxes[boxOf[index] as number]?.used === true;
  const push = (rail: Omit<Rail, 'quiet'>) => {
    const onlyIdle = rail.wire === 'control' && posted && directVms.has(rail.vm);
    rails.push({ ...rail, quiet: onlyIdle || !used(rail.from) || !used(rail.to) });
  };
  const large = (index: number) => boxes[boxOf[index] as number]?.form === 'box';
  const indices = places.map((_, index) => index);
  const has = (kind: PlaceKind, vm: number) =>
    places.some((place) => place.kind === kind && (vm < 0 || place.vm === vm));
  const ofKind = (kind: PlaceKind) => indices.filter((i) => places[i]?.kind === kind && large(i));
  for (const { from, to, wire, unless, needs, remapped, hosted } of WIRING) {
    if (remapped === true && (posted || !ownerOf.some(isGiven))) continue;
    for (const a of ofKind(from)) {
      for (const b of ofKind(to)) {
        const [pa, pb] = [places[a], places[b]];
        if (pa === undefined || pb === undefined) continue;
        if (pa.vm >= 0 && pb.vm >= 0 && pa.vm !== pb.vm) continue;
        if (from === 'switch' || from === 'port') {
          if (pa.fn !== pb.fn) continue;
        }
        const vm = Math.max(pa.vm, pb.vm);
        if (unless !== undefined && has(unless, vm)) continue;
        if (needs !== undefined && !has(needs, vm)) continue;
        if (hosted === true && directVms.has(vm)) continue;
        push({ from: a, to: b, wire, vm });
      }
    }
  }
  const functions = (['pf', 'vf', 'sf', 'adi'] as const).flatMap(ofKind);
  for (const index of functions) {
    const owner = ownerOf[index] as number;
    const ofHost = owner < 0 && places[index]?.kind === 'pf';
    const polled = ofHost && layout.portOf[index] === layout.switchPort;
    const memory = indices.find((i) =>
      owner >= 0 && has('driver', owner)
        ? places[i]?.kind === (has('vf-driver', owner) ? 'vf-driver' : 'driver') &&
          places[i].vm === owner
        : owner >= 0
          ? places[i]?.kind === 'pf-driver'
          : ofHost && places[i]?.kind === (polled ? 'switch-process' : 'pf-driver'),
    );
    const idle = ofHost && !polled && hostPf;
    if (ofHost && !polled) hostPf = true;
    if (memory !== undefined && large(memory) && !idle) {
      // The host's own function has one wire drawn, its idle ones none: the picture is about the guests'.
      const wires = owner >= 0 ? DIRECT : (['dma'] as const);
      for (const wire of wires) push({ from: memory, to: index, wire, vm: owner });
      // A posted interrupt goes straight up; a remapped one turns at the IOMMU, to the host.
      const raisedTo = posted ? memory : places.findIndex((place) => place.kind === 'iommu');
      if (owner >= 0 && raisedTo >= 0) {
        push({ from: raisedTo, to: index, wire: 'interrupt', vm: owner });
      }
    }
    const port = layout.portOf[index];
    const own = ofKind('switch').find((i) => places[i]?.fn === port);
    if (own !== undefined && (owner >= 0 || places[index]?.kind === 'pf')) {
      push({ from: index, to: own, wire: 'data', vm: owner });
    }
  }
  return rails;
}
