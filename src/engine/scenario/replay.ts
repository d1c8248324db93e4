import type { Nanos } from '../units';

/** One frame of a capture: when, how long, who to whom. */
export interface ReplayFrame {
  /** Since the first frame of the capture. */
  readonly at: Nanos;
  /** Length on the wire without FCS. */
  readonly bytes: number;
  /** Index into `macs`. */
  readonly src: number;
  readonly dst: number;
  /** The frame itself as base64, where it was captured whole and the capture is small; zeros at its end left out. */
  readonly data?: string;
}

export interface Replay {
  /** The file's name, for people. */
  readonly name: string;
  readonly macs: readonly string[];
  /** Index into `macs`: the address whose owner the guest plays. */
  readonly guest: number;
  readonly frames: readonly ReplayFrame[];
}
