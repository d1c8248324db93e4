import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { GuestDriver, Route } from '../hw/ports';
import type { Part } from '../kernel/sim';
import type { VfDriver } from './vf-driver';
import type { VfStart } from './vf-start';

/** How the guest stands to the pair's primary: the VF with the same address as its virtio-net device. */
export type PrimaryState = 'absent' | 'leaving' | 'probing' | 'up';

interface Pair {
  primary: PrimaryState;
  /** What the hotplug work queue has to do. */
  todo: 'nothing' | 'remove' | 'probe';
}

/** The two devices of one guest, and who is told what becomes of the primary. */
export interface PairWiring {
  readonly standby: GuestDriver;
  readonly standbyCapacity: number;
  readonly primary: VfDriver;
  readonly primaryCapacity: number;
  readonly primaryPlace: number;
  /** Is there a VF when the run begins? */
  readonly hasPrimary: boolean;
  /** The VF's driver asks its PF before it is up. Null: it has asked before the run, and no VF comes in it. */
  readonly start: VfStart | null;
  /** The driver has let go of the function. */
  readonly removed: () => void;
  /** As work of the vCPU: the slot is ejected. */
  readonly eject: () => void;
  /** Its rings are set up; frames may go by it once the PF has answered. */
  readonly probed: () => void;
  readonly isUp: () => void;
}

/**
 * Linux net_failover (drivers/net/net_failover.c): a master over a virtio-net device with VIRTIO_NET_F_STANDBY and a VF
 * with the same address. What the guest sends goes by the primary while that runs, else by the standby
 * (net_failover_start_xmit); what the standby receives while the primary runs is nobody's (net_failover_handle_frame).
 */
export class NetFailover implements Part, GuestDriver {
  readonly name = 'net-failover';
  s: { pairs: Pair[] };
  private readonly wiring: (PairWiring | undefined)[] = [];
  private readonly routes: (readonly [Route, Route] | undefined)[] = [];
  private readonly aRemoved: number;
  private readonly aProbed: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;

  constructor(m: Machine, cpus: Cpus) {
    this.m = m;
    this.cpus = cpus;
    this.s = {
      pairs: m.channels.each(() => ({ primary: 'absent', todo: 'nothing' })),
    };
    m.sim.add(this);
    this.aRemoved = cpus.action((_, __, vm) => this.removed(vm));
    this.aProbed = cpus.action((_, __, vm) => this.probed(vm));
  }

  on(): void {
    throw new Error('net-failover: has no events');
  }

  addGuest(vm: number, wiring: PairWiring): void {
    this.wiring[vm] = wiring;
    const step = STEP['failover-xmit'];
    this.routes[vm] = [
      { step, place: this.m.drivers[vm] as number },
      { step, place: wiring.primaryPlace },
    ];
    const starts = wiring.hasPrimary && wiring.start?.isOver(vm) === false;
    this.pair(vm).primary = !wiring.hasPrimary ? 'absent' : starts ? 'probing' : 'up';
  }

  has(vm: number): boolean {
    return this.wiring[vm] !== undefined;
  }

  /** Frames go by the VF. */
  isUp(vm: number): boolean {
    return this.pair(vm).primary === 'up';
  }

  stateOf(vm: number): PrimaryState {
    return this.pair(vm).primary;
  }

  /** The hotplug handler has found which way the slot's device goes. */
  plugged(vm: number, comes: boolean): void {
    this.pair(vm).todo = comes ? 'probe' : 'remove';
  }

  // ---- as a driver -----------------------------------------------------------------------------

  txSpace(vm: number): number {
    const { primary, standby } = this.of(vm);
    return this.isUp(vm) ? primary.txSpace(vm) : standby.txSpace(vm);
  }

  capacity(vm: number): number {
    const { primaryCapacity, standbyCapacity } = this.of(vm);
    return this.isUp(vm) ? primaryCapacity : standbyCapacity;
  }

  route(vm: number): Route {
    return (this.routes[vm] as readonly [Route, Route])[this.isUp(vm) ? 1 : 0];
  }

  xmit(vm: number, packet: number, more: boolean): void {
    const { primary, standby } = this.of(vm);
    const slave = this.isUp(vm) ? primary : standby;
    // The other device took over between two frames of a batch, and its ring is full.
    if (slave.txSpace(vm) <= 0) return this.m.drop(packet, 'ring-full');
    slave.xmit(vm, packet, more);
  }

  // ---- the guest's hotplug work ----------------------------------------------------------------

  /** Adds what the guest's kernel does next about the slot; false when there is nothing. */
  work(vm: number): boolean {
    const wiring = this.wiring[vm];
    if (wiring === undefined) return false;
    const pair = this.pair(vm);
    const { primaryPlace: place } = wiring;
    if (pair.primary === 'probing') {
      if (wiring.start?.isOver(vm) === false) return wiring.start.work(vm);
      // Its link is up: the master takes it again.
      pair.primary = 'up';
      wiring.isUp();
    }
    const { todo } = pair;
    if (todo === 'nothing') return false;
    pair.todo = 'nothing';
    const [step, action] =
      todo === 'remove' ? [STEP['vf-remove'], this.aRemoved] : [STEP['vf-probe'], this.aProbed];
    if (todo === 'remove') pair.primary = 'leaving';
    this.cpus.work(step, place, place, 0, action, vm);
    return true;
  }

  private removed(vm: number): void {
    const { primary, removed, eject } = this.of(vm);
    primary.remove(vm);
    this.pair(vm).primary = 'absent';
    removed();
    eject();
  }

  private probed(vm: number): void {
    const { primary, probed, start } = this.of(vm);
    primary.probe(vm);
    probed();
    start?.begin(vm);
    this.pair(vm).primary = 'probing';
  }

  private pair(vm: number): Pair {
    return this.s.pairs[vm] as Pair;
  }

  private of(vm: number): PairWiring {
    const wiring = this.wiring[vm];
    if (wiring === undefined) throw new Error(`net-failover: guest ${String(vm)} has no pair`);
    return wiring;
  }
}
