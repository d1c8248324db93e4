import type { Found } from './scan';

// Addresses for BARs and bridge windows, in the order and at the alignment SeaBIOS gives them.

const KINDS = ['io', 'mem', 'pref'] as const;
type Kind = (typeof KINDS)[number];

const MIN_WINDOW: Readonly<Record<Kind, number>> = { io: 0x1000, mem: 0x200000, pref: 0x200000 };
const MIN_MEM_BAR = 0x1000;
/** What the window registers of a bridge can express. */
const MIN_BRIDGE_STEP = 0x100000;

/** Something that needs addresses: a BAR of a function, or the window of a bridge (`bar` -1). */
interface Entry {
  readonly kind: Kind;
  readonly fn: Found;
  readonly bar: number;
  readonly size: number;
  readonly align: number;
  readonly is64: boolean;
}

/** Entries of one kind on one bus, from the largest alignment to the smallest. */
class Region {
  base = 0;
  readonly entries: Entry[] = [];

  add(entry: Entry): void {
    const after = this.entries.findIndex(
      ({ align, size }) => align < entry.align || (align === entry.align && size < entry.size),
    );
    this.entries.splice(after < 0 ? this.entries.length : after, 0, entry);
  }

  get sum(): number {
    return this.entries.reduce((sum, { size }) => sum + size, 0);
  }

  get align(): number {
    return this.entries[0]?.align ?? 1;
  }

  get all64(): boolean {
    return this.entries.every(({ is64 }) => is64);
  }
}

type Regions = Record<Kind, Region>;

const regions = (): Regions => ({ io: new Region(), mem: new Region(), pref: new Region() });

const up = (value: number, align: number) => Math.ceil(value / align) * align;
const down = (value: number, align: number) => Math.floor(value / align) * align;

/** Where the root bus has addresses to give. */
export interface Apertures {
  /** First address and first after the last below 4 GiB. */
  readonly low: readonly [start: number, end: number];
  /** First address above 4 GiB that is neither memory nor reserved. */
  readonly high: number;
  /** Where I/O ports begin for less than 16 KiB of them, and for more. */
  readonly io: readonly [small: number, large: number];
  /** First I/O port after the last; 64 KiB where left out. */
  readonly ioEnd?: number;
  /** 64-bit windows of bridges go above 4 GiB even where there is room below. */
  readonly preferHigh?: boolean;
  /** Bridge windows are as large as asked for in whole MiB, not rounded up to their largest BAR. */
  readonly exactWindows?: boolean;
}

interface Sized {
  readonly kind: Kind;
  readonly size: number;
  readonly is64: boolean;
}

/** Writes ones to a BAR and reads which stick, as every firmware does; null where there is none. */
function sizeBar(fn: Found, offset: number, isRom: boolean): Sized | null {
  const { config } = fn;
  const old = config.read(offset, 4);
  config.write(offset, 4, isRom ? 0xfffff800 : 0xffffffff);
  const ones = config.read(offset, 4);
  config.write(offset, 4, old);
  const isIo = !isRom && (old & 1) !== 0;
  const is64 = !isRom && (old & 7) === 4;
  const low = isRom ? down(ones, 0x800) : down(ones, isIo ? 4 : 16);
  let high = 0;
  if (is64) {
    const upper = config.read(offset + 4, 4);
    config.write(offset + 4, 4, 0xffffffff);
    high = config.read(offset + 4, 4);
    config.write(offset + 4, 4, upper);
  }
  if (low === 0 && high === 0) return null;
  // The lowest bit that sticks is the size; I/O BARs may leave their upper half zero. The halves stay apart: a
  // number does not hold all 64 bits.
  const half = low === 0 ? high : low;
  let size = low === 0 ? 2 ** 32 : 1;
  for (let bit = 1; Math.floor(half / bit) % 2 === 0; bit *= 2) size *= 2;
  const kind = isIo ? 'io' : !isRom && (old & 8) !== 0 ? 'pref' : 'mem';
  return { kind, size, is64 };
}

const BRIDGE_BARS = [0, 1, 6];
const DEVICE_BARS = [0, 1, 2, 3, 4, 5, 6];

const barAt = (fn: Found, bar: number) => (bar < 6 ? 0x10 + 4 * bar : fn.bridge ? 0x38 : 0x30);

const secondaryOf = (fn: Found) => fn.config.read(0x19, 1);

/** Gives addresses to everything that was found below one root bus. */
export function assignResources(found: readonly Found[], apertures: Apertures): void {
  const root = regions();
  const buses = new Map<number, Regions>();
  const behind = (fn: Found) => {
    const bus = secondaryOf(fn);
    const known = buses.get(bus) ?? regions();
    buses.set(bus, known);
    return known;
  };
  const around = (fn: Found) => (fn.parent === null ? root : behind(fn.parent));
  for (const fn of found) addBars(fn, around(fn));
  const bridges = found.filter(({ bridge }) => bridge);
  const deepestFirst = bridges.toSorted((a, b) => secondaryOf(b) - secondaryOf(a));
  for (const fn of deepestFirst)
    addWindows(fn, behind(fn), around(fn), apertures.exactWindows === true);
  placeRoot(root, apertures, behind);
  for (const kind of KINDS) map(root[kind], behind);
  for (const fn of bridges.toSorted((a, b) => secondaryOf(a) - secondaryOf(b))) {
    for (const kind of KINDS) map(behind(fn)[kind], behind);
  }
}

function addBars(fn: Found, around: Regions): void {
  const bars = fn.bridge ? BRIDGE_BARS : DEVICE_BARS;
  for (let i = 0; i < bars.length; i++) {
    const bar = bars[i] ?? 0;
    const found = sizeBar(fn, barAt(fn, bar), bar === 6);
    if (found === null) continue;
    const size = found.kind === 'io' ? found.size : Math.max(found.size, MIN_MEM_BAR);
    around[found.kind].add({ kind: found.kind, fn, bar, size, align: size, is64: found.is64 });
    if (found.is64) i += 1;
  }
}

/** A slot into which something may be plugged later gets windows even where nothing needs them now. */
function hasSlot({ config }: Found): boolean {
  const pcie = config.find('pcie');
  if (pcie === undefined) return false;
  const flags = config.read(pcie.at + 2, 2);
  const type = (flags >> 4) & 0xf;
  return (type === 4 || type === 6) && (flags & 0x100) !== 0;
}

/** A window that is not there reads zero whatever is written. */
function hasWindow({ config }: Found, kind: Kind): boolean {
  if (kind === 'mem') return true;
  const at = kind === 'io' ? 0x1c : 0x24;
  const old = config.read(at, 1);
  config.write(at, 1, 0xff);
  const there = config.read(at, 1) !== 0;
  config.write(at, 1, old);
  return there;
}

function addWindows(fn: Found, behind: Regions, around: Regions, exact: boolean): void {
  const slot = hasSlot(fn);
  const wanted: Readonly<Record<Kind, number>> = {
    io: fn.reserve.io ?? 0,
    mem: fn.reserve.mem ?? 0,
    pref: fn.reserve.pref64 ?? fn.reserve.pref32 ?? 0,
  };
  for (const kind of KINDS) {
    if (!hasWindow(fn, kind)) continue;
    const region = behind[kind];
    const align = Math.max(MIN_WINDOW[kind], region.align);
    const needed = region.sum === 0 && slot && kind !== 'io' ? align : region.sum;
    const unit = exact && kind !== 'io' ? MIN_BRIDGE_STEP : align;
    const size =
      wanted[kind] > needed
        ? kind === 'io'
          ? wanted[kind]
          : up(wanted[kind], unit)
        : up(needed, unit);
    const wide = kind === 'pref' && (fn.config.read(0x24, 1) & 0xf) === 1;
    around[kind].add({ kind, fn, bar: -1, size, align, is64: wide && region.all64 });
  }
}

function placeLow(root: Regions, [start, end]: Apertures['low']): boolean {
  const swap = root.mem.align < root.pref.align;
  const [first, last] = swap ? [root.pref, root.mem] : [root.mem, root.pref];
  last.base = down(end - last.sum, last.align);
  first.base = down(last.base - first.sum, first.align);
  return first.base >= start && first.base <= end;
}

const GiB = 1024 ** 3;

/** Where the root bus's own regions begin. What does not fit below 4 GiB and may lie above moves there. */
function placeRoot(root: Regions, apertures: Apertures, behind: (fn: Found) => Regions): void {
  const ports = () => (root.io.sum < 0x4000 ? apertures.io[0] : apertures.io[1]);
  while (ports() + root.io.sum > (apertures.ioEnd ?? 0x10000)) giveUp([root.io], behind);
  root.io.base = ports();
  const high = { mem: new Region(), pref: new Region() };
  const move = () => {
    for (const kind of ['mem', 'pref'] as const) {
      const { entries } = root[kind];
      const wide = entries.filter(({ is64 }) => is64);
      for (const entry of wide) {
        high[kind].add(entry);
        entries.splice(entries.indexOf(entry), 1);
      }
    }
  };
  if (apertures.preferHigh === true) move();
  if (!placeLow(root, apertures.low)) {
    move();
    while (!placeLow(root, apertures.low)) giveUp([root.mem, root.pref], behind);
  }
  high.mem.base = up(up(apertures.high, high.mem.align), GiB);
  high.pref.base = up(up(high.mem.base + high.mem.sum, high.pref.align), GiB);
  map(high.mem, behind);
  map(high.pref, behind);
}

/** What finds no room at all gets none, the largest first: a kernel may have better luck. */
function giveUp(from: readonly Region[], behind: (fn: Found) => Regions): void {
  const largest = from
    .flatMap(({ entries }) => entries)
    .reduce((a, b) => (b.size > a.size ? b : a));
  for (const { entries } of from) {
    const at = entries.indexOf(largest);
    if (at >= 0) entries.splice(at, 1);
  }
  close(largest, behind);
}

function close(entry: Entry, behind: (fn: Found) => Regions): void {
  if (entry.bar >= 0) return;
  writeWindow({ ...entry, size: 0 }, MIN_WINDOW[entry.kind]);
  for (const inner of behind(entry.fn)[entry.kind].entries.splice(0)) close(inner, behind);
}

/** Hands out the addresses of a region, one entry after the other. */
function map(region: Region, behind: (fn: Found) => Regions): void {
  for (const entry of region.entries) {
    const address = region.base;
    region.base += entry.size;
    if (entry.bar >= 0) writeBar(entry, address);
    else {
      behind(entry.fn)[entry.kind].base = address;
      writeWindow(entry, address);
    }
  }
}

const low32 = (value: number) => value % 2 ** 32;
const high32 = (value: number) => Math.floor(value / 2 ** 32);

function writeBar({ fn, bar, is64 }: Entry, address: number): void {
  const at = barAt(fn, bar);
  fn.config.write(at, 4, low32(address));
  if (is64) fn.config.write(at + 4, 4, high32(address));
}

/** A window of no size is written with its end before its start, which closes it. */
function writeWindow({ fn: { config }, kind, size }: Entry, address: number): void {
  const last = address + size - 1;
  const megabytes = (value: number) => low32(value) >>> 16;
  if (kind === 'io') {
    config.write(0x1c, 1, (address >>> 8) & 0xff);
    config.write(0x1d, 1, (last >>> 8) & 0xff);
    config.write(0x30, 2, 0);
    config.write(0x32, 2, 0);
  } else if (kind === 'mem') {
    config.write(0x20, 2, megabytes(address));
    config.write(0x22, 2, megabytes(last));
  } else {
    config.write(0x24, 2, megabytes(address));
    config.write(0x26, 2, megabytes(last));
    config.write(0x28, 4, high32(address));
    config.write(0x2c, 4, high32(last));
  }
}
