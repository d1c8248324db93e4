import { SysError } from '../../engine/linux/errno';
import type { VNode } from '../../engine/linux/vfs';
import type { FileSystem } from '../command';
import { compileGlob } from '../expand/glob';
import { ExpansionFailure } from '../expand/host';
import type { Condition, Word } from '../parse/ast';
import { compileRegex, RegexFailure } from '../regex/regex';
import { sizeAt } from '../files';
import type { Shell } from './shell';

/** A test that makes no sense; the message is what follows `bash: test: `. */
export class TestFailure extends Error {}

function node(fs: FileSystem, path: string, follow: boolean): VNode | null {
  try {
    return fs.stat(path, follow);
  } catch (error) {
    if (error instanceof SysError) return null;
    throw error;
  }
}

/** `-f FILE`, `-z STRING` and their like; null where there is no such test. */
export function unary(op: string, operand: string, shell: Shell): boolean | null {
  const { files } = shell;
  const is = (want: (found: VNode) => boolean, follow = true) => {
    const found = node(files, operand, follow);
    return found !== null && want(found);
  };
  switch (op) {
    case '-n':
      return operand !== '';
    case '-z':
      return operand === '';
    case '-a':
    case '-e':
      return is(() => true);
    case '-f':
      return is((found) => found.type === 'file' && found.device === undefined);
    case '-d':
      return is((found) => found.type === 'dir');
    case '-L':
    case '-h':
      return is((found) => found.type === 'link', false);
    case '-s':
      return is((found) => sizeAt(files, operand, found) > 0);
    case '-r':
      return is((found) => found.type !== 'file' || found.mode !== 0);
    case '-w':
      return is((found) => found.type !== 'file' || found.write !== undefined);
    case '-x':
      return is((found) => found.type === 'dir' || (found.mode & 0o111) !== 0);
    case '-c':
      return is((found) => found.type === 'file' && found.device !== undefined);
    case '-O':
    case '-G':
      return is(() => true);
    case '-b':
    case '-p':
    case '-S':
    case '-u':
    case '-g':
    case '-k':
    case '-N':
      return false;
    case '-t':
      return ['0', '1', '2'].includes(operand) && shell.columns !== null;
    case '-v':
      return shell.value(operand) !== undefined;
    case '-o':
      return shell.options.has(operand);
    default:
      return null;
  }
}

const INTEGER = /^\s*[-+]?\d+\s*$/;

/** `[ A op B ]`, where patterns mean nothing; null where there is no such operator. Throws TestFailure. */
export function binary(op: string, left: string, right: string, shell: Shell): boolean | null {
  switch (op) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-ef': {
      const real = (path: string) =>
        node(shell.files, path, true) === null ? '' : shell.files.real(path);
      return real(left) !== '' && real(left) === real(right);
    }
    case '-nt':
      return node(shell.files, left, true) !== null && node(shell.files, right, true) === null;
    case '-ot':
      return node(shell.files, left, true) === null && node(shell.files, right, true) !== null;
    default:
      break;
  }
  const compare = INTEGERS[op];
  if (compare === undefined) return null;
  for (const text of [left, right])
    if (!INTEGER.test(text)) throw new TestFailure(`${text}: integer expression expected`);
  return compare(BigInt(left.trim().replace(/^\+/, '')), BigInt(right.trim().replace(/^\+/, '')));
}

const INTEGERS: Readonly<Record<string, (left: bigint, right: bigint) => boolean>> = {
  '-eq': (left, right) => left === right,
  '-ne': (left, right) => left !== right,
  '-lt': (left, right) => left < right,
  '-le': (left, right) => left <= right,
  '-gt': (left, right) => left > right,
  '-ge': (left, right) => left >= right,
};

/** `[[ ]]`. Throws ExpansionFailure. */
export function holds(test: Condition, shell: Shell): boolean {
  switch (test.kind) {
    case 'and':
      return holds(test.left, shell) && holds(test.right, shell);
    case 'or':
      return holds(test.left, shell) || holds(test.right, shell);
    case 'not':
      return !holds(test.inner, shell);
    case 'unary':
      return unary(test.op, shell.expander.single(test.operand), shell) ?? false;
    case 'binary':
      return compare(test.op, test.left, test.right, shell);
  }
}

function compare(op: string, leftWord: Word, rightWord: Word, shell: Shell): boolean {
  const { expander, budget } = shell;
  const left = expander.single(leftWord);
  if (op === '=' || op === '==' || op === '!=') {
    const pattern = expander.pattern(rightWord);
    budget.spend(pattern.length * (left.length + 1));
    return compileGlob(pattern)(left) === (op !== '!=');
  }
  if (op === '=~') return matchesRegex(left, rightWord, shell);
  if (INTEGERS[op] !== undefined) {
    const number = (word: Word) => expander.arithmetic(word);
    return INTEGERS[op](number(leftWord), number(rightWord));
  }
  return binary(op, left, expander.single(rightWord), shell) ?? false;
}

function matchesRegex(left: string, word: Word, shell: Shell): boolean {
  // What was quoted is literal, as with glob patterns; both escape it with a backslash.
  const source = shell.expander.pattern(word);
  try {
    const regex = compileRegex(source, { extended: true, ignoreCase: false });
    shell.budget.spend(regex.cost * (left.length + 1));
    const found = regex.find(left, 0);
    if (found === null) return false;
    shell.variables.set('BASH_REMATCH', found.groups[0] ?? '');
    return true;
  } catch (error) {
    if (error instanceof RegexFailure)
      throw new ExpansionFailure(`invalid regular expression \`${source}': ${error.message}`);
    throw error;
  }
}
