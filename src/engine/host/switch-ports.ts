import type { Machine } from '../hw/machine';
import { steered } from '../hw/steering';
import type { VirtioRings } from '../hw/virtio-rings';
import { disableNotify } from '../hw/vring';
import { reciprocalScale } from './tun-flows';

/** An index that the driver reaches after 65,535 buffers. */
const STALE = 0xffff;

/** The vhost-user ports of a switch process: a guest each, with as many rings as the guest has channels. */
export class SwitchPorts {
  readonly guests: number[] = [];
  /** Channels of its guests, in the order in which it goes round. */
  readonly channels: number[] = [];
  private readonly longest: number[] = [];
  private readonly tell: ((ch: number) => void)[] = [];
  private readonly m: Machine;
  private readonly rings: VirtioRings;
  private readonly hashOf: (packet: number) => number;

  /** `hashOf`: of a frame's flow. */
  constructor(m: Machine, rings: VirtioRings, hashOf: (packet: number) => number) {
    this.m = m;
    this.rings = rings;
    this.hashOf = hashOf;
  }

  /**
   * The backend maps the guest's memory and never arms a notification: `avail_event` stays where it was. `used` is called
   * when buffers were given back: a guest that polls sees them.
   */
  add(ch: number, maxFrame: number, used: (ch: number) => void = () => undefined): void {
    const vm = this.m.guestOf(ch);
    if (ch === vm) this.guests.push(vm);
    this.channels.push(ch);
    this.longest[vm] = maxFrame;
    this.tell[ch] = used;
    for (const ring of [this.rings.tx(ch), this.rings.rx(ch)]) {
      disableNotify(ring);
      ring.availEvent = STALE;
    }
  }

  serves(vm: number): boolean {
    return this.guests.includes(vm);
  }

  /** Longest frame that goes to a guest: its port's MTU is the guest's. */
  maxFrame(vm: number): number {
    return this.longest[vm] as number;
  }

  used(ch: number): void {
    this.tell[ch]?.(ch);
  }

  /** Channel for a frame to a guest. A thread alone would use one queue of a port; the hash spreads flows (OVS: tx-steering=hash). */
  queueFor(packet: number, vm: number): number {
    const all = this.m.channels.of(vm);
    if (all.length === 1) return vm;
    const nth = reciprocalScale(this.hashOf(packet), all.length);
    steered(this.m, packet, nth, 'switch-hash', vm);
    return all[nth] as number;
  }
}
