import type { HostFunction, HostPf } from '../../../store/vocabulary';
import { readBytes, type ConfigBytes } from '../config/byte-map';

/** A base address register as a tool that sizes it finds it. Addresses and sizes in bytes. */
export interface Bar {
  readonly index: number;
  readonly kind: 'io' | 'mem32' | 'mem64';
  readonly prefetchable: boolean;
  readonly base: number;
  readonly size: number;
}

const BAR_0 = 0x10;
const TYPE_64 = 0x4;
const HEADER_TYPE = 0x0e;
const VF_BAR_0 = 0x24;

/** The lowest writable bit of a BAR says its size: the bits below it are fixed. */
function sizeOf(low: number, high: number): number {
  const mask = high * 2 ** 32 + low;
  if (mask === 0) return 0;
  let size = 1;
  while (Math.floor(mask / size) % 2 === 0) size *= 2;
  return size;
}

/** The BARs that are implemented; six in a type 0 header, two in a bridge. */
export function barsOf({ bytes, writable }: ConfigBytes): readonly Bar[] {
  const count = (readBytes(bytes, HEADER_TYPE, 1) & 0x7f) === 1 ? 2 : 6;
  const bars: Bar[] = [];
  for (let index = 0; index < count; index++) {
    const at = BAR_0 + 4 * index;
    const low = readBytes(bytes, at, 4);
    const io = low % 2 === 1;
    const wide = !io && (low & 0x6) === TYPE_64;
    const keep = io ? 0x3 : 0xf;
    const mask = readBytes(writable, at, 4);
    const size = sizeOf(mask - (mask & keep), wide ? readBytes(writable, at + 4, 4) : 0);
    const high = wide ? readBytes(bytes, at + 4, 4) : 0;
    const base = high * 2 ** 32 + low - (low & keep);
    if (size > 0) {
      bars.push({
        index,
        kind: io ? 'io' : wide ? 'mem64' : 'mem32',
        prefetchable: !io && (low & 0x8) !== 0,
        base,
        size,
      });
    }
    if (wide) index += 1;
  }
  return bars;
}

/** The VF BARs of a PF with the size of one VF's slice; base 0 = not placed. */
export function vfBarsOf(config: ConfigBytes, pf: HostPf): readonly Bar[] {
  const at = config.tables.find(({ table }) => table.id === 'sriov')?.at;
  if (at === undefined) return [];
  return pf.vfBars.map(({ index, size, kind, prefetchable }) => {
    const low = readBytes(config.bytes, at + VF_BAR_0 + 4 * index, 4);
    const high = kind === 'mem64' ? readBytes(config.bytes, at + VF_BAR_0 + 4 * index + 4, 4) : 0;
    return { index, size, kind, prefetchable, base: high * 2 ** 32 + low - (low & 0xf) };
  });
}

/** Where slice `index` (from 0) of a VF BAR begins. */
export const sliceAt = (bar: Bar, index: number): number => bar.base + index * bar.size;

/** A bridge's window; null where it is closed. The limit is the last byte. */
export interface Window {
  readonly kind: 'io' | 'memory' | 'prefetchable';
  readonly span: { readonly base: number; readonly limit: number } | null;
}

/** The three windows of a type 1 header. */
export function windowsOf({ bytes }: ConfigBytes): readonly Window[] {
  if ((readBytes(bytes, HEADER_TYPE, 1) & 0x7f) !== 1) return [];
  const of = (kind: Window['kind'], base: number, limit: number): Window => ({
    kind,
    span: limit >= base ? { base, limit } : null,
  });
  const word = (at: number) => readBytes(bytes, at, 2);
  const mib = (at: number) => (word(at) >> 4) * 2 ** 20;
  const upper = (at: number) => readBytes(bytes, at, 4) * 2 ** 32;
  const io = (at: number, high: number) =>
    ((readBytes(bytes, at, 1) >> 4) << 12) + word(high) * 2 ** 16;
  return [
    of('io', io(0x1c, 0x30), io(0x1d, 0x32) + 0xfff),
    of('memory', mib(0x20), mib(0x22) + 0xfffff),
    of('prefetchable', upper(0x28) + mib(0x24), upper(0x2c) + mib(0x26) + 0xfffff),
  ];
}

/** The class code as lspci -n writes it: base and sub class. */
export const classText = ({ classCode }: HostFunction): string =>
  (classCode >> 8).toString(16).padStart(4, '0');
