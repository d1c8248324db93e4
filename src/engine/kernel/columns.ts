/**
 * What leaves a run: columns of numbers, one row a hop or a fact, so that a window of a run
 * crosses a thread boundary as a few transferred buffers. Times are integer picoseconds.
 */

/** Something went from one place to another, or was worked on in one (`from` = `to`). */
export interface HopColumns {
  readonly count: number;
  readonly start: Float64Array<ArrayBuffer>;
  readonly end: Float64Array<ArrayBuffer>;
  /** Packet id, from 1; 0 where no packet is concerned. */
  readonly packet: Int32Array<ArrayBuffer>;
  /** Number of the guest on whose behalf it happened; -1 for nobody's. */
  readonly vm: Int16Array<ArrayBuffer>;
  /** Index into `STEPS`. */
  readonly step: Uint16Array<ArrayBuffer>;
  /** Indices into the run's places. */
  readonly from: Uint16Array<ArrayBuffer>;
  readonly to: Uint16Array<ArrayBuffer>;
  /** Thread of the host that did it, or that is being woken; -1 where none did: hardware, waiting. */
  readonly thread: Int16Array<ArrayBuffer>;
}

/** Something that happened at one instant. The meaning of `a`, `b` and `c` is given by its kind. */
export interface FactColumns {
  readonly count: number;
  readonly time: Float64Array<ArrayBuffer>;
  /** Index into `FACT_KINDS`. */
  readonly kind: Uint8Array<ArrayBuffer>;
  readonly vm: Int16Array<ArrayBuffer>;
  readonly packet: Int32Array<ArrayBuffer>;
  readonly a: Int32Array<ArrayBuffer>;
  readonly b: Int32Array<ArrayBuffer>;
  readonly c: Int32Array<ArrayBuffer>;
}
