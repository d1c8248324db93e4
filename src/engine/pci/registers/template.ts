import type { BarShape } from '../fabric';
import type { ConfigTemplate } from '../config-space';
import type { Attribute, PlacedTable, Register, RegisterTable } from './register';

type Numbers = Readonly<Record<string, number>>;

/** A table as one kind of device implements it. */
export interface Part extends PlacedTable {
  /** Values after reset by register name; registers not named have those of the table. */
  readonly values?: Numbers;
  /** Version of an extended capability where it is not the table's. */
  readonly version?: number;
  /**
   * Where the device differs from the attributes: bits software can change, and bits a written 1 clears, by
   * register name.
   */
  readonly writable?: Numbers;
  readonly clearable?: Numbers;
  /** Only what `writable` and `clearable` name can be changed, as emulators often have it. */
  readonly fixed?: boolean;
  /** Bytes that no register of the table names, by offset from the table's start. */
  readonly raw?: Readonly<Record<number, readonly number[]>>;
}

export interface Shape {
  readonly size: ConfigTemplate['size'];
  /** The header first; capabilities in the order of their lists. */
  readonly parts: readonly Part[];
  /** BARs of the header, index 6 is the expansion ROM. */
  readonly bars?: readonly BarShape[];
  /** Bytes outside of any table: offset and values. */
  readonly raw?: Readonly<Record<number, readonly number[]>>;
  /** Ranges outside of any table that take any write: offset and length. */
  readonly open?: readonly (readonly [offset: number, length: number])[];
}

const has = (attr: Attribute, ...list: readonly Attribute[]) => list.includes(attr);

/** Bits of a register whose attribute is one of these, as a mask. */
function maskOf(register: Register, ...attributes: readonly Attribute[]): number {
  let mask = 0;
  for (const { attr, bits } of register.fields) {
    if (has(attr, ...attributes)) mask += fieldMask(bits);
  }
  return mask;
}

/** Not with `<<`: a field may reach bit 31. */
const fieldMask = ([high, low]: readonly [number, number]) => 2 ** (high + 1) - 2 ** low;

const resetOf = (register: Register) =>
  register.fields.reduce((sum, { bits, reset = 0 }) => sum + reset * 2 ** bits[1], 0);

/** Registers of addresses: a device has those it says it has, and only bits above their size. */
const isBar = ({ fields }: Register) => fields[0]?.name.endsWith('Base Address') ?? false;

const little = (target: Uint8Array, offset: number, width: number, value: number): void => {
  for (let i = 0; i < width; i++) target[offset + i] = Math.floor(value / 256 ** i) & 0xff;
};

/** What all functions of one kind share, from the tables they have and the values they give them. */
export function makeTemplate({
  size,
  parts,
  bars = [],
  raw = {},
  open = [],
}: Shape): ConfigTemplate {
  const template = {
    size,
    reset: new Uint8Array(size),
    writable: new Uint8Array(size),
    clearable: new Uint8Array(size),
    sticky: new Uint8Array(size),
    tables: parts.map(({ table, at }) => ({ table, at })),
  };
  for (const part of parts) writePart(template, part);
  for (const bar of bars) writeBar(template, parts[0]?.table, bar);
  for (const [offset, bytes] of Object.entries(raw)) template.reset.set(bytes, Number(offset));
  for (const [offset, length] of open) template.writable.fill(0xff, offset, offset + length);
  link(template, parts);
  return template;
}

type Bytes = Omit<Required<ConfigTemplate>, 'size' | 'tables'>;

function writePart(template: Bytes, part: Part): void {
  const { table, at, values = {}, writable = {}, clearable = {}, fixed = false, raw = {} } = part;
  const names = new Set(table.registers.map(({ name }) => name));
  for (const name of [values, writable, clearable].flatMap((numbers) => Object.keys(numbers))) {
    if (!names.has(name)) throw new Error(`${table.id} has no register '${name}'`);
  }
  for (const register of table.registers) {
    const { name, size: width } = register;
    const offset = at + register.offset;
    const rw = fixed || isBar(register) ? 0 : maskOf(register, 'RW', 'RWS');
    const w1c = fixed ? 0 : maskOf(register, 'RW1C', 'RW1CS');
    little(template.reset, offset, width, values[name] ?? resetOf(register));
    little(template.writable, offset, width, writable[name] ?? rw);
    little(template.clearable, offset, width, clearable[name] ?? w1c);
    little(template.sticky, offset, width, maskOf(register, 'RWS', 'RW1CS', 'ROS'));
  }
  for (const [offset, bytes] of Object.entries(raw)) {
    template.reset.set(bytes, at + Number(offset));
  }
}

/** Low bits of a memory or I/O BAR. */
export const barType = ({ kind, prefetchable }: BarShape): number =>
  (kind === 'io' ? 1 : kind === 'mem64' ? 4 : 0) + (prefetchable ? 8 : 0);

/** Address bits a BAR of this size lets software write: of the register, and of the next one where it is 64 bits wide. */
export function barMask({ size, kind }: BarShape): readonly [low: number, high: number] {
  const low = size >= 2 ** 32 ? 0 : 2 ** 32 - size;
  const high = kind !== 'mem64' ? 0 : size >= 2 ** 32 ? 2 ** 32 - size / 2 ** 32 : 2 ** 32 - 1;
  return [low, high];
}

/** Where a BAR of this header stands. */
const barOffset = (header: RegisterTable | undefined, index: number) =>
  index < 6 ? 0x10 + 4 * index : header?.id === 'header1' ? 0x38 : 0x30;

function writeBar(template: Bytes, header: RegisterTable | undefined, bar: BarShape): void {
  const offset = barOffset(header, bar.index);
  const [low, high] = barMask(bar);
  // The ROM's lowest bit enables it and says nothing of its kind.
  const rom = bar.index === 6;
  little(template.reset, offset, 4, rom ? 0 : barType(bar));
  little(template.writable, offset, 4, low + (rom ? 1 : 0));
  if (bar.kind === 'mem64') little(template.writable, offset + 4, 4, high);
}

/** IDs, versions and next pointers of both lists. */
function link({ reset }: Bytes, parts: readonly Part[]): void {
  const first = parts.filter(({ table }) => table.kind === 'capability');
  if (first.length > 0) reset[0x06] = (reset[0x06] ?? 0) | 0x10;
  let pointer = 0x34;
  for (const { table, at } of first) {
    reset[pointer] = at;
    reset[at] = table.capId;
    pointer = at + 1;
  }
  const later = parts.filter(({ table }) => table.kind === 'extended');
  for (const [i, { table, at, version = table.version ?? 1 }] of later.entries()) {
    const next = later[i + 1]?.at ?? 0;
    little(reset, at, 4, table.capId + version * 2 ** 16 + next * 2 ** 20);
  }
}
