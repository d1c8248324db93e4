import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { FactColumns, HopColumns } from '../kernel/columns';
import type { Picos } from '../units';
import type { Trigger } from './trigger-rules';

/** A stretch of a run with the ways into it that causes are looked up by. Hops are in the order they begin. */
export class Recording {
  readonly byEnd = new Map<Picos, number[]>();
  readonly byPacket = new Map<number, number[]>();
  readonly factsOf = new Map<number, number[]>();
  /** The hop before on the same thread, -1 for none. */
  readonly before: Int32Array;
  private readonly byTarget = new Map<number, number[]>();
  private readonly exits = new Map<string, number>();
  private readonly hops: HopColumns;
  private readonly guestOfThread: readonly number[];

  /** `guestOfThread`: whose thread it is, by its number; -1 for the host's own. */
  constructor(hops: HopColumns, facts: FactColumns, guestOfThread: readonly number[]) {
    this.hops = hops;
    this.guestOfThread = guestOfThread;
    this.before = new Int32Array(hops.count).fill(-1);
    const threads = new Map<number, number[]>();
    for (let i = 0; i < hops.count; i++) {
      listed(this.byEnd, hops.end[i] as number, i);
      listed(this.byPacket, hops.packet[i] as number, i);
      listed(this.byTarget, hops.to[i] as number, i);
      const thread = hops.thread[i] as number;
      if (thread < 0) continue;
      const own = threads.get(thread) ?? [];
      // One that was interrupted spans those that interrupted it.
      this.before[i] =
        own.findLast((j) => (hops.end[j] as number) <= (hops.start[i] as number)) ?? -1;
      own.push(i);
      threads.set(thread, own);
    }
    for (let i = 0; i < facts.count; i++) {
      listed(this.factsOf, facts.packet[i] as number, i);
      if (facts.kind[i] === FACT['vm-exit'])
        this.exits.set(`${String(facts.time[i])} ${String(facts.vm[i])}`, facts.a[i] as number);
    }
  }

  /** Reason of the exit that guest `vm` takes at that instant. */
  exitAt(at: Picos, vm: number): number | undefined {
    return this.exits.get(`${String(at)} ${String(vm)}`);
  }

  /** The hop that a rule says another follows from, seen at time `at`; -1 for none. */
  find({ on, when, match }: Trigger, hop: number, at: Picos): number {
    const steps = new Set<number>(on.map((id) => STEP[id]));
    const { hops } = this;
    const pool =
      when === 'at'
        ? this.byEnd.get(at)
        : match === 'target'
          ? this.byTarget.get(hops.to[hop] as number)
          : this.byPacket.get(hops.packet[hop] as number);
    const fits = (i: number) =>
      i < hop &&
      (hops.end[i] as number) <= at &&
      steps.has(hops.step[i] as number) &&
      this.matches(match, i, hop);
    if (when === 'before') {
      let best = -1;
      for (const i of pool ?? [])
        if (fits(i) && (best < 0 || (hops.end[i] as number) >= (hops.end[best] as number)))
          best = i;
      return best;
    }
    // Of several at one instant the one that has most in common.
    let [best, score] = [-1, -1];
    for (const i of pool ?? []) {
      if (!fits(i)) continue;
      const common =
        (hops.packet[i] === hops.packet[hop] ? 2 : 0) + (hops.vm[i] === hops.vm[hop] ? 1 : 0);
      if (common >= score) [best, score] = [i, common];
    }
    return best;
  }

  private matches(match: Trigger['match'], cause: number, effect: number): boolean {
    const { packet, vm, from: start, to, thread, step } = this.hops;
    const same = (column: ArrayLike<number>) => column[cause] === column[effect];
    switch (match) {
      case 'packet':
        return same(packet);
      case 'guest':
        return this.guestOf(cause) === this.guestOf(effect);
      case 'thread':
        return same(thread);
      case 'place':
        return to[cause] === start[effect];
      case 'target':
        return same(to);
      case 'delivery':
        if (packet[effect] === 0 || !same(packet)) return false;
        // A write-back and its message belong to one function; both ends of a frame may be on one card.
        if (step[effect] === STEP.msix) return same(start);
        return same(vm);
    }
  }

  /** Whose thread works there. A frame between two guests is booked on its sender wherever it is. */
  private guestOf(hop: number): number {
    const own = this.guestOfThread[this.hops.thread[hop] as number] ?? -1;
    return own < 0 ? (this.hops.vm[hop] as number) : own;
  }
}

function listed(map: Map<number, number[]>, key: number, i: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [i]);
  else list.push(i);
}
