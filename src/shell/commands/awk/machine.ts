import type { CommandContext } from '../../command';
import { Evaluator } from './evaluator';
import type { Rule, Statement } from './model';
import { sprintf } from './sprintf';
import { toNumber, toText } from './values';

class Jump extends Error {
  readonly kind: 'next' | 'break' | 'continue' | 'exit';

  constructor(kind: Jump['kind']) {
    super();
    this.kind = kind;
  }
}

/** Runs the rules over lines. */
export class AwkMachine extends Evaluator {
  status = 0;
  readonly #rules: readonly Rule[];

  constructor(context: CommandContext, rules: readonly Rule[]) {
    super(context);
    this.#rules = rules;
  }

  /** False where `exit` was run. */
  protected guarded(run: () => void): boolean {
    try {
      run();
    } catch (error) {
      if (!(error instanceof Jump)) throw error;
      return error.kind !== 'exit';
    }
    return true;
  }

  run(texts: () => Iterable<{ readonly name: string; readonly lines: readonly string[] }>): void {
    const run = (when: Rule['when']) => {
      for (const rule of this.#rules) if (rule.when === when) this.block(rule.body ?? []);
    };
    let going = this.guarded(() => run('begin'));
    const reads = this.#rules.some((rule) => rule.when !== 'begin');
    if (going && reads) {
      for (const { name, lines } of texts()) {
        this.set('FILENAME', name);
        this.variables.set('FNR', 0);
        for (const line of lines) {
          this.read(line);
          going = this.guarded(() => this.record());
          if (!going) break;
        }
        if (!going) break;
      }
    }
    if (reads) this.guarded(() => run('end'));
  }

  protected record(): void {
    for (const { when, pattern, until, body, state } of this.#rules) {
      if (when !== 'line') continue;
      if (until !== null && pattern !== null) {
        if (!state.open && !this.test(pattern)) continue;
        state.open = !this.test(until);
      } else if (pattern !== null && !this.test(pattern)) continue;
      if (body === null) this.context.out(this.line + toText(this.variables.get('ORS') ?? '\n'));
      else this.block(body);
    }
  }

  protected block(body: readonly Statement[]): void {
    for (const statement of body) this.statement(statement);
  }

  protected statement(statement: Statement): void {
    this.context.spend(20);
    switch (statement.kind) {
      case 'print': {
        const values = statement.values.map((value) => toText(this.value(value)));
        const text =
          values.length === 0 ? this.line : values.join(toText(this.variables.get('OFS') ?? ' '));
        this.context.out(text + toText(this.variables.get('ORS') ?? '\n'));
        return;
      }
      case 'printf': {
        const [format, ...rest] = statement.values.map((value) => this.value(value));
        this.context.out(sprintf(toText(format ?? ''), rest));
        return;
      }
      case 'expression':
        this.value(statement.value);
        return;
      case 'block':
        this.block(statement.body);
        return;
      case 'if':
        if (this.test(statement.test)) this.statement(statement.yes);
        else if (statement.no !== null) this.statement(statement.no);
        return;
      case 'while':
        while (this.test(statement.test)) {
          if (!this.turn(statement.body)) return;
          if (statement.step !== null) this.statement(statement.step);
        }
        return;
      case 'each':
        for (const key of Array.from(this.arrays.get(statement.name)?.keys() ?? [])) {
          this.set(statement.variable, { input: key });
          if (!this.turn(statement.body)) return;
        }
        return;
      case 'delete':
        if (statement.index === null) this.arrays.get(statement.name)?.clear();
        else this.arrays.get(statement.name)?.delete(this.key(statement.index));
        return;
      case 'exit':
        if (statement.status !== null) this.status = toNumber(this.value(statement.status)) & 255;
        throw new Jump('exit');
      case 'next':
      case 'break':
      case 'continue':
        throw new Jump(statement.kind);
    }
  }

  /** One turn of a loop; false where `break` ended it. */
  protected turn(body: Statement): boolean {
    this.context.spend(20);
    try {
      this.statement(body);
    } catch (error) {
      if (!(error instanceof Jump) || error.kind === 'next' || error.kind === 'exit') throw error;
      return error.kind === 'continue';
    }
    return true;
  }
}
