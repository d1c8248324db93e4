/** Lines are remembered up to here, as HISTSIZE says on Debian. */
const MAX_LINES = 1000;

/** Remembers a line as typed at the prompt. */
export function remember(history: string[], line: string): void {
  if (line.trim() === '') return;
  history.push(line);
  if (history.length > MAX_LINES) history.splice(0, history.length - MAX_LINES);
}

export type HistoryExpansion =
  { readonly text: string; readonly changed: boolean } | { readonly missing: string };

const EVENT = /!(?:!|-?\d+|\$|\^|\*|\?[^?\n]+\??|[^\s=("'!;&|<>$]+)/y;
const MAX_TEXT = 100_000;

function wordsOf(line: string): string[] {
  return line.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs) ?? [];
}

function event(name: string, history: readonly string[]): string | undefined {
  const last = history.at(-1);
  if (name === '!') return last;
  if (/^-\d+$/.test(name)) return history.at(Number(name));
  if (/^\d+$/.test(name)) return history[Number(name) - 1];
  if (name === '$') return last === undefined ? undefined : (wordsOf(last).at(-1) ?? '');
  if (name === '^') return last === undefined ? undefined : (wordsOf(last)[1] ?? '');
  if (name === '*') return last === undefined ? undefined : wordsOf(last).slice(1).join(' ');
  if (name.startsWith('?')) {
    const inner = name.slice(1).replace(/\?$/, '');
    return history.findLast((line) => line.includes(inner));
  }
  return history.findLast((line) => line.startsWith(name));
}

/** `!!`, `!5`, `!-2`, `!$`, `!word` and `^old^new`, outside single quotes, as typed at the prompt. */
export function expandHistory(text: string, history: readonly string[]): HistoryExpansion {
  const swap = /^\^([^^\n]+)\^([^^\n]*)\^?$/.exec(text);
  if (swap !== null) {
    const [, from = '', to = ''] = swap;
    const last = history.at(-1);
    if (last === undefined || !last.includes(from))
      return { missing: ':s' + text + ': substitution failed' };
    return { text: last.replace(from, () => to), changed: true };
  }
  if (!text.includes('!')) return { text, changed: false };
  let result = '';
  let single = false;
  let double = false;
  let changed = false;
  for (let i = 0; i < text.length;) {
    const char = text[i] ?? '';
    if (char === '\\' && !single) {
      result += text.slice(i, i + 2);
      i += 2;
      continue;
    }
    if (char === "'" && !double) single = !single;
    if (char === '"' && !single) double = !double;
    const before = text[i - 1] ?? '';
    EVENT.lastIndex = i;
    const live = char === '!' && !single && !'$[{'.includes(before === '' ? ' ' : before);
    const found = live ? EVENT.exec(text)?.[0] : undefined;
    if (found === undefined) {
      result += char;
      i += 1;
      continue;
    }
    const value = event(found.slice(1), history);
    if (value === undefined) return { missing: `${found}: event not found` };
    result += value;
    if (result.length > MAX_TEXT) return { missing: `${found}: the line grows too long` };
    changed = true;
    i += found.length;
  }
  return { text: result, changed };
}
