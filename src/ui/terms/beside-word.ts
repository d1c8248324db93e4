/** CSS pixels, from the left and top of the page. */
export interface Spot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly maxHeight: number;
}

interface Around {
  /** What the text stands in: the card stays in its column, so that it hides nothing of the picture. */
  readonly room: { readonly left: number; readonly right: number };
  readonly width: number;
  readonly height: number;
}

const MARGIN = 8;
const WIDEST = 368;
const NARROWEST = 240;
const GAP = 4;
/** With this much below it the card does not go up over what was read before the word. */
const ENOUGH = 200;

/** Right below the line of the word, or above it where there is more room, never on it. */
export function besideWord(
  word: { readonly left: number; readonly top: number; readonly bottom: number },
  wanted: number,
  { room, width, height }: Around,
): Spot {
  const own = Math.min(room.right, width) - room.left - 2 * MARGIN;
  const wide = Math.min(WIDEST, width - 2 * MARGIN, Math.max(own, NARROWEST));
  const rightmost = Math.max(Math.min(room.right, width) - MARGIN - wide, MARGIN);
  const left = Math.min(Math.max(word.left - MARGIN, room.left + MARGIN, MARGIN), rightmost);
  const below = height - MARGIN - (word.bottom + GAP);
  const above = word.top - GAP - MARGIN;
  const under = wanted <= below || below >= Math.min(above, ENOUGH);
  const maxHeight = Math.max(under ? below : above, 0);
  const top = under ? word.bottom + GAP : word.top - GAP - Math.min(wanted, maxHeight);
  return { left, top, width: wide, maxHeight };
}
