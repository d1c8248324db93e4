/**
 * Widths guessed from above, so that a label that fits here fits in every font of the UI stack.
 * Layout stays pure and the same on every machine; nothing is measured in the browser.
 */
const EM = {
  wide: 1.04,
  capital: 0.76,
  broad: 0.94,
  digit: 0.62,
  narrow: 0.34,
  other: 0.6,
} as const;

function emOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x2e80) return EM.wide;
  if ('MWmw…@%'.includes(char)) return EM.broad;
  if (" .,:;'|!ijl·".includes(char)) return EM.narrow;
  if (char >= 'A' && char <= 'Z') return EM.capital;
  return char >= '0' && char <= '9' ? EM.digit : EM.other;
}

/** Upper estimate of the width of `text` in pixels. */
export function textWidth(text: string, sizePx: number): number {
  let em = 0;
  for (const char of text) em += emOf(char);
  return em * sizePx;
}

/** The first candidate that fits, or '' where none does. */
export function fitting(candidates: readonly string[], widthPx: number, sizePx: number): string {
  return candidates.find((text) => textWidth(text, sizePx) <= widthPx) ?? '';
}
