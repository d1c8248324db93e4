import type { Earlier } from './earlier-exits';
import type { ExitCounts, ExitTally } from './exit-tally';
import { drawNote, type Ctx } from './glyphs';
import type { Crossing, StageLayout } from './layout/stage-layout';
import type { Palette } from './palette';

const TICK_PX = 3;
const LIGHT_PX = 8;
const HEAVY_PX = 18;
const IDLE_PX = 7;
const LABEL_PX = 8.5;
const SLOT_PX = 34;
const SLOT_LEAST_PX = 28;
/** Between two names side by side; one that is too long is drawn narrower. */
const NAME_GAP_PX = 2;
/** With room for fewer piles than this they stand closer. */
const FEW = 4;
const COUNT_PX = 10;
/** Above this single ticks can be told apart; below they merge into a bar. */
const SINGLE_PX = 1.5;

export interface PileWords {
  readonly earlier: string;
  readonly others: string;
  /** Where one pile is for all but the idle ones. */
  readonly all: string;
  readonly idle: string;
}

/**
 * Ticks of every guest so far, piled on the exit line by what the exit was about: narrow = light, wide = heavy;
 * hollow and last = the guest was idle.
 */
export function paintPiles(
  ctx: Ctx,
  layout: StageLayout,
  tally: ExitTally,
  earlier: Earlier,
  p: Palette,
  words: PileWords,
): void {
  ctx.textBaseline = 'middle';
  for (let vm = 0; vm < layout.crossings.length; vm += 1) {
    const crossing = layout.crossings[vm];
    if (crossing === undefined || crossing.pileH <= 0) continue;
    if (crossing.pileW < SLOT_LEAST_PX - 4) paintBar(ctx, layout, crossing, tally, earlier, vm, p);
    else paintGuest(ctx, layout, crossing, tally, earlier, vm, p, words);
  }
}

const caused = (counts: Readonly<ExitCounts> | undefined) =>
  counts === undefined ? 0 : counts.light + counts.heavy;

/** A guest drawn as a cell: only what its I/O caused. */
function paintBar(
  ctx: Ctx,
  layout: StageLayout,
  crossing: Crossing,
  tally: ExitTally,
  earlier: Earlier,
  vm: number,
  p: Palette,
): void {
  let total = caused(earlier[vm]);
  for (const pile of tally.pilesOf[vm] ?? []) total += caused(pile);
  if (total === 0) return;
  ctx.fillStyle = p.exit;
  const h = Math.min(crossing.pileH, total * TICK_PX);
  ctx.fillRect(crossing.pileX, layout.exitLine.y - h, crossing.pileW, h);
}

/** The piles beyond those that have a slot, as one; reused by every frame. */
const rest: ExitCounts = { light: 0, heavy: 0, idle: 0 };

function paintGuest(
  ctx: Ctx,
  layout: StageLayout,
  crossing: Crossing,
  tally: ExitTally,
  earlier: Earlier,
  vm: number,
  p: Palette,
  words: PileWords,
): void {
  const piles = tally.pilesOf[vm] ?? [];
  const past = earlier[vm];
  const before = caused(past) > 0 ? 1 : 0;
  const idle = (past?.idle ?? 0) + (tally.idleOf[vm]?.idle ?? 0);
  const slotPx = crossing.pileW < FEW * SLOT_PX ? SLOT_LEAST_PX : SLOT_PX;
  const slots = Math.max(1, Math.floor(crossing.pileW / slotPx));
  // The last slot is kept for idling, so that no pile ever moves.
  const own = Math.max(1, slots - 1) - before;
  const shown = piles.length <= own ? piles.length : Math.max(0, own - 1);
  let tallest = caused(past);
  rest.light = 0;
  rest.heavy = 0;
  for (let i = 0; i < piles.length; i += 1) {
    const pile = piles[i] as ExitCounts;
    if (i < shown) tallest = Math.max(tallest, caused(pile));
    else {
      rest.light += pile.light;
      rest.heavy += pile.heavy;
    }
  }
  tallest = Math.max(tallest, caused(rest));
  const y = layout.exitLine.y;
  const room = crossing.pileH - COUNT_PX;
  const pitch = tallest === 0 ? TICK_PX : Math.min(TICK_PX, room / tallest);
  ctx.font = `${LABEL_PX}px ${p.fontMono}`;
  ctx.textAlign = 'center';
  const mostPx = slotPx - NAME_GAP_PX;
  const slotX = (slot: number) => crossing.pileX + slot * slotPx + slotPx / 2;
  if (before === 1 && past !== undefined) {
    paintPile(ctx, slotX(0), y, past, pitch, words.earlier, p, mostPx);
  }
  for (let i = 0; i < shown; i += 1) {
    const pile = piles[i];
    if (pile !== undefined) paintPile(ctx, slotX(before + i), y, pile, pitch, pile.name, p, mostPx);
  }
  if (caused(rest) > 0) {
    const name = shown === 0 && before === 0 ? words.all : words.others;
    paintPile(ctx, slotX(before + shown), y, rest, pitch, name, p, mostPx);
  }
  if (idle > 0 && (slots > 1 || tallest === 0)) {
    paintIdle(ctx, slotX(slots - 1), y, idle, room, words.idle, p, mostPx);
  }
}

function paintPile(
  ctx: Ctx,
  x: number,
  lineY: number,
  { light, heavy }: Readonly<ExitCounts>,
  pitch: number,
  name: string,
  p: Palette,
  mostPx: number,
): void {
  const total = light + heavy;
  if (total === 0) return;
  ctx.fillStyle = p.exit;
  if (pitch >= SINGLE_PX) {
    for (let i = 0; i < total; i += 1) {
      const w = i < heavy ? HEAVY_PX : LIGHT_PX;
      ctx.fillRect(x - w / 2, lineY - 2 - (i + 1) * pitch + 1, w, pitch - 1);
    }
  } else {
    ctx.fillRect(x - HEAVY_PX / 2, lineY - 2 - heavy * pitch, HEAVY_PX, heavy * pitch);
    ctx.fillRect(x - LIGHT_PX / 2, lineY - 2 - total * pitch, LIGHT_PX, light * pitch);
  }
  drawNote(ctx, countText(total), x, lineY - 2 - total * pitch - 5, p.ink, p);
  drawNote(ctx, name, x, lineY + 8, p.exit, p, mostPx);
}

/** Hollow ticks, in a scale of their own: many idle exits must not press the others down. */
function paintIdle(
  ctx: Ctx,
  x: number,
  lineY: number,
  total: number,
  room: number,
  name: string,
  p: Palette,
  mostPx: number,
): void {
  const most = room / 2;
  const pitch = Math.min(TICK_PX + 1, most / total);
  const h = Math.min(most, total * pitch);
  ctx.strokeStyle = p.exitIdle;
  ctx.lineWidth = 1;
  ctx.beginPath();
  if (pitch > TICK_PX) {
    for (let i = 0; i < total; i += 1) {
      ctx.roundRect(x - IDLE_PX / 2, lineY - 2 - (i + 1) * pitch + 0.5, IDLE_PX, pitch - 1.5, 1);
    }
  } else ctx.roundRect(x - IDLE_PX / 2, lineY - 2.5 - h, IDLE_PX, h, 1);
  ctx.stroke();
  drawNote(ctx, countText(total), x, lineY - 2 - h - 5, p.faint, p);
  drawNote(ctx, name, x, lineY + 8, p.faint, p, mostPx);
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
