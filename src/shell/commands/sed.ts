import { SysError } from '../../engine/linux/errno';
import type { Command, CommandContext } from '../command';
import { readInput } from '../inputs';
import { readOptions } from '../options';
import type { Match, Regex } from '../regex/regex';
import type { Address, SedCommand } from './sed/model';
import { parseSed, SedFailure } from './sed/script';

const USAGE = 'Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n';

/** Runs a script over lines: pattern space, hold space, what is printed behind the line. */
class Editor {
  status = 0;
  quit = false;
  readonly #context: CommandContext;
  readonly #commands: readonly SedCommand[];
  readonly #quiet: boolean;
  readonly #lines: readonly string[];
  readonly #out: (text: string) => void;
  #at = 0;
  #space = '';
  #hold = '';
  #last: Regex | null = null;
  #behind = '';
  #deleted = false;

  constructor(
    context: CommandContext,
    commands: readonly SedCommand[],
    quiet: boolean,
    lines: readonly string[],
    out: (text: string) => void,
  ) {
    this.#context = context;
    this.#commands = commands;
    this.#quiet = quiet;
    this.#lines = lines;
    this.#out = out;
  }

  run(): void {
    while (this.#at < this.#lines.length && !this.quit) {
      this.#space = this.#lines[this.#at] ?? '';
      this.#at += 1;
      this.#deleted = false;
      this.#behind = '';
      this.#block(this.#commands);
      if (!this.#quiet && !this.#deleted) this.#out(`${this.#space}\n`);
      this.#out(this.#behind);
    }
  }

  #matches(address: Address): boolean {
    switch (address.kind) {
      case 'line':
        return this.#at === address.line;
      case 'last':
        return this.#at === this.#lines.length;
      case 'step':
        return address.step === 0
          ? this.#at === address.first
          : this.#at >= address.first && (this.#at - address.first) % address.step === 0;
      case 'regex': {
        const regex = this.#regex(address.regex);
        this.#context.spend((this.#space.length * regex.cost) / 4);
        return regex.test(this.#space);
      }
    }
  }

  #regex(regex: Regex | null): Regex {
    const used = regex ?? this.#last;
    if (used === null) throw new SedFailure('no previous regular expression');
    this.#last = used;
    return used;
  }

  #applies(command: SedCommand): boolean {
    const { from, to, state } = command;
    if (from === null) return true;
    if (to === null) return this.#matches(from);
    if (state.until === null) {
      if (!this.#matches(from)) return false;
      if (to.kind === 'line') state.until = to.line <= this.#at ? null : to.line;
      else if (to.kind === 'more') state.until = to.lines === 0 ? null : this.#at + to.lines;
      else state.until = Infinity;
      return true;
    }
    const ended =
      to.kind === 'line' || to.kind === 'more' ? this.#at >= state.until : this.#matches(to);
    if (to.kind === 'line' && this.#at > state.until) {
      state.until = null;
      return this.#matches(from);
    }
    if (ended) state.until = null;
    return true;
  }

  #block(commands: readonly SedCommand[]): void {
    for (const command of commands) {
      this.#context.spend(5);
      if (this.#applies(command) === command.negated) continue;
      this.#execute(command);
      if (this.#deleted || this.quit) return;
    }
  }

  #execute(command: SedCommand): void {
    switch (command.name) {
      case '{':
        this.#block(command.body);
        return;
      case 's':
        this.#substitute(command);
        return;
      case 'y':
        this.#space = Array.from(this.#space, (char) => command.map.get(char) ?? char).join('');
        return;
      case 'p':
        this.#out(`${this.#space}\n`);
        return;
      case '=':
        this.#out(`${String(this.#at)}\n`);
        return;
      case 'd':
        this.#deleted = true;
        return;
      case 'a':
        this.#behind += command.text;
        return;
      case 'i':
        this.#out(command.text);
        return;
      case 'c':
        this.#deleted = true;
        if (command.to === null || command.state.until === null) this.#out(command.text);
        return;
      case 'n':
        if (this.#at >= this.#lines.length) {
          this.quit = true;
          return;
        }
        if (!this.#quiet) this.#out(`${this.#space}\n`);
        this.#space = this.#lines[this.#at] ?? '';
        this.#at += 1;
        return;
      case 'h':
        this.#hold = this.#space;
        return;
      case 'H':
        this.#hold += `\n${this.#space}`;
        return;
      case 'g':
        this.#space = this.#hold;
        return;
      case 'G':
        this.#space += `\n${this.#hold}`;
        return;
      case 'x':
        [this.#space, this.#hold] = [this.#hold, this.#space];
        return;
      default:
        this.quit = true;
        this.status = command.status;
        if (command.name === 'Q') this.#deleted = true;
    }
  }

  #substitute(command: SedCommand): void {
    const regex = this.#regex(command.regex);
    const text = this.#space;
    let result = '';
    let at = 0;
    let count = 0;
    let changed = false;
    let free = 0;
    while (at <= text.length) {
      this.#context.spend(((text.length - at) * regex.cost) / 4 + 1);
      const found = regex.find(text, at);
      if (found === null) break;
      // An empty match right behind the one before is none.
      const repeated = found.start === found.end && found.end === free && count > 0;
      if (!repeated) count += 1;
      result += text.slice(at, found.start);
      if (!repeated && (count === command.nth || (command.global && count > command.nth))) {
        result += insert(command, found);
        changed = true;
      } else result += text.slice(found.start, found.end);
      free = found.end;
      at = found.end;
      if (found.start === found.end) {
        result += text[at] ?? '';
        at += 1;
      }
      if (changed && !command.global) break;
    }
    if (!changed) return;
    this.#space = result + text.slice(at);
    if (command.print) this.#out(`${this.#space}\n`);
  }
}

function insert({ by }: SedCommand, match: Match): string {
  let result = '';
  let all: 'U' | 'L' | 'E' = 'E';
  let next: 'u' | 'l' | null = null;
  for (const part of by) {
    if (part.kind === 'case') {
      if (part.to === 'u' || part.to === 'l') next = part.to;
      else all = part.to;
      continue;
    }
    let text = part.kind === 'text' ? part.text : (match.groups[part.index] ?? '');
    if (all !== 'E') text = all === 'U' ? text.toUpperCase() : text.toLowerCase();
    if (next !== null && text !== '') {
      const first = text.slice(0, 1);
      text = (next === 'u' ? first.toUpperCase() : first.toLowerCase()) + text.slice(1);
      next = null;
    }
    result += text;
  }
  return result;
}

export const sed: Command = {
  name: 'sed',
  run(context) {
    const options = readOptions(context, {
      short: 'nErse:f:iuz',
      long: {
        quiet: 'n',
        silent: 'n',
        'regexp-extended': 'E',
        expression: 'e',
        file: 'f',
        'in-place': 'i',
        separate: 's',
      },
    });
    if (options === null) return 1;
    const given = options.given.filter(([letter]) => letter === 'e').map(([, value]) => value);
    const [first, ...rest] = options.operands;
    if (given.length === 0 && first === undefined) {
      context.err(USAGE);
      return 1;
    }
    const script = given.length > 0 ? given.join('\n') : (first ?? '');
    const files = given.length > 0 ? options.operands : rest;
    const inPlace = options.has('i');
    let status = 0;
    try {
      const parse = () => parseSed(script, options.has('E') || options.has('r'));
      parse();
      const texts: { path: string; text: string }[] = [];
      for (const path of files.length > 0 ? files : ['-']) {
        const text = readInput(context, path, complain);
        if (text === null) status = 2;
        else texts.push({ path, text });
      }
      const groups = inPlace || options.has('s') ? texts.map((one) => [one]) : [texts];
      for (const group of groups) {
        const text = group.map((one) => one.text).join('');
        const open = text !== '' && !text.endsWith('\n');
        const lines = text === '' ? [] : (open ? text : text.slice(0, -1)).split('\n');
        let result = '';
        const out = (more: string) => {
          result += more;
        };
        const editor = new Editor(context, parse(), options.has('n'), lines, out);
        editor.run();
        if (open && !editor.quit) result = result.replace(/\n$/, '');
        if (inPlace) context.fs.writeText(group[0]?.path ?? '', result, false);
        else context.out(result);
        status = Math.max(status, editor.status);
        if (editor.quit) break;
      }
      return status;
    } catch (error) {
      if (error instanceof SysError) context.err(`sed: couldn't write: ${error.message}\n`);
      else if (error instanceof SedFailure) context.err(`sed: ${error.message}\n`);
      else throw error;
      return error instanceof SysError ? 4 : 1;
    }
  },
};

function complain(context: CommandContext, path: string, error: unknown): void {
  if (!(error instanceof SysError)) throw error;
  const what = error.errno === 'EISDIR' ? 'read error on' : "can't read";
  context.err(`sed: ${what} ${path}: ${error.message}\n`);
}
