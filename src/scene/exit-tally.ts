import { isIdleExit } from './timeline';
import { EXIT_CLASSES, EXIT_REASONS, FACT_KINDS, REGISTERS } from '../store/vocabulary';
import type { FactColumns } from '../engine/kernel/columns';
import type { Picos } from '../engine/units';

/** Exits of one guest, counted. */
export interface ExitCounts {
  light: number;
  heavy: number;
  /** Those its idling caused, whatever their weight: HLT and its timer. Not in the two above. */
  idle: number;
}

/** One pile on the exit line: exits of one guest about one register or for one reason, or all it made idling. */
export interface Pile extends ExitCounts {
  readonly vm: number;
  readonly name: string;
}

const EXIT = FACT_KINDS.indexOf('vm-exit');
const CLASS_BITS = 3;
const HEAVY = EXIT_CLASSES.indexOf('H');

/** Short names for exit reasons that are not about a device register. */
const REASON_NAMES: Readonly<Record<number, string>> = {
  1: 'EXTINT',
  7: 'WINDOW',
  30: 'IO',
  32: 'MSR',
  44: 'APIC',
  45: 'EOI',
  48: 'EPT',
  49: 'MMIO',
  52: 'TIMER',
};

/** Names too long for a pile. */
const SHORT: Readonly<Record<string, string>> = {
  'queue notify (tx)': 'notify',
  'queue notify (rx)': 'refill',
  TSC_DEADLINE: 'TIMER',
  // As the card's data sheet calls them.
  IntrStatus: 'ISR',
  IntrMask: 'IMR',
};

/** What an exit is filed under: the register touched, else the reason. */
export function exitName(reason: number, register: number): string {
  const touched = REGISTERS[register]?.name;
  if (touched !== undefined) return SHORT[touched] ?? touched;
  const full: Readonly<Record<number, string>> = EXIT_REASONS;
  return REASON_NAMES[reason] ?? full[reason] ?? String(reason);
}

/**
 * Counts the VM exits of a window up to a moment. Moving the moment costs as much as there are
 * exits between the old one and the new, in either direction, and allocates nothing.
 */
export class ExitTally {
  /** By guest, in order of first appearance in the window: what I/O caused. */
  readonly pilesOf: readonly (readonly Pile[])[];
  /** By guest: one pile for all its idling. */
  readonly idleOf: readonly Pile[];
  readonly #time: Float64Array;
  readonly #pile: readonly (Pile | undefined)[];
  readonly #kind: readonly (keyof ExitCounts)[];
  #next = 0;

  constructor(facts: FactColumns, vms: number) {
    const rows = Uint32Array.from({ length: facts.count }, (_, i) => i).filter(
      (i) => facts.kind[i] === EXIT,
    );
    rows.sort((a, b) => (facts.time[a] as number) - (facts.time[b] as number) || a - b);
    const newPile = (vm: number, name: string): Pile => ({ vm, name, light: 0, heavy: 0, idle: 0 });
    const piles: Pile[][] = Array.from({ length: vms }, () => []);
    const idles = piles.map((_, vm) => newPile(vm, ''));
    this.#time = Float64Array.from(rows, (i) => facts.time[i] as number);
    this.#kind = Array.from(rows, (i) =>
      isIdleExit(facts, i)
        ? 'idle'
        : ((facts.b[i] as number) & CLASS_BITS) === HEAVY
          ? 'heavy'
          : 'light',
    );
    this.#pile = Array.from(rows, (i) => {
      const vm = facts.vm[i] as number;
      if (isIdleExit(facts, i)) return idles[vm];
      const name = exitName(facts.a[i] as number, facts.c[i] as number);
      const own = piles[vm];
      const known = own?.find((pile) => pile.name === name);
      if (known !== undefined) return known;
      const pile = newPile(vm, name);
      own?.push(pile);
      return pile;
    });
    this.pilesOf = piles;
    this.idleOf = idles;
  }

  /** Afterwards the piles hold the exits at or before `cursor`. */
  moveTo(cursor: Picos): void {
    while (this.#next < this.#time.length && (this.#time[this.#next] as number) <= cursor) {
      this.#add(1);
      this.#next += 1;
    }
    while (this.#next > 0 && (this.#time[this.#next - 1] as number) > cursor) {
      this.#next -= 1;
      this.#add(-1);
    }
  }

  /** What a guest's piles hold together. */
  totalOf(vm: number): ExitCounts {
    const total: ExitCounts = { light: 0, heavy: 0, idle: this.idleOf[vm]?.idle ?? 0 };
    for (const pile of this.pilesOf[vm] ?? []) {
      total.light += pile.light;
      total.heavy += pile.heavy;
    }
    return total;
  }

  #add(sign: 1 | -1): void {
    const pile = this.#pile[this.#next];
    const kind = this.#kind[this.#next];
    if (pile !== undefined && kind !== undefined) pile[kind] += sign;
  }
}

const NO_FACTS: FactColumns = {
  count: 0,
  time: new Float64Array(),
  kind: new Uint8Array(),
  vm: new Int16Array(),
  packet: new Int32Array(),
  a: new Int32Array(),
  b: new Int32Array(),
  c: new Int32Array(),
};
export const EMPTY_TALLY = new ExitTally(NO_FACTS, 0);
