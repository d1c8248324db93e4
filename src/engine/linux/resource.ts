import { hex } from './address';
/** Kinds and properties of an address range: the kernel's IORESOURCE_* (include/linux/ioport.h). */
export const IO = 0x100;
export const MEM = 0x200;
export const TYPE_BITS = 0x1f00;
export const PREFETCH = 0x2000;
export const READONLY = 0x4000;
export const SIZEALIGN = 0x40000;
export const STARTALIGN = 0x80000;
export const MEM_64 = 0x100000;
export const WINDOW = 0x200000;
export const UNSET = 0x20000000;
export const BUSY = 0x80000000;
/** Low bits: IORESOURCE_PCI_FIXED and IORESOURCE_ROM_ENABLE. */
export const PCI_FIXED = 0x10;
export const ROM_ENABLE = 0x1;

/**
 * A node of the tree behind `/proc/iomem` and `/proc/ioports`. Addresses stay below 2^53, so plain numbers do.
 * Children do not overlap and are kept by address, as a list that is cheap to append to and to take from.
 */
export class Region {
  name: string;
  start: number;
  /** The last address; start - 1 when empty. */
  end: number;
  flags: number;
  parent: Region | null = null;
  private first: Region | null = null;
  private last: Region | null = null;
  private previous: Region | null = null;
  private next: Region | null = null;

  constructor(name: string, start = 0, end = -1, flags = 0) {
    this.name = name;
    this.start = start;
    this.end = end;
    this.flags = flags;
  }

  get size(): number {
    return this.end - this.start + 1;
  }

  get hasChildren(): boolean {
    return this.first !== null;
  }

  *children(): Iterable<Region> {
    for (let child = this.first; child !== null; child = child.next) yield child;
  }

  /** `request_resource`: null when it lies in this region and nothing is in the way, else what conflicts. */
  request(region: Region): Region | null {
    if (region.end < region.start || region.start < this.start || region.end > this.end)
      return this;
    let before = this.last;
    while (before !== null && before.start > region.end) before = before.previous;
    if (before !== null && before.end >= region.start) return before;
    this.link(region, before);
    return null;
  }

  /** `insert_resource` for ranges that the firmware described: what it covers becomes its child. */
  insert(region: Region): void {
    for (const child of this.children()) {
      if (child.start <= region.start && child.end >= region.end) {
        child.insert(region);
        return;
      }
    }
    const covered = [...this.children()].filter(
      ({ start, end }) => start >= region.start && end <= region.end,
    );
    for (const child of covered) child.release();
    if (this.request(region) !== null) return;
    for (const child of covered) region.request(child);
  }

  /** `release_resource`. What lies inside stays with it. */
  release(): boolean {
    const parent = this.parent;
    if (parent === null) return false;
    if (this.previous === null) parent.first = this.next;
    else this.previous.next = this.next;
    if (this.next === null) parent.last = this.previous;
    else this.next.previous = this.previous;
    this.parent = this.previous = this.next = null;
    return true;
  }

  /** `release_child_resources`: everything below leaves the tree and keeps only its size. */
  releaseChildren(): void {
    for (const child of Array.from(this.children())) {
      child.releaseChildren();
      child.release();
      child.end = child.size - 1;
      child.start = 0;
    }
  }

  /**
   * The lowest free place of that size between `min` and `max`, aligned; `align` moves a candidate on as the
   * architecture wants. null when there is none.
   */
  findFree(
    size: number,
    min: number,
    max: number,
    alignment: number,
    align: (start: number) => number,
  ): number | null {
    let from = this.start;
    const fits = (limit: number): number | null => {
      const low = Math.max(from, min);
      const at = align(Math.ceil(low / alignment) * alignment);
      const aligned = Math.ceil(at / alignment) * alignment;
      return aligned + size - 1 <= Math.min(limit, max) ? aligned : null;
    };
    for (const child of this.children()) {
      const found = fits(child.start - 1);
      if (found !== null) return found;
      from = child.end + 1;
    }
    return fits(this.end);
  }

  private link(region: Region, before: Region | null): void {
    region.parent = this;
    region.previous = before;
    region.next = before === null ? this.first : before.next;
    if (before === null) this.first = region;
    else before.next = region;
    if (region.next === null) this.last = region;
    else region.next.previous = region;
  }
}

/** `%pR`: `[mem 0xfe600000-0xfe603fff 64bit]`, `[io  size 0x1000]`. */
export function formatRegion(region: Region): string {
  const io = (region.flags & TYPE_BITS) === IO;
  const digits = io ? 4 : 8;
  const { start, end, flags } = region;
  let text = io ? '[io  ' : '[mem ';
  if ((flags & UNSET) !== 0) text += `size 0x${hex(region.size, digits)}`;
  else {
    text += `0x${hex(start, digits)}`;
    if (end !== start) text += `-0x${hex(end >= 0 ? end : 2 ** 53 - 1, digits)}`;
  }
  if ((flags & MEM_64) !== 0) text += ' 64bit';
  if ((flags & PREFETCH) !== 0) text += ' pref';
  if ((flags & WINDOW) !== 0) text += ' window';
  return `${text}]`;
}

/** `%pR` of bus numbers: `[bus 01]`, `[bus 01-02]`. */
export function formatBuses(first: number, last: number): string {
  return first === last ? `[bus ${hex(first, 2)}]` : `[bus ${hex(first, 2)}-${hex(last, 2)}]`;
}
