import { PORTS } from './guests';
import type { Corner } from './polyline';
import type { Rect, StageBox, StageLayout } from './stage-layout';

/** What runs on a wire decides where it leaves a box and whether it may go straight. */
export type Wire = 'data' | 'control' | 'doorbell' | 'dma' | 'interrupt';

const CLEARANCE_PX = 3;
const BEND_PENALTY = 24;
const CROSSING_PENALTY = 4000;
const WIDE_PX = 150;

/** Where a wire leaves a box: guests by what it carries, wide boxes toward the other end, others amid. */
export function portX(box: StageBox, wire: Wire, other: Rect): number {
  if (box.band === 'guest' && box.form === 'box') {
    if (wire === 'data') {
      const low = Math.max(box.x, other.x);
      const high = Math.min(box.x + box.w, other.x + other.w);
      if (high - low > 16 && other.w < box.w * 0.9) return (low + high) / 2;
    }
    return box.x + box.w * PORTS[wire];
  }
  if (box.w > WIDE_PX) {
    const target = other.x + other.w / 2;
    return Math.min(box.x + box.w - 14, Math.max(box.x + 14, target));
  }
  if (box.form === 'cell' || box.w < 30) return box.x + box.w / 2;
  const offset = { data: 0, dma: 0, control: -0.2, doorbell: -0.22, interrupt: 0.24 }[wire];
  return box.x + box.w * (0.5 + offset);
}

/**
 * Where a straight wire leaves the part above and meets the one below: upright where the wires of that pair all can
 * be, else spread over the lower one, so that they stay apart.
 */
export function straightX(upper: StageBox, lower: StageBox, wire: Wire): readonly [number, number] {
  const x = upper.form === 'cell' ? upper.x + upper.w / 2 : portX(upper, wire, lower);
  if (lower.form === 'cell') return [x, lower.x + lower.w / 2];
  const inset = Math.min(8, lower.w / 4);
  const [low, high] = [lower.x + inset, lower.x + lower.w - inset];
  const upright = (kind: Wire) => {
    const at = portX(upper, kind, lower);
    return at >= low && at <= high;
  };
  const direct: readonly Wire[] =
    upper.band === 'guest' ? ['doorbell', 'dma', 'interrupt'] : [wire];
  return direct.every(upright) && upper.form === 'box' ? [x, x] : [x, portX(lower, wire, upper)];
}

/** How far an interrupt's wire bows out at `fraction` of its height. */
export const bowAt = (fraction: number, width: number): number =>
  Math.sin(Math.PI * fraction) * Math.min(14, width * 0.012);

/** Where between obstacles a vertical piece may run. */
export function channelsOf(layout: StageLayout, obstacles: readonly Rect[]): readonly number[] {
  const xs = new Set<number>();
  for (const rect of obstacles) {
    xs.add(Math.round(rect.x - 5));
    xs.add(Math.round(rect.x + rect.w + 5));
  }
  return [...xs].filter((x) => x > 2 && x < layout.width - 2);
}

/** Ways with right angles between two boxes, good and bad ones. */
export function candidates(
  layout: StageLayout,
  channels: readonly number[],
  a: StageBox,
  b: StageBox,
  wire: Wire,
): Corner[][] {
  const out: Corner[][] = [];
  const ax = portX(a, wire, b);
  const bx = portX(b, wire, a);
  const [ay, by] = [a.y + a.h / 2, b.y + b.h / 2];
  const down = by > ay;
  const exitY = down ? a.y + a.h : a.y;
  const entryY = down ? b.y : b.y + b.h;
  const overlapY = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  if (overlapY > 8) {
    const y = (Math.min(a.y + a.h, b.y + b.h) + Math.max(a.y, b.y)) / 2;
    const right = b.x > a.x;
    out.push([
      [right ? a.x + a.w : a.x, y],
      [right ? b.x : b.x + b.w, y],
    ]);
  }
  const low = Math.max(a.x, b.x) + 4;
  const high = Math.min(a.x + a.w, b.x + b.w) - 4;
  if (high >= low) {
    for (const x of [ax, bx, (low + high) / 2]) {
      if (x >= low && x <= high)
        out.push([
          [x, exitY],
          [x, entryY],
        ]);
    }
  }
  // A CPU that leaves the guest turns aside right below the exit line: the lane stays free.
  const leavesGuest = a.band === 'guest' || b.band === 'guest';
  // Down (or up) out of one box and into the side of the other.
  const bSide = ax < b.x ? b.x : b.x + b.w;
  if (!leavesGuest && (ax < b.x - 4 || ax > b.x + b.w + 4))
    out.push([
      [ax, exitY],
      [ax, by],
      [bSide, by],
    ]);
  const aSide = bx < a.x ? a.x : a.x + a.w;
  if (!leavesGuest && (bx < a.x - 4 || bx > a.x + a.w + 4))
    out.push([
      [aSide, ay],
      [bx, ay],
      [bx, entryY],
    ]);
  const near = (y: number) => layout.corridors.filter((c) => Math.abs(c - y) < layout.height * 0.4);
  const first = leavesGuest ? layout.corridors.slice(0, 1) : near(exitY);
  for (const y of first) {
    out.push([
      [ax, exitY],
      [ax, y],
      [bx, y],
      [bx, entryY],
    ]);
    for (const y2 of near(entryY)) {
      if (y2 === y || leavesGuest) continue;
      for (const x of channels) {
        out.push([
          [ax, exitY],
          [ax, y],
          [x, y],
          [x, y2],
          [bx, y2],
          [bx, entryY],
        ]);
      }
    }
  }
  return out;
}

/** Length with penalties for bends and for what is crossed: the least is best. */
export function scoreOf(corners: readonly Corner[], obstacles: readonly Rect[]): number {
  let score = corners.length * BEND_PENALTY;
  for (let i = 1; i < corners.length; i += 1) {
    const [x0, y0] = corners[i - 1] as Corner;
    const [x1, y1] = corners[i] as Corner;
    score += Math.abs(x1 - x0) + Math.abs(y1 - y0);
    for (const rect of obstacles) {
      if (crosses(rect, x0, y0, x1, y1)) score += CROSSING_PENALTY;
    }
  }
  return score;
}

/** An axis-parallel piece against a rectangle. */
function crosses(rect: Rect, x0: number, y0: number, x1: number, y1: number): boolean {
  return (
    Math.max(x0, x1) > rect.x - CLEARANCE_PX &&
    Math.min(x0, x1) < rect.x + rect.w + CLEARANCE_PX &&
    Math.max(y0, y1) > rect.y - CLEARANCE_PX &&
    Math.min(y0, y1) < rect.y + rect.h + CLEARANCE_PX
  );
}
