/** A whole number from 0 to `max`, written decimal or with 0x; null for anything else. */
export function readNumber(text: string, max: number): number | null {
  const trimmed = text.trim();
  if (!/^(?:\d{1,10}|0x[\da-f]{1,8})$/iu.test(trimmed)) return null;
  const value = Number(trimmed);
  return value <= max ? value : null;
}
