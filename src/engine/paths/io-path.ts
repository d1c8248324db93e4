import type { GuestDriver } from '../hw/ports';
import type { FunctionKind } from '../scenario/function-kinds';
import type { PathId, Tuning } from '../scenario/scenario';
import type { HostParts } from './host';

/** One vCPU, or thread of a program, of a guest that is to be wired, and its queue pair. */
export interface ChannelPlan {
  readonly ch: number;
  /** CPU of the vCPU or thread. */
  readonly cpu: number;
  /** CPU for its back-end thread. */
  readonly workerCpu: number;
  /** CPU that the interrupts of its queue pair are routed to, where the device is the guest's own. */
  readonly irqCpu: number;
}

/** One guest that is to be wired. */
export interface GuestPlan {
  readonly vm: number;
  readonly tuning: Tuning;
  /** Function of the card given to it, or number of its slice; -1 for none. */
  readonly fn: number;
  readonly function: FunctionKind;
  /** In order; the first has the guest's number. A path whose device has one queue pair gets one. */
  readonly channels: readonly ChannelPlan[];
  /** Place of the driver of its function, and the vector that the function's interrupts have. */
  readonly driverPlace: number;
  readonly vector: number;
}

/** A way for a guest's frames to the wire: which parts it needs and how they are wired. */
export interface IoPath {
  readonly id: PathId;
  /** What of the card a guest gets for itself; null where it shares a PF with others. */
  readonly needs: 'vf' | 'pf' | null;
  /**
   * What of the host carries its frames: the bridge, a switch process that polls, or the host's own stack where
   * it is no guest at all; null where the card alone does.
   */
  readonly through: 'bridge' | 'switch-process' | 'host-stack' | null;
  /** Wires one guest; returns the driver its network stack uses. */
  attach(parts: Omit<HostParts, 'migration' | 'failover'>, guest: GuestPlan): GuestDriver;
}
