import type { PlacedTable, Register } from '../../../store/vocabulary';

/** What of one function's configuration space the map is drawn from. */
export interface ConfigBytes {
  readonly bytes: Uint8Array;
  /** Bits a write changes, and bits a written 1 clears. */
  readonly writable: Uint8Array;
  readonly clearable: Uint8Array;
  readonly tables: readonly PlacedTable[];
}

/** A stretch of the space with a name: a header, a capability, or bytes no table explains (`placed` null). */
export interface Block {
  /** The same from one picture to the next. */
  readonly key: string;
  readonly at: number;
  /** Bytes. */
  readonly size: number;
  readonly placed: PlacedTable | null;
}

/** A cell of the enlarged map: a register, or bytes between registers. One row high. */
export interface Slot {
  readonly at: number;
  readonly size: number;
  /** From 0. */
  readonly column: number;
  /** null for bytes without a register, and for what a register has in the row after its first. */
  readonly register: Register | null;
}

export interface MapRow {
  readonly at: number;
  readonly slots: readonly Slot[];
}

/** A register where it stands: what level 4 of the view shows. */
export interface PlacedRegister {
  readonly placed: PlacedTable;
  readonly register: Register;
  /** Absolute offset. */
  readonly at: number;
}

/** Little-endian, unsigned; all ones beyond the end. */
export function readBytes(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0xff);
  return value;
}

const DWORD = 4;
const isBlank = (bytes: Uint8Array, from: number, to: number) =>
  bytes.subarray(from, to).every((byte) => byte === 0);

/** Runs of bytes in [from, to) that no table explains and that hold something, rounded to dwords. */
function unnamed(bytes: Uint8Array, from: number, to: number): readonly Block[] {
  const found: Block[] = [];
  let start = -1;
  for (let at = from; at <= to; at += DWORD) {
    const blank = at >= to || isBlank(bytes, at, Math.min(to, at + DWORD));
    if (!blank && start < 0) start = at;
    if (blank && start >= 0) {
      found.push({
        key: `bytes-${start}`,
        at: start,
        size: Math.min(at, to) - start,
        placed: null,
      });
      start = -1;
    }
  }
  return found;
}

/** The named stretches in the order of their addresses, and what else is not zero. Tables never overlap in it. */
export function blocksOf({ bytes, tables }: ConfigBytes): readonly Block[] {
  const placed = tables
    .filter(({ at }) => at >= 0 && at < bytes.length)
    .toSorted((a, b) => a.at - b.at);
  const blocks: Block[] = [];
  let end = 0;
  for (const [i, one] of placed.entries()) {
    if (one.at < end) continue;
    blocks.push(...unnamed(bytes, end, one.at));
    const next = placed.slice(i + 1).find(({ at }) => at > one.at)?.at ?? bytes.length;
    const size = Math.min(one.table.size, next - one.at, bytes.length - one.at);
    blocks.push({ key: `${one.table.id}-${one.at}`, at: one.at, size, placed: one });
    end = one.at + size;
  }
  blocks.push(...unnamed(bytes, end, bytes.length));
  return blocks;
}

/** Registers of a block that lie within it, lowest offset first; of two at one place the first. */
export function registersOf({ placed, size }: Block): readonly PlacedRegister[] {
  if (placed === null) return [];
  const found: PlacedRegister[] = [];
  let end = 0;
  for (const register of placed.table.registers.toSorted((a, b) => a.offset - b.offset)) {
    if (register.offset < end || register.offset + register.size > size) continue;
    found.push({ placed, register, at: placed.at + register.offset });
    end = register.offset + register.size;
  }
  return found;
}

/** The block that covers a byte. */
export const blockAt = (blocks: readonly Block[], at: number): Block | undefined =>
  blocks.find((b) => at >= b.at && at < b.at + b.size);

/** The register that covers a byte. */
export function registerAt(config: ConfigBytes, at: number): PlacedRegister | null {
  const block = blockAt(blocksOf(config), at);
  if (block === undefined) return null;
  return registersOf(block).find((r) => at >= r.at && at < r.at + r.register.size) ?? null;
}

/** A block's bytes as rows of `columns` (8 or 16), aligned to the space and not to the block. */
export function rowsOf(block: Block, columns: number): readonly MapRow[] {
  const pieces: Slot[] = [];
  const add = (from: number, to: number, register: Register | null, step: number) => {
    for (let at = from; at < to;) {
      const edge = Math.min(to, at - (at % step) + step);
      pieces.push({
        at,
        size: edge - at,
        column: at % columns,
        register: at === from ? register : null,
      });
      at = edge;
    }
  };
  let at = block.at;
  for (const { register, at: start } of registersOf(block)) {
    add(at, start, null, DWORD);
    add(start, start + register.size, register, columns);
    at = start + register.size;
  }
  add(at, block.at + block.size, null, DWORD);
  const rows = new Map<number, Slot[]>();
  for (const piece of pieces) {
    const row = piece.at - piece.column;
    const slots = rows.get(row);
    if (slots === undefined) rows.set(row, [piece]);
    else slots.push(piece);
  }
  return [...rows].map(([row, slots]) => ({ at: row, slots }));
}

/** Offsets of the bytes that differ. A space of another length counts as another function: nothing is marked. */
export function changedBytes(before: Uint8Array, after: Uint8Array): ReadonlySet<number> {
  const changed = new Set<number>();
  if (before.length !== after.length) return changed;
  for (const [at, byte] of after.entries()) if (byte !== before[at]) changed.add(at);
  return changed;
}

/** How many of [at, at + size) are in the set. */
export function countIn(changed: ReadonlySet<number>, at: number, size: number): number {
  let count = 0;
  for (let i = at; i < at + size; i++) if (changed.has(i)) count += 1;
  return count;
}
