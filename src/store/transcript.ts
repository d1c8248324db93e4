/** What a line of the terminal is. */
export type TerminalEntry = { readonly id: number } & (
  | {
      /** A line at the prompt: typed by the learner, or run because the picture changed. */
      readonly kind: 'line';
      readonly prompt: string;
      readonly text: string;
      readonly by: 'learner' | 'picture';
    }
  | { readonly kind: 'out'; readonly stream: 'out' | 'err'; readonly text: string }
  /** The host is another one from here on. */
  | { readonly kind: 'boot' }
);

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;
export type NewEntry = Unnumbered<TerminalEntry>;

/** What the terminal has shown, the oldest dropped first. */
export interface Transcript {
  readonly entries: readonly TerminalEntry[];
  /** Id of the next entry; they only grow, so that a view knows what it has not shown yet. */
  readonly next: number;
  /** Characters of all entries. */
  readonly chars: number;
}

export const EMPTY_TRANSCRIPT: Transcript = { entries: [], next: 1, chars: 0 };

/** `lspci -vvvxxxx` of a host with 256 VFs has 4.5 million characters; a screen of them is read. */
const MAX_CHARS = 600_000;
const MAX_ENTRIES = 2_000;

/** Everything that moves the cursor, rings or talks to the terminal; colours (SGR), tabs and newlines stay. */
const NOT_TEXT =
  /\x1b\[[0-9;]*m|\x1b(?:\[[0-?]*[ -/]*[@-~]?|[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)?|.)?|[\x00-\x08\x0b-\x1f\x7f-\x9f]/gu;
const COLOUR = /^\x1b\[[0-9;]*m$/u;
/** What `clear` prints. */
const CLEAR = /\x1b\[[23]J/u;

/** The text without control sequences, so that no file's content can play tricks on the terminal. */
export function printable(text: string): string {
  return text.replace(NOT_TEXT, (found) => (COLOUR.test(found) ? found : ''));
}

/** The text as it is read aloud and copied. */
export function plain(text: string): string {
  return text.replace(NOT_TEXT, '');
}

const length = (entry: NewEntry): number => {
  if (entry.kind === 'line') return entry.prompt.length + entry.text.length + 1;
  return entry.kind === 'out' ? entry.text.length : 1;
};

/** What is left of a text that alone fills the scrollback: whole lines of its end. */
function tail(text: string): string {
  if (text.length <= MAX_CHARS) return text;
  const end = text.slice(-MAX_CHARS);
  return end.slice(end.indexOf('\n') + 1);
}

export function appended(transcript: Transcript, added: readonly NewEntry[]): Transcript {
  let { entries, next, chars } = transcript;
  for (const entry of added) {
    if (entry.kind === 'out') {
      const wiped = CLEAR.exec(entry.text);
      if (wiped !== null) [entries, chars] = [[], 0];
      const text = tail(printable(entry.text.split(CLEAR).at(-1) ?? ''));
      if (text === '') continue;
      entries = [...entries, { ...entry, text, id: next }];
      chars += text.length;
    } else {
      entries = [...entries, { ...entry, id: next }];
      chars += length(entry);
    }
    next += 1;
  }
  let first = 0;
  while (chars > MAX_CHARS || entries.length - first > MAX_ENTRIES) {
    const oldest = entries[first];
    if (oldest === undefined) break;
    chars -= length(oldest);
    first += 1;
  }
  return { entries: first === 0 ? entries : entries.slice(first), next, chars };
}

/** Everything that stands in the terminal, as text. */
export function transcriptText({ entries }: Transcript): string {
  return entries
    .map((entry) => {
      if (entry.kind === 'line') return `${plain(entry.prompt)}${entry.text}\n`;
      return entry.kind === 'out' ? plain(entry.text) : '\n';
    })
    .join('');
}

/** Lines at which a command goes on without a `;` between it and the next. */
const GOES_ON = /(?:^|[\s;])(?:do|then|else|\{|\()$|[|&(;]$|^$/u;

/** A command of several lines as the history keeps it: on one. */
export function oneLine(text: string): string {
  return text.split('\n').reduce((before, line) => {
    if (before.endsWith('\\')) return before.slice(0, -1) + line;
    const next = line.trim();
    if (next === '') return before;
    return GOES_ON.test(before.trimEnd()) ? `${before} ${next}`.trimStart() : `${before}; ${next}`;
  });
}
