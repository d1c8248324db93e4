/**
 * What parts ask of each other without knowing each other. A path wires them.
 * All of these run inside an action of a thread, so they may add work with `cpus.work`.
 */

/** The guest's side of an interrupt: the work of the handler, end-of-interrupt included. */
export type InterruptHandler = (vm: number, slot: number) => void;

/** What the guest's kernel does when its CPU has nothing else: adds work, or answers false. */
export type GuestWork = (vm: number) => boolean;

/** The hop to an interface that is no device of the sender's own: its step, and the place it leads to. */
export interface Route {
  readonly step: number;
  readonly place: number;
}

/** A device driver of the guest, as the guest's network stack sees it. */
export interface GuestDriver {
  /** Descriptors free in the transmit ring. */
  txSpace(vm: number): number;
  /** Entries of that ring, where it is not always the same one. */
  capacity?(vm: number): number;
  /** Which way a frame takes where there are several; absent or null = by the device. */
  route?(vm: number, slot: number): Route | null;
  /** Puts the frame into the transmit ring; `more` = do not tell the device yet (xmit_more). */
  xmit(vm: number, slot: number, more: boolean): void;
  /** Tells the device of what is in the ring and was not told yet. */
  flush?(vm: number, slot: number): void;
}

/** Where a host interface hands a frame that came from a guest's tap, or from the NIC. */
export type FrameSink = (vm: number, slot: number) => void;
