export type Json =
  string | number | boolean | readonly Json[] | { readonly [key: string]: Json | undefined };

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

/** iproute2's json_writer: an array stays on one line, save for the objects in it. */
function pretty(value: Json, depth: number): string {
  const pad = (by: number): string => ' '.repeat(4 * by);
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isArray(value)) {
    if (value.length === 0) return '[ ]';
    return `[ ${value.map((item) => pretty(item, depth + 1)).join(',')} ]`;
  }
  const rows = Object.entries(value)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .map(([key, item]) => `${pad(depth + 1)}${JSON.stringify(key)}: ${pretty(item, depth + 1)}`);
  return rows.length === 0 ? '{}' : `{\n${rows.join(',\n')}\n${pad(depth)}}`;
}

export function jsonText(value: Json, isPretty: boolean): string {
  return `${isPretty ? pretty(value, 0) : JSON.stringify(value)}\n`;
}
