import { FACT, TAP_WAYS, type TapWay } from '../costs/facts';
import { STEP, type StepId } from '../costs/steps';
import type { FactColumns, HopColumns } from '../kernel/columns';
import { isVdpa } from '../scenario/function-kinds';
import type { PathId } from '../scenario/scenario';
import type { Topology } from '../topology';
import type { Picos } from '../units';
import type { PacketBook } from './packet-book';
import type { Tap, TapKind } from './taps';

/** A frame passed a tap. */
export interface Sighting {
  readonly at: Picos;
  /** Index into the run's taps. */
  readonly tap: number;
  readonly packet: number;
  readonly way: TapWay;
  /** As it is there: a super-packet that is not cut yet is long. */
  readonly bytes: number;
}

interface Rule {
  readonly kind: TapKind;
  /** Place of the hop that says which tap of the kind it is. */
  readonly side: 'from' | 'to';
  readonly way: TapWay;
}

const VIRTIO: ReadonlySet<PathId> = new Set(['virtio', 'vhost-net', 'vhost-user']);
const virtqueueIn: Rule = { kind: 'virtqueue', side: 'to', way: 'in' };

/**
 * What each hop shows to whom when it ends. A guest's packet sockets look at dev_hard_start_xmit and
 * __netif_receive_skb_core: before the driver on the way out, behind it on the way in. Taps, bridge and the PF of a bridge
 * are facts of their own.
 */
const RULES: Partial<Readonly<Record<StepId, readonly Rule[]>>> = {
  'app-send': [{ kind: 'guest', side: 'to', way: 'out' }],
  // On the host itself, the PF's interface; what takes another device than it has steps of its own.
  'driver-xmit': [
    { kind: 'virtqueue', side: 'to', way: 'out' },
    { kind: 'pf', side: 'to', way: 'out' },
  ],
  'failover-xmit': [{ kind: 'virtqueue', side: 'to', way: 'out' }],
  'guest-pmd-tx': [{ kind: 'virtqueue', side: 'to', way: 'out' }],
  'napi-rx': [
    { kind: 'guest', side: 'from', way: 'in' },
    { kind: 'pf', side: 'from', way: 'in' },
  ],
  'copy-model-to-guest': [virtqueueIn],
  'vhost-copy-rx': [virtqueueIn],
  // A card that works the ring itself (vDPA).
  'dma-write': [virtqueueIn],
  'pmd-enqueue': [virtqueueIn],
  'pmd-dequeue': [{ kind: 'mirror', side: 'to', way: 'in' }],
  'pmd-rx': [{ kind: 'mirror', side: 'to', way: 'in' }],
  switching: [{ kind: 'switch', side: 'to', way: 'in' }],
  'wire-tx': [{ kind: 'wire', side: 'from', way: 'out' }],
  'wire-rx': [{ kind: 'wire', side: 'to', way: 'in' }],
};

const BY_STEP = new Map(
  Object.entries(RULES).map(([step, rules]) => [STEP[step as StepId], rules] as const),
);

export interface Recorded {
  readonly hops: HopColumns;
  readonly facts: FactColumns;
}

/** Finds which tap a hop or fact of a run belongs to. */
class Places {
  private readonly topology: Topology;
  private readonly byKey: ReadonlyMap<string, number>;
  private readonly hostPort: number;

  constructor(topology: Topology, taps: readonly Tap[]) {
    this.topology = topology;
    this.byKey = new Map(
      taps.map(({ kind, vm, port }, i) => [`${kind} ${String(vm < 0 ? port : vm)}`, i]),
    );
    const host = topology.vms.find(({ path }) => path === 'bare-metal');
    const bridged = topology.vms.find(({ path, failover }) => failover || BRIDGED.has(path));
    this.hostPort = host?.port ?? bridged?.port ?? topology.switchdev[0] ?? 0;
  }

  find(kind: TapKind, number: number): number {
    return this.byKey.get(`${kind} ${String(number)}`) ?? -1;
  }

  /** Tap of a hop by a rule; -1 where there is none. */
  ofHop(rule: Rule, place: number): number {
    const at = this.topology.places[place];
    if (at === undefined) return -1;
    if ((rule.kind === 'pf') !== (at.kind === 'pf-driver')) return -1;
    if (rule.kind === 'pf') return this.find('pf', this.hostPort);
    if (rule.kind === 'virtqueue') {
      const guest = this.topology.vms[at.vm];
      const isVirtio =
        guest !== undefined && (VIRTIO.has(guest.path) || guest.failover || isVdpa(guest.function));
      return isVirtio && at.kind === 'driver' ? this.find('virtqueue', at.vm) : -1;
    }
    if (rule.kind === 'guest') return this.find('guest', at.vm);
    return this.find(rule.kind, rule.kind === 'mirror' ? -1 : at.fn);
  }

  ofFact(place: number): number {
    const at = this.topology.places[place];
    if (at?.kind === 'tap') return this.find('tap', at.vm);
    if (at?.kind === 'bridge') return this.find('bridge', -1);
    if (at?.kind === 'representor') return this.find('representor', at.vm);
    return at?.kind === 'pf-driver' ? this.find('pf', this.hostPort) : -1;
  }
}

const BRIDGED: ReadonlySet<PathId> = new Set([
  'emulated',
  'emulated-rtl8139',
  'virtio',
  'vhost-net',
]);

/** Whom a frame to or from the host's own port comes from: the sender of what leaves the switch for the wire. */
function wayAtSwitch(topology: Topology, from: number): TapWay {
  return topology.places[from]?.kind === 'port' ? 'in' : 'out';
}

/** All frames that passed the taps in [from, to), in order of time. `book` knows what the packets are. */
export function sightingsOf(
  { hops, facts }: Recorded,
  topology: Topology,
  taps: readonly Tap[],
  book: PacketBook,
  from: Picos,
  to: Picos,
): readonly Sighting[] {
  const places = new Places(topology, taps);
  const found: Sighting[] = [];
  const add = (sighting: Sighting) => {
    if (sighting.tap >= 0 && sighting.at >= from && sighting.at < to) found.push(sighting);
  };
  for (let i = 0; i < hops.count; i++) {
    const rules = BY_STEP.get(hops.step[i] as number);
    if (rules === undefined) continue;
    const packet = hops.packet[i] as number;
    const at = hops.end[i] as number;
    for (const rule of rules) {
      const place = (rule.side === 'from' ? hops.from[i] : hops.to[i]) as number;
      const way = rule.kind === 'switch' ? wayAtSwitch(topology, hops.from[i] as number) : rule.way;
      add({ at, tap: places.ofHop(rule, place), packet, way, bytes: book.bytesAt(packet, at) });
    }
  }
  for (let i = 0; i < facts.count; i++) {
    if (facts.kind[i] !== FACT.tapped) continue;
    add({
      at: facts.time[i] as number,
      tap: places.ofFact(facts.a[i] as number),
      packet: facts.packet[i] as number,
      way: TAP_WAYS[facts.b[i] as number] ?? 'through',
      bytes: facts.c[i] as number,
    });
  }
  return found.toSorted((a, b) => a.at - b.at || a.tap - b.tap || a.packet - b.packet);
}
