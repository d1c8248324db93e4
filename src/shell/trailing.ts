/** The text without the characters of that kind at its end, in one pass from there: `/x+$/` would begin anew at each. */
export function withoutTrailing(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}
