import type { PlacedTable } from './registers/register';

/** What all functions of one kind share: reset values and which bits software can change. */
export interface ConfigTemplate {
  /** 256 for a conventional PCI function, 4096 for PCI Express. */
  readonly size: 256 | 4096;
  readonly reset: Uint8Array;
  /** Bits a write changes. */
  readonly writable: Uint8Array;
  /** Bits a written 1 clears. */
  readonly clearable: Uint8Array;
  /** Bits that keep their value through a reset of the function. */
  readonly sticky?: Uint8Array;
  /** What stands where, in the order of the capability lists. */
  readonly tables: readonly PlacedTable[];
}

type Width = 1 | 2 | 4;

/** After a write by software. `before` and `after` are the register bytes as numbers of that width. */
export type OnWrite = (offset: number, width: Width, before: number, after: number) => void;

/**
 * One function's configuration space. Functions of one kind share a template and keep only the bytes that
 * differ from it, so 65,535 VFs cost megabytes and not gigabytes.
 */
export class ConfigSpace {
  readonly template: ConfigTemplate;
  /** Called after each write by software that reached this function, also where no bit changed. */
  onWrite: OnWrite | null = null;
  /** The same for the device itself, which acts on the write before `onWrite` is told. */
  react: OnWrite | null = null;
  /** Bytes that differ from the template; made when the first one does. */
  private own: Map<number, number> | null = null;
  /** Writable bits of bytes where they are not the template's at the moment. */
  private masks: Map<number, number> | null = null;

  constructor(template: ConfigTemplate) {
    this.template = template;
  }

  /** Little-endian. All ones beyond the end, as a bus answers where nobody does. */
  read(offset: number, width: Width): number {
    let value = 0;
    for (let i = width - 1; i >= 0; i--) value = value * 256 + this.byte(offset + i);
    return value;
  }

  /** A write by software: read-only bits keep their value, RW1C bits are cleared by ones. */
  write(offset: number, width: Width, value: number): void {
    if (offset + width > this.template.size) return;
    const before = this.read(offset, width);
    for (let i = 0; i < width; i++) {
      const at = offset + i;
      const written = Math.floor(value / 256 ** i) & 0xff;
      const old = this.byte(at);
      const rw = this.masks?.get(at) ?? this.template.writable[at] ?? 0;
      const w1c = this.template.clearable[at] ?? 0;
      this.put(at, ((old & ~rw) | (written & rw)) & ~(written & w1c));
    }
    this.react?.(offset, width, before, this.read(offset, width));
    this.onWrite?.(offset, width, before, this.read(offset, width));
  }

  /** What the device itself changes: any bit, no attributes, no hook. */
  set(offset: number, width: Width, value: number): void {
    for (let i = 0; i < width; i++) this.put(offset + i, Math.floor(value / 256 ** i) & 0xff);
  }

  /** Which bits of a register software can change from now on; null = again those of the template. */
  setWritable(offset: number, width: Width, mask: number | null): void {
    this.masks ??= new Map();
    for (let i = 0; i < width; i++) {
      if (mask === null) this.masks.delete(offset + i);
      else this.masks.set(offset + i, Math.floor(mask / 256 ** i) & 0xff);
    }
  }

  /**
   * A reset of the function: what software can change goes back to its reset value, except sticky bits and those
   * of `kept` (masks by byte offset).
   */
  reset(kept: ReadonlyMap<number, number>): void {
    const { reset, writable, clearable, sticky } = this.template;
    for (const [at, value] of this.own ?? []) {
      const changed = (writable[at] ?? 0) | (clearable[at] ?? 0);
      const back = changed & ~(sticky?.[at] ?? 0) & ~(kept.get(at) ?? 0);
      this.put(at, (value & ~back) | ((reset[at] ?? 0) & back));
    }
    this.masks = null;
  }

  /** A copy of all bytes as software reads them. */
  bytes(): Uint8Array {
    const copy = this.template.reset.slice();
    for (const [at, value] of this.own ?? []) copy[at] = value;
    return copy;
  }

  /** The table with this id and where it stands; undefined when the function has none. */
  find(id: string): PlacedTable | undefined {
    return this.template.tables.find(({ table }) => table.id === id);
  }

  private byte(at: number): number {
    if (at >= this.template.size) return 0xff;
    return this.own?.get(at) ?? this.template.reset[at] ?? 0;
  }

  private put(at: number, value: number): void {
    if (value === this.template.reset[at]) this.own?.delete(at);
    else if (at < this.template.size) (this.own ??= new Map()).set(at, value);
  }
}
