import type { RoutingId } from '../units';

/** Function numbers of one bus number: 32 devices × 8 functions, or 256 functions under ARI. */
export const FUNCTIONS_PER_BUS = 256;
const BUSES_PER_SEGMENT = 256;
const RID_COUNT = BUSES_PER_SEGMENT * FUNCTIONS_PER_BUS;

/** bus << 8 | device << 3 | function. Throws RangeError when a part does not fit its field. */
export function ridOf(bus: number, device: number, fn: number): RoutingId {
  const fits = (v: number, count: number) => Number.isInteger(v) && v >= 0 && v < count;
  if (!fits(bus, BUSES_PER_SEGMENT) || !fits(device, 32) || !fits(fn, 8)) {
    throw new RangeError(`no Routing ID for bus ${bus} device ${device} function ${fn}`);
  }
  return (bus << 8) | (device << 3) | fn;
}

const busOf = (rid: RoutingId): number => rid >> 8;

/** Lower-case, padded with zeros. */
export const hex = (value: number, digits: number): string =>
  value.toString(16).padStart(digits, '0');

/** `3b:10.2`, or `0000:3b:10.2` with a domain. Linux prints ARI functions in this form as well. */
export function formatBdf(rid: RoutingId, domain?: number): string {
  const short = `${hex(busOf(rid), 2)}:${hex((rid >> 3) & 0x1f, 2)}.${rid & 7}`;
  return domain === undefined ? short : `${hex(domain, 4)}:${short}`;
}

/** The terms of a VF's Routing ID, so that an inspector can write the sum out. */
export interface RidSteps {
  readonly pf: RoutingId;
  readonly firstVfOffset: number;
  readonly vfStride: number;
  /** n − 1: Linux counts VFs from 0. */
  readonly index: number;
  /** index × stride. */
  readonly product: number;
  /** Before the 16-bit wrap. */
  readonly sum: number;
  readonly wraps: boolean;
  readonly rid: RoutingId;
}

/**
 * RID(VF n) = (RID(PF) + First VF Offset + (n − 1) × VF Stride) mod 65536, n from 1
 * (SR-IOV specification; `pci_iov_virtfn_bus` and `_devfn` in Linux drivers/pci/iov.c).
 * Throws RangeError for n < 1, an offset of 0, or a stride of 0 with more than one VF.
 */
export function explainVfRoutingId(
  pf: RoutingId,
  firstVfOffset: number,
  vfStride: number,
  n: number,
): RidSteps {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`VF number ${n}: VFs count from 1`);
  if (firstVfOffset === 0) throw new RangeError('First VF Offset 0: a VF would be its PF');
  if (vfStride === 0 && n > 1) throw new RangeError(`VF Stride 0 with VF ${n}`);
  const index = n - 1;
  const product = index * vfStride;
  const sum = pf + firstVfOffset + product;
  const rid = sum % RID_COUNT;
  return { pf, firstVfOffset, vfStride, index, product, sum, wraps: sum >= RID_COUNT, rid };
}

/** See {@link explainVfRoutingId}. */
export function vfRoutingId(
  pf: RoutingId,
  firstVfOffset: number,
  vfStride: number,
  n: number,
): RoutingId {
  return explainVfRoutingId(pf, firstVfOffset, vfStride, n).rid;
}

/** Bus numbers that `numVfs` VFs need beyond the PF's own; 0 for no VFs. Not wrapped. */
export function extraBuses(
  pf: RoutingId,
  firstVfOffset: number,
  vfStride: number,
  numVfs: number,
): number {
  if (numVfs === 0) return 0;
  const { sum } = explainVfRoutingId(pf, firstVfOffset, vfStride, numVfs);
  return (sum >> 8) - busOf(pf);
}

/**
 * How many VFs (from VF 1 on, at most `most`) lie on bus numbers up to `lastBus`. Linux refuses
 * more with `can't enable %d VFs (bus %02x out of range of %pR)`.
 */
export function vfsUpToBus(
  pf: RoutingId,
  firstVfOffset: number,
  vfStride: number,
  lastBus: number,
  most: number,
): number {
  const room = (lastBus + 1) * FUNCTIONS_PER_BUS - 1 - (pf + firstVfOffset);
  if (room < 0) return 0;
  if (vfStride === 0) return Math.min(1, most);
  return Math.min(most, Math.floor(room / vfStride) + 1);
}
