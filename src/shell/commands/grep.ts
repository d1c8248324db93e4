import { SysError } from '../../engine/linux/errno';
import type { Command, CommandContext } from '../command';
import { linesOf } from '../inputs';
import { readOptions, type Options } from '../options';
import { compileRegex, literalRegex, RegexFailure, type Regex } from '../regex/regex';

const USAGE =
  "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n";

const isWord = (char: string | undefined) => char !== undefined && /[A-Za-z0-9_]/.test(char);

/** One file's worth of work, with what the options say about lines. */
class Search {
  status = 1;
  failed = false;
  readonly #context: CommandContext;
  readonly #options: Options;
  readonly #regexes: readonly Regex[];
  readonly #after: number;
  readonly #before: number;
  readonly #most: number;
  #named = false;
  #separated = false;

  constructor(context: CommandContext, options: Options, regexes: readonly Regex[]) {
    this.#context = context;
    this.#options = options;
    this.#regexes = regexes;
    const around = Number(options.value('C') ?? 0);
    this.#after = Number(options.value('A') ?? around);
    this.#before = Number(options.value('B') ?? around);
    this.#most = Number(options.value('m') ?? Infinity);
  }

  #matches(line: string): boolean {
    const options = this.#options;
    for (const regex of this.#regexes) {
      this.#context.spend(1 + (line.length * regex.cost) / 4);
      if (!options.has('w') && !options.has('x')) {
        if (regex.test(line)) return true;
      } else if (this.#found(regex, line, 0) !== null) return true;
    }
    return false;
  }

  #found(regex: Regex, line: string, from: number): { start: number; end: number } | null {
    const options = this.#options;
    for (let at = from; at <= line.length;) {
      this.#context.spend(((line.length - at) * regex.cost) / 8);
      const match = regex.find(line, at);
      if (match === null) return null;
      const { start, end } = match;
      if (options.has('x')) {
        if (start === 0 && end === line.length) return match;
      } else if (!options.has('w') || !(isWord(line[start - 1]) || isWord(line[end]))) return match;
      at = start + 1;
    }
    return null;
  }

  #label(name: string, sign: string, number: number): string {
    const options = this.#options;
    const numbered = options.has('n') ? `${String(number)}${sign}` : '';
    return `${this.#named ? `${name}${sign}` : ''}${numbered}`;
  }

  /** What `-o` prints of a line: every match, from left to right. */
  #parts(line: string, label: string): void {
    let at = 0;
    while (at <= line.length) {
      let best: { start: number; end: number } | null = null;
      for (const regex of this.#regexes) {
        const found = this.#found(regex, line, at);
        if (found === null) continue;
        const better =
          best === null ||
          found.start < best.start ||
          (found.start === best.start && found.end > best.end);
        if (better) best = found;
      }
      if (best === null) return;
      if (best.end > best.start) this.#context.out(`${label}${line.slice(best.start, best.end)}\n`);
      at = Math.max(best.end, best.start + 1);
    }
  }

  text(text: string, name: string): boolean {
    const { out } = this.#context;
    const options = this.#options;
    const inverted = options.has('v');
    const quiet = options.has('q') || options.has('l') || options.has('L') || options.has('c');
    const lines = linesOf(text);
    const binary = text.includes('\0') && !options.has('a') && !quiet;
    let count = 0;
    let shown = -1;
    let until = -1;
    for (const [i, line] of lines.entries()) {
      if (count < this.#most && this.#matches(line) !== inverted) {
        count += 1;
        if (options.has('q') || options.has('l') || binary) break;
        if (quiet) continue;
        this.#leading(lines, i, shown, name);
        const label = this.#label(name, ':', i + 1);
        if (!options.has('o')) out(`${label}${line}\n`);
        else if (!inverted) this.#parts(line, label);
        shown = i;
        until = i + this.#after;
      } else if (i <= until && !options.has('o')) {
        out(`${this.#label(name, '-', i + 1)}${line}\n`);
        shown = i;
      } else if (count >= this.#most) break;
    }
    if (binary && count > 0) out(`grep: ${name}: binary file matches\n`);
    if (options.has('c') && !options.has('q'))
      out(`${this.#named ? `${name}:` : ''}${String(count)}\n`);
    if (options.has('l') && count > 0) out(`${name}\n`);
    if (options.has('L') && count === 0) out(`${name}\n`);
    return options.has('L') ? count === 0 : count > 0;
  }

  /** The lines before a match, and `--` where lines were left out. */
  #leading(lines: readonly string[], at: number, shown: number, name: string): void {
    if (this.#before + this.#after === 0) return;
    const from = Math.max(shown + 1, at - this.#before);
    if (this.#separated && from > shown + 1 && !this.#options.has('o')) this.#context.out('--\n');
    else if (shown < 0 && this.#separated && !this.#options.has('o')) this.#context.out('--\n');
    this.#separated = true;
    if (this.#options.has('o')) return;
    for (let i = from; i < at; i += 1)
      this.#context.out(`${this.#label(name, '-', i + 1)}${lines[i] ?? ''}\n`);
  }

  #file(path: string, told: string): void {
    const { fs, stdin, err, flavour, name } = this.#context;
    try {
      if (this.text(path === '-' ? stdin : fs.readText(path), told)) this.status = 0;
    } catch (error) {
      if (!(error instanceof SysError)) throw error;
      if (!this.#options.has('s') || error.errno === 'EISDIR')
        err(
          `${name}: ${path}: ${flavour === 'bash' && error.errno === 'EISDIR' ? 'Is a directory' : error.message}\n`,
        );
      if (error.errno !== 'EISDIR') this.failed = true;
    }
  }

  #tree(path: string, follow: boolean, top: boolean): void {
    const { fs } = this.#context;
    this.#context.spend(20);
    let node;
    try {
      node = fs.stat(path, follow || top);
    } catch (error) {
      if (error instanceof SysError && top) this.#file(path, path);
      return;
    }
    if (node.type === 'file' && (top || node.device === undefined))
      this.#file(path, path.replace(/^\.\/(?=.)/, this.#dots ? './' : ''));
    if (node.type !== 'dir') return;
    for (const name of node.list())
      this.#tree(path.endsWith('/') ? path + name : `${path}/${name}`, follow, false);
  }

  #dots = true;

  files(operands: readonly string[]): void {
    const options = this.#options;
    const recursive = options.has('r') || options.has('R');
    this.#named = !options.has('h') && (options.has('H') || operands.length > 1 || recursive);
    if (recursive) {
      this.#dots = operands.length > 0;
      for (const path of operands.length > 0 ? operands : ['.'])
        if (path === '-') this.#file('-', '(standard input)');
        else this.#tree(path, options.has('R'), true);
      return;
    }
    for (const path of operands.length > 0 ? operands : ['-'])
      this.#file(path, path === '-' ? '(standard input)' : path);
  }
}

function compile(
  context: CommandContext,
  options: Options,
  patterns: readonly string[],
): Regex[] | null {
  const last = options.given.findLast(([letter]) => 'EFGP'.includes(letter))?.[0];
  const { name } = context;
  const mode = last ?? (name === 'egrep' ? 'E' : name === 'fgrep' ? 'F' : 'G');
  if (mode === 'P') {
    context.err('grep: -P (Perl patterns) is not simulated; use -E\n');
    return null;
  }
  const ignoreCase = options.has('i') || options.has('y');
  try {
    return patterns.map((pattern) =>
      mode === 'F'
        ? literalRegex(pattern, ignoreCase)
        : compileRegex(pattern, { extended: mode === 'E', ignoreCase }),
    );
  } catch (error) {
    if (!(error instanceof RegexFailure)) throw error;
    context.err(`grep: ${error.message}\n`);
    return null;
  }
}

function run(context: CommandContext): number {
  const options = readOptions(
    Object.create(context, {
      err: { value: (text: string) => context.err(text.replace(/^Try .*\n/m, USAGE)) },
    }) as CommandContext,
    {
      short: 'EFGPivcnqohHlLrRswxaye:f:m:A:B:C:zZbuUI',
      long: {
        'extended-regexp': 'E',
        'fixed-strings': 'F',
        'basic-regexp': 'G',
        'perl-regexp': 'P',
        'ignore-case': 'i',
        'invert-match': 'v',
        count: 'c',
        'line-number': 'n',
        quiet: 'q',
        silent: 'q',
        'only-matching': 'o',
        'no-filename': 'h',
        'with-filename': 'H',
        'files-with-matches': 'l',
        'files-without-match': 'L',
        recursive: 'r',
        'dereference-recursive': 'R',
        'no-messages': 's',
        'word-regexp': 'w',
        'line-regexp': 'x',
        text: 'a',
        regexp: 'e',
        'max-count': 'm',
        'after-context': 'A',
        'before-context': 'B',
        context: 'C',
      },
      digits: 'C',
    },
  );
  if (options === null) return 2;
  for (const letter of ['A', 'B', 'C', 'm']) {
    const value = options.value(letter);
    if (value === undefined || /^\d+$/.test(value)) continue;
    context.err(
      letter === 'm'
        ? 'grep: invalid max count\n'
        : `grep: ${value}: invalid context length argument\n`,
    );
    return 2;
  }
  const given = options.given.filter(([letter]) => letter === 'e').map(([, value]) => value);
  const [first, ...rest] = options.operands;
  if (given.length === 0 && first === undefined) {
    context.err(USAGE);
    return 2;
  }
  const sources = given.length > 0 ? given : [first ?? ''];
  const files = given.length > 0 ? options.operands : rest;
  const regexes = compile(
    context,
    options,
    sources.flatMap((source) => source.split('\n')),
  );
  if (regexes === null) return 2;
  const search = new Search(context, options, regexes);
  search.files(files);
  if (search.failed && !(options.has('q') && search.status === 0)) return 2;
  return search.status;
}

export const grep: Command = { name: 'grep', run };
export const egrep: Command = { name: 'egrep', run };
export const fgrep: Command = { name: 'fgrep', run };
