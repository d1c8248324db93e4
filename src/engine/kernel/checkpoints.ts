import type { Picos } from '../units';

/** What orders snapshots of one run: SimSnapshot has both. */
export interface Moment {
  readonly now: Picos;
  /** Events processed until then; tells two snapshots at the same time apart. */
  readonly events: number;
}

/**
 * Snapshots of one run in order, at most `capacity` of them and at most `budget` bytes together. When there are too many, the one that
 * leaves the smallest gap relative to its age goes: the newest stay dense, older ones ever sparser,
 * the first and the newest always stay.
 */
export class Checkpoints<T extends Moment> {
  private readonly capacity: number;
  private readonly budget: number;
  private readonly kept: T[] = [];
  /** Bytes of each. */
  private readonly weights: number[] = [];
  private total = 0;

  constructor(capacity = 64, budget = Infinity) {
    if (!(capacity >= 2)) throw new RangeError(`checkpoint capacity ${String(capacity)} < 2`);
    this.capacity = capacity;
    this.budget = budget;
  }

  get size(): number {
    return this.kept.length;
  }

  /** Of all together, as told when they were added. */
  get bytes(): number {
    return this.total;
  }

  /** All kept, oldest first. */
  list(): readonly T[] {
    return this.kept;
  }

  /** Keeps `snap`, unless that moment is kept already (a replay passes known moments again). */
  add(snap: T, bytes = 0): void {
    const { kept, weights } = this;
    const i = this.countWhile((s) => s.events <= snap.events);
    if (kept[i - 1]?.events === snap.events) return;
    kept.splice(i, 0, snap);
    weights.splice(i, 0, bytes);
    this.total += bytes;
    while (kept.length > this.capacity || (this.total > this.budget && kept.length > 2))
      this.thin();
  }

  /** The last one with time ≤ `time`. */
  nearest(time: Picos): T | undefined {
    return this.kept[this.countWhile((s) => s.now <= time) - 1];
  }

  /** The last one with no more than `events` processed. */
  nearestByEvents(events: number): T | undefined {
    return this.kept[this.countWhile((s) => s.events <= events) - 1];
  }

  /** Forgets everything later than `time`: an edit at `time` makes another future. */
  dropAfter(time: Picos): void {
    const left = this.countWhile((s) => s.now <= time);
    while (this.kept.length > left) this.remove(left);
  }

  clear(): void {
    while (this.kept.length > 0) this.remove(0);
  }

  private remove(i: number): void {
    this.kept.splice(i, 1);
    this.total -= this.weights.splice(i, 1)[0] as number;
  }

  /** Length of the prefix for which `holds` is true (it must be true for a prefix only). */
  private countWhile(holds: (snap: T) => boolean): number {
    let low = 0;
    let high = this.kept.length;
    while (low < high) {
      const mid = (low + high) >>> 1;
      if (holds(this.kept[mid] as T)) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  private thin(): void {
    const { kept } = this;
    const newest = (kept[kept.length - 1] as T).now;
    let victim = 1;
    let least = Infinity;
    for (let i = 1; i < kept.length - 1; i++) {
      const gap = (kept[i + 1] as T).now - (kept[i - 1] as T).now;
      // +1: snapshots at the newest time have no age yet.
      const loss = gap / (newest - (kept[i] as T).now + 1);
      if (loss < least) {
        least = loss;
        victim = i;
      }
    }
    this.remove(victim);
  }
}
