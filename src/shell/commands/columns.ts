/** Names in columns, filled downwards (or across) into as few rows as fit the width: `ls` on a terminal. */
export function columnsOf(names: readonly string[], width: number, across: boolean): string {
  const lengths = names.map((name) => Array.from(name).length);
  const most = Math.max(1, Math.min(names.length, Math.floor(width / 3)));
  const widthsFor = (columns: number): number[] => {
    const rows = Math.ceil(names.length / columns);
    const widths: number[] = Array.from({ length: columns }, () => 0);
    for (const [i, length] of lengths.entries()) {
      const column = across ? i % columns : Math.floor(i / rows);
      const gap = column === columns - 1 ? 0 : 2;
      widths[column] = Math.max(widths[column] ?? 0, length + gap);
    }
    return widths;
  };
  let columns = most;
  let widths = widthsFor(columns);
  // The line must stay one short of the width, so that no terminal wraps it.
  while (columns > 1 && widths.reduce((sum, one) => sum + one, 0) >= width) {
    columns -= 1;
    widths = widthsFor(columns);
  }
  const rows = Math.ceil(names.length / columns);
  let text = '';
  for (let row = 0; row < rows; row += 1) {
    let line = '';
    let target = 0;
    for (let column = 0; column < columns; column += 1) {
      const i = across ? row * columns + column : column * rows + row;
      const name = names[i];
      if (name === undefined) break;
      const length = lengths[i] ?? 0;
      const following = across
        ? column + 1 < columns
          ? names[i + 1]
          : undefined
        : names[i + rows];
      line += name;
      target = (widths[column] ?? 0) - length;
      if (following !== undefined && column + 1 < columns) line += ' '.repeat(Math.max(0, target));
    }
    text += `${line}\n`;
  }
  return text;
}
