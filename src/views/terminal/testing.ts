import { cellAfter } from './cells';

/** As much of a terminal as the session uses, for tests: rows of text and a cursor. */
export function createFakeScreen(columns: number, rows = 24) {
  let lines: string[][] = [[]];
  let [row, column] = [0, 0];

  const put = (character: string) => {
    const { column: width } = cellAfter(character, 0, 10);
    if (width === 0) {
      const line = lines[row] ?? [];
      line[column - 1] += character;
      return;
    }
    if (column + width > columns) [row, column] = [row + 1, 0];
    while (lines.length <= row) lines.push([]);
    const line = lines[row] ?? [];
    while (line.length < column) line.push(' ');
    line[column] = character;
    if (width === 2) line[column + 1] = '';
    column += width;
  };

  const control = (sequence: string) => {
    const amount = Number(/\d+/u.exec(sequence)?.[0] ?? 1);
    switch (sequence.slice(-1)) {
      case 'A':
        row = Math.max(0, row - amount);
        break;
      case 'G':
        column = amount - 1;
        break;
      case 'H':
        [row, column] = [0, 0];
        break;
      case 'J':
        if (sequence.includes('2')) lines = [[]];
        else {
          lines = lines.slice(0, row + 1);
          lines[row]?.splice(column);
        }
        break;
      default:
        break;
    }
  };

  return {
    columns,
    rows,
    write: (text: string) => {
      for (const [part] of text.matchAll(/\x1b\[[0-9;]*[A-Za-z]|[^]/gu)) {
        if (part.startsWith('\x1b')) control(part);
        else if (part === '\r') column = 0;
        else if (part === '\n') {
          row += 1;
          while (lines.length <= row) lines.push([]);
        } else put(part);
      }
    },
    text: () => lines.map((line) => line.join('').trimEnd()),
    cursor: () => ({ row, column }),
  };
}
