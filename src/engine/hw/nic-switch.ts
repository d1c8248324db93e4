import { DROP, DROP_CAUSES, type DropCause } from '../costs/facts';
import type { Part } from '../kernel/sim';
import type { Machine } from './machine';
import {
  closedPool,
  keepLookup,
  type LookupRule,
  type Lookups,
  type Pool,
  type PoolCounts,
  type SwitchWiring,
  type Verdict,
} from './nic-pool';
import { WIRE, type NicFlows } from './nic-flows';
import { EVERYBODY, isGroup, setVport, takeVport, vidOf } from './packets';
import { retag, vlanOf } from './vlan-tag';

interface SwitchState {
  /** By function. */
  pools: Pool[];
  counts: PoolCounts[];
  /** By port, then by address: function with that address, -1 for none; and how often it was found. */
  tables: Int16Array[];
  hits: Int32Array[];
  recent: Lookups[];
}

const dropped = (drop: DropCause): Verdict => ({ toWire: false, functions: [], drop });
const SPOOFED = dropped('spoof-check');
const UNKNOWN = dropped('no-receiver');
const WRONG_VLAN = dropped('vlan');
const LINK_DOWN = dropped('link-down');
const REFUSED = dropped('switch-acl');
const OUT: Verdict = { toWire: true, functions: [], drop: null };
/** The verdict "to this function and nowhere else", made once for each. */
const only: Verdict[] = [];
const to = (fn: number): Verdict => (only[fn] ??= { toWire: false, functions: [fn], drop: null });

/**
 * The switch in the NIC, one for each port: 82576 as in QEMU's igb_tx_pkt_vmdq_callback and igb_receive_assign, 82599
 * data sheet section 7.10.3; io-paths.md 2.9. Nothing is learned: the PF's driver writes the tables.
 * MODEL: one multicast group, so no hash collides; a frame whose address matches in another VLAN is dropped.
 */
export class NicSwitch implements Part {
  readonly name = 'nic-switch';
  s: SwitchState;
  readonly flows: NicFlows;
  /** Hears whose frame the spoof check stops. */
  onStopped: (fn: number) => void = () => undefined;
  private readonly m: Machine;
  private readonly wirings: readonly SwitchWiring[];

  constructor(
    m: Machine,
    wirings: readonly SwitchWiring[],
    pools: readonly Pool[],
    portOf: (fn: number) => number,
    flows: NicFlows,
  ) {
    this.m = m;
    this.wirings = wirings;
    this.flows = flows;
    this.s = {
      pools: pools.map((pool) => ({ ...pool, vlans: pool.vlans && [...pool.vlans] })),
      counts: pools.map(() => ({
        txFrames: 0,
        txBytes: 0,
        rxFrames: 0,
        rxBytes: 0,
        dropped: new Int32Array(DROP_CAUSES.length),
      })),
      tables: wirings.map(() => new Int16Array(m.vmCount).fill(-1)),
      hits: wirings.map(() => new Int32Array(m.vmCount)),
      recent: wirings.map(() => ({ lookups: [], count: 0 })),
    };
    pools.forEach((pool, fn) => {
      if (pool.valid) this.setAddress(portOf(fn), fn, pool.address);
    });
    m.sim.add(this);
  }

  on(): void {
    throw new Error('nic-switch: has no events');
  }

  pool(fn: number): Pool {
    return this.s.pools[fn] as Pool;
  }

  wiring(port: number): SwitchWiring {
    return this.wirings[port] as SwitchWiring;
  }

  /** Writes the receive-address entry of a function. */
  setAddress(port: number, fn: number, address: number): void {
    const pool = this.pool(fn);
    const table = this.s.tables[port] as Int16Array;
    if (pool.valid && pool.address >= 0 && table[pool.address] === fn) table[pool.address] = -1;
    pool.address = address;
    pool.valid = true;
    if (address >= 0) table[address] = fn;
  }

  /** A further address of a function, in an entry of its own (`bridge fdb add … self`). */
  addAddress(port: number, fn: number, address: number): void {
    (this.s.tables[port] as Int16Array)[address] = fn;
  }

  /** Its receive-address entry is taken out: frames to the address are nobody's, or the PF's. */
  clearAddress(port: number, fn: number): void {
    const pool = this.pool(fn);
    this.setAddress(port, fn, pool.address);
    if (pool.address >= 0) (this.s.tables[port] as Int16Array)[pool.address] = -1;
    this.s.pools[fn] = closedPool();
  }

  /** Decision for a frame that function `from` sends; its tag is then the one it has behind the switch. */
  fromFunction(port: number, from: number, packet: number): Verdict {
    const { m } = this;
    const pool = this.pool(from);
    const counts = this.s.counts[from] as PoolCounts;
    counts.txFrames++;
    counts.txBytes += m.bytesOf(packet);
    if (this.wiring(port).mode === 'switchdev') return this.fromSwitchdev(port, from, packet);
    const refused = this.check(pool, packet);
    if (refused !== null && refused !== LINK_DOWN) this.onStopped(from);
    if (refused) return this.settled(port, from, packet, 'sender', refused);
    if (pool.portVlan !== 0) retag(m, packet, pool.portVlan);
    if (this.wiring(port).mode === 'vepa') return this.settled(port, from, packet, 'vepa', OUT);
    const dst = m.dstOf(packet);
    if (isGroup(dst)) {
      const functions = this.receivers(port, dst, vidOf(vlanOf(m, packet)), from);
      const rule = dst === EVERYBODY ? 'broadcast' : 'multicast';
      return this.settled(port, from, packet, rule, { toWire: true, functions, drop: null });
    }
    const fn = this.functionOf(port, dst);
    // VEB.7: an address the switch does not know leaves by the wire only, even if it sits behind the host's bridge.
    if (fn < 0 || fn === from) return this.settled(port, from, packet, 'no-match', OUT);
    return this.matched(port, from, packet, fn);
  }

  /** Decision for a frame that arrived from the wire. */
  fromWire(port: number, packet: number): Verdict {
    const { m } = this;
    const [src, dst] = [m.srcOf(packet), m.dstOf(packet)];
    const { mode, defaultFunction, behindDefault } = this.wiring(port);
    if (mode === 'switchdev') return this.byFlows(port, WIRE, packet);
    if (isGroup(dst)) {
      // A frame that the switch outside sends back does not return to who sent it (source pruning).
      const sender = this.functionOf(port, src);
      const functions = this.receivers(port, dst, vidOf(vlanOf(m, packet)), sender);
      const rule = dst === EVERYBODY ? 'broadcast' : 'multicast';
      const verdict = functions.length === 0 ? UNKNOWN : { toWire: false, functions, drop: null };
      return this.settled(port, -1, packet, rule, verdict);
    }
    const fn = this.functionOf(port, dst);
    if (fn >= 0) return this.matched(port, -1, packet, fn);
    if (dst >= 0) {
      const known = defaultFunction >= 0 && behindDefault[dst] === true;
      return this.settled(port, -1, packet, 'default', known ? to(defaultFunction) : UNKNOWN);
    }
    const vid = vidOf(vlanOf(m, packet));
    const functions = this.wiring(port).members.filter(
      (other) => this.pool(other).unmatched && this.admits(other, vid),
    );
    const verdict = functions.length === 0 ? UNKNOWN : { toWire: false, functions, drop: null };
    return this.settled(port, -1, packet, 'default', verdict);
  }

  /** A frame is handed to a function: the tag of its port VLAN is hidden from it. */
  strip(fn: number, packet: number): void {
    if (this.pool(fn).portVlan !== 0) retag(this.m, packet, 0);
  }

  /** A function took a frame into its ring. */
  taken(fn: number, bytes: number): void {
    const counts = this.s.counts[fn] as PoolCounts;
    counts.rxFrames++;
    counts.rxBytes += bytes;
  }

  /** A function could not take a frame, or was not allowed to send it. */
  lost(fn: number, cause: DropCause): void {
    const counts = (this.s.counts[fn] as PoolCounts).dropped;
    counts[DROP[cause]] = (counts[DROP[cause]] as number) + 1;
  }

  /** In switchdev mode the host's own frames go where its driver says; a VF's go by the flows. */
  private fromSwitchdev(port: number, from: number, packet: number): Verdict {
    if (this.pool(from).enabled && this.isHosts(port, from)) {
      const to = takeVport(this.m.s.packets, packet);
      return this.settled(port, from, packet, 'from-host', this.towards(to ?? WIRE));
    }
    if (this.pool(from).enabled) return this.byFlows(port, from, packet);
    return this.settled(port, from, packet, 'sender', LINK_DOWN);
  }

  /** The rules first, then what the host's bridge has learned; whatever neither knows is the host's to decide. */
  private byFlows(port: number, from: number, packet: number): Verdict {
    const { flows, m } = this;
    const action = flows.take(port, from, packet);
    if (action?.drop === true) return this.settled(port, from, packet, 'flow', REFUSED);
    const redirected = action?.to ?? null;
    if (redirected !== null)
      return this.settled(port, from, packet, 'flow', this.towards(redirected));
    const queue = this.functionOf(port, m.dstOf(packet));
    // A program of the host has queues of the PF: RSS leads there, past the bridge.
    if (from === WIRE && queue >= 0 && this.isHosts(port, queue))
      return this.settled(port, from, packet, 'mac', to(queue));
    const known = flows.between(port, from, packet);
    if (known !== null) return this.settled(port, from, packet, 'offloaded', this.towards(known));
    setVport(m.s.packets, packet, from);
    const { defaultFunction } = this.wiring(port);
    return this.settled(port, from, packet, 'miss', to(defaultFunction));
  }

  private towards(at: number): Verdict {
    return at === WIRE ? OUT : this.pool(at).enabled ? to(at) : LINK_DOWN;
  }

  /** The PF's own queues: the uplink of the host's bridge, or a program's. */
  private isHosts(port: number, fn: number): boolean {
    const { defaultFunction, hostQueues } = this.wiring(port);
    return fn === defaultFunction || hostQueues.includes(fn);
  }

  private check({ enabled, spoofCheck, address, portVlan, vlans }: Pool, packet: number) {
    if (!enabled) return LINK_DOWN;
    if (!spoofCheck) return null;
    if (this.m.srcOf(packet) !== address) return SPOOFED;
    const vid = vidOf(vlanOf(this.m, packet));
    // With a port VLAN the sender's own tag is replaced.
    const foreign = vid !== 0 && portVlan === 0 && vlans !== null && !vlans.includes(vid);
    return foreign ? WRONG_VLAN : null;
  }

  private matched(port: number, from: number, packet: number, fn: number): Verdict {
    const dst = this.m.dstOf(packet);
    const hits = this.s.hits[port] as Int32Array;
    hits[dst] = (hits[dst] as number) + 1;
    const verdict = !this.pool(fn).enabled
      ? LINK_DOWN
      : this.admits(fn, vidOf(vlanOf(this.m, packet)))
        ? to(fn)
        : WRONG_VLAN;
    return this.settled(port, from, packet, 'mac', verdict);
  }

  private functionOf(port: number, address: number): number {
    return address >= 0 ? ((this.s.tables[port] as Int16Array)[address] as number) : -1;
  }

  private receivers(port: number, dst: number, vid: number, except: number): readonly number[] {
    const functions: number[] = [];
    for (const fn of this.wiring(port).members) {
      const { broadcast, groups } = this.pool(fn);
      const takes = dst === EVERYBODY ? broadcast : groups;
      if (fn !== except && takes && this.admits(fn, vid)) functions.push(fn);
    }
    return functions;
  }

  /** Does the VLAN filter let the frame in? Untagged frames are for those without a port VLAN (VMOLR.AUPE). */
  private admits(fn: number, vid: number): boolean {
    const { enabled, portVlan, vlans } = this.pool(fn);
    if (!enabled) return false;
    if (portVlan !== 0) return vid === vidOf(portVlan);
    return vid === 0 || vlans === null || vlans.includes(vid);
  }

  /**
   * Rules of a card that is not in switchdev mode stand before the queues of its functions (Flow Director): what is on
   * its way to the wire they do not see. MODEL: frames between functions pass them too.
   */
  private received(port: number, from: number, packet: number, verdict: Verdict): Verdict {
    const action = this.flows.take(port, from, packet);
    if (action === null) return verdict;
    if (action.drop) return verdict.toWire ? OUT : REFUSED;
    return action.to === null || action.to === WIRE ? verdict : this.towards(action.to);
  }

  private settled(
    port: number,
    from: number,
    packet: number,
    found: LookupRule,
    before: Verdict,
  ): Verdict {
    const { m } = this;
    const isReceived = before.functions.length > 0 && this.wiring(port).mode !== 'switchdev';
    const verdict = isReceived ? this.received(port, from, packet, before) : before;
    const rule = verdict === before ? found : 'flow';
    if (verdict.drop !== null && from >= 0) this.lost(from, verdict.drop);
    const [src, dst] = [m.srcOf(packet), m.dstOf(packet)];
    const vid = vidOf(vlanOf(m, packet));
    const lookup = { packet, at: m.now, from, src, dst, vid, rule, ...verdict };
    keepLookup(this.s.recent[port] as Lookups, lookup);
    return verdict;
  }
}
