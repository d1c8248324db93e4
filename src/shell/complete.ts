import { SysError } from '../engine/linux/errno';
import { KEYWORDS } from './builtins/names';
import type { Shell } from './exec/shell';

interface Completion {
  readonly from: number;
  readonly candidates: readonly string[];
}

interface Typed {
  /** Words of the command before the one being typed, unquoted. */
  readonly words: readonly string[];
  /** Where the word being typed begins. */
  readonly from: number;
  /** The word being typed, unquoted. */
  readonly word: string;
  readonly quote: '' | '"' | "'";
  /** Behind `>` or `<`: a file, whatever the command. */
  readonly redirected: boolean;
}

/** Most candidates one wants to see. */
const MAX_CANDIDATES = 2000;
const BEFORE_COMMANDS = [
  'if',
  'then',
  'else',
  'elif',
  'while',
  'until',
  'do',
  '!',
  'time',
  '{',
  'sudo',
  'exec',
];

/** Reads as far as the cursor, forgiving what is not finished. */
function typed(line: string): Typed {
  let words: string[] = [];
  let word = '';
  let from = -1;
  let quote: Typed['quote'] = '';
  let redirected = false;
  const end = (): void => {
    if (from < 0) return;
    if (!redirected) words.push(word);
    redirected = false;
    word = '';
    from = -1;
  };
  for (let i = 0; i < line.length; i += 1) {
    const char = line[i] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && '"\\$`'.includes(line[i + 1] ?? ' ')) {
        i += 1;
        word += line[i] ?? '';
      } else word += char;
      continue;
    }
    if (' \t\n'.includes(char)) {
      end();
      if (char === '\n') words = [];
      continue;
    }
    if (';|&()`'.includes(char)) {
      end();
      words = [];
      redirected = false;
      continue;
    }
    if ('<>'.includes(char)) {
      if (!/^\d*$/.test(word)) end();
      word = '';
      from = -1;
      redirected = true;
      continue;
    }
    if (from < 0) from = i;
    if (char === '"' || char === "'") quote = char;
    else if (char === '\\') {
      i += 1;
      word += line[i] ?? '';
    } else word += char;
  }
  while (BEFORE_COMMANDS.includes(words[0] ?? '') || /^\w+\+?=/.test(words[0] ?? '')) words.shift();
  return { words, from: from < 0 ? line.length : from, word, quote, redirected };
}

const byName = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** What may stand for the word before the cursor; each candidate replaces it from `from` on. */
export function completeLine(shell: Shell, line: string, cursor: number): Completion {
  const state = typed(line.slice(0, cursor));
  const { word, from } = state;
  const variable = state.quote === "'" ? null : /\$(\{?)(\w*)$/.exec(word);
  if (variable !== null) {
    const [all, brace = '', start = ''] = variable;
    const head = line.slice(from, cursor - all.length);
    const names = shell.variables.entries().filter(({ name }) => name.startsWith(start));
    const close = brace === '' ? '' : '}';
    return { from, candidates: names.map(({ name }) => `${head}$${brace}${name}${close}`) };
  }
  if (state.words.length === 0 && !state.redirected && !word.includes('/')) {
    const names = [
      ...shell.parts.programs.keys(),
      ...shell.parts.builtins.keys(),
      ...shell.functions.keys(),
      ...shell.aliases.keys(),
      ...KEYWORDS.filter((name) => name.length > 1),
    ];
    const matching = [...new Set(names)].filter((name) => name.startsWith(word));
    return { from, candidates: matching.sort(byName) };
  }
  const special = state.redirected ? [] : offered(shell, state);
  const candidates =
    special.length > 0 ? special.map((text) => ({ text, path: false })) : files(shell, state);
  return {
    from,
    candidates: candidates
      .slice(0, MAX_CANDIDATES)
      .map(({ text, path }) => escaped(text, state.quote, path && text.endsWith('/'))),
  };
}

/** What the command itself knows of the word. */
function offered(shell: Shell, { words, word }: Typed): string[] {
  const program = shell.parts.programs.get(words[0] ?? '');
  if (program?.complete === undefined) return [];
  const context = { kernel: shell.parts.kernel, fs: shell.files, lab: shell.parts.lab };
  try {
    const found = program.complete([...words, word], context);
    return [...new Set(found.filter((text) => text.startsWith(word)))];
  } catch (error) {
    if (error instanceof SysError) return [];
    throw error;
  }
}

function files(shell: Shell, { word, words }: Typed): { text: string; path: boolean }[] {
  const cut = word.lastIndexOf('/') + 1;
  const head = word.slice(0, cut);
  const start = word.slice(cut);
  const home = shell.value('HOME') ?? '/root';
  const where = head.replace(/^~(?=\/)/, home);
  try {
    const directory = shell.files.stat(where === '' ? '.' : where, true);
    if (directory.type !== 'dir') return [];
    const names = directory
      .list()
      .filter((name) => name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')));
    const isDirectory = (name: string): boolean => {
      try {
        return shell.files.stat(`${where}${name}`, true).type === 'dir';
      } catch {
        return false;
      }
    };
    const found = names
      .sort(byName)
      .slice(0, MAX_CANDIDATES)
      .map((name) => ({ text: head + name + (isDirectory(name) ? '/' : ''), path: true }));
    const onlyDirectories = words[0] === 'cd' || words[0] === 'rmdir';
    return onlyDirectories ? found.filter(({ text }) => text.endsWith('/')) : found;
  } catch (error) {
    if (error instanceof SysError) return [];
    throw error;
  }
}

function escaped(text: string, quote: Typed['quote'], open: boolean): string {
  if (quote === '') {
    const tilde = /^~\//.exec(text)?.[0] ?? '';
    return tilde + text.slice(tilde.length).replace(/[\s"'\\$`!&()*;<>?[\]^{|}#~]/g, '\\$&');
  }
  const inner = quote === '"' ? text.replace(/["\\$`]/g, '\\$&') : text;
  return quote + inner + (open ? '' : quote);
}
