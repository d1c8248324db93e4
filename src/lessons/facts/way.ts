import { FACT } from '../../engine/costs/facts';
import type { PlaceKind } from '../../engine/costs/places';
import { PacketBook } from '../../engine/taps/packet-book';
import { sightingsOf } from '../../engine/taps/sightings';
import { tapsOf, type TapKind } from '../../engine/taps/taps';
import type { Value } from '../predicate/expression';
import type { Evidence } from './evidence';

/** Interfaces of the host at which tcpdump can be started, and the parts of the picture that they belong to. */
const INTERFACES: Partial<Readonly<Record<TapKind, PlaceKind>>> = {
  tap: 'tap',
  bridge: 'bridge',
  pf: 'pf-driver',
  representor: 'representor',
};

/** Parts that a packet can turn round at or end in, nearest to the guests first. */
const OUTWARDS: readonly PlaceKind[] = [
  'app',
  'stack',
  'driver',
  'vf-driver',
  'vmm',
  'vhost',
  'switch-process',
  'tap',
  'representor',
  'bridge',
  'pf-driver',
  'process',
  'host-stack',
  'pf',
  'vf',
  'sf',
  'adi',
  'switch',
  'port',
  'peer',
];

/** A frame that an interface of the host has seen. */
interface Seen {
  readonly at: number;
  /** The packet it was when it was sent; copies count for what they were copied from. */
  readonly origin: number;
  readonly owner: number;
  readonly kind: PlaceKind;
}

const kept = new WeakMap<Evidence['window'], readonly Seen[]>();

/** In order of time, over all that is known of the run. */
function seenByHost({ window, topology }: Evidence): readonly Seen[] {
  const known = kept.get(window);
  if (known !== undefined) return known;
  const taps = tapsOf(topology);
  const book = new PacketBook();
  book.add(window.facts);
  const seen = sightingsOf(window, topology, taps, book, 0, Infinity).flatMap(
    ({ at, tap, packet }): Seen[] => {
      const kind = INTERFACES[taps[tap]?.kind ?? 'wire'];
      const origin = book.frameAt(packet, at)?.origin;
      if (kind === undefined || origin === undefined) return [];
      return [{ at, origin: origin.id, owner: origin.owner, kind }];
    },
  );
  kept.set(window, seen);
  return seen;
}

/** Packets that at least one interface of the host has seen; `vm`: on account of that guest. */
export function hostFrames(evidence: Evidence, vm: number | null): number {
  const seen = seenByHost(evidence).filter(
    ({ at, owner }) => at <= evidence.at && (vm === null || owner === vm),
  );
  return new Set(seen.map(({ origin }) => origin)).size;
}

/** Id of the n-th packet (from 1) that was made for guest 0; null where it is not yet there. */
function packetOf({ window: { facts }, at }: Evidence, n: number): number | null {
  let left = n;
  for (let i = 0; i < facts.count; i++) {
    if (facts.kind[i] !== FACT.sent || facts.vm[i] !== 0) continue;
    left -= 1;
    if (left === 0) return (facts.time[i] ?? 0) <= at ? (facts.packet[i] ?? null) : null;
  }
  return null;
}

/** The part furthest from the guests that a packet of guest 0 has come to. */
export function furthestPlace(evidence: Evidence, n: number): Value {
  const packet = packetOf(evidence, n);
  if (packet === null) return null;
  const { window, topology, at } = evidence;
  const { hops } = window;
  let furthest = -1;
  for (let i = 0; i < hops.count; i++) {
    if (hops.packet[i] !== packet || (hops.start[i] ?? 0) > at) continue;
    const arrived = (hops.end[i] ?? 0) <= at;
    for (const place of arrived ? [hops.from[i], hops.to[i]] : [hops.from[i]]) {
      const kind = topology.places[place ?? -1]?.kind;
      if (kind !== undefined) furthest = Math.max(furthest, OUTWARDS.indexOf(kind));
    }
  }
  return OUTWARDS[furthest] ?? null;
}

/** The part at which a packet of guest 0 was lost. */
export function lostPlace(evidence: Evidence, n: number): Value {
  const packet = packetOf(evidence, n);
  const { window, topology, at } = evidence;
  const { facts } = window;
  for (let i = 0; i < facts.count && packet !== null; i++) {
    if (facts.kind[i] !== FACT.dropped || facts.packet[i] !== packet) continue;
    return (facts.time[i] ?? 0) <= at ? (topology.places[facts.b[i] ?? -1]?.kind ?? null) : null;
  }
  return null;
}

/** The part of the host at which tcpdump sees a packet of guest 0 first. */
export function firstSight(evidence: Evidence, n: number): Value {
  const packet = packetOf(evidence, n);
  const first = seenByHost(evidence).find(({ origin }) => origin === packet);
  return first === undefined || first.at > evidence.at ? null : first.kind;
}

/** Frames that the switch in the card let pass in one direction: 1 = to the wire, 2 = to a function of the card. */
export function switched({ window: { facts }, at }: Evidence, direction: 1 | 2): number {
  let count = 0;
  for (let i = 0; i < facts.count; i++) {
    if (facts.kind[i] !== FACT.switched || (facts.time[i] ?? 0) > at) continue;
    if (((facts.a[i] ?? 0) & direction) !== 0) count += 1;
  }
  return count;
}
