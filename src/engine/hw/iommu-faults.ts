import type { Picos } from '../units';

/** Fault reasons of the VT-d specification that this model can raise, by number. */
export const REASON = {
  /** Present bit in context entry is clear. */
  noContext: 0x02,
  /** Write permission missing, in whatever entry. */
  write: 0x05,
  read: 0x06,
  /** Interrupt remapping: entry not present. */
  noIrte: 0x22,
  compatibility: 0x25,
  sourceId: 0x26,
} as const;

/** One fault recording register (FRCD_REG). */
export interface FaultRecord {
  readonly at: Picos;
  /** Requester ID. */
  readonly source: number;
  /** PASID of the request, where it had one. */
  readonly pasid?: number | undefined;
  readonly reason: number;
  /** T: 1 for a write. */
  readonly write: boolean;
  /** Page that was asked for; for an interrupt the index into the remapping table. */
  readonly info: number;
  /** Level of the table at which the walk ended; 0 where none was walked. */
  readonly level: number;
  readonly vm: number;
  readonly packet: number;
}

/** Fault status, and the recording registers with their F bits. */
export interface FaultRegisters {
  /** A register holds a record that software has not cleared, or null. */
  records: (FaultRecord | null)[];
  /** Register that takes the next fault. */
  next: number;
  /** Primary Pending Fault. */
  pending: boolean;
  /** Primary Fault Overflow: a fault found its register taken, and was not recorded. */
  overflow: boolean;
  /** Register of the first fault pending (FRI). */
  first: number;
  /** Ever, recorded or not; the last of each for the inspector. */
  count: number;
  last: FaultRecord | null;
}

/** CAP_REG.NFR + 1 of the lab's host (cap 8d2078c106f0466). */
export const FAULT_RECORDS = 8;

export function createFaultRegisters(): FaultRegisters {
  return {
    records: Array.from({ length: FAULT_RECORDS }, () => null),
    next: 0,
    pending: false,
    overflow: false,
    first: 0,
    count: 0,
    last: null,
  };
}

/** Writes a fault down; true when it has to be told (the fault event interrupt). */
export function recordFault(f: FaultRegisters, record: FaultRecord): boolean {
  f.count++;
  f.last = record;
  // With an overflow pending nothing is recorded until software has cleared it (VT-d 7.3.1).
  if (f.overflow) return false;
  if (f.records[f.next] !== null) {
    f.overflow = true;
    return false;
  }
  f.records[f.next] = record;
  if (!f.pending) f.first = f.next;
  f.next = (f.next + 1) % FAULT_RECORDS;
  if (f.pending) return false;
  f.pending = true;
  return true;
}

/** FSTS_REG: PFO, PPF and FRI. */
export function faultStatus(f: FaultRegisters): number {
  return (f.overflow ? 1 : 0) | (f.pending ? 2 : 0) | (f.pending ? f.first << 8 : 0);
}

/** Software has read a register and cleared its F bit. */
export function clearFault(f: FaultRegisters, index: number): void {
  f.records[index] = null;
}

/** Software has written PFO and PPF back, after all records. */
export function clearFaultStatus(f: FaultRegisters): void {
  f.overflow = false;
  f.pending = false;
}
