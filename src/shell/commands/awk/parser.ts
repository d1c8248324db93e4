import { ExpressionReader, MAX_DEPTH } from './expressions';
import { AwkFailure, type Expression, type Rule, type Statement } from './model';

/** awk's language but for functions of one's own, getline and output to files. Throws AwkFailure. */
export class AwkParser extends ExpressionReader {
  program(): Rule[] {
    const rules: Rule[] = [];
    this.newlines();
    while (this.kind !== 'end') {
      if (this.is('function', 'func'))
        throw new AwkFailure('functions of your own are not simulated');
      let when: Rule['when'] = 'line';
      let pattern: Expression | null = null;
      let until: Expression | null = null;
      if (this.is('BEGIN', 'END')) {
        when = this.token === 'BEGIN' ? 'begin' : 'end';
        this.next();
        if (!this.is('{')) throw this.fail();
      } else if (!this.is('{')) {
        pattern = this.expression();
        if (this.take(',')) until = this.expression();
      }
      const body = this.is('{') ? this.block() : null;
      rules.push({ when, pattern, until, body, state: { open: false } });
      this.newlines();
    }
    return rules;
  }

  protected block(): Statement[] {
    this.expect('{');
    const body: Statement[] = [];
    this.newlines();
    while (!this.is('}')) {
      body.push(this.statement());
      this.newlines();
    }
    this.next();
    return body;
  }

  protected statement(): Statement {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new AwkFailure('program nested too deeply');
    const statement = this.inner();
    this.depth -= 1;
    return statement;
  }

  protected end(): void {
    if (this.is('}') || this.kind === 'end') return;
    if (!this.is(';', '\n')) throw this.fail();
    this.next();
  }

  protected inner(): Statement {
    if (this.is('{')) return { kind: 'block', body: this.block() };
    if (this.take(';')) return { kind: 'block', body: [] };
    if (this.is('if', 'while', 'for')) return this.control();
    if (this.is('do', 'getline', 'return')) throw new AwkFailure(`${this.token} is not simulated`);
    const statement = this.simple();
    this.end();
    return statement;
  }

  protected simple(): Statement {
    const word = this.kind === 'name' ? this.token : '';
    if (word === 'print' || word === 'printf') return this.print(word);
    if (word === 'next' || word === 'break' || word === 'continue') {
      this.next();
      return { kind: word };
    }
    if (word === 'exit') {
      this.next();
      return { kind: 'exit', status: this.is(';', '\n', '}') ? null : this.expression() };
    }
    if (word === 'delete') {
      this.next();
      const name = this.token;
      this.next();
      return { kind: 'delete', name, index: this.is('[') ? this.index() : null };
    }
    return { kind: 'expression', value: this.expression() };
  }

  protected print(kind: 'print' | 'printf'): Statement {
    this.next();
    const outer = this.printing;
    this.printing = true;
    const values: Expression[] = [];
    while (!this.is(';', '\n', '}', '>', '|') && this.kind !== 'end') {
      values.push(this.expression());
      if (!this.take(',')) break;
    }
    this.printing = outer;
    if (this.is('>', '|')) throw new AwkFailure('output to files and pipes is not simulated');
    const [only] = values;
    if (values.length === 1 && only?.kind === 'call' && only.name === '(')
      return { kind, values: only.args };
    return { kind, values };
  }

  protected control(): Statement {
    const word = this.token;
    this.next();
    this.expect('(');
    const outer = this.printing;
    this.printing = false;
    if (word === 'for') return this.for();
    const test = this.expression();
    this.printing = outer;
    this.expect(')');
    this.lines();
    const body = this.statement();
    if (word === 'while') return { kind: 'while', test, step: null, body };
    const mark = { pos: this.pos, kind: this.kind, token: this.token };
    this.newlines();
    if (!this.take('else')) {
      [this.pos, this.kind, this.token] = [mark.pos, mark.kind, mark.token];
      return { kind: 'if', test, yes: body, no: null };
    }
    this.lines();
    return { kind: 'if', test, yes: body, no: this.statement() };
  }

  protected for(): Statement {
    const start = this.is(';') ? null : this.simple();
    if (start?.kind === 'expression' && start.value.kind === 'in' && this.take(')')) {
      const { index, name } = start.value;
      if (index.kind !== 'variable') throw this.fail();
      this.lines();
      return { kind: 'each', variable: index.name, name, body: this.statement() };
    }
    this.expect(';');
    const test: Expression = this.is(';') ? { kind: 'number', value: 1 } : this.expression();
    this.expect(';');
    const step = this.is(')') ? null : this.simple();
    this.expect(')');
    this.lines();
    const loop: Statement = { kind: 'while', test, step, body: this.statement() };
    return { kind: 'block', body: start === null ? [loop] : [start, loop] };
  }
}
