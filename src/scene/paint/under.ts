import { dashed, drawGhost, drawStretch, type Ctx } from '../glyphs';
import type { StageBox } from '../layout/stage-layout';
import { ownerHue, type Palette } from '../palette';
import { progress, WIRES_BY_MARK, type Shot, type StageSet } from '../scene';
import { LAST_CARRIER, MARK } from '../timeline';
import { at, boxAt, isSmall, parkAt, REACH, type View } from './where';

const TRAIL = 0.35;
const ONE_LINE_PX = 20;

/** What lies below the packets: trails, the arms of DMA, ghosts, and CPUs at work. */
export function paintUnder(
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
  const f = progress(t, row, view.cursor);
  const from = t.from_[row] as number;
  const to = t.to_[row] as number;
  if (
    mark === MARK.work ||
    (mark > LAST_CARRIER && mark !== MARK.rest && mark !== MARK.ghost && from === to)
  ) {
    const box = boxAt(set, to);
    // The outline of a part that is not drawn would be a part without a name.
    if (view.drawn?.kinds.has(box.kind) !== false) paintWork(ctx, box, f, p);
    return;
  }
  if (mark === MARK.ghost) {
    if (isSmall(set, t.vm[row] as number, active)) return;
    parkAt(set, from, 0);
    ctx.font = `600 10.5px ${p.fontUi}`;
    ctx.textAlign = 'center';
    drawGhost(ctx, at.x, at.y, t.packet[row] as number, ownerHue(p, t.vm[row] as number), 1 - f);
    return;
  }
  if (from === to || mark === MARK.rest || mark === MARK.wait) return;
  const small = isSmall(set, t.vm[row] as number, active);
  if (small && mark !== MARK.dma) return;
  const line = set.routes.between(from, to, WIRES_BY_MARK[mark] ?? 'data');
  const head = view.still ? 1 : f;
  switch (mark) {
    case MARK.dma:
    case MARK['dma-descriptor']: {
      // The device reaches in: its arm grows from the card, whichever way the data goes.
      const fromCard = boxAt(set, from).band === 'hardware';
      const reach = view.still ? 1 : Math.min(1, f / REACH);
      ctx.strokeStyle = p.dma;
      ctx.lineWidth = small ? 0.8 : mark === MARK.dma ? 2 : 1.5;
      if (fromCard) drawStretch(ctx, line, 0, Math.max(reach, head));
      else drawStretch(ctx, line, 1 - reach, 1);
      if (!small) paintTranslation(ctx, set, line.xs, line.ys, p);
      break;
    }
    case MARK.interrupt:
      ctx.strokeStyle = p.interrupt;
      ctx.lineWidth = 2;
      dashed(ctx, true);
      drawStretch(ctx, line, 0, head);
      dashed(ctx, false);
      break;
    case MARK.exit:
    case MARK.entry:
      if (t.idle[row] === 1) break;
      ctx.strokeStyle = p.exit;
      ctx.lineWidth = 2.5;
      ctx.globalAlpha = 0.75;
      drawStretch(ctx, line, view.still ? 0 : Math.max(0, head - TRAIL), head);
      ctx.globalAlpha = 1;
      break;
    case MARK.signal:
      ctx.strokeStyle = p.ink;
      ctx.lineWidth = 1.2;
      drawStretch(ctx, line, Math.max(0, head - TRAIL), head);
      break;
    case MARK.doorbell:
      ctx.strokeStyle = p.doorbell;
      ctx.lineWidth = 2;
      drawStretch(ctx, line, view.still ? 0 : Math.max(0, head - TRAIL), head);
      break;
    default:
      ctx.strokeStyle = ownerHue(p, t.vm[row] as number);
      ctx.lineWidth = 2.5;
      ctx.globalAlpha = 0.5;
      drawStretch(ctx, line, view.still ? 0 : Math.max(0, head - TRAIL), head);
      ctx.globalAlpha = 1;
  }
}

/** A lit spot where a device's address passes the IOMMU. */
function paintTranslation(
  ctx: Ctx,
  { layout }: StageSet,
  xs: Float32Array,
  ys: Float32Array,
  p: Palette,
): void {
  if (layout.iommu === null || !layout.iommuOn) return;
  const y = layout.iommu.y + layout.iommu.h / 2;
  const [y0, y1] = [ys[0] as number, ys[ys.length - 1] as number];
  const f = (y - y0) / (y1 - y0);
  if (!(f >= 0 && f <= 1)) return;
  const x = (xs[0] as number) + ((xs[xs.length - 1] as number) - (xs[0] as number)) * f;
  ctx.fillStyle = p.halo;
  ctx.strokeStyle = p.dma;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.roundRect(x - 5.5, y - 5.5, 11, 11, 3);
  ctx.fill();
  ctx.stroke();
}

function paintWork(ctx: Ctx, box: StageBox, f: number, p: Palette): void {
  const hue = p.bands[box.band];
  ctx.strokeStyle = hue;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.roundRect(box.x, box.y, box.w, box.h, Math.min(6, box.h / 3));
  ctx.stroke();
  if (box.form === 'cell') return;
  ctx.fillStyle = hue;
  const w = box.w - 12;
  // Clear of the name, in a box that is but one line high too.
  const y = box.y + box.h - (box.h < ONE_LINE_PX ? 3 : 4.5);
  const h = box.h < ONE_LINE_PX ? 2 : 2.5;
  ctx.globalAlpha = 0.3;
  ctx.fillRect(box.x + 6, y, w, h);
  ctx.globalAlpha = 1;
  ctx.fillRect(box.x + 6, y, w * f, h);
}
