import {
  isWord,
  parseRegex,
  RegexFailure,
  type Assertion,
  type Pattern,
  type RegexOptions,
} from './syntax';

export { RegexFailure };

export interface Match {
  readonly start: number;
  readonly end: number;
  /** The whole match and each group; undefined where a group took no part. */
  readonly groups: readonly (string | undefined)[];
}

/** Finds in time proportional to text × pattern, whatever the pattern. */
export interface Regex {
  /** Steps per character at most. */
  readonly cost: number;
  test(text: string): boolean;
  /** The leftmost match from `from` on, the longest of those. */
  find(text: string, from: number): Match | null;
}

type Instruction =
  | { readonly op: 'char'; readonly test: (code: number) => boolean }
  | { readonly op: 'assert'; readonly what: Assertion }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'match' };

const MAX_PROGRAM = 4_000;

function compile(pattern: Pattern, program: Instruction[]): void {
  if (program.length > MAX_PROGRAM) throw new RegexFailure('Regular expression too big');
  switch (pattern.kind) {
    case 'empty':
      return;
    case 'char':
      program.push({ op: 'char', test: pattern.test });
      return;
    case 'assert':
      program.push({ op: 'assert', what: pattern.what });
      return;
    case 'group':
      program.push({ op: 'save', slot: pattern.index * 2 });
      compile(pattern.inner, program);
      program.push({ op: 'save', slot: pattern.index * 2 + 1 });
      return;
    case 'sequence':
      for (const item of pattern.items) compile(item, program);
      return;
    case 'either': {
      const jumps: { op: 'jump'; to: number }[] = [];
      for (const [i, branch] of pattern.branches.entries()) {
        if (i === pattern.branches.length - 1) compile(branch, program);
        else {
          const split = { op: 'split', first: program.length + 1, second: 0 } as const;
          const open = { ...split, second: 0 as number };
          program.push(open);
          compile(branch, program);
          const jump = { op: 'jump' as const, to: 0 };
          program.push(jump);
          jumps.push(jump);
          open.second = program.length;
        }
      }
      for (const jump of jumps) jump.to = program.length;
      return;
    }
    case 'repeat': {
      const { inner, min, max } = pattern;
      const before = program.length;
      for (let i = 0; i < min; i += 1) {
        compile(inner, program);
        if (program.length === before) break;
      }
      if (max === Infinity) {
        const loop = { op: 'split' as const, first: program.length + 1, second: 0 };
        const at = program.length;
        program.push(loop);
        compile(inner, program);
        program.push({ op: 'jump', to: at });
        loop.second = program.length;
        return;
      }
      const exits: { second: number }[] = [];
      for (let i = min; i < max; i += 1) {
        const option = { op: 'split' as const, first: program.length + 1, second: 0 };
        program.push(option);
        exits.push(option);
        compile(inner, program);
      }
      for (const exit of exits) exit.second = program.length;
    }
  }
}

function asserted(what: Assertion, text: string, at: number): boolean {
  const before = at > 0 && isWord(text.charCodeAt(at - 1));
  const after = at < text.length && isWord(text.charCodeAt(at));
  switch (what) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'boundary':
      return before !== after;
    case 'inside':
      return before === after;
    case 'word-start':
      return !before && after;
    case 'word-end':
      return before && !after;
  }
}

interface Thread {
  readonly pc: number;
  readonly slots: readonly number[];
}

/** Simulates all ways through the program at once. */
class Machine implements Regex {
  readonly cost: number;
  readonly #program: readonly Instruction[];
  readonly #groups: number;
  readonly #marks: Int32Array;
  #mark = 0;

  constructor(pattern: Pattern, groups: number) {
    const program: Instruction[] = [];
    compile(pattern, program);
    program.push({ op: 'match' });
    if (program.length > MAX_PROGRAM) throw new RegexFailure('Regular expression too big');
    this.#program = program;
    this.#groups = groups;
    this.cost = program.length;
    this.#marks = new Int32Array(program.length);
  }

  test(text: string): boolean {
    let now: number[] = [];
    for (let at = 0; at <= text.length; at += 1) {
      const next: number[] = [];
      this.#mark += 1;
      for (const pc of now) if (this.#reach(pc, text, at, next)) return true;
      if (this.#reach(0, text, at, next)) return true;
      now = [];
      const code = at < text.length ? text.charCodeAt(at) : -1;
      if (code < 0) return false;
      for (const pc of next) {
        const instruction = this.#program[pc];
        if (instruction?.op === 'char' && instruction.test(code)) now.push(pc + 1);
      }
    }
    return false;
  }

  /** Adds the characters that can be read next; true where nothing more is needed. */
  #reach(from: number, text: string, at: number, next: number[]): boolean {
    const stack = [from];
    while (stack.length > 0) {
      const pc = stack.pop() ?? 0;
      if (this.#marks[pc] === this.#mark) continue;
      this.#marks[pc] = this.#mark;
      const instruction = this.#program[pc];
      if (instruction === undefined || instruction.op === 'match') return true;
      if (instruction.op === 'char') next.push(pc);
      else if (instruction.op === 'jump') stack.push(instruction.to);
      else if (instruction.op === 'split') stack.push(instruction.second, instruction.first);
      else if (instruction.op === 'save') stack.push(pc + 1);
      else if (asserted(instruction.what, text, at)) stack.push(pc + 1);
    }
    return false;
  }

  find(text: string, from: number): Match | null {
    let best: readonly number[] | null = null;
    let now: Thread[] = [];
    for (let at = from; at <= text.length; at += 1) {
      const next: Thread[] = [];
      this.#mark += 1;
      const add = (thread: Thread) => {
        const found = this.#follow(thread, text, at, next);
        if (found === null) return;
        const longer = best === null || found[0] === best[0];
        if (longer || (found[0] ?? 0) < (best?.[0] ?? 0)) best = found;
      };
      for (const thread of now) add(thread);
      if (best === null) add({ pc: 0, slots: [at] });
      if (at === text.length) break;
      const code = text.charCodeAt(at);
      const first: number = best === null ? Infinity : ((best as readonly number[])[0] ?? 0);
      now = [];
      for (const thread of next) {
        const instruction = this.#program[thread.pc];
        if (instruction?.op !== 'char' || !instruction.test(code)) continue;
        if ((thread.slots[0] ?? 0) <= first) now.push({ pc: thread.pc + 1, slots: thread.slots });
      }
      if (now.length === 0 && best !== null) break;
    }
    return best === null ? null : this.#match(text, best);
  }

  /** Slots of a match reached here, or null; other ways go into `next`, the preferred first. */
  #follow(thread: Thread, text: string, at: number, next: Thread[]): readonly number[] | null {
    const stack: Thread[] = [thread];
    let found: readonly number[] | null = null;
    while (stack.length > 0) {
      const top = stack.pop();
      if (top === undefined) break;
      const { pc, slots } = top;
      if (this.#marks[pc] === this.#mark) continue;
      this.#marks[pc] = this.#mark;
      const instruction = this.#program[pc];
      if (instruction === undefined) continue;
      if (instruction.op === 'match') {
        const done = [...slots];
        done[1] = at;
        found ??= done;
      } else if (instruction.op === 'char') next.push(top);
      else if (instruction.op === 'jump') stack.push({ pc: instruction.to, slots });
      else if (instruction.op === 'split')
        stack.push({ pc: instruction.second, slots }, { pc: instruction.first, slots });
      else if (instruction.op === 'save') {
        const saved = [...slots];
        saved[instruction.slot] = at;
        stack.push({ pc: pc + 1, slots: saved });
      } else if (asserted(instruction.what, text, at)) stack.push({ pc: pc + 1, slots });
    }
    return found;
  }

  #match(text: string, slots: readonly number[]): Match {
    const groups: (string | undefined)[] = [];
    for (let i = 0; i <= this.#groups; i += 1) {
      const [start, end] = [slots[i * 2], slots[i * 2 + 1]];
      groups.push(start === undefined || end === undefined ? undefined : text.slice(start, end));
    }
    return { start: slots[0] ?? 0, end: slots[1] ?? 0, groups };
  }
}

/** Just these characters: no machine needed. */
class Literal implements Regex {
  readonly cost = 1;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  test(text: string): boolean {
    return text.includes(this.#text);
  }

  find(text: string, from: number): Match | null {
    const start = text.indexOf(this.#text, from);
    return start < 0 ? null : { start, end: start + this.#text.length, groups: [this.#text] };
  }
}

function literalOf(pattern: Pattern): string | null {
  if (pattern.kind === 'char') return pattern.literal;
  if (pattern.kind !== 'sequence') return null;
  const texts = pattern.items.map(literalOf);
  return texts.includes(null) ? null : texts.join('');
}

/** Throws RegexFailure. */
export function compileRegex(source: string, options: RegexOptions): Regex {
  const { pattern, groups } = parseRegex(source, options);
  const literal = literalOf(pattern);
  return literal === null ? new Machine(pattern, groups) : new Literal(literal);
}

/** Exactly this text (`grep -F`). */
export function literalRegex(text: string, ignoreCase: boolean): Regex {
  if (!ignoreCase) return new Literal(text);
  const items = Array.from(text).map((char): Pattern => {
    const codes = [char.toLowerCase().charCodeAt(0), char.toUpperCase().charCodeAt(0)];
    return { kind: 'char', test: (code) => codes.includes(code), literal: null };
  });
  return new Machine({ kind: 'sequence', items }, 0);
}
