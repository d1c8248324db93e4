import type { AndOr, Command, Compound, Pipeline, Script } from '../parse/ast';
import { compileGlob } from '../expand/glob';
import { ExpansionFailure } from '../expand/host';
import { holds } from './conditions';
import { Exit, LoopJump, Return } from './control';
import { LineStopped } from './limits';
import { redirected, RedirectionFailure } from './redirections';
import type { Runner, Shell } from './shell';
import { invoke, simple } from './simple';
import { BrokenPipe, Buffer, Input, type Descriptors } from './streams';
import { ReadonlyVariable } from './variables';

/** How deep commands may be inside commands, functions and substitutions. */
const MAX_DEPTH = 200;

/** Runs scripts in a shell. */
export class Interpreter implements Runner {
  readonly #shell: Shell;
  #depth = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  script(script: Script, descriptors: Descriptors): number {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      this.#depth = 0;
      throw new LineStopped('too many levels of nesting');
    }
    const outer = this.#shell.descriptors;
    this.#shell.descriptors = descriptors;
    try {
      if (script.length === 0) this.#shell.status = 0;
      for (const item of script) this.#andOr(item, descriptors);
      return this.#shell.status;
    } finally {
      this.#shell.descriptors = outer;
      this.#depth = Math.max(0, this.#depth - 1);
    }
  }

  words(words: readonly string[], descriptors: Descriptors): number {
    this.#shell.budget.command();
    return invoke(this.#shell, this, words, descriptors);
  }

  /** Variables, directory and options are as before afterwards; `exit` ends just this. */
  subshell(run: () => number): number {
    const shell = this.#shell;
    const restore = shell.variables.save();
    const { positional, flavour, loops, zero } = shell;
    const options = [...shell.options];
    const functions = [...shell.functions];
    const aliases = [...shell.aliases];
    const directory = shell.files.cwd;
    const outer = [...shell.outer];
    shell.loops = 0;
    try {
      return run();
    } catch (error) {
      if (error instanceof Exit || error instanceof Return) return error.status;
      if (error instanceof LoopJump) return shell.status;
      if (error instanceof ExpansionFailure) {
        shell.complain(error.message);
        return 1;
      }
      throw error;
    } finally {
      restore();
      shell.positional = positional;
      shell.flavour = flavour;
      shell.zero = zero;
      shell.loops = loops;
      shell.outer.splice(0, Infinity, ...outer);
      shell.options.clear();
      for (const option of options) shell.options.add(option);
      shell.functions.clear();
      for (const [name, body] of functions) shell.functions.set(name, body);
      shell.aliases.clear();
      for (const [name, value] of aliases) shell.aliases.set(name, value);
      shell.files.returnTo(directory);
    }
  }

  #andOr({ first, rest }: AndOr, descriptors: Descriptors): void {
    const shell = this.#shell;
    shell.status = this.#pipeline(first, descriptors);
    for (const { op, pipeline } of rest) {
      if ((op === '&&') === (shell.status === 0))
        shell.status = this.#pipeline(pipeline, descriptors);
    }
  }

  #pipeline(pipeline: Pipeline, descriptors: Descriptors): number {
    const from = this.#shell.parts.kernel.now();
    const status = this.#stages(pipeline, descriptors);
    if (pipeline.timed) {
      const seconds = (this.#shell.parts.kernel.now() - from) / 1e9;
      const real = `${String(Math.floor(seconds / 60))}m${(seconds % 60).toFixed(3)}s`;
      descriptors.get(2)?.output?.write(`\nreal\t${real}\nuser\t0m0.000s\nsys\t0m0.000s\n`);
    }
    return pipeline.negated ? Number(status === 0) : status;
  }

  #stages({ commands, withErrors }: Pipeline, descriptors: Descriptors): number {
    const [only] = commands;
    if (only === undefined) return 0;
    if (commands.length === 1) return this.#command(only, descriptors);
    let status = 0;
    let failed = 0;
    let input: Input | undefined;
    for (const [i, command] of commands.entries()) {
      const own = new Map(descriptors);
      if (input !== undefined) own.set(0, { input });
      const next = commands[i + 1];
      const buffer = next === undefined ? null : new Buffer(this.#linesWanted(next));
      if (buffer !== null) own.set(1, { output: buffer });
      if (buffer !== null && withErrors[i] === true) own.set(2, { output: buffer });
      status = this.subshell(() => this.#stage(command, own, buffer));
      if (status !== 0) failed = status;
      if (buffer !== null) input = new Input(buffer.text);
    }
    return this.#shell.options.has('pipefail') ? failed : status;
  }

  #stage(command: Command, descriptors: Descriptors, buffer: Buffer | null): number {
    const outer = this.#shell.descriptors;
    this.#shell.descriptors = descriptors;
    try {
      return this.#command(command, descriptors);
    } catch (error) {
      if (error instanceof BrokenPipe && error.pipe === buffer) return 141;
      throw error;
    } finally {
      this.#shell.descriptors = outer;
    }
  }

  /** What `head` behind a pipe will look at: Infinity where that is not sure. */
  #linesWanted(command: Command): number {
    if (command.kind !== 'simple') return Infinity;
    const words = command.words.map((word) =>
      word.parts.every((part) => part.kind === 'text')
        ? word.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
        : null,
    );
    const [name, ...args] = words;
    if (name === null || name === undefined || words.includes(null)) return Infinity;
    const program = this.#shell.parts.programs.get(name);
    return program?.linesWanted?.(args.filter((arg) => arg !== null)) ?? Infinity;
  }

  #command(command: Command, descriptors: Descriptors): number {
    const shell = this.#shell;
    if (command.kind === 'simple') return simple(shell, this, command, descriptors);
    shell.budget.spend(20);
    let own: Descriptors;
    try {
      own = redirected(shell, command.redirects, descriptors);
    } catch (error) {
      if (!(error instanceof RedirectionFailure)) throw error;
      shell.complain(error.message);
      return 1;
    }
    const outer = shell.descriptors;
    shell.descriptors = own;
    try {
      return this.#compound(command.compound, own);
    } finally {
      shell.descriptors = outer;
    }
  }

  #compound(compound: Compound, descriptors: Descriptors): number {
    const shell = this.#shell;
    switch (compound.kind) {
      case 'group':
        return this.script(compound.body, descriptors);
      case 'subshell':
        return this.subshell(() => this.script(compound.body, descriptors));
      case 'if':
        for (const { test, body } of compound.branches)
          if (this.script(test, descriptors) === 0) return this.script(body, descriptors);
        return compound.otherwise === null ? 0 : this.script(compound.otherwise, descriptors);
      case 'while':
        return this.#loop(
          () => (this.script(compound.test, descriptors) === 0) !== compound.until,
          () => this.script(compound.body, descriptors),
        );
      case 'for': {
        const words =
          compound.words === null ? shell.positional : shell.expander.words(compound.words);
        let i = 0;
        return this.#loop(
          () => i < words.length,
          () => {
            this.#assign(compound.name, words[i] ?? '');
            i += 1;
            return this.script(compound.body, descriptors);
          },
        );
      }
      case 'for-arithmetic': {
        const compute = (word: typeof compound.start, empty: bigint) =>
          word.raw.trim() === '' ? empty : shell.expander.arithmetic(word);
        compute(compound.start, 0n);
        return this.#loop(
          () => compute(compound.test, 1n) !== 0n,
          () => this.script(compound.body, descriptors),
          () => compute(compound.step, 0n),
        );
      }
      case 'case':
        return this.#case(compound, descriptors);
      case 'condition':
        return holds(compound.test, shell) ? 0 : 1;
      case 'arithmetic':
        return shell.expander.arithmetic(compound.expression) !== 0n ? 0 : 1;
      case 'function':
        shell.functions.set(compound.name, compound.body);
        return 0;
    }
  }

  #assign(name: string, value: string): void {
    try {
      this.#shell.variables.set(name, value);
    } catch (error) {
      if (error instanceof ReadonlyVariable) throw new ExpansionFailure(error.message);
      throw error;
    }
  }

  #loop(test: () => boolean, body: () => number, step: () => void = () => undefined): number {
    const shell = this.#shell;
    let status = 0;
    shell.loops += 1;
    try {
      while (test()) {
        shell.budget.spend(100);
        try {
          status = body();
        } catch (error) {
          if (!(error instanceof LoopJump)) throw error;
          status = 0;
          if (error.levels > 1 && shell.loops > 1) {
            error.levels -= 1;
            throw error;
          }
          if (error.kind === 'break') break;
        }
        step();
      }
    } finally {
      shell.loops -= 1;
    }
    return status;
  }

  #case(
    { subject, clauses }: Extract<Compound, { kind: 'case' }>,
    descriptors: Descriptors,
  ): number {
    const { expander, budget } = this.#shell;
    const text = expander.single(subject);
    let status = 0;
    let falling = false;
    for (const clause of clauses) {
      const matches =
        falling ||
        clause.patterns.some((word) => {
          const pattern = expander.pattern(word);
          budget.spend(pattern.length * (text.length + 1));
          return compileGlob(pattern)(text);
        });
      if (!matches) continue;
      if (clause.body.length > 0) status = this.script(clause.body, descriptors);
      if (clause.end === ';;') return status;
      falling = clause.end === ';&';
    }
    return status;
  }
}
