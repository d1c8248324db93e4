import { textWidth } from '../../scene/layout/text-fit';

/** A text in lines of at most that width; a Chinese one breaks between any two signs. */
export function wrapped(text: string, widthPx: number, sizePx: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [piece] of text.matchAll(/\s+|[\u2e80-\uffef]|[^\s\u2e80-\uffef]+/gu)) {
    if (
      line !== '' &&
      textWidth((line + piece).trimEnd(), sizePx) > widthPx &&
      !CLOSING.test(piece)
    ) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += line === '' ? piece.trimStart() : piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

/** Never begins a line. */
const CLOSING = /^[，。、；：！？）」』”’]/u;
