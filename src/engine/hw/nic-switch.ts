import { DROP, type DropCause } from '../costs/facts';
import type { Part } from '../kernel/sim';
import type { Machine } from './machine';
import type { Lookup, LookupRule, Pool, PoolCounts, SwitchWiring, Verdict } from './nic-pool';
import { EVERYBODY, isGroup, vidOf } from './packets';
import { retag, vlanOf } from './vlan-tag';

interface SwitchState {
  /** By function. */
  pools: Pool[];
  counts: PoolCounts[];
  /** By port, then by address: function with that address, -1 for none; and how often it was found. */
  tables: Int16Array[];
  hits: Int32Array[];
  last: (Lookup | null)[];
}

const dropped = (drop: DropCause): Verdict => ({ toWire: false, functions: [], drop });
const SPOOFED = dropped('spoof-check');
const UNKNOWN = dropped('no-receiver');
const WRONG_VLAN = dropped('vlan');
const LINK_DOWN = dropped('link-down');
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
  private readonly m: Machine;
  private readonly wirings: readonly SwitchWiring[];

  constructor(
    m: Machine,
    wirings: readonly SwitchWiring[],
    pools: readonly Pool[],
    portOf: (fn: number) => number,
  ) {
    this.m = m;
    this.wirings = wirings;
    this.s = {
      pools: pools.map((pool) => ({ ...pool, vlans: pool.vlans && [...pool.vlans] })),
      counts: pools.map(() => ({
        txFrames: 0,
        txBytes: 0,
        rxFrames: 0,
        rxBytes: 0,
        dropped: new Int32Array(16),
      })),
      tables: wirings.map(() => new Int16Array(m.vmCount).fill(-1)),
      hits: wirings.map(() => new Int32Array(m.vmCount)),
      last: wirings.map(() => null),
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

  /** Decision for a frame that function `from` sends; its tag is then the one it has behind the switch. */
  fromFunction(port: number, from: number, packet: number): Verdict {
    const { m } = this;
    const pool = this.pool(from);
    const counts = this.s.counts[from] as PoolCounts;
    counts.txFrames++;
    counts.txBytes += m.bytesOf(packet);
    const refused = this.check(pool, packet);
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
    const { defaultFunction, behindDefault } = this.wiring(port);
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
    const { m } = this;
    const dst = m.dstOf(packet);
    const hits = this.s.hits[port] as Int32Array;
    hits[dst] = (hits[dst] as number) + 1;
    const verdict = !this.pool(fn).enabled
      ? LINK_DOWN
      : this.admits(fn, vidOf(vlanOf(m, packet)))
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

  private settled(
    port: number,
    from: number,
    packet: number,
    rule: LookupRule,
    verdict: Verdict,
  ): Verdict {
    const { m } = this;
    const { last } = this.s;
    const { toWire, functions, drop } = verdict;
    if (drop !== null && from >= 0) this.lost(from, drop);
    const [src, dst] = [m.srcOf(packet), m.dstOf(packet)];
    const vid = vidOf(vlanOf(m, packet));
    last[port] = { packet, at: m.now, from, src, dst, vid, rule, toWire, functions, drop };
    return verdict;
  }
}
