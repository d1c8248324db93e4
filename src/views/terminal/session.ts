import type { AppState } from '../../store';
import type { TerminalEntry } from '../../store/transcript';
import { plain } from '../../store/transcript';
import { cellAfter } from './cells';
import { completed, inColumns } from './completion';
import { keysOf } from './keys';
import type { Key } from './keys';
import { EMPTY_LINE, press } from './line';
import type { Line } from './line';

/** What the session needs of a terminal. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly write: (text: string) => void;
}

/** What it needs of the page. */
export interface AppPort {
  readonly get: () => AppState;
  readonly subscribe: (listener: () => void) => () => void;
}

/** The page's own words in the terminal; the rest is what commands print. */
export interface SessionWords {
  /** After a line the picture ran, as a comment of the shell. */
  readonly byPicture: string;
  readonly boot: string;
}

export interface Session {
  /** What the keyboard sent. */
  readonly feed: (data: string) => void;
  /** Around a change of the screen's size. */
  readonly resized: (change: () => void) => void;
  readonly end: () => void;
}

const WIPE = '\x1b[H\x1b[2J\x1b[3J';
const quiet = (text: string) => `\x1b[2m${text}\x1b[22m`;
/** With more candidates than this, readline asks first. */
const MANY = 100;

/** The terminal at the host's shell: what the store's transcript says, and the line being typed below it. */
export function startSession(screen: Screen, app: AppPort, words: SessionWords): Session {
  let line: Line = { ...EMPTY_LINE, text: app.get().typed, cursor: app.get().typed.length };
  /** Id of the first entry that is not on the screen. */
  let next = 0;
  /** Something of the transcript is on the screen. */
  let filled = false;
  /** Column in which the prompt begins: not 0 after output without a newline at its end. */
  let column = 0;
  /** Row of the cursor below the prompt's first; null while the line is not on the screen. */
  let cursorRow: number | null = null;
  let shownPrompt = '';
  let waiting: Key[] = [];
  let working = false;
  let running = false;
  /** Candidates that wait for a yes. */
  let offered: readonly string[] | null = null;

  const erase = () => {
    if (cursorRow === null) return;
    const up = cursorRow > 0 ? `\x1b[${String(cursorRow)}A` : '';
    screen.write(`${up}\x1b[${String(column + 1)}G\x1b[J`);
    cursorRow = null;
  };

  const promptNow = (): string => {
    if (line.search === null) return app.get().shellPrompt;
    const { query, found } = line.search;
    return `(${found === null && query !== '' ? 'failed ' : ''}reverse-i-search)\`${query}': `;
  };

  const draw = () => {
    const { columns, rows } = screen;
    const prompt = promptNow();
    const lead = plain(prompt);
    // A line higher than the screen is shown around its cursor.
    const room = Math.max(1, (rows - 2) * columns - lead.length - column);
    const from = line.text.length > room ? Math.max(0, line.cursor - (room >> 1)) : 0;
    const before = line.text.slice(from, line.cursor);
    const text = line.text.slice(from, from + room);
    const end = cellAfter(lead + text, column, columns);
    const at = cellAfter(lead + before, column, columns);
    const written = end.column === 0 && end.row > 0 ? '\r\n' : '';
    const up = end.row > at.row ? `\x1b[${String(end.row - at.row)}A` : '';
    screen.write(`${prompt}${text}${written}${up}\x1b[${String(at.column + 1)}G`);
    cursorRow = at.row;
    shownPrompt = prompt;
  };

  const show = (entry: TerminalEntry) => {
    filled = true;
    switch (entry.kind) {
      case 'line': {
        const by = entry.by === 'picture' ? quiet(`  # ${words.byPicture}`) : '';
        screen.write(`${entry.prompt}${entry.text}${by}\r\n`);
        column = 0;
        break;
      }
      case 'out':
        screen.write(entry.text.replaceAll('\n', '\r\n'));
        column = cellAfter(
          plain(entry.text.slice(entry.text.lastIndexOf('\n') + 1)),
          entry.text.includes('\n') ? 0 : column,
          screen.columns,
        ).column;
        break;
      case 'boot':
        screen.write(`${column > 0 ? '\r\n' : ''}${quiet(`── ${words.boot} ──`)}\r\n`);
        column = 0;
        break;
    }
  };

  /** The prompt waits: a command runs, or a question was asked. */
  const isHidden = () => running || offered !== null || app.get().shellBusy;

  /** Brings the screen up to date with the store. */
  const sync = () => {
    const { transcript, typed, shellPrompt } = app.get();
    const { entries } = transcript;
    const wiped = filled && (entries[0]?.id ?? transcript.next) >= next;
    const retyped = typed !== line.text && line.search === null;
    const prompted = shellPrompt !== shownPrompt && line.search === null;
    const hidden = isHidden();
    const stands = !hidden && cursorRow !== null && !retyped && !prompted;
    if (transcript.next === next && !wiped && (stands || (hidden && cursorRow === null))) return;
    erase();
    if (retyped) line = { ...EMPTY_LINE, cut: line.cut, text: typed, cursor: typed.length };
    if (wiped) {
      screen.write(WIPE);
      column = 0;
      filled = false;
    }
    for (const entry of entries) if (entry.id >= next) show(entry);
    next = transcript.next;
    if (!hidden) draw();
  };

  const setLine = (changed: Line) => {
    line = changed;
    // While searching, the store keeps the line as it was.
    if (line.search === null) app.get().type(line.text);
  };

  const complete = async () => {
    const { text, cursor } = line;
    const completion = await app.get().complete(text, cursor);
    const { line: changed, list } = completed(line, completion);
    setLine(changed);
    if (list.length > MANY) {
      offered = list;
      app.get().showCandidates(text, `Display all ${String(list.length)} possibilities? (y or n)`);
    } else if (list.length > 0) {
      app.get().showCandidates(text, inColumns(list, screen.columns));
    }
  };

  const answer = (key: Key, list: readonly string[]) => {
    offered = null;
    const yes = key.kind === 'text' && /^[y ]/iu.test(key.text);
    app.get().showOutput(`\n${yes ? inColumns(list, screen.columns) : ''}`);
  };

  const handle = async (key: Key) => {
    if (offered !== null) {
      answer(key, offered);
      return;
    }
    const { line: changed, effect } = press(line, key, app.get().commands);
    setLine(changed);
    if (effect === null) return;
    const { text } = changed;
    if (effect === 'run' || effect === 'interrupt') setLine({ ...EMPTY_LINE, cut: changed.cut });
    if (effect === 'run') await app.get().runLine(text, screen.columns);
    else if (effect === 'interrupt') app.get().interrupt(text);
    else if (effect === 'clear') app.get().clearTerminal();
    else await complete();
  };

  const work = async () => {
    if (working) return;
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
      working = true;
      running = key.kind === 'key' && key.name === 'enter';
      if (running) erase();
      await handle(key);
      [working, running] = [false, false];
      erase();
      sync();
    }
  };

  const stop = app.subscribe(sync);
  sync();

  return {
    feed: (data) => {
      const keys = keysOf(data);
      // Ctrl-C also gives up the lines that wait.
      if (keys.some((key) => key.kind === 'key' && key.name === 'interrupt')) waiting = [];
      waiting.push(...keys);
      void work();
    },
    resized: (change) => {
      const shown = cursorRow !== null;
      erase();
      change();
      if (shown) draw();
    },
    end: stop,
  };
}
