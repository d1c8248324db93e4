import type { Picos } from '../units';

/** Device vectors of one guest; enough for a NIC. */
export const VECTORS = 4;

/** What the hypervisor is told of the host and of each guest. */
export interface KvmSettings {
  readonly apicv: boolean;
  readonly idlePoll: readonly boolean[];
  /** kvm.halt_poll_ns of each guest, in ps. */
  readonly haltPoll: readonly Picos[];
  readonly pvEoi: readonly boolean[];
}

/** R1: a vCPU is in exactly one of these. */
export type VcpuMode = 'guest' | 'root' | 'preempted' | 'polling' | 'blocked';

/** One virtual CPU as the hypervisor keeps it. */
export interface Vcpu {
  /** Interrupts that wait for the guest, one bit a vector. */
  irr: number;
  irrPacket: number[];
  /** Interrupt lines that are level-triggered and asserted now. */
  lines: number;
  /** RFLAGS.IF */
  interruptible: boolean;
  inService: number;
  windowWanted: boolean;
  /** The guest is on its way into HLT, or in it. */
  idling: boolean;
  halt: 'no' | 'polling' | 'blocked';
  haltedAt: Picos;
  /** kvm: vcpu->halt_poll_ns, in ps. */
  pollTime: Picos;
  /** The guest's own timer has expired: its application has something to do. */
  timer: boolean;
  /** A notification or kick is on its way. */
  notified: boolean;
}

/** A guest that has been idle for long, or one that never halts. */
export function createVcpu(neverHalts: boolean): Vcpu {
  return {
    irr: 0,
    irrPacket: Array.from({ length: VECTORS }, () => 0),
    lines: 0,
    interruptible: true,
    inService: -1,
    windowWanted: false,
    idling: false,
    halt: neverHalts ? 'no' : 'blocked',
    haltedAt: 0,
    pollTime: 0,
    timer: false,
    notified: false,
  };
}
