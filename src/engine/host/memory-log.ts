import type { MemoryArea } from '../hw/machine';
import { PS_PER_S, type Picos } from '../units';

/** Bytes of a page as migration counts them (TARGET_PAGE_SIZE). */
export const PAGE = 4096;

/** Who wrote a page first after the last look at the log. */
export const WRITERS = ['applications', 'driver', 'device'] as const;

/**
 * A guest's pages from 0 on: two a ring and one its driver writes, receive buffers, buffers to send, then what its
 * other applications write. Buffers have a page each (a 2 KiB slot of a page, or a frame of 9,000 bytes: about one).
 */
const RINGS = 4;
const BUFFERS = 256;
const FIRST_OF: Readonly<Record<MemoryArea, number>> = { ring: 0, rx: RINGS, tx: RINGS + BUFFERS };
const SIZE_OF: Readonly<Record<MemoryArea, number>> = { ring: RINGS, rx: BUFFERS, tx: BUFFERS };
const HEAP = RINGS + 2 * BUFFERS;
/** Rings that the back end writes (used entries); the third is the driver's own. */
const DRIVERS_RING = 2;

export interface MemoryLogState {
  /** One byte a page: written since the last look. */
  dirty: Uint8Array;
  count: number;
  /** By index into WRITERS, since the migration began. */
  byWriter: number[];
  /** Pages that the applications have written since it began, a broken number. */
  written: number;
  /** Since when they run; -1 = they do not. */
  runsSince: Picos;
}

export interface Applications {
  /** Pages a second while the guest runs. */
  readonly rate: number;
  /** Pages they go round in. */
  readonly workingSet: number;
}

/**
 * The log of dirty pages of one guest (KVM's dirty bitmap and the back ends' own logs as one). What drivers and back
 * ends write is told as it happens. MODEL: the guest's other applications write the pages of their working set one
 * after another at a constant rate while its vCPU runs, and cost no CPU time.
 */
export class MemoryLog {
  private readonly apps: Applications;
  private readonly state: () => MemoryLogState;

  constructor(apps: Applications, state: () => MemoryLogState) {
    this.apps = apps;
    this.state = state;
  }

  static empty(pages: number): MemoryLogState {
    return {
      dirty: new Uint8Array(pages),
      count: 0,
      byWriter: WRITERS.map(() => 0),
      written: 0,
      runsSince: -1,
    };
  }

  /** A driver or a device wrote entry `index` of an area; `together` pages have one dirty bit. */
  wrote(area: MemoryArea, index: number, together = 1): void {
    const page = FIRST_OF[area] + (index % SIZE_OF[area]);
    const writer = area === 'tx' || page === DRIVERS_RING ? 1 : 2;
    if (together === 1) return this.mark(page, writer);
    const first = page - (page % together);
    const end = Math.min(first + together, this.state().dirty.length);
    for (let each = first; each < end; each++) this.mark(each, writer);
  }

  /** Brings the applications' writes up to `now`. */
  advance(now: Picos): void {
    const s = this.state();
    if (s.runsSince < 0) return;
    const before = s.written;
    s.written += (this.apps.rate * (now - s.runsSince)) / PS_PER_S;
    s.runsSince = now;
    const size = Math.min(this.apps.workingSet, s.dirty.length - HEAP);
    const first = Math.max(Math.floor(before), Math.floor(s.written) - size);
    for (let n = first; n < Math.floor(s.written); n++) this.mark(HEAP + (n % size), 0);
  }

  /** The applications run from now on, or no longer. */
  run(now: Picos, runs: boolean): void {
    this.advance(now);
    this.state().runsSince = runs ? now : -1;
  }

  /** Pages written since the last call; the log is empty afterwards (KVM_GET_DIRTY_LOG). */
  take(now: Picos): number {
    this.advance(now);
    const s = this.state();
    const found = s.count;
    s.dirty.fill(0);
    s.count = 0;
    return found;
  }

  private mark(page: number, writer: number): void {
    const s = this.state();
    if (s.dirty[page] === 1) return;
    s.dirty[page] = 1;
    s.count++;
    s.byWriter[writer] = (s.byWriter[writer] as number) + 1;
  }
}
