import type { Key, KeyName } from './keys';

/** The line being typed, edited as readline's Emacs keys do. */
export interface Line {
  readonly text: string;
  /** UTF-16 index, always between two characters as people see them. */
  readonly cursor: number;
  /** What Ctrl-K, U and W cut last, for Ctrl-Y. */
  readonly cut: string;
  /** Index of the recalled command; null while an own line is typed, which `draft` keeps meanwhile. */
  readonly recalled: number | null;
  readonly draft: string;
  readonly search: { readonly query: string; readonly found: number | null } | null;
}

export type Effect = 'run' | 'complete' | 'interrupt' | 'clear' | null;

/** A command longer than this is cut: no terminal shows it. */
const MAX_LENGTH = 4_096;

export const EMPTY_LINE: Line = {
  text: '',
  cursor: 0,
  cut: '',
  recalled: null,
  draft: '',
  search: null,
};

/** The line as it stands after a key, and what the key asks for beyond the line. */
export function press(
  line: Line,
  key: Key,
  commands: readonly string[],
): { readonly line: Line; readonly effect: Effect } {
  if (line.search !== null) return pressInSearch(line, key, commands);
  if (key.kind === 'text') return only(inserted(line, key.text));
  switch (key.name) {
    case 'enter':
      return { line, effect: 'run' };
    case 'complete':
      return { line, effect: 'complete' };
    case 'interrupt':
      return { line, effect: 'interrupt' };
    case 'clear':
      return { line, effect: 'clear' };
    case 'search':
      return only({ ...line, search: { query: '', found: null }, draft: line.text });
    case 'older':
    case 'newer':
      return only(recall(line, key.name === 'older' ? -1 : 1, commands));
    default:
      return only(edited(line, key.name));
  }
}

/** The line with `text` in place of what stands from `from` to the cursor. */
export function replaced(line: Line, from: number, text: string): Line {
  const before = line.text.slice(0, from) + text;
  return { ...line, text: before + line.text.slice(line.cursor), cursor: before.length };
}

const only = (line: Line) => ({ line, effect: null });

function inserted(line: Line, text: string): Line {
  const room = Math.max(0, MAX_LENGTH - line.text.length);
  // Never half a character.
  return replaced(line, line.cursor, text.slice(0, room).replace(/[\uD800-\uDBFF]$/u, ''));
}

function edited(line: Line, name: KeyName): Line {
  const { text, cursor } = line;
  const to = (at: number): Line => ({ ...line, cursor: at });
  const without = (from: number, until: number, keep: boolean): Line => ({
    ...line,
    text: text.slice(0, from) + text.slice(until),
    cursor: from,
    cut: keep && until > from ? text.slice(from, until) : line.cut,
  });
  switch (name) {
    case 'left':
      return to(before(text, cursor));
    case 'right':
      return to(after(text, cursor));
    case 'word-left':
      return to(wordStart(text, cursor, /[\p{L}\p{N}]/u));
    case 'word-right':
      return to(wordEnd(text, cursor));
    case 'home':
      return to(0);
    case 'end':
      return to(text.length);
    case 'backspace':
      return without(before(text, cursor), cursor, false);
    case 'delete':
    case 'end-of-file':
      return without(cursor, after(text, cursor), false);
    case 'kill-end':
      return without(cursor, text.length, true);
    case 'kill-start':
      return without(0, cursor, true);
    case 'kill-word':
      return without(wordStart(text, cursor, /\S/u), cursor, true);
    case 'kill-word-right':
      return without(cursor, wordEnd(text, cursor), true);
    case 'yank':
      return inserted(line, line.cut);
    default:
      return line;
  }
}

/** Ends of characters as people see them: an accent is no character of its own. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function before(text: string, at: number): number {
  return segmenter.segment(text).containing(at - 1)?.index ?? 0;
}

function after(text: string, at: number): number {
  const segment = segmenter.segment(text).containing(at);
  return segment === undefined ? text.length : segment.index + segment.segment.length;
}

function wordStart(text: string, at: number, inWord: RegExp): number {
  let start = at;
  const is = () => inWord.test(text.charAt(start - 1));
  while (start > 0 && !is()) start -= 1;
  while (start > 0 && is()) start -= 1;
  return start;
}

function wordEnd(text: string, at: number): number {
  const [found = ''] = /^[^\p{L}\p{N}]*[\p{L}\p{N}]*/u.exec(text.slice(at)) ?? [];
  return at + found.length;
}

function recall(line: Line, step: 1 | -1, commands: readonly string[]): Line {
  const now = line.recalled ?? commands.length;
  const next = Math.min(Math.max(now + step, 0), commands.length);
  if (next === now) return line;
  const draft = line.recalled === null ? line.text : line.draft;
  const text = commands[next] ?? draft;
  const recalled = next === commands.length ? null : next;
  return { ...line, text, cursor: text.length, recalled, draft };
}

/** Ctrl-R: the newest command before `from` that holds the query. */
function search(query: string, from: number, commands: readonly string[]): number | null {
  const found = commands.slice(0, from).findLastIndex((command) => command.includes(query));
  return query === '' || found === -1 ? null : found;
}

function pressInSearch(line: Line, key: Key, commands: readonly string[]) {
  const { query, found } = line.search ?? { query: '', found: null };
  const look = (words: string, from: number): Line => {
    const at = search(words, from, commands);
    const text = at === null ? line.text : (commands[at] ?? '');
    const cursor = at === null ? line.cursor : Math.max(0, text.indexOf(words));
    return { ...line, text, cursor, search: { query: words, found: at } };
  };
  if (key.kind === 'text') return only(look(query + key.text, commands.length));
  switch (key.name) {
    case 'search':
      return only(query === '' ? line : look(query, found ?? 0));
    case 'backspace':
      return only(look(query.slice(0, before(query, query.length)), commands.length));
    case 'abort':
      return only({ ...line, text: line.draft, cursor: line.draft.length, search: null });
    case 'interrupt':
      return { line: { ...EMPTY_LINE, cut: line.cut }, effect: 'interrupt' as const };
    default:
      // Any other key takes what was found and does its own work on it.
      return press({ ...line, search: null, recalled: found, draft: line.draft }, key, commands);
  }
}
