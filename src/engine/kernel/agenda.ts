import type { Picos } from '../units';

/** Pending events as plain data, in the order in which they will pop. */
export interface AgendaState {
  /** Time of the last popped event. */
  readonly now: Picos;
  readonly times: Float64Array;
  /** what, a, b of each entry in turn. */
  readonly words: Int32Array;
}

/** Sorted entries above this are spread over buckets. */
const SORTED_MAX = 48;
/** A bucket or a far list of up to this many is sorted at once; a longer one is spread first. */
const SPREAD_MIN = 32;
/** Rungs deeper than this are not opened: what is left is sorted, slowly but rightly. */
const RUNGS_MAX = 8;
/**
 * Fine slices: hardly any holds two events, which would have to be sorted; a bitmap skips the empty ones. Rings
 * are twice as long, rounded up to a power of two: a thousand events then take 128 KiB.
 */
const SLICES_PER_EVENT = 14;
const SLICES_MAX = 1 << 15;
/** Slice numbers stay below this, so that they are small integers in every browser. */
const NUMBER_MAX = 1 << 29;

// Rung.scale:
/** time at which slice 0 starts */
const START = 0;
/** slices per picosecond */
const PER_PICO = 1;
/** slices before this one are handed down already */
const NEXT = 2;
/** slices from this one on are not here yet; a multiple of 32 */
const LIMIT = 3;

/**
 * One level of the ladder: a ring of equal time slices, each a list of slots, newest first (0 ends a
 * list). A class, because V8 forgets the types of an object literal's fields when it runs again.
 */
class Rung {
  /** Length is a power of two, at least 32. */
  heads = new Int32Array(512);
  /** One bit a slice: is its list not empty? */
  bits = new Int32Array(16);
  /** START, PER_PICO, NEXT, LIMIT: doubles a push needs, in one array. */
  readonly scale = new Float64Array(4);
}

/**
 * The event queue: earliest time first, equal times in the order of insertion. Events are numbers, so
 * that the state of a run is plain data.
 *
 * Few events are kept in one sorted list. Many are kept as a ladder queue (Tang, Goh and Thng 2005):
 * only the next time slice is sorted, later ones are unsorted buckets, the far future is one list.
 * Slices are always found by the same monotone expression, so that rounding cannot change the order;
 * equal times share a container, so that their order is that container's.
 *
 * Numbers that vary stay in typed arrays and calls pass integers only: a double that crosses a call
 * V8 does not inline would be allocated.
 */
export class Agenda {
  /** [0] is the time of the last popped event. */
  readonly now = new Float64Array(1);
  /** [0] is the time for `commit`. */
  readonly staged = new Float64Array(1);
  what = 0;
  a = 0;
  b = 0;

  // Slots hold the events; slot 0 is never used.
  private slotTimes = new Float64Array(65);
  /** what, a, b and the next slot of the same list, for each slot in turn. */
  words = new Int32Array(65 * 4);
  /** Head of the list of unused slots, 0 = none. */
  private free = 0;
  private pending = 0;

  // The sorted list lies in [head, tail).
  private sortedTimes = new Float64Array(256);
  private sortedSlots = new Int32Array(256);
  private head = 0;
  private tail = 0;
  /** Length at which the sorted list is spread; grows when it cannot be (equal times). */
  private sortedMax = SORTED_MAX;

  private readonly base = new Rung();
  private readonly rungs: Rung[] = [this.base];
  private depth = 0;
  /** Events beyond the base rung, in order of insertion. */
  private far = new Int32Array(64);
  private farCount = 0;

  constructor() {
    // Assigned again here so that V8 never takes a field for a constant and compiles twice.
    this.clear();
  }

  /** Number of pending events. */
  get size(): number {
    return this.pending;
  }

  /** What the queue takes in memory. */
  get bytes(): number {
    const { slotTimes, words, sortedTimes, sortedSlots, far, rungs } = this;
    const arrays = [slotTimes, words, sortedTimes, sortedSlots, far];
    for (const { heads, bits } of rungs) arrays.push(heads, bits);
    return arrays.reduce((sum, array) => sum + array.byteLength, 0);
  }

  /** Adds an event at `time` (finite, not before `now`); what, a and b are int32. */
  push(time: Picos, what: number, a: number, b: number): void {
    this.staged[0] = time;
    this.commit(what, a, b);
  }

  /**
   * Adds an event at `staged[0]`: into the coarsest container that is not handed down yet.
   * One long function on purpose: V8 would inline shorter ones into some callers only, and box the
   * time in the others.
   */
  commit(what: number, a: number, b: number): void {
    if (this.free === 0) this.growSlots();
    const slot = this.free;
    const time = this.staged[0] as number;
    const words = this.words;
    const at = slot << 2;
    this.free = words[at + 3] as number;
    this.pending++;
    words[at] = what;
    words[at + 1] = a;
    words[at + 2] = b;
    this.slotTimes[slot] = time;

    let rung = this.base;
    for (let level = 0; level < this.depth; level++) {
      if (level > 0) rung = this.rungs[level] as Rung;
      const scale = rung.scale;
      let x = (time - (scale[START] as number)) * (scale[PER_PICO] as number);
      if (x >= (scale[LIMIT] as number)) {
        if (level === 0) {
          if (this.farCount === this.far.length) this.far = doubled(this.far);
          this.far[this.farCount++] = slot;
          return;
        }
        // A finer rung owns all that its parent handed down, however the division rounds.
        x = (scale[LIMIT] as number) - 1;
      }
      if (x >= (scale[NEXT] as number)) {
        const { heads, bits } = rung;
        const i = x & (heads.length - 1);
        words[at + 3] = heads[i] as number;
        heads[i] = slot;
        bits[i >> 5] = (bits[i >> 5] as number) | (1 << i);
        return;
      }
    }

    // The sorted list, searched from the end, where most new events belong.
    if (this.tail === this.sortedSlots.length) this.compact();
    const times = this.sortedTimes;
    const slots = this.sortedSlots;
    const head = this.head;
    let i = this.tail++;
    while (i > head && (times[i - 1] as number) > time) {
      times[i] = times[i - 1] as number;
      slots[i] = slots[i - 1] as number;
      i--;
    }
    times[i] = time;
    slots[i] = slot;
    if (this.tail - head > this.sortedMax) this.spreadSorted();
  }

  /** Takes the earliest event into `now[0]`, `what`, `a`, `b`; false when there is none. */
  pop(): boolean {
    return this.popUntil(Infinity);
  }

  /** As `pop`, but leaves an event later than `until` where it is and returns false. */
  popUntil(until: Picos): boolean {
    const at = this.take(until);
    if (at === 0) return false;
    this.what = this.words[at] as number;
    this.a = this.words[at + 1] as number;
    this.b = this.words[at + 2] as number;
    return true;
  }

  /**
   * As `popUntil`, but returns where in `words` the event's what, a and b are, to be read before the next
   * push; 0 = none.
   */
  take(until: Picos): number {
    if (this.head === this.tail && !this.refill()) return 0;
    const head = this.head;
    const time = this.sortedTimes[head] as number;
    if (time > until) return 0;
    this.head = head + 1;
    this.now[0] = time;
    const slot = this.sortedSlots[head] as number;
    const at = slot << 2;
    this.words[at + 3] = this.free;
    this.free = slot;
    this.pending--;
    return at;
  }

  /** Time of the earliest event, Infinity when there is none. */
  peekTime(): Picos {
    if (this.head === this.tail && !this.refill()) return Infinity;
    return this.sortedTimes[this.head] as number;
  }

  save(): AgendaState {
    const slots = this.liveSlots();
    const times = Float64Array.from(slots, (slot) => this.slotTimes[slot] as number);
    const words = new Int32Array(slots.length * 3);
    for (let i = 0; i < slots.length; i++) {
      const at = (slots[i] as number) << 2;
      words[i * 3] = this.words[at] as number;
      words[i * 3 + 1] = this.words[at + 1] as number;
      words[i * 3 + 2] = this.words[at + 2] as number;
    }
    return { now: this.now[0] as number, times, words };
  }

  load(state: AgendaState): void {
    this.clear();
    const { times, words } = state;
    for (let i = 0; i < times.length; i++) {
      const at = i * 3;
      const [what, a, b] = [words[at], words[at + 1], words[at + 2]];
      this.push(times[i] as number, what as number, a as number, b as number);
    }
    this.now[0] = state.now;
  }

  private link(rung: Rung, slice: number, slot: number): void {
    const { heads, bits } = rung;
    const i = slice & (heads.length - 1);
    this.words[(slot << 2) + 3] = heads[i] as number;
    heads[i] = slot;
    bits[i >> 5] = (bits[i >> 5] as number) | (1 << i);
  }

  /** Sorts the next time slice into the empty sorted list; false when there is no event at all. */
  private refill(): boolean {
    this.head = 0;
    this.tail = 0;
    this.sortedMax = SORTED_MAX;
    while (this.depth > 0) {
      const rung = this.rungs[this.depth - 1] as Rung;
      const { heads, bits, scale } = rung;
      const mask = heads.length - 1;
      const limit = scale[LIMIT] as number;
      let slice = (scale[NEXT] as number) & ~31;
      while (slice < limit && bits[(slice & mask) >> 5] === 0) slice += 32;
      if (slice >= limit) {
        this.depth--;
        continue;
      }
      if (this.handDown(rung, slice)) return true;
    }
    if (this.farCount === 0) return false;
    const far = this.far;
    const n = this.farCount;
    this.farCount = 0;
    if (n <= SPREAD_MIN || !this.spread(far, 0, n)) {
      this.sort(far, n);
      return true;
    }
    return this.refill();
  }

  /**
   * Sorts a rung's next 32 slices, of which `slice` is the first and some are not empty, into the empty sorted
   * list, or as many of them as are few enough to be sorted at once. A slice that alone is too long is spread
   * over a finer rung, and the answer is false.
   */
  private handDown(rung: Rung, slice: number): boolean {
    const { heads, bits, scale } = rung;
    const { words, slotTimes } = this;
    const times = this.sortedTimes;
    const sorted = this.sortedSlots;
    const base = slice & (heads.length - 1);
    let word = bits[base >> 5] as number;
    let next = slice + 32;
    let tail = 0;
    let long = 0;
    do {
      const bit = 31 - Math.clz32(word & -word);
      const first = heads[base + bit] as number;
      const from = tail;
      let slot = first;
      do {
        if (tail === SPREAD_MIN) break;
        const time = slotTimes[slot] as number;
        let i = tail++;
        // A slice's list is newest first: what is sorted of it already is younger and yields at equal times.
        while (i > from && (times[i - 1] as number) >= time) {
          times[i] = times[i - 1] as number;
          sorted[i] = sorted[i - 1] as number;
          i--;
        }
        times[i] = time;
        sorted[i] = slot;
        slot = words[(slot << 2) + 3] as number;
      } while (slot !== 0);
      if (slot !== 0) {
        // Too many: this slice waits for the next turn, or is spread when it is the only one.
        tail = from;
        next = slice + bit;
        if (from > 0) break;
        long = first;
        next++;
      }
      heads[base + bit] = 0;
      word &= word - 1;
    } while (word !== 0 && long === 0);
    bits[base >> 5] = word;
    scale[NEXT] = next;
    // While nothing waits beyond the ring, it turns: slices handed down become slices to come.
    if (this.depth === 1 && this.farCount === 0 && next < NUMBER_MAX) {
      scale[LIMIT] = (next & ~31) + heads.length;
    }
    if (long !== 0) return this.spreadBucket(long);
    this.tail = tail;
    return true;
  }

  /** Spreads a long list over a finer rung; or sorts it where that is not possible, and returns true. */
  private spreadBucket(first: number): boolean {
    const list: number[] = [];
    for (let slot = first; slot !== 0; slot = this.words[(slot << 2) + 3] as number) {
      list.push(slot);
    }
    const slots = Int32Array.from(list.reverse());
    if (this.spread(slots, 0, slots.length)) return false;
    this.sort(slots, slots.length);
    return true;
  }

  /** Sorts the first `n` of slots, which are in order of insertion where times are equal. */
  private sort(slots: Int32Array, n: number): void {
    const times = this.slotTimes;
    const order = Array.from(slots.subarray(0, n));
    order.sort((p, q) => (times[p] as number) - (times[q] as number));
    while (this.sortedSlots.length < n) this.growSorted();
    this.sortedSlots.set(order);
    for (let i = 0; i < n; i++) this.sortedTimes[i] = times[order[i] as number] as number;
    this.tail = n;
    this.sortedMax = Math.max(SORTED_MAX, 2 * n);
  }

  private spreadSorted(): void {
    const { head, tail } = this;
    if (this.spread(this.sortedSlots, head, tail)) {
      this.head = 0;
      this.tail = 0;
      this.sortedMax = SORTED_MAX;
    } else {
      this.sortedMax = 2 * (tail - head);
    }
  }

  /**
   * Opens a finer rung over slots[from … to), which are in order of insertion where times are equal.
   * False when they cannot be told apart.
   */
  private spread(slots: Int32Array, from: number, to: number): boolean {
    if (this.depth === RUNGS_MAX) return false;
    const times = this.slotTimes;
    let least = Infinity;
    let most = -Infinity;
    for (let i = from; i < to; i++) {
      const time = times[slots[i] as number] as number;
      if (time < least) least = time;
      if (time > most) most = time;
    }
    if (least === most) return false;
    const slices = Math.min(SLICES_PER_EVENT * (to - from), SLICES_MAX);
    const perPico = slices / (most - least);
    const rung = (this.rungs[this.depth] ??= new Rung());
    // Twice as far as these events reach, so that those they cause find room.
    while (rung.heads.length < 2 * slices) {
      rung.heads = new Int32Array(2 * rung.heads.length);
      rung.bits = new Int32Array(rung.heads.length >> 5);
    }
    rung.scale[START] = least;
    rung.scale[PER_PICO] = perPico;
    rung.scale[NEXT] = 0;
    rung.scale[LIMIT] = rung.heads.length;
    this.depth++;
    for (let i = from; i < to; i++) {
      const slot = slots[i] as number;
      this.link(rung, ((times[slot] as number) - least) * perPico, slot);
    }
    return true;
  }

  /** Makes room at the end of the sorted list. */
  private compact(): void {
    const { head, tail } = this;
    if (head < tail >>> 1) this.growSorted();
    this.sortedTimes.copyWithin(0, head, tail);
    this.sortedSlots.copyWithin(0, head, tail);
    this.head = 0;
    this.tail = tail - head;
  }

  private growSorted(): void {
    this.sortedTimes = doubled(this.sortedTimes);
    this.sortedSlots = doubled(this.sortedSlots);
  }

  private growSlots(): void {
    const old = this.slotTimes.length - 1;
    const times = new Float64Array(2 * old + 1);
    times.set(this.slotTimes);
    const words = new Int32Array((2 * old + 1) * 4);
    words.set(this.words);
    this.slotTimes = times;
    this.words = words;
    this.chain(old + 1);
  }

  /** Adds the slots from `first` on to the unused ones. */
  private chain(first: number): void {
    for (let slot = this.slotTimes.length - 1; slot >= first; slot--) {
      this.words[(slot << 2) + 3] = this.free;
      this.free = slot;
    }
  }

  private liveSlots(): number[] {
    const slots: number[] = Array.from(this.sortedSlots.subarray(this.head, this.tail));
    for (const rung of this.rungs.slice(0, this.depth)) {
      const { heads, bits } = rung;
      for (let i = 0; i < heads.length; i++) {
        if (bits[i >> 5] === 0) continue;
        const first = slots.length;
        let slot = heads[i] as number;
        for (; slot !== 0; slot = this.words[(slot << 2) + 3] as number) slots.push(slot);
        // A list is newest first.
        for (let p = first, q = slots.length - 1; p < q; p++, q--) {
          const older = slots[q] as number;
          slots[q] = slots[p] as number;
          slots[p] = older;
        }
      }
    }
    for (let i = 0; i < this.farCount; i++) slots.push(this.far[i] as number);
    const times = this.slotTimes;
    return slots.sort((p, q) => (times[p] as number) - (times[q] as number));
  }

  private clear(): void {
    this.free = 0;
    this.pending = 0;
    this.chain(1);
    for (const rung of this.rungs) {
      rung.heads.fill(0);
      rung.bits.fill(0);
    }
    this.depth = 0;
    this.farCount = 0;
    this.head = 0;
    this.tail = 0;
    this.sortedMax = SORTED_MAX;
  }
}

function doubled<T extends Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(array: T): T {
  const Maker = array.constructor as new (length: number) => T;
  const copy = new Maker(array.length * 2);
  copy.set(array);
  return copy;
}
