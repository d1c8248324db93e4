import type { Place, PlaceKind } from '../engine/costs/places';
import type { Topology } from '../engine/topology';
import type { Messages } from './messages';

/** A place as people call it: `network driver of VM0`, `VF2`. */
export function placeName(m: Messages['stage'], topology: Topology, index: number): string {
  const place = topology.places[index];
  if (place === undefined) return '';
  if (isFunction(place.kind)) return functionName(m, topology, place.fn);
  // The one of several that is meant.
  if (place.kind === 'port') return m.port(place.fn);
  if (isSwitchdev(topology, place)) return m.switchdev.switch;
  const name = m.places[place.kind].long;
  return place.vm >= 0 ? m.placeOf(name, m.guest(place.vm)) : name;
}

/** A switch in the card whose mode is switchdev. */
export function isSwitchdev({ switchdev }: Topology, place: Place | undefined): boolean {
  return place?.kind === 'switch' && switchdev.includes(place.fn);
}

export function functionName(m: Messages['stage'], topology: Topology, fn: number): string {
  const found = topology.card.functions[fn];
  if (found === undefined) return sliceName(m, topology, fn);
  return found.kind === 'pf' ? m.pf(found.pf) : m.vf(found.index);
}

/** A scalable function or assignable interface, by its number among the queues beyond those of PCI functions. */
export function sliceName(m: Messages['stage'], topology: Topology, fn: number): string {
  const place = topology.places.find((each) => each.fn === fn && isSlice(each));
  if (place === undefined) return '';
  const n = fn - topology.card.functions.length;
  return place.kind === 'adi' ? m.adi(n) : m.sf(n);
}

const isSlice = ({ kind }: Place) => kind === 'sf' || kind === 'adi';
const isFunction = (kind: PlaceKind): kind is 'pf' | 'vf' | 'sf' | 'adi' =>
  kind === 'pf' || kind === 'vf' || kind === 'sf' || kind === 'adi';

/** The guest at whose place or function it happens, which need not be the packet's; `otherwise` where it is the host's alone. */
export function guestAt(topology: Topology, from: number, to: number, otherwise: number): number {
  const { places, vms } = topology;
  for (const index of [to, from]) {
    const place = places[index];
    if (place === undefined) continue;
    if (place.vm >= 0) return place.vm;
    const owner = isFunction(place.kind) ? vms.findIndex(({ fn }) => fn === place.fn) : -1;
    if (owner >= 0) return owner;
  }
  return otherwise;
}

/** The function at work: one of the hop's ends, else the guest's own, else the PF that serves the host. */
export function deviceName(
  m: Messages['stage'],
  topology: Topology,
  from: number,
  to: number,
  vm: number,
): string {
  const ends = [from, to].map((place) => topology.places[place]);
  const end = ends.find((place) => place !== undefined && isFunction(place.kind));
  const own = topology.vms[vm]?.fn ?? -1;
  return functionName(m, topology, end?.fn ?? Math.max(own, 0));
}
