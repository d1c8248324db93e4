import { pointAt, type Point, type Polyline } from './layout/polyline';
import type { Palette } from './palette';

/** What painting needs of a 2D context; tests pass a recorder. */
export type Ctx = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'clearRect'
  | 'closePath'
  | 'fill'
  | 'fillRect'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'globalAlpha'
  | 'lineCap'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'roundRect'
  | 'setLineDash'
  | 'stroke'
  | 'strokeStyle'
  | 'strokeText'
  | 'textAlign'
  | 'textBaseline'
>;

export const PACKET_H = 16;
const DIGIT_PX = 6.7;
const MAX_DIGITS = 5;
const DASH = [4, 4];
const SOLID: number[] = [];

const texts = new Map<number, string>();
/** The number on a packet; long ones keep their last digits. */
export function packetText(id: number): string {
  const known = texts.get(id);
  if (known !== undefined) return known;
  const whole = String(id);
  const text = whole.length <= MAX_DIGITS ? whole : `…${whole.slice(1 - MAX_DIGITS)}`;
  if (texts.size > 20_000) texts.clear();
  texts.set(id, text);
  return text;
}

export const packetWidth = (text: string): number => Math.max(18, 9 + text.length * DIGIT_PX);

/** A packet's card without its number, as it lies under another. */
export function drawCard(
  ctx: Ctx,
  x: number,
  y: number,
  id: number,
  hue: string,
  p: Palette,
): void {
  const w = packetWidth(packetText(id));
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - PACKET_H / 2, w, PACKET_H, 4.5);
  ctx.fillStyle = hue;
  ctx.fill();
  // A rim in the background's colour keeps neighbours in a stack apart.
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = p.halo;
  ctx.stroke();
}

export function drawPacket(
  ctx: Ctx,
  x: number,
  y: number,
  id: number,
  hue: string,
  p: Palette,
): void {
  drawCard(ctx, x, y, id, hue, p);
  ctx.fillStyle = p.onGlyph;
  ctx.fillText(packetText(id), x, y + 0.5);
}

export function drawRing(ctx: Ctx, x: number, y: number, id: number, p: Palette): void {
  const w = packetWidth(packetText(id)) + 7;
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - PACKET_H / 2 - 3.5, w, PACKET_H + 7, 7);
  ctx.lineWidth = 2;
  ctx.strokeStyle = p.ring;
  ctx.stroke();
}

export function drawGhost(
  ctx: Ctx,
  x: number,
  y: number,
  id: number,
  hue: string,
  left: number,
): void {
  const text = packetText(id);
  const w = packetWidth(text);
  ctx.globalAlpha = 0.75 * left;
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - PACKET_H / 2, w, PACKET_H, 4.5);
  ctx.setLineDash(DASH);
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = hue;
  ctx.stroke();
  ctx.setLineDash(SOLID);
  ctx.fillStyle = hue;
  ctx.fillText(text, x, y + 0.5);
  ctx.globalAlpha = 1;
}

/** A descriptor: a small ruled sheet. */
export function drawDescriptor(ctx: Ctx, x: number, y: number, hue: string, p: Palette): void {
  ctx.fillStyle = hue;
  ctx.beginPath();
  ctx.roundRect(x - 5, y - 6, 10, 12, 2);
  ctx.fill();
  ctx.fillStyle = p.onGlyph;
  ctx.fillRect(x - 3, y - 3.5, 6, 1.4);
  ctx.fillRect(x - 3, y - 0.7, 6, 1.4);
  ctx.fillRect(x - 3, y + 2.1, 4, 1.4);
}

/** A doorbell: a diamond. */
export function drawDoorbell(ctx: Ctx, x: number, y: number, p: Palette): void {
  ctx.fillStyle = p.doorbell;
  ctx.beginPath();
  ctx.moveTo(x, y - 7);
  ctx.lineTo(x + 7, y);
  ctx.lineTo(x, y + 7);
  ctx.lineTo(x - 7, y);
  ctx.closePath();
  ctx.fill();
  ctx.fillStyle = p.onGlyph;
  ctx.fillRect(x - 1.5, y - 1.5, 3, 3);
}

/** An interrupt: a spark that points up. */
export function drawInterrupt(ctx: Ctx, x: number, y: number, p: Palette): void {
  ctx.fillStyle = p.interrupt;
  ctx.beginPath();
  ctx.moveTo(x, y - 8);
  ctx.lineTo(x + 6.5, y + 2);
  ctx.lineTo(x + 2, y + 1);
  ctx.lineTo(x + 2, y + 7);
  ctx.lineTo(x - 2, y + 7);
  ctx.lineTo(x - 2, y + 1);
  ctx.lineTo(x - 6.5, y + 2);
  ctx.closePath();
  ctx.fill();
}

/** The CPU's control itself: a disc with an arrow, down out of the guest, up back into it. */
export function drawControl(ctx: Ctx, x: number, y: number, up: boolean, p: Palette): void {
  ctx.fillStyle = p.exit;
  ctx.beginPath();
  ctx.arc(x, y, 7.5, 0, 2 * Math.PI);
  ctx.fill();
  const s = up ? -1 : 1;
  ctx.strokeStyle = p.onGlyph;
  ctx.lineWidth = 1.8;
  ctx.beginPath();
  ctx.moveTo(x, y - 4 * s);
  ctx.lineTo(x, y + 3.4 * s);
  ctx.moveTo(x - 3, y + 0.8 * s);
  ctx.lineTo(x, y + 3.8 * s);
  ctx.lineTo(x + 3, y + 0.8 * s);
  ctx.stroke();
}

/** The control of a CPU whose guest has nothing to do: a small hollow disc. */
export function drawIdleControl(ctx: Ctx, x: number, y: number, p: Palette): void {
  ctx.fillStyle = p.halo;
  ctx.strokeStyle = p.exitIdle;
  ctx.lineWidth = 1.3;
  ctx.beginPath();
  ctx.arc(x, y, 3.5, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}

/** A wake-up call: an open circle. */
export function drawSignal(ctx: Ctx, x: number, y: number, p: Palette): void {
  ctx.strokeStyle = p.ink;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(x, y, 4.5, 0, 2 * Math.PI);
  ctx.stroke();
}

export function drawCross(ctx: Ctx, x: number, y: number, hue: string): void {
  ctx.strokeStyle = hue;
  ctx.lineWidth = 2.5;
  ctx.beginPath();
  ctx.moveTo(x - 6, y - 6);
  ctx.lineTo(x + 6, y + 6);
  ctx.moveTo(x + 6, y - 6);
  ctx.lineTo(x - 6, y + 6);
  ctx.stroke();
}

/** Text with a rim of the background around it, so that it can be read over lines. */
export function drawNote(
  ctx: Ctx,
  text: string,
  x: number,
  y: number,
  hue: string,
  p: Palette,
  mostPx?: number,
): void {
  ctx.lineWidth = 3;
  ctx.strokeStyle = p.halo;
  ctx.strokeText(text, x, y, mostPx);
  ctx.fillStyle = hue;
  ctx.fillText(text, x, y, mostPx);
}

const scratch: Point = { x: 0, y: 0 };

/** The piece of a way from one fraction to another. The caller sets colour and width. */
export function drawStretch(ctx: Ctx, line: Polyline, from: number, to: number): void {
  if (line.length === 0 || to <= from) return;
  pointAt(line, from, scratch);
  ctx.beginPath();
  ctx.moveTo(scratch.x, scratch.y);
  for (let i = 0; i < line.xs.length; i += 1) {
    const at = (line.walked[i] as number) / line.length;
    if (at > from && at < to) ctx.lineTo(line.xs[i] as number, line.ys[i] as number);
  }
  pointAt(line, to, scratch);
  ctx.lineTo(scratch.x, scratch.y);
  ctx.stroke();
}

export function dashed(ctx: Ctx, on: boolean): void {
  ctx.setLineDash(on ? DASH : SOLID);
}
