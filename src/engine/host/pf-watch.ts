import type { Machine } from '../hw/machine';
import type { NicSwitch } from '../hw/nic-switch';
import type { Part } from '../kernel/sim';
import { PS_PER_MS, type Picos } from '../units';

/** What a PF's driver noticed of one of its VFs. */
export interface Noticed {
  readonly at: Picos;
  /** Number of the VF's function. */
  readonly fn: number;
  readonly port: number;
  readonly what: 'spoofed' | 'mac' | 'vlan';
  /** Frames that were stopped since the driver last looked; 1 for a refusal. */
  readonly count: number;
}

interface WatchState {
  noticed: Noticed[];
  /** Frames that the switch stopped since the driver last read its counter, by function; the counters clear on read. */
  stopped: number[];
  isDue: boolean;
}

/** MODEL: the drivers' watchdogs look every 2 s (ixgbe_service_timer, igb_watchdog); a thousandth here, as memory is. */
const WATCHDOG: Picos = 2 * PS_PER_MS;

/**
 * What the drivers of PFs notice: their watchdog reads how many frames of VFs the card stopped (SSVPC, WVBR), their mailbox
 * whom it refused. Reading costs a register access every 2 s, which is left out.
 */
export class PfWatch implements Part {
  readonly name = 'pf-watch';
  s: WatchState = { noticed: [], stopped: [], isDue: false };
  private readonly m: Machine;
  private readonly index: number;
  private readonly portOf: (fn: number) => number;

  constructor(m: Machine, nicSwitch: NicSwitch, portOf: (fn: number) => number) {
    this.m = m;
    this.portOf = portOf;
    this.index = m.sim.add(this);
    nicSwitch.onStopped = (fn) => this.stopped(fn);
  }

  /** The watchdog: most often nothing was stopped, and it says nothing. */
  on(): void {
    const { noticed, stopped } = this.s;
    stopped.forEach((count, fn) => {
      if (count > 0)
        noticed.push({ at: this.m.now, fn, port: this.portOf(fn), what: 'spoofed', count });
    });
    this.s.stopped = [];
    this.s.isDue = false;
  }

  refused(fn: number, what: 'mac' | 'vlan'): void {
    this.s.noticed.push({ at: this.m.now, fn, port: this.portOf(fn), what, count: 1 });
  }

  private stopped(fn: number): void {
    this.s.stopped[fn] = (this.s.stopped[fn] ?? 0) + 1;
    if (this.s.isDue) return;
    this.s.isDue = true;
    const next = (Math.floor(this.m.now / WATCHDOG) + 1) * WATCHDOG;
    this.m.sim.at(next, this.index, 0, 0, 0);
  }
}
