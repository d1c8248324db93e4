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
  const { name } = key;
  if (name === 'search') {
    return only({ ...line, search: { query: '', found: null }, draft: line.text });
  }
  if (name === 'older' || name === 'newer') {
    return only(recall(line, name === 'older' ? -1 : 1, commands));
  }
  return { line: EDITS[name]?.(line) ?? line, effect: EFFECTS[name] ?? null };
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

const EFFECTS: Readonly<Partial<Record<KeyName, Effect>>> = {
  enter: 'run',
  complete: 'complete',
  interrupt: 'interrupt',
  clear: 'clear',
};

const to = (line: Line, cursor: number): Line => ({ ...line, cursor });

function without(line: Line, from: number, until: number, keep: boolean): Line {
  const { text } = line;
  const cut = keep && until > from ? text.slice(from, until) : line.cut;
  return { ...line, text: text.slice(0, from) + text.slice(until), cursor: from, cut };
}

const deleted = (line: Line) => without(line, line.cursor, after(line.text, line.cursor), false);

const EDITS: Readonly<Partial<Record<KeyName, (line: Line) => Line>>> = {
  left: (line) => to(line, before(line.text, line.cursor)),
  right: (line) => to(line, after(line.text, line.cursor)),
  'word-left': (line) => to(line, wordStart(line.text, line.cursor, /[\p{L}\p{N}]/u)),
  'word-right': (line) => to(line, wordEnd(line.text, line.cursor)),
  home: (line) => to(line, 0),
  end: (line) => to(line, line.text.length),
  backspace: (line) => without(line, before(line.text, line.cursor), line.cursor, false),
  delete: deleted,
  'end-of-file': deleted,
  'kill-end': (line) => without(line, line.cursor, line.text.length, true),
  'kill-start': (line) => without(line, 0, line.cursor, true),
  'kill-word': (line) => without(line, wordStart(line.text, line.cursor, /\S/u), line.cursor, true),
  'kill-word-right': (line) => without(line, line.cursor, wordEnd(line.text, line.cursor), true),
  yank: (line) => inserted(line, line.cut),
};

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
  const { name } = key;
  if (name === 'search') return only(query === '' ? line : look(query, found ?? 0));
  if (name === 'backspace') {
    return only(look(query.slice(0, before(query, query.length)), commands.length));
  }
  if (name === 'abort') {
    return only({ ...line, text: line.draft, cursor: line.draft.length, search: null });
  }
  if (name === 'interrupt') {
    return { line: { ...EMPTY_LINE, cut: line.cut }, effect: 'interrupt' as const };
  }
  // Any other key takes what was found and does its own work on it.
  return press({ ...line, search: null, recalled: found }, key, commands);
}
