import type { Machine } from '../hw/machine';
import { GROUP } from '../hw/packets';
import { toeplitz } from '../hw/rss';
import { nextU32, seedRng } from '../kernel/rng';
import { frameHeaders, type ReadHeader } from './frame-headers';
import type { Plan } from './plan';

const RSS_KEY_BYTES = 40;
/** More than there are addresses, and more than there are flows. */
const PARTIES = 128;
const FLOWS = 256;

/**
 * Hashes over addresses and ports of a frame: the same for all frames of a flow that go one way.
 * MODEL: ports count for UDP too, as after `ethtool -N … rx-flow-hash udp4 sdfn`; some drivers leave them out at first.
 */
export class FlowHashes {
  private readonly m: Machine;
  private readonly plan: Plan;
  private readonly header: ReadHeader;
  private readonly seed: number;
  private readonly key: Uint8Array;
  /** What was computed before. */
  private readonly rssOf = new Map<number, number>();
  private readonly symmetricOf = new Map<number, number>();

  /** The keys are random at each boot (netdev_rss_key_fill, hashrnd); here they come of the seed. */
  constructor(m: Machine, plan: Plan, seed: number) {
    this.m = m;
    this.plan = plan;
    this.header = frameHeaders(m, plan);
    this.seed = seed;
    const rng = seedRng(seed, 'rss key');
    this.key = Uint8Array.from({ length: RSS_KEY_BYTES }, () => nextU32(rng) & 0xff);
  }

  /** The card's, over source and destination in this order. */
  rss(packet: number): number {
    return this.known(this.rssOf, packet, () => {
      const { srcIp, dstIp, srcPort, dstPort } = this.header(packet);
      return toeplitz(
        this.key,
        Uint8Array.from([...ip(srcIp), ...ip(dstIp), ...port(srcPort), ...port(dstPort)]),
      );
    });
  }

  /**
   * The host kernel's, the same for both directions (__skb_get_hash_symmetric).
   * MODEL: siphash is a keyed hash like any; this one is keyed by the seed.
   */
  symmetric(packet: number): number {
    return this.known(this.symmetricOf, packet, () => {
      const { srcIp, dstIp, srcPort, dstPort } = this.header(packet);
      const ends = [`${String(srcIp)} ${String(srcPort)}`, `${String(dstIp)} ${String(dstPort)}`];
      return nextU32(seedRng(this.seed, `flow ${ends.toSorted().join(' ')}`));
    });
  }

  /** Frames of a capture have headers of their own; of all others a flow's are alike. */
  private known(hashes: Map<number, number>, packet: number, compute: () => number): number {
    const { m } = this;
    const owner = m.vmOf(packet);
    if (this.plan.vms[owner]?.config.traffic.kind === 'replay') return compute();
    const { target, mask } = m.s.packets;
    const [from, to] = [m.srcOf(packet) - GROUP, (target[packet & mask] as number) - GROUP];
    const id = ((owner * PARTIES + from) * PARTIES + to) * FLOWS + m.flowOf(packet);
    let hash = hashes.get(id);
    if (hash === undefined) {
      hash = compute();
      hashes.set(id, hash);
    }
    return hash;
  }
}

const ip = (address: number) => [24, 16, 8, 0].map((bits) => (address >>> bits) & 0xff);
const port = (n: number) => [(n >> 8) & 0xff, n & 0xff];
