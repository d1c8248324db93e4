import {
  GUEST_BYTES,
  PAGE_SHIFT,
  TABLES_AT,
  type GuestPages,
  type HostMemory,
} from './host-memory';

/** One level of a walk: which entry of which table was read. */
export interface WalkStep {
  /** 4 at the root; the leaf is at 1, 2 (2 MiB) or 3 (1 GiB). */
  readonly level: number;
  /** Host-physical address of the table. */
  readonly table: number;
  readonly index: number;
  /** What was read: an address and, in its low bits, permissions. */
  readonly entry: number;
}

/** Sees one level of a walk. */
export type SeeStep = (level: number, table: number, index: number, entry: number) => void;

/** Bits of an entry (VT-d second-level paging; EPT has the same two, and X beside them). */
export const ENTRY = { read: 1, write: 2, execute: 4, leaf: 128 } as const;

const ENTRIES = 512;
const TABLE_BYTES = 4096;
const TOP = 4;
/** Between the tables of two guests: a top, two below it, and 512 of the last level. */
const A_GUEST = 4 * 2 ** 20;
const FLAGS = 4096;
const AREA = { 'second-level': TABLES_AT + 2 ** 21, ept: 2 ** 30 } as const;

/**
 * Four-level tables in the host's memory, one set a guest: guest-physical to host-physical. VFIO has the IOMMU's made for
 * all of a guest's memory when the device is given to it, and KVM has its own, EPT, of the same pages.
 * A table's entries are written out when it is first read: what they hold is settled from the start.
 */
export class TranslationTables {
  private readonly memory: HostMemory;
  private readonly area: number;
  private readonly rights: number;
  private readonly sizes = new Map<number, GuestPages>();
  private readonly tables = new Map<number, Float64Array>();

  constructor(memory: HostMemory, kind: keyof typeof AREA) {
    this.memory = memory;
    this.area = AREA[kind];
    this.rights = ENTRY.read + ENTRY.write + (kind === 'ept' ? ENTRY.execute : 0);
  }

  /** Maps all memory of a guest. */
  map(vm: number, pages: GuestPages): void {
    this.sizes.set(this.memory.rowOf(vm), pages);
  }

  isMapped(vm: number): boolean {
    return this.sizes.has(this.memory.rowOf(vm));
  }

  rootOf(vm: number): number {
    return this.tableAt(this.memory.rowOf(vm), TOP, 0);
  }

  /**
   * Reads entry by entry until a leaf or one that is not there. Returns the levels read, as a negative number where the
   * address leads nowhere.
   */
  read(vm: number, address: number, see?: SeeStep): number {
    const row = this.memory.rowOf(vm);
    let table = this.tableAt(row, TOP, 0);
    for (let level = TOP; level >= 1; level--) {
      const index = Math.floor(address / 2 ** shiftOf(level)) % ENTRIES;
      const entry = this.tableOf(row, level, table)[index] as number;
      see?.(level, table, index, entry);
      const rights = entry % FLAGS;
      if ((rights & ENTRY.read) === 0) return level - TOP - 1;
      if (level === 1 || (rights & ENTRY.leaf) !== 0) return TOP + 1 - level;
      table = entry - rights;
    }
    return -TOP;
  }

  /** The same with every level kept, and the address it leads to; null where it leads nowhere. */
  walk(
    vm: number,
    address: number,
  ): { readonly steps: readonly WalkStep[]; readonly hpa: number | null } {
    const steps: WalkStep[] = [];
    const levels = this.read(vm, address, (level, table, index, entry) =>
      steps.push({ level, table, index, entry }),
    );
    const last = steps.at(-1);
    if (levels < 0 || last === undefined) return { steps, hpa: null };
    const size = 2 ** shiftOf(last.level);
    return { steps, hpa: last.entry - (last.entry % FLAGS) + (address % size) };
  }

  /** Address of the nth table of a level; one level above the last holds all of a guest's 1 GiB. */
  private tableAt(row: number, level: number, n: number): number {
    return this.area + row * A_GUEST + (TOP - level + n) * TABLE_BYTES;
  }

  private tableOf(row: number, level: number, at: number): Float64Array {
    let table = this.tables.get(at);
    if (table === undefined) this.tables.set(at, (table = this.written(row, level, at)));
    return table;
  }

  /** What the host's kernel has written into a table. */
  private written(row: number, level: number, at: number): Float64Array {
    const table = new Float64Array(ENTRIES);
    const pages = this.sizes.get(row);
    if (pages === undefined) return table;
    const base = this.memory.guestBase(row);
    const span = 2 ** shiftOf(level);
    // Which piece of the address space this table covers.
    const n = (at - this.tableAt(row, level, 0)) / TABLE_BYTES;
    const covers =
      level === TOP ? 0 : level === 1 ? base + n * span * ENTRIES : floor(base, span * ENTRIES);
    const isLeaf = shiftOf(level) === PAGE_SHIFT[pages];
    for (let index = 0; index < ENTRIES; index++) {
      const from = covers + index * span;
      if (from + span <= base || from >= base + GUEST_BYTES) continue;
      if (isLeaf) {
        const hpa = this.memory.pageAt(row, (from - base) / span, pages);
        table[index] = hpa + this.rights + (level > 1 ? ENTRY.leaf : 0);
      } else {
        const below = level === 2 ? (from - base) / span : 0;
        table[index] = this.tableAt(row, level - 1, below) + this.rights;
      }
    }
    return table;
  }
}

/** Lowest bit of the address that a level's index is taken from. */
export function shiftOf(level: number): number {
  return 12 + 9 * (level - 1);
}

function floor(address: number, span: number): number {
  return Math.floor(address / span) * span;
}
