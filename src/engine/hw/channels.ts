/**
 * The channels of all guests, in ethtool's word: a vCPU together with the queue pair whose vectors are routed to it
 * (virtnet_set_affinity; XPS sends from a CPU by its own queue). They have one numbering: the first of each guest has the
 * guest's own number, further ones come after all guests. So what serves one queue a guest may call it by its guest.
 */
export class Channels {
  readonly count: number;
  private readonly guests: Int16Array;
  private readonly places: Int16Array;
  private readonly lists: readonly (readonly number[])[];

  /** `countOf` tells how many a guest has, at least one. */
  constructor(guestCount: number, countOf: (vm: number) => number) {
    let next = guestCount;
    this.lists = Array.from({ length: guestCount }, (_, vm) => [
      vm,
      ...Array.from({ length: countOf(vm) - 1 }, () => next++),
    ]);
    this.count = next;
    this.guests = new Int16Array(next);
    this.places = new Int16Array(next);
    this.lists.forEach((list, vm) => {
      list.forEach((ch, n) => {
        this.guests[ch] = vm;
        this.places[ch] = n;
      });
    });
  }

  /** Guest that a channel belongs to. */
  guestOf(ch: number): number {
    return this.guests[ch] as number;
  }

  /** Which of its guest's channels it is, from 0. */
  nthOf(ch: number): number {
    return this.places[ch] as number;
  }

  /** A guest's channels, in order. */
  of(vm: number): readonly number[] {
    return this.lists[vm] ?? [];
  }

  countOf(vm: number): number {
    return this.of(vm).length;
  }

  /** One value for each channel, by its guest. */
  each<T>(valueOf: (vm: number, ch: number) => T): T[] {
    return Array.from({ length: this.count }, (_, ch) => valueOf(this.guestOf(ch), ch));
  }
}
