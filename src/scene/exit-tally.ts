import { EXIT_CLASSES, EXIT_REASONS, FACT_KINDS, REGISTERS } from '../store/vocabulary';
import type { FactColumns } from '../engine/kernel/columns';
import type { Picos } from '../engine/units';

/** One pile on the exit line: exits of one guest about one register or for one reason. */
export interface Pile {
  readonly vm: number;
  readonly name: string;
  /** At the cursor. */
  light: number;
  heavy: number;
}

const EXIT = FACT_KINDS.indexOf('vm-exit');
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
  /** By guest, in order of first appearance in the window. */
  readonly pilesOf: readonly (readonly Pile[])[];
  /** Exits of each guest before the window, [light, heavy]. */
  readonly earlier: readonly (readonly [number, number])[];
  readonly #time: Float64Array;
  readonly #pile: readonly Pile[];
  readonly #heavy: Uint8Array;
  #next = 0;

  constructor(facts: FactColumns, vms: number, earlier: readonly (readonly [number, number])[]) {
    const rows = Uint32Array.from({ length: facts.count }, (_, i) => i).filter(
      (i) => facts.kind[i] === EXIT,
    );
    rows.sort((a, b) => (facts.time[a] as number) - (facts.time[b] as number) || a - b);
    const piles: Pile[][] = Array.from({ length: vms }, () => []);
    this.#time = Float64Array.from(rows, (i) => facts.time[i] as number);
    this.#heavy = Uint8Array.from(rows, (i) => (facts.b[i] === HEAVY ? 1 : 0));
    this.#pile = Array.from(rows, (i) => {
      const vm = facts.vm[i] as number;
      const name = exitName(facts.a[i] as number, facts.c[i] as number);
      const own = piles[vm] ?? (piles[vm] = []);
      const known = own.find((pile) => pile.name === name);
      if (known !== undefined) return known;
      const pile: Pile = { vm, name, light: 0, heavy: 0 };
      own.push(pile);
      return pile;
    });
    this.pilesOf = piles;
    this.earlier = earlier;
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

  #add(sign: 1 | -1): void {
    const pile = this.#pile[this.#next];
    if (pile === undefined) return;
    if (this.#heavy[this.#next] === 1) pile.heavy += sign;
    else pile.light += sign;
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
export const EMPTY_TALLY = new ExitTally(NO_FACTS, 0, []);
