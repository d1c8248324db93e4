import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { FrameHeader } from '../hw/frame-match';
import type { Machine } from '../hw/machine';
import { EVERYBODY, GROUP } from '../hw/packets';
import { nextU32, seedRng, type RngState } from '../kernel/rng';
import type { Part } from '../kernel/sim';
import { evaluate, zeroCounts, type Counts, type Seen } from '../netfilter/evaluate';
import { POINT, POINTS, type Program } from '../netfilter/program';
import type { Ruleset } from '../netfilter/ruleset';

/** Whose frames are asked about at a point. `a` and `b` are its own: ports, or a program and what it said. */
export interface HookOwner {
  readonly place: number;
  /** Names of the interfaces, '' for none. */
  readonly iif: (packet: number, a: number, b: number) => string;
  readonly oif: (packet: number, a: number, b: number) => string;
  /** What happens to a frame that is let through. */
  readonly next: (packet: number, a: number, b: number) => void;
  /** A frame was dropped here. */
  readonly lost?: (packet: number, a: number, b: number) => void;
}

/** What rules are made of outside of this part. */
export interface FilterWiring {
  readonly ruleset: Ruleset;
  readonly program: Program;
  readonly header: (packet: number) => FrameHeader;
  /** Number in hw/packets.ts of whoever has the MAC address. */
  readonly ownerOf: (mac: number) => number;
  /** Name of the bridge. */
  readonly bridge: string;
  readonly seed: number;
}

const POINT_BITS = 4;
const PORT_BITS = 12;
/** So that numbers below 0 fit. */
const SHIFT = 16;

/**
 * Netfilter of the host: where chains are, the thread that brought a frame goes through their rules, one after the
 * other, before it goes on (nf_hook_slow, nft_do_chain). Where none are a hook costs nothing to speak of.
 */
export class HostFilter implements Part {
  readonly name = 'host-filter';
  s: { counts: Counts; rng: RngState };
  readonly program: Program;
  readonly ruleset: Ruleset;
  private readonly owners: HookOwner[] = [];
  private readonly decide: number;
  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly wiring: FilterWiring;

  constructor(m: Machine, cpus: Cpus, wiring: FilterWiring) {
    this.m = m;
    this.cpus = cpus;
    this.wiring = wiring;
    this.program = wiring.program;
    this.ruleset = wiring.ruleset;
    this.s = { counts: zeroCounts(wiring.program), rng: seedRng(wiring.seed, 'netfilter') };
    m.sim.add(this);
    this.decide = cpus.action((_, packet, arg) => this.decided(packet, arg));
  }

  on(): void {
    throw new Error('host-filter: has no events');
  }

  own(point: number, owner: HookOwner): void {
    this.owners[point] = owner;
  }

  /** Chains wait for frames at the point. */
  has(point: number): boolean {
    return (this.program.points[point] ?? []).length > 0;
  }

  /** A frame has come to a point: it goes on at once, or when the rules have been gone through. */
  pass(point: number, packet: number, a: number, b: number): void {
    const owner = this.ownerAt(point);
    if (!this.has(point)) return owner.next(packet, a, b);
    const { cpus } = this;
    const { place } = owner;
    const arg = (((b + SHIFT) << PORT_BITS) | (a + SHIFT)) * 2 ** POINT_BITS + point;
    const { rules } = evaluate(
      this.program,
      point,
      this.seen(point, packet, a, b),
      this.s.counts,
      false,
    );
    if (rules === 0) {
      cpus.work(STEP['nf-hook'], place, place, packet, this.decide, arg);
      return;
    }
    cpus.work(STEP['nf-hook'], place, place, packet);
    const cost = Math.round(rules * this.m.prices.nfRule);
    cpus.work(STEP['nf-rules'], place, place, packet, this.decide, arg, cost);
  }

  private decided(packet: number, arg: number): void {
    const { m } = this;
    const point = arg & (2 ** POINT_BITS - 1);
    const a = ((arg >> POINT_BITS) & (2 ** PORT_BITS - 1)) - SHIFT;
    const b = (arg >> (POINT_BITS + PORT_BITS)) - SHIFT;
    const owner = this.ownerAt(point);
    const seen = this.seen(point, packet, a, b);
    const { verdict, rules, dstMac } = evaluate(this.program, point, seen, this.s.counts, true);
    m.fact(FACT.filtered, m.vmOf(packet), packet, point, verdict === 'drop' ? 1 : 0, rules);
    if (verdict === 'drop') {
      m.drop(packet, 'firewall');
      owner.lost?.(packet, a, b);
      return;
    }
    if (dstMac !== seen.header.dstMac) this.readdress(packet, this.wiring.ownerOf(dstMac));
    owner.next(packet, a, b);
  }

  private seen(point: number, packet: number, a: number, b: number): Seen {
    const { iif, oif } = this.ownerAt(point);
    return {
      header: this.wiring.header(packet),
      iifname: iif(packet, a, b),
      oifname: oif(packet, a, b),
      bridge: this.wiring.bridge,
      pkttype: this.packetType(point, this.m.dstOf(packet)),
      random: () => nextU32(this.s.rng),
    };
  }

  private packetType(point: number, dst: number): number {
    if (dst === EVERYBODY) return 1;
    if (dst === GROUP) return 2;
    return TO_US.includes(point) ? 0 : 3;
  }

  private readdress(packet: number, to: number): void {
    const { m } = this;
    const p = m.s.packets;
    const before = m.dstOf(packet);
    p.dst[packet & p.mask] = to;
    m.fact(FACT.readdressed, m.vmOf(packet), packet, to, before, 0);
  }

  private ownerAt(point: number): HookOwner {
    const owner = this.owners[point];
    if (owner === undefined) throw new Error(`host-filter: nobody is at ${String(POINTS[point])}`);
    return owner;
  }
}

const TO_US: readonly number[] = [
  POINT['bridge input'],
  POINT['inet prerouting'],
  POINT['inet input'],
];
