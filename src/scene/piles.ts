import type { ExitTally, Pile } from './exit-tally';
import { drawNote, type Ctx } from './glyphs';
import type { Crossing, StageLayout } from './layout/stage-layout';
import type { Palette } from './palette';

const TICK_PX = 3;
const LIGHT_PX = 8;
const HEAVY_PX = 18;
const LABEL_PX = 8.5;
const SLOT_PX = 34;
const SLOT_LEAST_PX = 28;
const COUNT_PX = 10;

export interface PileWords {
  readonly earlier: string;
  readonly others: string;
}

/** Ticks of every guest so far, piled on the exit line by what the exit was about: narrow = light, wide = heavy. */
export function paintPiles(
  ctx: Ctx,
  layout: StageLayout,
  tally: ExitTally,
  p: Palette,
  words: PileWords,
): void {
  ctx.textBaseline = 'middle';
  for (let vm = 0; vm < layout.crossings.length; vm += 1) {
    const crossing = layout.crossings[vm];
    const piles = tally.pilesOf[vm];
    if (crossing === undefined || piles === undefined || crossing.pileH <= 0) continue;
    const earlier = tally.earlier[vm];
    if (crossing.pileW < LIGHT_PX) paintBar(ctx, layout, crossing, piles, earlier, p);
    else paintGuest(ctx, layout, crossing, piles, earlier, p, words);
  }
}

const earlierTotal = (earlier: readonly [number, number] | undefined) =>
  earlier === undefined ? 0 : earlier[0] + earlier[1];

function paintBar(
  ctx: Ctx,
  layout: StageLayout,
  crossing: Crossing,
  piles: readonly Pile[],
  earlier: readonly [number, number] | undefined,
  p: Palette,
): void {
  let total = earlierTotal(earlier);
  for (const pile of piles) total += pile.light + pile.heavy;
  if (total === 0) return;
  ctx.fillStyle = p.exit;
  const h = Math.min(crossing.pileH, total * TICK_PX);
  ctx.fillRect(crossing.pileX, layout.exitLine.y - h, crossing.pileW, h);
}

function paintGuest(
  ctx: Ctx,
  layout: StageLayout,
  crossing: Crossing,
  piles: readonly Pile[],
  earlier: readonly [number, number] | undefined,
  p: Palette,
  words: PileWords,
): void {
  const before = earlierTotal(earlier) > 0 ? 1 : 0;
  const slotPx = crossing.pileW < 2 * SLOT_PX ? SLOT_LEAST_PX : SLOT_PX;
  const slots = Math.max(1, Math.floor(crossing.pileW / slotPx));
  const own = slots - before;
  const shown = piles.length <= own ? piles.length : Math.max(0, own - 1);
  let tallest = earlierTotal(earlier);
  let restLight = 0;
  let restHeavy = 0;
  for (let i = 0; i < piles.length; i += 1) {
    const pile = piles[i] as Pile;
    if (i < shown) tallest = Math.max(tallest, pile.light + pile.heavy);
    else {
      restLight += pile.light;
      restHeavy += pile.heavy;
    }
  }
  tallest = Math.max(tallest, restLight + restHeavy);
  if (tallest === 0) return;
  const room = crossing.pileH - COUNT_PX;
  const pitch = Math.min(TICK_PX, room / tallest);
  ctx.font = `${LABEL_PX}px ${p.fontMono}`;
  ctx.textAlign = 'center';
  const y = layout.exitLine.y;
  const slotX = (slot: number) => crossing.pileX + slot * slotPx + slotPx / 2;
  if (before === 1 && earlier !== undefined) {
    paintPile(ctx, slotX(0), y, earlier[0], earlier[1], pitch, words.earlier, p);
  }
  for (let i = 0; i < shown; i += 1) {
    const pile = piles[i] as Pile;
    paintPile(ctx, slotX(before + i), y, pile.light, pile.heavy, pitch, pile.name, p);
  }
  if (restLight + restHeavy > 0) {
    paintPile(ctx, slotX(before + shown), y, restLight, restHeavy, pitch, words.others, p);
  }
}

function paintPile(
  ctx: Ctx,
  x: number,
  lineY: number,
  light: number,
  heavy: number,
  pitch: number,
  name: string,
  p: Palette,
): void {
  const total = light + heavy;
  if (total === 0) return;
  ctx.fillStyle = p.exit;
  // Above 1.5 px the single ticks can be told apart; below they merge into a bar.
  const single = pitch >= 1.5;
  if (single) {
    for (let i = 0; i < total; i += 1) {
      const w = i < heavy ? HEAVY_PX : LIGHT_PX;
      ctx.fillRect(x - w / 2, lineY - 2 - (i + 1) * pitch + 1, w, pitch - 1);
    }
  } else {
    ctx.fillRect(x - HEAVY_PX / 2, lineY - 2 - heavy * pitch, HEAVY_PX, heavy * pitch);
    ctx.fillRect(x - LIGHT_PX / 2, lineY - 2 - total * pitch, LIGHT_PX, light * pitch);
  }
  drawNote(ctx, countText(total), x, lineY - 2 - total * pitch - 5, p.ink, p);
  drawNote(ctx, name, x, lineY + 8, p.exit, p);
}

const counts = new Map<number, string>();
function countText(total: number): string {
  let text = counts.get(total);
  if (text === undefined) {
    text = total < 10_000 ? String(total) : `${Math.round(total / 1000)}k`;
    counts.set(total, text);
  }
  return text;
}
