import type { Completion } from '../../store/vocabulary';
import { columnsOf } from './cells';
import type { Line } from './line';
import { replaced } from './line';

/** As readline: what all candidates share is typed; where that is nothing new, they are listed. */
export function completed(
  line: Line,
  { from, candidates }: Completion,
): { readonly line: Line; readonly list: readonly string[] } {
  const [first] = candidates;
  if (first === undefined) return { line, list: [] };
  const word = line.text.slice(from, line.cursor);
  if (candidates.length === 1) {
    // A directory goes on; any other word is finished.
    const closed = first.endsWith('/') || first.endsWith(' ') ? first : `${first} `;
    return { line: replaced(line, from, closed), list: [] };
  }
  const shared = candidates.reduce(sharedStart);
  if (shared.length > word.length) return { line: replaced(line, from, shared), list: [] };
  return { line, list: candidates };
}

function sharedStart(a: string, b: string): string {
  let end = 0;
  while (end < a.length && a[end] === b[end]) end += 1;
  return a.slice(0, end);
}

/** The last part of a path: what `ls` would say. */
const shown = (candidate: string): string => {
  const name = candidate.trimEnd();
  return name.slice(name.lastIndexOf('/', name.length - 2) + 1);
};

/** Candidates in columns, down first, as readline lists them. */
export function inColumns(candidates: readonly string[], columns: number): string {
  const names = candidates.map(shown);
  const width = Math.max(...names.map(columnsOf)) + 2;
  const across = Math.max(1, Math.floor(columns / width));
  const rows = Math.ceil(names.length / across);
  return Array.from({ length: rows }, (_, row) => {
    const cells = names.filter((_name, i) => i % rows === row);
    const padded = cells.map((name, i) =>
      i === cells.length - 1 ? name : name + ' '.repeat(width - columnsOf(name)),
    );
    return `${padded.join('')}\n`;
  }).join('');
}
