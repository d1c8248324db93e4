import { isFunction } from '../../store/vocabulary';
import { polyline, reversed, rounded, type Corner, type Polyline } from './polyline';
import type { Rect, StageBox, StageLayout } from './stage-layout';
import { bowAt, candidates, channelsOf, portX, scoreOf, straightX, type Wire } from './ways';

export type { Wire } from './ways';

export interface Routes {
  /** From place to place; the way back is the same way. Empty length where both are one box. */
  readonly between: (from: number, to: number, wire: Wire) => Polyline;
}

const RADIUS_PX = 9;
const WIRES: readonly Wire[] = ['data', 'control', 'doorbell', 'dma', 'interrupt'];

/** Routes are found when first asked for and kept. */
export function createRoutes(layout: StageLayout): Routes {
  const known = new Map<number, Polyline>();
  const count = layout.places.length;
  const obstacles: Rect[] = [
    ...layout.boxes.filter((box) => box.form === 'box' && box.kind !== 'iommu'),
    ...layout.frames.filter((frame) => frame.solid),
  ];
  const channels = channelsOf(layout, obstacles);

  const between = (from: number, to: number, wire: Wire): Polyline => {
    const key = (WIRES.indexOf(wire) * count + from) * count + to;
    const found = known.get(key);
    if (found !== undefined) return found;
    // One way serves both directions, so it is found from the lower to the higher number.
    const line =
      from > to
        ? reversed(between(to, from, wire))
        : find(layout, obstacles, channels, from, to, wire);
    known.set(key, line);
    return line;
  };
  return { between };
}

function find(
  layout: StageLayout,
  obstacles: readonly Rect[],
  channels: readonly number[],
  from: number,
  to: number,
  wire: Wire,
): Polyline {
  const a = layout.boxes[layout.boxOf[from] as number];
  const b = layout.boxes[layout.boxOf[to] as number];
  if (a === undefined || b === undefined) throw new RangeError(`no box for place ${from} or ${to}`);
  if (a === b) return polyline([centreOf(a), centreOf(a)]);
  if (goesStraight(a, b, wire)) return straight(layout, a, b, wire);
  if (a.kind === 'peer' || b.kind === 'peer') return overWire(layout, a, b);
  const own = new Set<Rect>([a, b]);
  // A cell lies inside a solid frame, which is then no obstacle to its own wires.
  const inTheWay = obstacles.filter(
    (rect) => !own.has(rect) && !contains(rect, a) && !contains(rect, b),
  );
  let best: readonly Corner[] = [centreOf(a), centreOf(b)];
  let bestScore = Infinity;
  const consider = (corners: readonly Corner[]) => {
    const score = scoreOf(corners, inTheWay);
    if (score < bestScore) {
      bestScore = score;
      best = corners;
    }
  };
  candidates(layout, channels, a, b, wire).forEach(consider);
  return polyline(rounded(withoutRepeats(best), RADIUS_PX));
}

const centreOf = (box: Rect): Corner => [box.x + box.w / 2, box.y + box.h / 2];
const contains = (outer: Rect, inner: Rect) =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.w >= inner.x + inner.w &&
  outer.y + outer.h >= inner.y + inner.h;
const isCard = (box: StageBox) => isFunction(box.kind) || box.kind === 'iommu';
const isMemory = (box: StageBox) => box.band === 'guest' || box.kind === 'pf-driver';

/** What passes no software goes straight: the device reaches in. */
function goesStraight(a: StageBox, b: StageBox, wire: Wire): boolean {
  if (wire === 'control') return false;
  if (isCard(a) && isCard(b)) return true;
  return (isCard(a) && isMemory(b)) || (isCard(b) && isMemory(a));
}

/** Down from the port onto the wire, and along it. */
function overWire(layout: StageLayout, a: StageBox, b: StageBox): Polyline {
  const [peer, other] = a.kind === 'peer' ? [a, b] : [b, a];
  const x = other.x + other.w / 2;
  const side = x > peer.x ? peer.x + peer.w : peer.x;
  const corners: Corner[] = [
    [x, other.y + other.h],
    [x, layout.wireY],
    [side, layout.wireY],
  ];
  return polyline(rounded(a === peer ? corners.toReversed() : corners, RADIUS_PX));
}

function straight(layout: StageLayout, a: StageBox, b: StageBox, wire: Wire): Polyline {
  const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
  const line = ends(layout, upper, lower, wire);
  const corners: Corner[] =
    wire === 'interrupt' && lower.kind !== 'iommu' && upper.kind !== 'iommu'
      ? bowed(line[0], line[1], layout.width)
      : [line[0], line[1]];
  return polyline(a === upper ? corners : corners.toReversed());
}

/** The two ends of a straight wire; the IOMMU, as wide as the stage, is met where the whole wire passes it. */
function ends(layout: StageLayout, upper: StageBox, lower: StageBox, wire: Wire): [Corner, Corner] {
  if (upper.kind === 'iommu' && lower.kind !== 'iommu') {
    const top = memoryOf(layout, lower);
    if (top !== undefined) {
      const [high, low] = ends(layout, top, lower, wire);
      return [along(high, low, upper.y + upper.h / 2), low];
    }
    const x = portX(lower, wire, lower);
    return [
      [x, upper.y + upper.h / 2],
      [x, lower.y],
    ];
  }
  if (lower.kind === 'iommu') {
    const device = deviceOf(layout, upper);
    if (device !== undefined) {
      const [high, low] = ends(layout, upper, device, wire);
      return [high, along(high, low, lower.y + lower.h / 2)];
    }
    const x = portX(upper, wire, lower);
    return [
      [x, upper.y + upper.h],
      [x, lower.y + lower.h / 2],
    ];
  }
  const [x, lowX] = straightX(upper, lower, wire);
  return [
    [x, upper.y + upper.h],
    [lowX, lower.y],
  ];
}

function along(high: Corner, low: Corner, y: number): Corner {
  const f = (y - high[1]) / (low[1] - high[1]);
  return [high[0] + (low[0] - high[0]) * f, y];
}

/** The guest driver, or the host's, whose memory a function reaches into. */
function memoryOf(layout: StageLayout, device: StageBox): StageBox | undefined {
  const owner = layout.ownerOf[device.place] as number;
  const polled = owner < 0 && layout.portOf[device.place] === layout.switchPort;
  if (polled) return layout.boxes.find((box) => box.kind === 'switch-process');
  if (owner < 0) return layout.boxes.find((box) => box.kind === 'pf-driver');
  return (
    layout.boxes.find((box) => box.kind === 'vf-driver' && box.vm === owner) ??
    layout.boxes.find((box) => box.kind === 'driver' && box.vm === owner)
  );
}

function deviceOf(layout: StageLayout, driver: StageBox): StageBox | undefined {
  return layout.boxes.find(
    (box) =>
      isFunction(box.kind) &&
      (driver.vm >= 0
        ? layout.ownerOf[box.place] === driver.vm
        : box.kind === 'pf' && layout.ownerOf[box.place] === -1),
  );
}

function bowed(from: Corner, to: Corner, width: number): Corner[] {
  const steps = 14;
  return Array.from({ length: steps + 1 }, (_, i): Corner => {
    const t = i / steps;
    return [from[0] + (to[0] - from[0]) * t + bowAt(t, width), from[1] + (to[1] - from[1]) * t];
  });
}

const withoutRepeats = (corners: readonly Corner[]) =>
  corners.filter((corner, i) => {
    const before = corners[i - 1];
    return before === undefined || Math.hypot(corner[0] - before[0], corner[1] - before[1]) > 0.5;
  });
