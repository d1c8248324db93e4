/** libvirt's `vshTable`: a blank before each cell, two behind all but the last. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => ` ${i === row.length - 1 ? cell : cell.padEnd((widths[i] ?? 0) + 2)}`)
      .join('');
  const rule = '-'.repeat(widths.reduce((sum, width) => sum + width + 3, 0));
  return `${[line(head), rule, ...rows.map(line)].join('\n')}\n`;
}
