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

/** Copies of these rows, in their order. */
export function hopsAt(hops: HopColumns, rows: Uint32Array): HopColumns {
  return {
    count: rows.length,
    start: Float64Array.from(rows, (i) => hops.start[i] as number),
    end: Float64Array.from(rows, (i) => hops.end[i] as number),
    packet: Int32Array.from(rows, (i) => hops.packet[i] as number),
    vm: Int16Array.from(rows, (i) => hops.vm[i] as number),
    step: Uint16Array.from(rows, (i) => hops.step[i] as number),
    from: Uint16Array.from(rows, (i) => hops.from[i] as number),
    to: Uint16Array.from(rows, (i) => hops.to[i] as number),
    thread: Int16Array.from(rows, (i) => hops.thread[i] as number),
  };
}

/** Copies of these rows, in their order. */
export function factsAt(facts: FactColumns, rows: Uint32Array): FactColumns {
  return {
    count: rows.length,
    time: Float64Array.from(rows, (i) => facts.time[i] as number),
    kind: Uint8Array.from(rows, (i) => facts.kind[i] as number),
    vm: Int16Array.from(rows, (i) => facts.vm[i] as number),
    packet: Int32Array.from(rows, (i) => facts.packet[i] as number),
    a: Int32Array.from(rows, (i) => facts.a[i] as number),
    b: Int32Array.from(rows, (i) => facts.b[i] as number),
    c: Int32Array.from(rows, (i) => facts.c[i] as number),
  };
}

/** Parts one after the other. */
export function joinHops(parts: readonly HopColumns[]): HopColumns {
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    start: Float64Array.from(parts.flatMap(({ start }) => [...start])),
    end: Float64Array.from(parts.flatMap(({ end }) => [...end])),
    packet: Int32Array.from(parts.flatMap(({ packet }) => [...packet])),
    vm: Int16Array.from(parts.flatMap(({ vm }) => [...vm])),
    step: Uint16Array.from(parts.flatMap(({ step }) => [...step])),
    from: Uint16Array.from(parts.flatMap(({ from }) => [...from])),
    to: Uint16Array.from(parts.flatMap(({ to }) => [...to])),
    thread: Int16Array.from(parts.flatMap(({ thread }) => [...thread])),
  };
}

/** Parts one after the other. */
export function joinFacts(parts: readonly FactColumns[]): FactColumns {
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    time: Float64Array.from(parts.flatMap(({ time }) => [...time])),
    kind: Uint8Array.from(parts.flatMap(({ kind }) => [...kind])),
    vm: Int16Array.from(parts.flatMap(({ vm }) => [...vm])),
    packet: Int32Array.from(parts.flatMap(({ packet }) => [...packet])),
    a: Int32Array.from(parts.flatMap(({ a }) => [...a])),
    b: Int32Array.from(parts.flatMap(({ b }) => [...b])),
    c: Int32Array.from(parts.flatMap(({ c }) => [...c])),
  };
}
