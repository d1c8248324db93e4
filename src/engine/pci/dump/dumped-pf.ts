import type { Bytes, RoutingId } from '../../units';
import { readAt, walk } from '../registers/walk';
import { looksLikeVf, type DumpedFunction, type DumpProblem } from './dumped';

export interface DumpedVfBar {
  readonly index: number;
  readonly is64bit: boolean;
  readonly prefetchable: boolean;
  /** 0 = not assigned. */
  readonly base: number;
  /** Of one VF; null = the dump does not tell. */
  readonly sizeBytes: Bytes | null;
  readonly sizeFrom: 'listing' | 'spacing' | null;
}

/** What a PF's SR-IOV capability says in a dump. */
export interface DumpedPf {
  readonly rid: RoutingId;
  readonly vendorId: number;
  readonly deviceId: number;
  readonly subsystemVendorId: number;
  readonly classCode: number;
  /** Of the capability. */
  readonly at: number;
  readonly initialVfs: number;
  readonly totalVfs: number;
  readonly numVfs: number;
  /** SR-IOV Control, all of it. */
  readonly control: number;
  readonly enabled: boolean;
  /** ARI Capable Hierarchy; it counts for the whole device in its lowest-numbered PF only. */
  readonly ariHierarchy: boolean;
  readonly firstVfOffset: number;
  readonly vfStride: number;
  readonly vfDeviceId: number;
  readonly dependencyLink: number;
  readonly supportedPages: number;
  /** Bytes. */
  readonly systemPage: Bytes;
  readonly vfBars: readonly DumpedVfBar[];
  /** How many VFs can be addressed at all: TotalVFs, less where offset, stride or the wrap forbid it. */
  readonly addressable: number;
  /** Negotiated link of the PF; null = not in the dump. */
  readonly link: { readonly speed: number; readonly width: number } | null;
  /** MSI-X vectors of the PF; null = no such capability. */
  readonly msix: number | null;
}

const SRIOV = 0x0010;
const SRIOV_BYTES = 0x40;
const FIRST_PAGE = 4096;
const RID_COUNT = 0x10000;
const LARGEST_BAR = 2 ** 52;

const isPowerOfTwo = (value: number) => value > 0 && Number.isInteger(Math.log2(value));

function systemPageOf(register: number): Bytes {
  // More than one bit is not allowed; the lowest is what a device would go by.
  if (register === 0) return FIRST_PAGE;
  let page = FIRST_PAGE;
  for (let bits = register; bits % 2 === 0; bits = Math.floor(bits / 2)) page *= 2;
  return page;
}

/** The size of one VF from the distance of its space to the next one, where that makes a power of two. */
function spacing(bases: readonly number[], base: number, totalVfs: number): Bytes | null {
  const next = Math.min(...bases.filter((other) => other > base));
  if (base === 0 || totalVfs === 0 || !Number.isFinite(next)) return null;
  const size = (next - base) / totalVfs;
  return isPowerOfTwo(size) && size >= FIRST_PAGE && size <= LARGEST_BAR ? size : null;
}

interface RawVfBar {
  readonly index: number;
  readonly is64bit: boolean;
  readonly prefetchable: boolean;
  readonly base: number;
}

function rawVfBars(fn: DumpedFunction, at: number, problems: DumpProblem[]): RawVfBar[] {
  const bars: RawVfBar[] = [];
  for (let index = 0; index < 6; index++) {
    const low = readAt(fn.config, at + 0x24 + 4 * index, 4);
    // lspci shows no region either where the register reads 0 or all ones.
    if (low === 0 || low === 0xffffffff) continue;
    const type = (low >> 1) & 3;
    const is64bit = type === 2;
    if ((low & 1) !== 0 || type === 1 || type === 3 || (is64bit && index === 5)) {
      problems.push({ kind: 'vf-bar', rid: fn.rid, index });
      continue;
    }
    const high = is64bit ? readAt(fn.config, at + 0x28 + 4 * index, 4) : 0;
    const base = high * 2 ** 32 + low - (low & 0xf);
    bars.push({ index, is64bit, prefetchable: (low & 8) !== 0, base });
    if (is64bit) index++;
  }
  return bars;
}

function vfBarsOf(
  fn: DumpedFunction,
  at: number,
  totalVfs: number,
  vf: DumpedFunction | undefined,
  problems: DumpProblem[],
): readonly DumpedVfBar[] {
  const raw = rawVfBars(fn, at, problems);
  const bases = raw.map(({ base }) => base);
  return raw.map((bar) => {
    const listed = vf?.vfBarSizes?.[bar.index] ?? vf?.barSizes?.[bar.index];
    const sound = listed !== undefined && isPowerOfTwo(listed) && listed <= LARGEST_BAR;
    if (listed !== undefined && !sound) {
      problems.push({ kind: 'bar-size', rid: fn.rid, index: bar.index });
    }
    if (sound) return { ...bar, sizeBytes: listed, sizeFrom: 'listing' };
    const found = spacing(bases, bar.base, totalVfs);
    return { ...bar, sizeBytes: found, sizeFrom: found === null ? null : 'spacing' };
  });
}

/** How many VFs have a Routing ID of their own, and what keeps the others from it. */
function addressable(
  rid: RoutingId,
  totalVfs: number,
  offset: number,
  stride: number,
  problems: DumpProblem[],
): number {
  if (totalVfs === 0) {
    problems.push({ kind: 'no-vfs', rid });
    return 0;
  }
  if (offset === 0) {
    problems.push({ kind: 'offset-zero', rid });
    return 0;
  }
  if (stride === 0 && totalVfs > 1) problems.push({ kind: 'stride-zero', rid });
  const most = stride === 0 ? 1 : totalVfs;
  const beforeWrap =
    rid + offset >= RID_COUNT
      ? 0
      : stride === 0
        ? 1
        : Math.floor((RID_COUNT - 1 - rid - offset) / stride) + 1;
  if (beforeWrap < most) problems.push({ kind: 'wraps', rid, fromVf: beforeWrap + 1 });
  return Math.min(most, beforeWrap);
}

/**
 * The SR-IOV capability of a function; null where the dump shows none. `byRid` finds a VF of it, whose listing may
 * tell the sizes of its BARs.
 */
export function readPf(
  fn: DumpedFunction,
  byRid: ReadonlyMap<RoutingId, DumpedFunction>,
  problems: DumpProblem[],
): DumpedPf | null {
  const { capabilities } = walk(fn.config);
  const sriov = capabilities.find((c) => c.kind === 'extended' && c.capId === SRIOV);
  if (sriov === undefined || sriov.at + SRIOV_BYTES > fn.config.length) return null;
  const { at } = sriov;
  const read = (offset: number, width: 1 | 2 | 4) => readAt(fn.config, offset, width);
  const first = (id: number) =>
    capabilities.find((c) => c.kind === 'capability' && c.capId === id)?.at;
  const pcie = first(0x10);
  const msix = first(0x11);
  const control = read(at + 8, 2);
  const initialVfs = read(at + 0x0c, 2);
  const totalVfs = read(at + 0x0e, 2);
  const firstVfOffset = read(at + 0x14, 2);
  const vfStride = read(at + 0x16, 2);
  if (initialVfs !== totalVfs) problems.push({ kind: 'initial-vfs', rid: fn.rid, initialVfs });
  const neighbour = byRid.get(fn.rid + firstVfOffset);
  const vf = neighbour !== undefined && looksLikeVf(neighbour) ? neighbour : undefined;
  const vfBars = vfBarsOf(fn, at, totalVfs, vf, problems);
  if (vfBars.some(({ base }) => base === 0)) {
    problems.push({ kind: 'vf-bars-unassigned', rid: fn.rid });
  }
  const linkStatus = pcie === undefined ? 0 : read(pcie + 0x12, 2);
  const speed = linkStatus & 0xf;
  const width = (linkStatus >> 4) & 0x3f;
  return {
    rid: fn.rid,
    vendorId: read(0, 2),
    deviceId: read(2, 2),
    subsystemVendorId: read(0x2c, 2),
    classCode: read(8, 4) >>> 8,
    at,
    initialVfs,
    totalVfs,
    numVfs: read(at + 0x10, 2),
    control,
    enabled: (control & 1) !== 0,
    ariHierarchy: (control & 0x10) !== 0,
    firstVfOffset,
    vfStride,
    vfDeviceId: read(at + 0x1a, 2),
    dependencyLink: read(at + 0x12, 1),
    supportedPages: read(at + 0x1c, 4),
    systemPage: systemPageOf(read(at + 0x20, 4)),
    vfBars,
    addressable: addressable(fn.rid, totalVfs, firstVfOffset, vfStride, problems),
    link: speed === 0 || width === 0 ? null : { speed, width },
    msix: msix === undefined ? null : (read(msix + 2, 2) & 0x7ff) + 1,
  };
}

/** The Routing ID of every VF this PF can have, VF 1 first; at most 65,535. */
export function possibleVfs(pf: DumpedPf): Uint16Array {
  return Uint16Array.from(
    { length: pf.addressable },
    (_, i) => pf.rid + pf.firstVfOffset + i * pf.vfStride,
  );
}
