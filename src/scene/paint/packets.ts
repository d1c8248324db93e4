import { drawCard, drawNote, drawPacket, drawRing, packetText, type Ctx } from '../glyphs';
import { OWNER_HUES, ownerHue, type Palette } from '../palette';
import type { Shot, StageSet } from '../scene';
import { MARK } from '../timeline';
import { at, boxAt, isParked, isSmall, parkAt, positionOf, STACK_MAX, type View } from './where';

/** From here on packets are drawn as plain rectangles, a colour at a time. */
const MANY = 220;

/** The packets of the rows collected for this frame. */
export function paintPackets(
  ctx: Ctx,
  set: StageSet,
  shot: Shot,
  active: number,
  p: Palette,
  view: View,
): void {
  const { timeline: t, rows } = shot;
  const { parked } = set;
  parked.fill(0);
  let moving = 0;
  for (let i = 0; i < active; i += 1) {
    const row = rows[i] as number;
    const mark = t.mark[row] as number;
    if (isParked(t.mark[row] as number, t.from_[row] as number, t.to_[row] as number)) {
      const where = t.to_[row] as number;
      parked[where] = (parked[where] as number) + 1;
    } else if (mark <= MARK.dma && !isSmall(set, t.vm[row] as number, active)) moving += 1;
  }
  if (moving > MANY) {
    paintCrowd(ctx, set, shot, active, p, view);
    return;
  }
  ctx.textAlign = 'center';
  ctx.font = `600 10.5px ${p.fontUi}`;
  // Backwards, so that of a stack the one that came first lies on top.
  for (let i = active - 1; i >= 0; i -= 1) {
    const row = rows[i] as number;
    const mark = t.mark[row] as number;
    const packet = t.packet[row] as number;
    if (packet === 0) continue;
    if (packet !== view.followed && isSmall(set, t.vm[row] as number, active)) continue;
    let behind = false;
    if (isParked(mark, t.from_[row] as number, t.to_[row] as number)) {
      const where = t.to_[row] as number;
      const slot = (parked[where] as number) - 1;
      parked[where] = slot;
      if (slot > STACK_MAX && packet !== view.followed) continue;
      parkAt(set, where, Math.min(slot, STACK_MAX));
      behind = slot > 0;
    } else if (mark <= MARK.dma) positionOf(set, shot, row, view);
    else continue;
    const hue = ownerHue(p, t.vm[row] as number);
    if (behind && packet !== view.followed) drawCard(ctx, at.x, at.y, packet, hue, p);
    else drawPacket(ctx, at.x, at.y, packet, hue, p);
    if (packet === view.followed) drawRing(ctx, at.x, at.y, packet, p);
  }
  if (active > 0) paintSmall(ctx, set, shot, active, p, view);
  paintStackCounts(ctx, set, shot, active, p);
}

/** How many lie where more lie than are drawn. */
function paintStackCounts(ctx: Ctx, set: StageSet, shot: Shot, active: number, p: Palette): void {
  const { timeline: t, rows } = shot;
  const { parked } = set;
  parked.fill(0);
  for (let i = 0; i < active; i += 1) {
    const row = rows[i] as number;
    if (!isParked(t.mark[row] as number, t.from_[row] as number, t.to_[row] as number)) continue;
    if (boxAt(set, t.to_[row] as number).form === 'cell') continue;
    const where = t.to_[row] as number;
    parked[where] = (parked[where] as number) + 1;
  }
  for (let where = 0; where < parked.length; where += 1) {
    const count = parked[where] as number;
    if (count <= STACK_MAX + 1) continue;
    parkAt(set, where, STACK_MAX);
    drawNote(ctx, packetText(count), at.x, at.y - 15, p.ink, p);
  }
}

/** Packets of guests drawn as cells, a colour at a time; those that lie in one cell are one. */
function paintSmall(
  ctx: Ctx,
  set: StageSet,
  shot: Shot,
  active: number,
  p: Palette,
  view: View,
): void {
  const { timeline: t, rows } = shot;
  const { parked } = set;
  parked.fill(0);
  for (let hue = 0; hue < OWNER_HUES; hue += 1) {
    ctx.fillStyle = ownerHue(p, hue);
    for (let i = 0; i < active; i += 1) {
      const row = rows[i] as number;
      const mark = t.mark[row] as number;
      const vm = t.vm[row] as number;
      if (mark > MARK.rest || vm % OWNER_HUES !== hue || !isSmall(set, vm, active)) continue;
      const to = t.to_[row] as number;
      if (isParked(mark, t.from_[row] as number, to)) {
        if (parked[to] === 1) continue;
        parked[to] = 1;
        parkAt(set, to, 0);
      } else positionOf(set, shot, row, view);
      ctx.fillRect(at.x - 4, at.y - 3, 8, 6);
    }
  }
}

/** Thousands of packets: one colour at a time, no numbers; the followed one keeps its own. */
function paintCrowd(
  ctx: Ctx,
  set: StageSet,
  shot: Shot,
  active: number,
  p: Palette,
  view: View,
): void {
  const { timeline: t, rows } = shot;
  let followedRow = -1;
  for (let hue = -1; hue < OWNER_HUES; hue += 1) {
    ctx.fillStyle = ownerHue(p, hue);
    for (let i = 0; i < active; i += 1) {
      const row = rows[i] as number;
      const mark = t.mark[row] as number;
      const vm = t.vm[row] as number;
      if ((vm < 0 ? -1 : vm % OWNER_HUES) !== hue || mark > MARK.rest) continue;
      if (t.packet[row] === view.followed && view.followed !== 0) followedRow = row;
      if (isParked(mark, t.from_[row] as number, t.to_[row] as number)) {
        parkAt(set, t.to_[row] as number, (t.packet[row] as number) % (STACK_MAX + 1));
      } else positionOf(set, shot, row, view);
      ctx.fillRect(at.x - 3.5, at.y - 2.5, 7, 5);
    }
  }
  if (followedRow < 0) return;
  const row = followedRow;
  if (isParked(t.mark[row] as number, t.from_[row] as number, t.to_[row] as number)) {
    parkAt(set, t.to_[row] as number, 0);
  } else positionOf(set, shot, row, view);
  ctx.textAlign = 'center';
  ctx.font = `600 10.5px ${p.fontUi}`;
  drawPacket(ctx, at.x, at.y, view.followed, ownerHue(p, t.vm[row] as number), p);
  drawRing(ctx, at.x, at.y, view.followed, p);
}
