/** What ends more than the command it happens in; commands let it through. */
export abstract class Control extends Error {}

/** A line that would take too long or print too much; the message is what follows `bash: `. */
export class LineStopped extends Control {}

/** What one line may cost, so that none keeps the page waiting for more than about a second. */
const MAX_COMMANDS = 70_000;
const MAX_WORK = 20_000_000;
export const MAX_OUTPUT = 2_000_000;
/** What a pipe or a variable may hold; a producer is stopped there, as by a closed pipe. */
export const MAX_BUFFER = 16_000_000;
export const MAX_WORDS = 200_000;
export const MAX_CALLS = 64;

/** How long a line may take in earnest, whatever its steps cost: writes that make VFs, rules that are checked as a whole. */
const LONGEST_MS = 8_000;

/** What is left of a line's allowance. */
export class Budget {
  #commands = 0;
  #work = 0;
  readonly #clock: () => number;
  readonly #until: number;

  /** `clock`: of the wall, ms. Without one a line is measured by its steps alone. */
  constructor(clock: () => number = () => 0) {
    this.#clock = clock;
    this.#until = clock() + LONGEST_MS;
  }

  /** Another command is about to run. */
  command(): void {
    this.#commands += 1;
    if (this.#commands > MAX_COMMANDS)
      throw new LineStopped(`line stopped after ${String(MAX_COMMANDS)} steps`);
    if (this.#clock() > this.#until)
      throw new LineStopped(`line stopped after ${String(LONGEST_MS / 1e3)} s`);
    this.spend(100);
  }

  /** Work in about the unit of a character looked at. */
  spend(units: number): void {
    this.#work += units;
    if (this.#work > MAX_WORK)
      throw new LineStopped(`line stopped after ${String(this.#commands)} steps: too much work`);
  }
}
