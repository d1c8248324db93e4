import type { Picos } from '../units';
import { factsAt, hopsAt, type FactColumns, type HopColumns } from './columns';

const FIRST_ROWS = 4096;
const BYTES_A_HOP = 30;
const BYTES_A_FACT = 27;

function grow<T extends Float64Array | Int32Array | Int16Array | Uint16Array | Uint8Array>(
  old: T,
  rows: number,
): T {
  const next = new (old.constructor as new (n: number) => T)(rows);
  next.set(old as never);
  return next;
}

/**
 * Writes hops and facts into columns; whoever has one asks first whether it is on. It does not belong to the state of a run:
 * a run that is replayed from a checkpoint records the same rows again.
 */
export class Recorder {
  on = false;
  /** Kinds of facts, one bit each, that are kept while it is off. */
  watched = 0;
  /** Hops and facts that were not kept because it was off. */
  skipped = 0;
  /** Only the rows of this packet are kept; 0 = of all. */
  only = 0;
  /** Rows beyond this are not kept; `full` says so. */
  maxRows = Infinity;
  full = false;
  /** Only what overlaps [since, until) is kept. */
  since: Picos = 0;
  until: Picos = Infinity;
  hops = 0;
  facts = 0;
  /** Thread whose work is being recorded; -1 for hardware and what merely waits. */
  by = -1;
  private start = new Float64Array(FIRST_ROWS);
  private end = new Float64Array(FIRST_ROWS);
  private packet = new Int32Array(FIRST_ROWS);
  private vm = new Int16Array(FIRST_ROWS);
  private step = new Uint16Array(FIRST_ROWS);
  private from = new Uint16Array(FIRST_ROWS);
  private to = new Uint16Array(FIRST_ROWS);
  private thread = new Int16Array(FIRST_ROWS);
  private time = new Float64Array(FIRST_ROWS);
  private kind = new Uint8Array(FIRST_ROWS);
  private factVm = new Int16Array(FIRST_ROWS);
  private factPacket = new Int32Array(FIRST_ROWS);
  private a = new Int32Array(FIRST_ROWS);
  private b = new Int32Array(FIRST_ROWS);
  private c = new Int32Array(FIRST_ROWS);

  /** What the columns take in memory. */
  get bytes(): number {
    return this.start.length * BYTES_A_HOP + this.time.length * BYTES_A_FACT;
  }

  /** Is a fact of this kind to be given to `fact`? */
  wants(kind: number): boolean {
    return this.on || (this.watched & (1 << kind)) !== 0;
  }

  clear(): void {
    this.hops = 0;
    this.facts = 0;
    this.full = false;
  }

  hop(
    start: Picos,
    end: Picos,
    packet: number,
    vm: number,
    step: number,
    from: number,
    to: number,
  ): void {
    if (end < this.since || start >= this.until) return;
    if (this.only !== 0 && packet !== this.only) return;
    const i = this.hops;
    if (i >= this.maxRows) {
      this.full = true;
      return;
    }
    if (i === this.start.length) this.growHops(2 * i);
    this.start[i] = start;
    this.end[i] = end;
    this.packet[i] = packet;
    this.vm[i] = vm;
    this.step[i] = step;
    this.from[i] = from;
    this.to[i] = to;
    this.thread[i] = this.by;
    this.hops = i + 1;
  }

  fact(
    time: Picos,
    kind: number,
    vm: number,
    packet: number,
    a: number,
    b: number,
    c: number,
  ): void {
    if (time < this.since || time >= this.until) return;
    if (this.only !== 0 && packet !== this.only) return;
    const i = this.facts;
    if (i >= this.maxRows) {
      this.full = true;
      return;
    }
    if (i === this.time.length) this.growFacts(2 * i);
    this.time[i] = time;
    this.kind[i] = kind;
    this.factVm[i] = vm;
    this.factPacket[i] = packet;
    this.a[i] = a;
    this.b[i] = b;
    this.c[i] = c;
    this.facts = i + 1;
  }

  /** Visits the facts from row `first` on, as recorded. */
  eachFact(
    first: number,
    visit: (
      time: Picos,
      kind: number,
      vm: number,
      packet: number,
      a: number,
      b: number,
      c: number,
    ) => void,
  ): void {
    for (let i = first; i < this.facts; i++) {
      visit(
        this.time[i] as number,
        this.kind[i] as number,
        this.factVm[i] as number,
        this.factPacket[i] as number,
        this.a[i] as number,
        this.b[i] as number,
        this.c[i] as number,
      );
    }
  }

  /** Visits the hops from row `first` on, as recorded. */
  eachHop(first: number, visit: (end: Picos, packet: number, vm: number) => void): void {
    for (let i = first; i < this.hops; i++) {
      visit(this.end[i] as number, this.packet[i] as number, this.vm[i] as number);
    }
  }

  /** Copies of the hops for which `keep` holds, ordered by start (equal starts: as recorded). */
  takeHops(keep: (start: Picos, end: Picos, packet: number) => boolean): HopColumns {
    const rows: number[] = [];
    for (let i = 0; i < this.hops; i++) {
      if (keep(this.start[i] as number, this.end[i] as number, this.packet[i] as number))
        rows.push(i);
    }
    rows.sort((x, y) => (this.start[x] as number) - (this.start[y] as number) || x - y);
    const { start, end, packet, vm, step, from, to, thread } = this;
    const all = { count: this.hops, start, end, packet, vm, step, from, to, thread };
    return hopsAt(all, Uint32Array.from(rows));
  }

  /** Copies of the facts for which `keep` holds, ordered by time (equal times: as recorded). */
  takeFacts(keep: (time: Picos, packet: number) => boolean): FactColumns {
    const rows: number[] = [];
    for (let i = 0; i < this.facts; i++) {
      if (keep(this.time[i] as number, this.factPacket[i] as number)) rows.push(i);
    }
    rows.sort((x, y) => (this.time[x] as number) - (this.time[y] as number) || x - y);
    const { time, kind, factVm: vm, factPacket: packet, a, b, c } = this;
    const all = { count: this.facts, time, kind, vm, packet, a, b, c };
    return factsAt(all, Uint32Array.from(rows));
  }

  private growHops(rows: number): void {
    this.start = grow(this.start, rows);
    this.end = grow(this.end, rows);
    this.packet = grow(this.packet, rows);
    this.vm = grow(this.vm, rows);
    this.step = grow(this.step, rows);
    this.from = grow(this.from, rows);
    this.to = grow(this.to, rows);
    this.thread = grow(this.thread, rows);
  }

  private growFacts(rows: number): void {
    this.time = grow(this.time, rows);
    this.kind = grow(this.kind, rows);
    this.factVm = grow(this.factVm, rows);
    this.factPacket = grow(this.factPacket, rows);
    this.a = grow(this.a, rows);
    this.b = grow(this.b, rows);
    this.c = grow(this.c, rows);
  }
}
