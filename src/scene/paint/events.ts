import {
  drawControl,
  drawDescriptor,
  drawDoorbell,
  drawIdleControl,
  drawInterrupt,
  drawNote,
  drawSignal,
  packetWidth,
  type Ctx,
} from '../glyphs';
import { pointAt } from '../layout/polyline';
import { ownerHue, type Palette } from '../palette';
import { aboutText, progress, WIRES_BY_MARK, type Shot, type StageSet } from '../scene';
import { MARK } from '../timeline';
import { at, boxAt, CROWDED, isSmall, REACH, type View } from './where';

/** The small glyphs: descriptors, doorbells, interrupts, exits and wake-ups on their way. */
export function paintEvent(
  ctx: Ctx,
  set: StageSet,
  shot: Shot,
  row: number,
  active: number,
  p: Palette,
  view: View,
): void {
  const { timeline: t } = shot;
  const mark = t.mark[row] as number;
  const from = t.from_[row] as number;
  const to = t.to_[row] as number;
  if (mark <= MARK.ghost || mark === MARK.work || from === to) return;
  let f = view.still ? 1 : progress(t, row, view.cursor);
  if (mark === MARK['dma-descriptor'] && boxAt(set, from).band !== 'hardware') {
    f = Math.max(0, (f - REACH) / (1 - REACH));
  }
  pointAt(set.routes.between(from, to, WIRES_BY_MARK[mark] ?? 'data'), f, at);
  const { x, y } = at;
  if (isSmall(set, t.vm[row] as number, active)) {
    if (t.idle[row] === 1) return;
    ctx.fillStyle = smallHue(mark, p);
    ctx.fillRect(x - SMALL_PX / 2, y - SMALL_PX / 2, SMALL_PX, SMALL_PX);
    return;
  }
  const named = active <= CROWDED || (view.followed !== 0 && t.packet[row] === view.followed);
  const about = named ? aboutText(t.about[row] as number) : '';
  switch (mark) {
    case MARK['dma-descriptor']:
      drawDescriptor(ctx, x, y, ownerHue(p, t.vm[row] as number), p);
      break;
    case MARK.doorbell:
      drawDoorbell(ctx, x, y, p);
      note(ctx, set, about, x, y, p.doorbell, p);
      break;
    case MARK.interrupt:
      drawInterrupt(ctx, x, y, p);
      break;
    case MARK.exit:
    case MARK.entry:
      if (t.idle[row] === 1) {
        drawIdleControl(ctx, x, y, p);
        break;
      }
      drawControl(ctx, x, y, boxAt(set, to).y < boxAt(set, from).y, p);
      // On the left first: on the right stand the ticks.
      note(ctx, set, about, x, y, p.exit, p, true);
      break;
    default:
      drawSignal(ctx, x, y, p);
  }
}

const SMALL_PX = 5;

function smallHue(mark: number, p: Palette): string {
  if (mark === MARK.doorbell) return p.doorbell;
  if (mark === MARK.interrupt) return p.interrupt;
  if (mark === MARK['dma-descriptor']) return p.dma;
  return mark === MARK.exit || mark === MARK.entry ? p.exit : p.ink;
}

const NOTE_OFFSET_PX = 12;

/** A name beside a glyph, on a side where it lies on no part; none where both are taken. */
function note(
  ctx: Ctx,
  { layout }: StageSet,
  text: string,
  x: number,
  y: number,
  hue: string,
  p: Palette,
  leftFirst = false,
): void {
  if (text === '') return;
  const w = packetWidth(text);
  const toLeft = isFree(layout, x - NOTE_OFFSET_PX - w, y, w);
  const toRight = isFree(layout, x + NOTE_OFFSET_PX, y, w);
  if (!toLeft && !toRight) return;
  const left = toLeft && (leftFirst || !toRight);
  ctx.textAlign = left ? 'end' : 'start';
  drawNote(ctx, text, left ? x - NOTE_OFFSET_PX : x + NOTE_OFFSET_PX, y, hue, p);
}

const NOTE_H_PX = 10;

/** Whether `w` pixels from `x` on, around `y`, lie on the stage and on no part's name. */
function isFree({ boxes, width }: StageSet['layout'], x: number, y: number, w: number): boolean {
  if (x < 0 || x + w > width) return false;
  for (const box of boxes) {
    if (box.kind === 'iommu') continue;
    const beside = x > box.x + box.w || x + w < box.x;
    if (!beside && y + NOTE_H_PX / 2 > box.y && y - NOTE_H_PX / 2 < box.y + box.h) return false;
  }
  return true;
}
