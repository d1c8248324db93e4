export type Cell = string | number | boolean | null;

/**
 * A table as RFC 4180 has it: comma, CRLF after every row, quotes where a field has a comma, a quote or a line break.
 * Numbers as JavaScript writes them (a point, no grouping); null and what is no finite number is an empty field.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: Cell): string {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const text = String(value);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
