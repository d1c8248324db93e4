import type { PlaceKind } from '../../engine/costs/places';
import type { Label, Rect, StageLayout } from './stage-layout';
import { textWidth } from './text-fit';

/** How far a sentence may stand from the part it is about, pixels of the layout. */
export const NEAR_PX = 24;
const GAP_PX = 12;
/** Its letters. */
export const CALLOUT_PX = 13;
const LINE_PX = 18;
const PADDING_PX = 8;
const WIDTHS_PX = [260, 200, 150] as const;
/** What flashes around a crossing, and the words below its ticks. */
const FLARE_PX = 15;
const UNDER_TICKS_PX = 16;

/** Room for a sentence beside a part, where nothing of what is drawn is covered; null where there is none. */
export function calloutFor(
  layout: StageLayout,
  place: number,
  sentence: string,
  shown: readonly PlaceKind[] | null,
): Rect | null {
  const anchor = layout.boxes[layout.boxOf[place] as number];
  if (anchor === undefined || anchor.form !== 'box') return null;
  const taken = takenIn(layout, shown);
  for (const width of WIDTHS_PX) {
    const lines = Math.ceil(textWidth(sentence, CALLOUT_PX) / (width - 2 * PADDING_PX));
    const room = { w: width, h: lines * LINE_PX + 2 * PADDING_PX };
    const found = beside(anchor, room).find(
      (rect) => isInside(rect, layout) && !taken.some((other) => overlap(rect, other)),
    );
    if (found !== undefined) return found;
  }
  return null;
}

/** Where it could stand, the most natural first. */
function beside(a: Rect, { w, h }: Pick<Rect, 'w' | 'h'>): readonly Rect[] {
  const [right, left] = [a.x + a.w + GAP_PX, a.x - GAP_PX - w];
  const [below, above] = [a.y + a.h + GAP_PX, a.y - GAP_PX - h];
  const tops = [a.y + (a.h - h) / 2, a.y, a.y + a.h - h];
  const sides = [a.x, a.x + (a.w - w) / 2, a.x + a.w - w];
  return [
    ...tops.map((y) => ({ x: right, y, w, h })),
    ...tops.map((y) => ({ x: left, y, w, h })),
    ...sides.map((x) => ({ x, y: below, w, h })),
    ...sides.map((x) => ({ x, y: above, w, h })),
  ];
}

function takenIn(
  { boxes, bands, exitLine, crossings }: StageLayout,
  shown: readonly PlaceKind[] | null,
): readonly Rect[] {
  return [
    ...boxes.filter(({ kind }) => shown?.includes(kind) ?? true),
    ...[...bands.flatMap(({ labels }) => labels), exitLine.label].map(rectOfLabel),
    ...crossings.map(({ x, pileX, pileW, pileH }) => {
      const from = Math.min(x - FLARE_PX, pileX);
      const to = Math.max(x + FLARE_PX, pileX + pileW);
      const y = exitLine.y - Math.max(pileH, FLARE_PX);
      return { x: from, y, w: to - from, h: exitLine.y + UNDER_TICKS_PX - y };
    }),
  ];
}

function rectOfLabel({ text, x, y, sizePx, anchor }: Label): Rect {
  const w = textWidth(text, sizePx);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - w : x - w / 2;
  return { x: left, y: y - sizePx / 2, w, h: sizePx };
}

const isInside = ({ x, y, w, h }: Rect, { width, height }: Pick<StageLayout, 'width' | 'height'>) =>
  x >= 2 && y >= 2 && x + w <= width - 2 && y + h <= height - 2;

const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
