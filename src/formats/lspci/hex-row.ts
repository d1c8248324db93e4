const ZERO = 0x30;
const SPACE = 0x20;
const TAB = 0x09;

/** The digit's value, or -1. */
function digit(code: number): number {
  if (code >= ZERO && code <= ZERO + 9) return code - ZERO;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/**
 * Reads `86 80 ca 10 …` into `bytes` from `at` on. `bad` is the first word that is no byte, or that has no place
 * any more; what stands before it counts.
 */
export function readRow(
  text: string,
  bytes: Uint8Array,
  at: number,
): { readonly count: number; readonly bad: string } {
  let count = 0;
  for (let i = 0; i < text.length;) {
    const first = text.charCodeAt(i);
    if (first === SPACE || first === TAB) {
      i++;
      continue;
    }
    const [high, low] = [digit(first), digit(text.charCodeAt(i + 1))];
    const after = text.charCodeAt(i + 2);
    const ends = i + 2 >= text.length || after === SPACE || after === TAB;
    if (high < 0 || low < 0 || !ends || at + count >= bytes.length) {
      return { count, bad: /^[^ \t]+/.exec(text.slice(i))?.[0] ?? '' };
    }
    bytes[at + count] = high * 16 + low;
    count++;
    i += 2;
  }
  return { count, bad: '' };
}
