import type { Resource, SeenFunction } from '../../engine/linux/pci-view';
import { hex } from './text';

/** A BAR, ROM or bridge window as the access library reports it. */
export interface Aperture {
  /** With the type bits of a BAR in the low four. */
  readonly base: bigint;
  readonly size: bigint;
  /** The kernel speaks; otherwise the register does, and its size is not known. */
  readonly live: boolean;
  readonly fixedByEa: boolean;
}

const NONE: Aperture = { base: 0n, size: 0n, live: false, fixedByEa: false };

export type HeaderKind = 'normal' | 'bridge' | 'cardbus' | 'unknown';

/** What lspci knows of a function before it decodes capabilities. */
export interface FunctionInfo {
  readonly seen: SeenFunction;
  readonly vendor: number;
  readonly device: number;
  readonly class: number;
  readonly progIf: number;
  readonly revision: number;
  readonly headerType: number;
  readonly header: HeaderKind;
  /** 0 and 0 where there is none. */
  readonly subVendor: number;
  readonly subDevice: number;
  /** The 64 bytes of the header could not be read. */
  readonly headerless: boolean;
}

const KINDS: readonly HeaderKind[] = ['normal', 'bridge', 'cardbus'];

/** BARs of each kind of header, and where its ROM register stands. */
export const BAR_COUNT: Readonly<Record<HeaderKind, number>> = {
  normal: 6,
  bridge: 2,
  cardbus: 1,
  unknown: 0,
};
export const ROM_AT: Readonly<Record<HeaderKind, number | null>> = {
  normal: 0x30,
  bridge: 0x38,
  cardbus: null,
  unknown: null,
};

/** A register as the access library reads it: all ones where the bytes are missing. */
export function peek(config: Uint8Array, at: number, width: 1 | 2 | 4): number {
  let value = 0;
  for (let i = width - 1; i >= 0; i--) {
    value = value * 256 + (at + width <= config.length ? (config[at + i] ?? 0xff) : 0xff);
  }
  return value;
}

/** Where a capability stands, or 0; gives up on a list that turns round. */
export function findCapability(config: Uint8Array, id: number, listAt = 0x34): number {
  if ((peek(config, 0x06, 2) & 0x10) === 0) return 0;
  const seen = new Set<number>();
  let at = peek(config, listAt, 1) & 0xfc;
  while (at !== 0 && !seen.has(at)) {
    seen.add(at);
    const found = peek(config, at, 1);
    if (found === 0xff) return 0;
    if (found === id) return at;
    at = peek(config, at + 1, 1) & 0xfc;
  }
  return 0;
}

/** `busView`: what the registers say, though a kernel knows better. */
export function describeFunction(seen: SeenFunction, busView: boolean): FunctionInfo {
  const { config } = seen;
  const kernel = busView ? null : seen.kernel;
  const headerType = peek(config, 0x0e, 1) & 0x7f;
  const header = KINDS[headerType] ?? 'unknown';
  const board = kernel
    ? { subVendor: kernel.subVendor, subDevice: kernel.subDevice }
    : boardInRegisters(config, header);
  return {
    seen,
    vendor: kernel?.vendor ?? peek(config, 0, 2),
    device: kernel?.device ?? peek(config, 2, 2),
    class: kernel ? kernel.class >> 8 : peek(config, 0x0a, 2),
    progIf: kernel ? kernel.class & 0xff : peek(config, 0x09, 1),
    revision: kernel?.revision ?? peek(config, 0x08, 1),
    headerType,
    header,
    headerless: config.length < 64,
    ...board,
  };
}

function boardInRegisters(config: Uint8Array, header: HeaderKind) {
  const at = boardRegister(config, header);
  if (at === 0) return { subVendor: 0, subDevice: 0 };
  return { subVendor: peek(config, at, 2), subDevice: peek(config, at + 2, 2) };
}

function boardRegister(config: Uint8Array, header: HeaderKind): number {
  if (header === 'normal') return 0x2c;
  if (header === 'cardbus') return 0x40;
  if (header === 'unknown') return 0;
  const capability = findCapability(config, 0x0d);
  return capability === 0 ? 0 : capability + 4;
}

/** `0000:01:00.0`, the domain only where asked for. */
export function slotName(
  place: Pick<SeenFunction, 'domain' | 'bus' | 'device' | 'fn'>,
  withDomain: boolean,
): string {
  const short = `${hex(place.bus, 2)}:${hex(place.device, 2)}.${String(place.fn)}`;
  return withDomain ? `${hex(place.domain, 4)}:${short}` : short;
}

/** The BARs as the kernel has them, or as the registers say. `warn` hears of a 64-bit BAR without a second half. */
export function baseAddresses(
  info: FunctionInfo,
  busView: boolean,
  warn: (text: string) => void,
): Aperture[] {
  const { kernel, config } = info.seen;
  if (kernel !== null && !busView) {
    const known = info.header === 'unknown' || info.headerless ? 6 : BAR_COUNT[info.header];
    return Array.from({ length: known }, (_, i) => fromKernel(kernel.resources[i]));
  }
  const count = BAR_COUNT[info.header];
  const bars = Array.from({ length: count }, () => NONE);
  for (let i = 0; i < count; i++) {
    const low = peek(config, 0x10 + 4 * i, 4);
    if (low === 0 || low === 0xffffffff) continue;
    const wide = (low & 7) === 4;
    if (wide && i === count - 1) {
      warn(`${slotName(info.seen, true)}: Invalid 64-bit address seen for BAR ${String(i)}.`);
      break;
    }
    const high = wide ? peek(config, 0x14 + 4 * i, 4) : 0;
    bars[i] = { ...NONE, base: BigInt(low) | (BigInt(high) << 32n) };
    if (wide) i++;
  }
  return bars;
}

/** The expansion ROM. */
export function romAperture(info: FunctionInfo, busView: boolean): Aperture {
  const at = ROM_AT[info.header];
  const { kernel, config } = info.seen;
  if (kernel !== null && !busView) return fromKernel(kernel.resources[6], true);
  const register = at === null ? 0 : peek(config, at, 4);
  return register === 0xffffffff ? NONE : { ...NONE, base: BigInt(register) };
}

/**
 * I/O, memory, prefetchable memory behind a bridge, as the kernel has them; null where only the registers know.
 * They follow the ROM and, in a kernel that knows of SR-IOV, the six apertures of VFs.
 */
export function bridgeWindows(info: FunctionInfo): readonly Aperture[] | null {
  const resources = info.seen.kernel?.resources;
  if (resources === undefined || resources.length <= 7) return null;
  const first = resources.length >= 17 ? 13 : 7;
  return [0, 1, 2].map((i) => fromKernel(resources[first + i]));
}

// include/linux/ioport.h
const IORESOURCE_IO = 0x100;
const IORESOURCE_PREFETCH = 0x2000;
const IORESOURCE_MEM_64 = 0x100000;
const IORESOURCE_ROM_ENABLE = 1;
const IORESOURCE_PCI_EA_BEI = 1 << 5;

function fromKernel(resource: Resource | undefined, rom = false): Aperture {
  if (resource === undefined) return { ...NONE, live: true };
  const { start, end, flags } = resource;
  const size = end > start ? BigInt.asUintN(64, end - start + 1n) : 0n;
  const fixedByEa = (flags & IORESOURCE_PCI_EA_BEI) !== 0;
  return {
    base: start | BigInt(rom ? flags & IORESOURCE_ROM_ENABLE : barType(flags)),
    size,
    live: true,
    fixedByEa,
  };
}

/** The low bits of a BAR of that kind. */
function barType(flags: number): number {
  if ((flags & IORESOURCE_IO) !== 0) return 1;
  return (
    ((flags & IORESOURCE_MEM_64) === 0 ? 0 : 4) | ((flags & IORESOURCE_PREFETCH) === 0 ? 0 : 8)
  );
}
