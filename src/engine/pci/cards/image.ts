import type { BarShape } from '../fabric';

/** One register of a capability: offset from the capability's start, bytes, value after reset. */
type RegisterValue = readonly [offset: number, size: 1 | 2 | 4, value: number];

/** A capability at its place, with what its registers read after reset; registers left out read 0. */
export interface CapabilityImage {
  readonly at: number;
  /** Capability ID; of an extended capability the 16-bit one. */
  readonly id: number;
  /** Of an extended capability; null = one of the first 256 bytes. */
  readonly version: number | null;
  readonly registers: readonly RegisterValue[];
}

/** The header of a function and its capabilities, in the order of their lists. */
export interface FunctionShape {
  readonly vendorId: number;
  readonly deviceId: number;
  readonly revision: number;
  /** 24 bits: base class, sub-class, programming interface. */
  readonly classCode: number;
  readonly subsystem: readonly [vendor: number, device: number];
  /** 1 = INTA … 4 = INTD, 0 = none. */
  readonly interruptPin: number;
  readonly multifunction: boolean;
  readonly bars: readonly BarShape[];
  readonly capabilities: readonly CapabilityImage[];
}

export const CONFIG_BYTES = 4096;
const FIRST_EXTENDED = 0x100;
const STATUS_CAPABILITIES_LIST = 0x10;

/** A memory BAR of a PF. */
export const mem = (
  index: number,
  size: number,
  kind: 'mem32' | 'mem64',
  prefetchable: boolean,
): BarShape => ({ index, size, kind, prefetchable });
export const io = (index: number, size: number): BarShape => ({
  index,
  size,
  kind: 'io',
  prefetchable: false,
});

export function put(bytes: Uint8Array, offset: number, size: 1 | 2 | 4, value: number): void {
  for (let i = 0; i < size; i++) bytes[offset + i] = Math.floor(value / 256 ** i) & 0xff;
}

/** What a BAR reads before software wrote an address. */
export function barTypeBits({ kind, prefetchable }: Pick<BarShape, 'kind' | 'prefetchable'>) {
  if (kind === 'io') return 1;
  return (kind === 'mem64' ? 4 : 0) | (prefetchable ? 8 : 0);
}

function putList(bytes: Uint8Array, capabilities: readonly CapabilityImage[]): void {
  for (const [i, { at, id, version, registers }] of capabilities.entries()) {
    const next = capabilities[i + 1]?.at ?? 0;
    if (version === null) put(bytes, at, 2, id | (next << 8));
    else put(bytes, at, 4, id + version * 2 ** 16 + next * 2 ** 20);
    for (const [offset, size, value] of registers) put(bytes, at + offset, size, value);
  }
}

/** The 4096 bytes of a type 0 function as software finds them after reset. */
export function functionImage(shape: FunctionShape): Uint8Array {
  const bytes = new Uint8Array(CONFIG_BYTES);
  const first = shape.capabilities.filter((c) => c.version === null);
  const extended = shape.capabilities.filter((c) => c.version !== null);
  if (extended.length > 0 && extended[0]?.at !== FIRST_EXTENDED) {
    throw new RangeError(`extended capabilities start at 100, not at ${extended[0]?.at}`);
  }
  put(bytes, 0x00, 2, shape.vendorId);
  put(bytes, 0x02, 2, shape.deviceId);
  put(bytes, 0x06, 2, first.length === 0 ? 0 : STATUS_CAPABILITIES_LIST);
  put(bytes, 0x08, 4, shape.revision + shape.classCode * 256);
  put(bytes, 0x0e, 1, shape.multifunction ? 0x80 : 0);
  for (const bar of shape.bars) put(bytes, 0x10 + 4 * bar.index, 4, barTypeBits(bar));
  put(bytes, 0x2c, 2, shape.subsystem[0]);
  put(bytes, 0x2e, 2, shape.subsystem[1]);
  put(bytes, 0x34, 1, first[0]?.at ?? 0);
  put(bytes, 0x3d, 1, shape.interruptPin);
  putList(bytes, first);
  putList(bytes, extended);
  return bytes;
}
