import { brightness } from './flash';
import { drawCross, drawPacket, type Ctx } from './glyphs';
import { paintEvent } from './paint/events';
import { paintPackets } from './paint/packets';
import { paintUnder } from './paint/under';
import { at, boxAt, isParked, parkAt, positionOf, type Drawn, type View } from './paint/where';
import type { Palette } from './palette';
import { paintPiles } from './piles';
import type { Shot, StageSet } from './scene';
import { endOfBegun, firstActive } from './active';
import { MARK } from './timeline';

export type { View } from './paint/where';

const DROP_LASTS_MS = 900;
const MOST_DROPS = 24;
const HIT_PX = 14;

/** Paints everything that moves, as a function of the shot and the cursor alone. */
export function paintStage(ctx: Ctx, set: StageSet, shot: Shot, p: Palette, view: View): void {
  const { layout } = set;
  ctx.clearRect(0, 0, layout.width, layout.height);
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.textBaseline = 'middle';
  shot.tally.moveTo(view.cursor);
  paintPiles(ctx, layout, shot.tally, view.earlier, p, view.words);
  paintFlares(ctx, set, shot, p, view);

  const active = collect(set, shot, view);
  for (let i = 0; i < active; i += 1) {
    paintUnder(ctx, set, shot, shot.rows[i] as number, active, p, view);
  }
  paintPackets(ctx, set, shot, active, p, view);
  ctx.font = `600 10.5px ${p.fontMono}`;
  for (let i = 0; i < active; i += 1) {
    paintEvent(ctx, set, shot, shot.rows[i] as number, active, p, view);
  }

  paintDrops(ctx, set, shot, p, view);
}

/** The latest drops, each with a cross where the packet ended. */
function paintDrops(ctx: Ctx, set: StageSet, { timeline }: Shot, p: Palette, view: View): void {
  const { drops } = timeline;
  const lasts = DROP_LASTS_MS * view.rate;
  let shown = 0;
  for (let i = drops.length - 1; i >= 0 && shown < MOST_DROPS; i -= 1) {
    const drop = drops[i];
    if (drop === undefined || drop.time > view.cursor) continue;
    const age = view.cursor - drop.time;
    if (age > lasts) return;
    shown += 1;
    parkAt(set, drop.place, 0);
    ctx.globalAlpha = 1 - age / lasts;
    drawPacket(ctx, at.x, at.y, drop.packet, p.nobody, p);
    drawCross(ctx, at.x, at.y, p.ink);
    ctx.globalAlpha = 1;
  }
}

/** Gathers the rows that contain the cursor and are in sight; returns how many. */
function collect(set: StageSet, { timeline, rows }: Shot, { cursor, drawn }: View): number {
  const end = endOfBegun(timeline, cursor);
  let count = 0;
  for (let row = firstActive(timeline, cursor); row < end; row += 1) {
    const over = timeline.end[row] as number;
    if (drawn !== null && !inSight(set, timeline, row, drawn)) continue;
    if (over > cursor || (timeline.start[row] === cursor && over === cursor)) {
      rows[count] = row;
      count += 1;
    }
  }
  return count;
}

/** Whether a row begins or ends at a part that is drawn, or stays among such. */
function inSight(
  set: StageSet,
  { from_, to_ }: Shot['timeline'],
  row: number,
  { kinds, bands }: Drawn,
): boolean {
  const from = boxAt(set, from_[row] as number);
  const to = boxAt(set, to_[row] as number);
  if (kinds.has(from.kind) || kinds.has(to.kind)) return true;
  return bands.has(from.band) && bands.has(to.band);
}

function paintFlares(ctx: Ctx, { layout }: StageSet, shot: Shot, p: Palette, view: View): void {
  for (let vm = 0; vm < layout.crossings.length; vm += 1) {
    const times = shot.exitTimes[vm];
    const spot = layout.crossings[vm];
    if (times === undefined || spot === undefined) continue;
    const light = brightness(times, view.cursor, view.rate);
    if (light <= 0) continue;
    const big = spot.pileW > 8 ? 1 : 0.45;
    ctx.fillStyle = p.exit;
    ctx.strokeStyle = p.exit;
    ctx.globalAlpha = 0.28 * light;
    ctx.beginPath();
    ctx.arc(spot.x, layout.exitLine.y, 15 * big, 0, 2 * Math.PI);
    ctx.fill();
    ctx.globalAlpha = 0.9 * light;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(spot.x, layout.exitLine.y, 10 * big, 0, 2 * Math.PI);
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
}

/** The packet drawn at a point of the stage, the topmost; 0 for none. */
export function packetAt(set: StageSet, shot: Shot, view: View, x: number, y: number): number {
  const { timeline: t } = shot;
  const active = collect(set, shot, view);
  for (let i = 0; i < active; i += 1) {
    const row = shot.rows[i] as number;
    const mark = t.mark[row] as number;
    if (mark > MARK.rest || t.packet[row] === 0) continue;
    if (isParked(mark, t.from_[row] as number, t.to_[row] as number)) {
      parkAt(set, t.to_[row] as number, 0);
    } else positionOf(set, shot, row, view);
    if (Math.abs(at.x - x) < HIT_PX && Math.abs(at.y - y) < HIT_PX) return t.packet[row] as number;
  }
  return 0;
}
