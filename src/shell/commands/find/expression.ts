import { SysError } from '../../../engine/linux/errno';
import { listTime } from '../../clock';
import type { CommandContext } from '../../command';
import { compileGlob } from '../../expand/glob';
import { sizeAt } from '../../files';
import { linkCount, modeText } from '../../modes';
import { quotePlain } from '../../quoting';
import { compileRegex } from '../../regex/regex';
import { formatted, Mistake, modeTest, sizeTest, TYPES, type Test, type Visit } from './tests';

/** The expression of `find`, read by precedence, and what it asks of the walk. */
export class Expression {
  maxDepth = Infinity;
  minDepth = 0;
  postOrder = false;
  status = 0;
  #acts = false;
  #pruned = false;
  #stopped = false;
  #pos = 0;
  readonly #words: readonly string[];
  readonly #context: CommandContext;
  readonly #pending: (() => void)[] = [];
  readonly test: Test;

  constructor(words: readonly string[], context: CommandContext) {
    this.#words = words;
    this.#context = context;
    const test = words.length === 0 ? () => true : this.#or();
    const rest = this.#words[this.#pos];
    if (rest === ')') throw new Mistake("you have too many ')'");
    if (rest !== undefined) throw new Mistake(`paths must precede expression: \`${rest}'`);
    this.test = this.#acts ? test : (visit) => test(visit) && this.#print(visit, '\n');
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Was the last directory pruned? Asked once. */
  takePruned(): boolean {
    const was = this.#pruned;
    this.#pruned = false;
    return was;
  }

  /** `-exec ... +` runs at the end. */
  finish(): void {
    for (const run of this.#pending) run();
  }

  #print({ path }: Visit, end: string): boolean {
    this.#context.out(path + end);
    return true;
  }

  #or(): Test {
    let left = this.#and();
    for (;;) {
      const word = this.#words[this.#pos];
      if (word === ',') {
        this.#pos += 1;
        const [first, second] = [left, this.#and()];
        left = (visit) => {
          first(visit);
          return second(visit);
        };
      } else if (word === '-o' || word === '-or') {
        this.#pos += 1;
        const [first, second] = [left, this.#and()];
        left = (visit) => first(visit) || second(visit);
      } else return left;
    }
  }

  #and(): Test {
    let left = this.#not();
    for (;;) {
      let word = this.#words[this.#pos];
      if (word === '-a' || word === '-and') {
        this.#pos += 1;
        word = this.#words[this.#pos];
        if (word === undefined) throw new Mistake("expected an expression after '-a'");
      } else if (word === undefined || ['-o', '-or', ')', ','].includes(word)) return left;
      const [first, second] = [left, this.#not()];
      left = (visit) => first(visit) && second(visit);
    }
  }

  #not(): Test {
    const word = this.#words[this.#pos];
    if (word === '!' || word === '-not') {
      this.#pos += 1;
      const inner = this.#not();
      return (visit) => !inner(visit);
    }
    if (word === '(') {
      this.#pos += 1;
      if (this.#words[this.#pos] === ')')
        throw new Mistake('invalid expression; empty parentheses are not allowed.');
      const inner = this.#or();
      if (this.#words[this.#pos] !== ')')
        throw new Mistake(
          "invalid expression; I was expecting to find a ')' somewhere but did not see one.",
        );
      this.#pos += 1;
      return inner;
    }
    return this.#primary();
  }

  #argument(name: string): string {
    const word = this.#words[this.#pos];
    if (word === undefined) throw new Mistake(`missing argument to \`${name}'`);
    this.#pos += 1;
    return word;
  }

  #depth(name: string): number {
    const text = this.#argument(name);
    if (!/^\d+$/.test(text))
      throw new Mistake(
        `Expected a positive decimal integer argument to ${name}, but got ${quotePlain(text)}`,
      );
    return Number(text);
  }

  #primary(): Test {
    const name = this.#words[this.#pos] ?? '';
    if (!name.startsWith('-') || name === '-')
      throw new Mistake(`paths must precede expression: \`${name}'`);
    this.#pos += 1;
    const { fs } = this.#context;
    switch (name) {
      case '-name':
      case '-iname': {
        const matches = this.#glob(name);
        return (visit) => matches(visit.name);
      }
      case '-path':
      case '-wholename':
      case '-ipath': {
        const matches = this.#glob(name);
        return (visit) => matches(visit.path);
      }
      case '-lname': {
        const matches = this.#glob(name);
        return ({ node }) => node.type === 'link' && matches(node.target);
      }
      case '-regex':
      case '-iregex': {
        const source = this.#argument(name);
        const regex = compileRegex(source, { extended: false, ignoreCase: name === '-iregex' });
        return ({ path }) =>
          regex.find(path, 0)?.end === path.length && regex.find(path, 0)?.start === 0;
      }
      case '-type':
      case '-xtype': {
        const letters = this.#argument(name).split(',');
        const bad = letters.find((letter) => TYPES[letter] === undefined);
        if (bad !== undefined) {
          const first = bad[0] ?? '';
          throw new Mistake(
            TYPES[first] === undefined
              ? `Unknown argument to ${name}: ${first}`
              : `Must separate multiple arguments to ${name} using: ','`,
          );
        }
        return ({ node }) => letters.some((letter) => TYPES[letter]?.(node) === true);
      }
      case '-maxdepth':
        this.maxDepth = this.#depth(name);
        return () => true;
      case '-mindepth':
        this.minDepth = this.#depth(name);
        return () => true;
      case '-depth':
        this.postOrder = true;
        return () => true;
      case '-follow':
      case '-xdev':
      case '-mount':
      case '-noleaf':
        return () => true;
      case '-empty':
        return ({ node }) =>
          node.type === 'dir' ? node.list().length === 0 : node.type === 'file' && node.size === 0;
      case '-size':
        return sizeTest(this.#argument(name), fs);
      case '-perm':
        return modeTest(this.#argument(name));
      case '-writable':
        return ({ node }) => node.type !== 'file' || node.write !== undefined;
      case '-readable':
        return ({ node }) => node.type !== 'file' || (node.mode & 0o444) !== 0;
      case '-true':
        return () => true;
      case '-false':
        return () => false;
      case '-prune':
        return () => (this.#pruned = true);
      case '-quit':
        this.#acts = true;
        return () => (this.#stopped = true);
      case '-print':
      case '-print0':
        this.#acts = true;
        return (visit) => this.#print(visit, name === '-print' ? '\n' : '\0');
      case '-printf': {
        this.#acts = true;
        const format = this.#argument(name);
        return (visit) => {
          this.#context.out(formatted(format, visit, fs));
          return true;
        };
      }
      case '-ls':
        this.#acts = true;
        return ({ path, node }) => {
          const size = String(sizeAt(fs, path, node));
          const target = node.type === 'link' ? ` -> ${node.target}` : '';
          const time = listTime(this.#context.kernel.now());
          this.#context.out(
            `${'0'.padStart(9)} ${'0'.padStart(6)} ${modeText(node)} ${String(linkCount(node)).padStart(3)} root     root     ${size.padStart(8)} ${time} ${path}${target}\n`,
          );
          return true;
        };
      case '-delete':
        this.#acts = true;
        this.postOrder = true;
        return ({ path }) => {
          try {
            fs.remove(path);
            return true;
          } catch (error) {
            if (!(error instanceof SysError)) throw error;
            this.#context.err(`find: cannot delete ${quotePlain(path)}: ${error.message}\n`);
            this.status = 1;
            return false;
          }
        };
      case '-exec':
      case '-ok':
        return this.#exec(name);
      default:
        throw new Mistake(`unknown predicate \`${name}'`);
    }
  }

  #glob(name: string): (text: string) => boolean {
    const pattern = this.#argument(name);
    if (!name.startsWith('-i')) return compileGlob(pattern);
    const matches = compileGlob(pattern.toLowerCase());
    return (text) => matches(text.toLowerCase());
  }

  #exec(name: string): Test {
    this.#acts = true;
    if (name === '-ok') throw new Mistake('-ok: asking is not simulated; use -exec');
    const words: string[] = [];
    for (;;) {
      const word = this.#words[this.#pos];
      if (word === undefined) throw new Mistake(`missing argument to \`${name}'`);
      this.#pos += 1;
      if (word === ';') break;
      if (word === '+' && words.at(-1) === '{}') {
        const paths: string[] = [];
        this.#pending.push(() => {
          if (paths.length === 0) return;
          if (this.#context.run([...words.slice(0, -1), ...paths], '') !== 0) this.status = 1;
        });
        return ({ path }) => {
          paths.push(path);
          return true;
        };
      }
      words.push(word);
    }
    if (words.length === 0) throw new Mistake(`invalid argument \`;' to \`${name}'`);
    return ({ path }) => {
      const own = words.map((word) => word.replaceAll('{}', path));
      return this.#context.run(own, '') === 0;
    };
  }
}
