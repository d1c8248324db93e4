import type { Kernel } from '../../engine/linux/kernel';
import type { Command as Program, LabAccess, PciNames } from '../command';
import { Expander } from '../expand/expander';
import { Files } from '../files';
import type { Command, Script } from '../parse/ast';
import { withoutTrailing } from '../trailing';
import { Budget } from './limits';
import { Buffer, Input, Screen, type Descriptors } from './streams';
import { Variables } from './variables';

export type Flavour = 'bash' | 'ash';

/** A command of the shell itself. */
export interface Builtin {
  readonly name: string;
  /** A program of its own on a real host, built in here because it needs the shell. */
  readonly program?: boolean;
  run(call: BuiltinCall): number;
}

export interface BuiltinCall {
  readonly shell: Shell;
  readonly name: string;
  readonly args: readonly string[];
  readonly descriptors: Descriptors;
  readonly out: (text: string) => void;
  /** `bash: NAME: ` and this, with a newline. */
  readonly complain: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Runs what was parsed; the interpreter, behind what builtins may know of it. */
export interface Runner {
  script(script: Script, descriptors: Descriptors): number;
  /** Words that are expanded already: function, builtin or program. */
  words(words: readonly string[], descriptors: Descriptors): number;
  subshell(run: () => number): number;
}

export interface ShellParts {
  readonly kernel: Kernel;
  readonly names: PciNames;
  readonly lab: LabAccess | null;
  readonly programs: ReadonlyMap<string, Program>;
  readonly builtins: ReadonlyMap<string, Builtin>;
  readonly hostname: string;
}

/** Everything a shell remembers from line to line. */
export class Shell {
  readonly parts: ShellParts;
  readonly files: Files;
  readonly variables = new Variables();
  readonly functions = new Map<string, Command>();
  readonly aliases = new Map<string, string>();
  readonly history: string[] = [];
  readonly options = new Set<string>();
  readonly screen = new Screen();
  readonly expander: Expander;
  runner: Runner | null = null;
  budget = new Budget();
  flavour: Flavour;
  /** The shells `sh` and `exit` go back to. */
  readonly outer: Flavour[] = [];
  /** `$0` where it is not the shell's own name. */
  zero: string | null = null;
  positional: readonly string[] = [];
  columns: number | null = null;
  status = 0;
  calls = 0;
  /** Files being read by `source`. */
  sourced = 0;
  /** Standard input where nothing is redirected. */
  keyboard = new Input('');
  loops = 0;
  /** Status of the last command substitution, for `A=$(false)`. */
  substitutionStatus = 0;
  /** Where errors of the shell itself go while a command's redirections are in force. */
  descriptors: Descriptors = new Map();
  #random = 42;

  constructor(parts: ShellParts, flavour: Flavour) {
    this.parts = parts;
    this.flavour = flavour;
    this.files = new Files(parts.kernel.root, (work) => this.budget.spend(work));
    const budget = () => this.budget;
    const positional = () => this.positional;
    this.expander = new Expander({
      fs: this.files,
      get budget() {
        return budget();
      },
      get positional() {
        return positional();
      },
      value: (name) => this.value(name),
      assign: (name, value) => this.variables.set(name, value),
      option: (name) => this.options.has(name),
      capture: (script) => this.#capture(script),
    });
  }

  /** How the shell calls itself in its messages. */
  get self(): string {
    return this.flavour === 'bash' ? 'bash' : 'sh';
  }

  complain(text: string): void {
    const output = this.descriptors.get(2)?.output;
    const said = `${this.self}: ${text}\n`;
    if (output === undefined) this.screen.say('err', said);
    else output.write(said);
  }

  value(name: string): string | undefined {
    switch (name) {
      case '?':
        return String(this.status);
      case '#':
        return String(this.positional.length);
      case '$':
        return '742';
      case '!':
        return undefined;
      case '-':
        return this.flavour === 'bash' ? 'himBHs' : 'smi';
      case '0':
        return this.zero ?? this.self;
      case 'RANDOM':
        this.#random = (Math.imul(this.#random, 1103515245) + 12345) >>> 0;
        return String((this.#random >>> 16) & 0x7fff);
      case 'SECONDS':
        return String(Math.floor(this.parts.kernel.now() / 1e9));
      default:
        return /^\d+$/.test(name) ? this.positional[Number(name) - 1] : this.variables.get(name);
    }
  }

  /** The terminal's three streams. */
  terminal(): Descriptors {
    const tty = this.columns !== null;
    this.keyboard = new Input('');
    return new Map([
      [0, { input: this.keyboard }],
      [1, { output: this.screen.stream('out', tty) }],
      [2, { output: this.screen.stream('err', tty) }],
    ]);
  }

  #capture(script: Script): string {
    const { runner } = this;
    if (runner === null) return '';
    const buffer = new Buffer();
    const descriptors = new Map(this.descriptors).set(1, { output: buffer });
    this.substitutionStatus = runner.subshell(() => runner.script(script, descriptors));
    this.status = this.substitutionStatus;
    return withoutTrailing(buffer.text.replaceAll('\0', ''), '\n');
  }
}
