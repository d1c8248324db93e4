/**
 * Numbers with a flavour: the compiler tells a time from an address, plain literals still assign.
 * All are ordinary JavaScript numbers and must stay integers below 2^53.
 */
export type Flavor<T, F> = T & { readonly __unit?: F };

/** Simulated time or duration in picoseconds. */
export type Picos = Flavor<number, 'ps'>;
/** Duration in nanoseconds, may be fractional. */
export type Nanos = Flavor<number, 'ns'>;
/** CPU cycles of the simulated host, may be fractional. */
export type Cycles = Flavor<number, 'cycles'>;
/** A size in bytes. */
export type Bytes = Flavor<number, 'B'>;
/** PCIe Routing ID: bus << 8 | device << 3 | function (or bus << 8 | function with ARI). */
export type RoutingId = Flavor<number, 'rid'>;
/** Guest physical address. */
export type Gpa = Flavor<number, 'gpa'>;
/** I/O virtual address, what a device puts on the bus before the IOMMU. */
export type Iova = Flavor<number, 'iova'>;
/** Host physical address. */
export type Hpa = Flavor<number, 'hpa'>;

export const PS_PER_NS = 1_000;
export const PS_PER_US = 1_000_000;
export const PS_PER_MS = 1_000_000_000;
export const PS_PER_S = 1_000_000_000_000;

/** Time that `cycles` take at `ghz` (10^9 cycles per second), rounded to whole picoseconds. */
export function cyclesToPicos(cycles: Cycles, ghz: number): Picos {
  return Math.round((cycles * PS_PER_NS) / ghz);
}

/** Nanoseconds, possibly fractional, as whole picoseconds. */
export function nsToPicos(ns: Nanos): Picos {
  return Math.round(ns * PS_PER_NS);
}

/** Time that `bits` take on a line of `gbps` (10^9 bits per second), rounded to whole picoseconds. */
export function bitsToPicos(bits: number, gbps: number): Picos {
  return Math.round((bits * PS_PER_NS) / gbps);
}
