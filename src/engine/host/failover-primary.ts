import type { FunctionStop } from '../hw/function-stop';
import type { Machine } from '../hw/machine';
import type { NicSwitch } from '../hw/nic-switch';
import type { Part } from '../kernel/sim';
import { PS_PER_US, type Picos } from '../units';
import type { Hotplug } from './hotplug';

/** When what became of a pair's primary; -1 = not yet. */
export interface PrimaryTimes {
  /** QEMU asked the guest to let go of it. */
  asked: Picos;
  /** The guest's driver stopped its queues: the standby carries. */
  stopped: Picos;
  /** The slot is ejected and the function reset. */
  released: Picos;
  /** Its address is out of the card's switch: frames to it go to the bridge. */
  filtered: Picos;
  /** A VF was plugged in where the guest is now. */
  plugged: Picos;
  /** Frames go by the VF again. */
  back: Picos;
  /** Frames that lay in its rings when it was reset. */
  lost: number;
}

const E = { stop: 0, release: 1, filtered: 2, plug: 3 } as const;
const LOOK_EVERY: Picos = PS_PER_US;
/** Management sees DEVICE_DELETED and sets the VF's address to 0 by netlink. Assumed: 20 ms, a thousandth of it here. */
const MANAGEMENT: Picos = 20 * PS_PER_US;
/** vfio opens and resets the function there before the guest is told. Assumed: 100 ms, a thousandth of it here. */
const OPEN: Picos = 100 * PS_PER_US;

interface Around {
  readonly hotplug: () => Hotplug;
  readonly stop: FunctionStop;
  readonly nicSwitch: NicSwitch;
  /** Function and port of a guest's VF. */
  readonly functionOf: (vm: number) => { readonly fn: number; readonly port: number };
  /** A guest is without its VF, and the switch knows. */
  readonly gone: (vm: number) => void;
}

/**
 * What QEMU, vfio and the host's management do about the primary of a failover pair
 * (QEMU docs/system/virtio-net-failover.rst; Linux net_failover.rst, steps of a migration).
 */
export class FailoverPrimary implements Part {
  readonly name = 'failover-primary';
  s: { times: PrimaryTimes[] };
  private readonly index: number;
  private readonly m: Machine;
  private readonly around: Around;

  constructor(m: Machine, around: Around) {
    this.m = m;
    this.around = around;
    this.s = {
      times: Array.from({ length: m.vmCount }, () => ({
        asked: -1,
        stopped: -1,
        released: -1,
        filtered: -1,
        plugged: -1,
        back: -1,
        lost: 0,
      })),
    };
    this.index = m.sim.add(this);
  }

  timesOf(vm: number): PrimaryTimes {
    return this.s.times[vm] as PrimaryTimes;
  }

  /** failover_unplug_primary. Not within work of a thread. */
  unplug(vm: number): void {
    this.timesOf(vm).asked = this.m.now;
    this.around.hotplug().ask(vm, 'out');
  }

  /** failover_add_primary, where the guest is now: its features have been loaded. */
  plug(vm: number): void {
    this.after(OPEN, E.plug, vm);
  }

  /** The guest's driver is gone. Within work of a thread, so the card's part follows as an event. */
  removed(vm: number): void {
    this.timesOf(vm).stopped = this.m.now;
    this.after(0, E.stop, vm);
  }

  /** The guest wrote the eject register: vfio waits for what is under way and resets the function. */
  ejected(vm: number): void {
    this.after(0, E.release, vm);
  }

  /** The guest's driver has set up its rings. */
  opened(vm: number): void {
    this.around.stop.open(this.around.functionOf(vm).fn);
  }

  isBack(vm: number): void {
    const times = this.timesOf(vm);
    if (times.plugged >= 0) times.back = this.m.now;
  }

  on(kind: number, vm: number): void {
    const { stop, nicSwitch, hotplug, functionOf, gone } = this.around;
    const { fn, port } = functionOf(vm);
    const times = this.timesOf(vm);
    switch (kind) {
      case E.stop:
        return stop.stop(fn, 'unplugged');
      case E.release:
        if (!stop.isQuiet(fn)) return this.after(LOOK_EVERY, E.release, vm);
        times.lost += stop.reset(fn);
        times.released = this.m.now;
        return this.after(MANAGEMENT, E.filtered, vm);
      case E.filtered:
        nicSwitch.clearAddress(port, fn);
        times.filtered = this.m.now;
        return gone(vm);
      case E.plug:
        times.plugged = this.m.now;
        return hotplug().ask(vm, 'in');
    }
  }

  private after(time: Picos, kind: number, vm: number): void {
    this.m.sim.at(this.m.now + time, this.index, kind, vm, 0);
  }
}
