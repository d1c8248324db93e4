import type { Band, PlaceKind } from '../../engine/costs/places';
import type { Picos } from '../../engine/units';
import { pointAt, type Point } from '../layout/polyline';
import type { StageBox, StageLayout } from '../layout/stage-layout';
import type { Earlier } from '../earlier-exits';
import type { PileWords } from '../piles';
import { progress, WIRES_BY_MARK, type Shot, type StageSet } from '../scene';
import { MARK } from '../timeline';

export interface View {
  readonly cursor: Picos;
  /** Simulated picoseconds per wall millisecond; only for how long a flare lasts. */
  readonly rate: number;
  readonly followed: number;
  /** Hops as steps: what travels stands at its goal with its whole trail. */
  readonly still: boolean;
  readonly words: PileWords;
  /** Exits before the window that is shown. */
  readonly earlier: Earlier;
  /** Null: everything. What goes on beside it is not shown. */
  readonly drawn: Drawn | null;
}

/** What of the picture is drawn: kinds of parts, and the bands in which there are such. */
export interface Drawn {
  readonly kinds: ReadonlySet<PlaceKind>;
  readonly bands: ReadonlySet<Band>;
}

export function drawnOf({ boxes }: StageLayout, kinds: readonly PlaceKind[]): Drawn {
  const bands = boxes.flatMap(({ kind, band }) => (kinds.includes(kind) ? [band] : []));
  return { kinds: new Set(kinds), bands: new Set(bands) };
}

/** How many of a stack of waiting packets are drawn. */
export const STACK_MAX = 4;
const STACK_PX = 2.5;
/** A part narrower than this has its name up to its end: packets lie further out. */
const NARROW_PX = 90;
/** Part of a move at either end in which the packet leaves or joins the stack beside the box. */
const JOIN = 0.14;
/** Part of a DMA read in which the device's arm reaches out, before the data comes back along it. */
export const REACH = 0.3;

/** The answer of the functions below: painting allocates nothing per glyph. */
export const at: Point = { x: 0, y: 0 };
const place: Point = { x: 0, y: 0 };

export function boxAt(set: StageSet, place: number): StageBox {
  return set.layout.boxes[set.layout.boxOf[place] as number] as StageBox;
}

/** Where a packet lies that waits at a place: at the right edge, others behind it. */
export function parkAt({ layout }: StageSet, place: number, slot: number): void {
  const box = layout.boxes[layout.boxOf[place] as number] as StageBox;
  if (box.form === 'cell' || box.w < 34) {
    at.x = box.x + box.w / 2;
    at.y = box.y + box.h / 2;
    return;
  }
  at.x = box.x + box.w + (box.w < NARROW_PX ? 2 : -3) + slot * STACK_PX;
  at.y = box.y + box.h / 2 - slot * STACK_PX;
}

/** Writes into `at` where the packet of a row is. */
export function positionOf(set: StageSet, shot: Shot, row: number, view: View): void {
  const { timeline: t } = shot;
  const from = t.from_[row] as number;
  const to = t.to_[row] as number;
  const mark = t.mark[row] as number;
  let f = view.still ? 1 : progress(t, row, view.cursor);
  const line = set.routes.between(from, to, WIRES_BY_MARK[mark] ?? 'data');
  if (mark === MARK.dma && boxAt(set, from).band !== 'hardware') {
    f = Math.max(0, (f - REACH) / (1 - REACH));
  }
  pointAt(line, f, place);
  if (f < JOIN) {
    parkAt(set, from, 0);
    blend(f / JOIN);
  } else if (f > 1 - JOIN) {
    parkAt(set, to, 0);
    blend((1 - f) / JOIN);
  } else {
    at.x = place.x;
    at.y = place.y;
  }
}

function blend(onTheWay: number): void {
  at.x += (place.x - at.x) * onTheWay;
  at.y += (place.y - at.y) * onTheWay;
}

/** True where a packet lies still at a place. */
export const isParked = (mark: number, from: number, to: number) =>
  mark === MARK.rest || mark === MARK.wait || (mark <= MARK.dma && from === to);

/** With more rows than this, what guests drawn as cells do is drawn small, and only the followed packet has words. */
export const CROWDED = 160;

/** True for a row to be drawn small, in a frame with `active` rows. */
export function isSmall(set: StageSet, vm: number, active: number): boolean {
  const cell = vm < 0 ? 0 : set.isCell[vm];
  return cell === 2 || (cell === 1 && active > CROWDED);
}
