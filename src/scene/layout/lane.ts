import { isFunction } from '../../store/vocabulary';
import { GATE_PX, type GuestSlots } from './guests';
import { centred, DETAIL_PX, type Sheet } from './sheet';
import type { Crossing, ExitLine, Label, Rect, StageLayout, WireNote } from './stage-layout';
import { fitting, textWidth } from './text-fit';
import { bowAt, straightX } from './ways';

type Direct = WireNote['wire'];

/** A guest with its own function: where its wires are at any height. */
export interface Drop {
  readonly vm: number;
  readonly xAt: (wire: Direct, y: number) => number;
}

/** The large guests that have a function drawn, from left to right. */
export function dropsOf(sheet: Sheet, slots: GuestSlots, width: number): readonly Drop[] {
  return slots.large.flatMap(({ vm }): readonly Drop[] => {
    const [upper] = sheet.boxes
      .filter((box) => (box.kind === 'driver' || box.kind === 'vf-driver') && box.vm === vm)
      .toReversed();
    const lower = sheet.boxes.find(
      ({ kind, place }) => isFunction(kind) && sheet.ownerOf[place] === vm,
    );
    if (upper === undefined || lower === undefined) return [];
    const top = upper.y + upper.h;
    const xAt = (wire: Direct, y: number) => {
      const [x0, x1] = straightX(upper, lower, wire);
      const f = (y - top) / (lower.y - top);
      return x0 + (x1 - x0) * f + (wire === 'interrupt' ? bowAt(f, width) : 0);
    };
    return [{ vm, xAt }];
  });
}

/** Openings of the exit line over the wires that pass it. */
export function gatesOf(drops: readonly Drop[], group: GuestSlots['group'], y: number) {
  return [
    ...drops.map(({ vm, xAt }) => ({
      vm,
      x0: xAt('doorbell', y) - GATE_PX,
      x1: xAt('interrupt', y) + GATE_PX,
    })),
    ...(group === null ? [] : [{ vm: -1, x0: group.x + 6, x1: group.x + group.w - 6 }]),
  ].toSorted((a, b) => a.x0 - b.x0);
}

/** What is left of the line between the gates. */
export function piecesOf(
  gates: ReturnType<typeof gatesOf>,
  x: number,
  w: number,
): ExitLine['pieces'] {
  const pieces: { x0: number; x1: number }[] = [];
  let from = x;
  for (const gate of gates) {
    pieces.push({ x0: from, x1: Math.max(from, gate.x0) });
    from = gate.x1;
  }
  pieces.push({ x0: from, x1: x + w });
  return pieces;
}

const POST_PX = 2;

/** Ticks end before the gate of their own guest. */
export function clearGates(crossings: Crossing[], gates: ReturnType<typeof gatesOf>): void {
  for (const { vm, x0 } of gates) {
    const crossing = crossings[vm];
    if (crossing === undefined) continue;
    const pileW = Math.max(4, Math.min(crossing.pileW, x0 - POST_PX - crossing.pileX));
    crossings[vm] = { ...crossing, pileW };
  }
}

const LINE_PX = 15;
const LEAD_PX = 10;
/** Between a wire and its name. */
const NEAR_PX = 6;

/** The lane from `top` to `bottom`, with the names of the wires of its first guest. */
export function laneOf(
  sheet: Sheet,
  rect: Rect,
  drops: readonly Drop[],
  group: GuestSlots['group'],
): StageLayout['lane'] {
  const text = fitting(sheet.labels.lane, rect.w - 16, DETAIL_PX);
  const label = { ...centred(text, rect, DETAIL_PX, 'detail'), y: rect.y + rect.h - 10 };
  const [first, second] = drops;
  if (first === undefined) return { ...rect, label, notes: [] };
  const rightAt = (y: number) => second?.xAt('doorbell', y) ?? group?.x ?? rect.x + rect.w;
  return { ...rect, label, notes: notesOf(sheet, rect, first, rightAt) };
}

/**
 * Names of the three wires: the outer ones beside their own, the one amid where there is room on either side, with a
 * lead. On low lanes they stand close.
 */
function notesOf(
  sheet: Sheet,
  rect: Rect,
  { xAt }: Drop,
  rightAt: (y: number) => number,
): WireNote[] {
  const words = sheet.labels.stage.laneNotes;
  const sizePx = DETAIL_PX;
  const line = Math.min(LINE_PX, (rect.h - 24) / 3);
  if (line < sizePx) return [];
  const rows = [1, 2].map((n) => rect.y + n * line - 2);
  const [high = 0, low = 0] = rows;
  const base = { sizePx, tone: 'detail' } as const;
  const notes: WireNote[] = [];
  const write = (
    wire: Direct,
    candidates: readonly string[],
    side: 'left' | 'right',
    y: number,
  ): boolean => {
    const outer = side === 'left' ? 'doorbell' : 'interrupt';
    const far = wire === outer ? 0 : LEAD_PX;
    const edge = xAt(outer, y) + (side === 'left' ? -NEAR_PX - far : NEAR_PX + far);
    const room = side === 'left' ? edge - rect.x - 4 : rightAt(y) - 6 - edge;
    const text = fitting(candidates, room, sizePx);
    if (text === '') return false;
    const label: Label = { ...base, text, x: edge, y, anchor: side === 'left' ? 'end' : 'start' };
    const lead = far === 0 ? null : { x0: xAt(wire, y), x1: edge + (side === 'left' ? 3 : -3), y };
    notes.push({ wire, label, lead });
    return true;
  };
  write('doorbell', [words.doorbell], 'left', high);
  if (sheet.topology.posted) write('interrupt', [words.posted, words.interrupt], 'right', high);
  else {
    // It turns at the IOMMU and goes up beside the lane, to the host.
    const y = rect.y + rect.h - 2 * line - 2;
    const x = rect.x + NEAR_PX;
    const room = xAt('doorbell', y) - NEAR_PX - x;
    const wanted = sheet.topology.iommu ? [words.remapped, words.interrupt] : [words.interrupt];
    const text = fitting(wanted, room, sizePx);
    const label: Label = { ...base, text, x, y, anchor: 'start' };
    if (text !== '') notes.push({ wire: 'interrupt', label, lead: null });
  }
  const roomOf = (side: 'left' | 'right') => {
    const edge = xAt(side === 'left' ? 'doorbell' : 'interrupt', low);
    const room = side === 'left' ? edge - rect.x - 4 : rightAt(low) - 6 - edge;
    return room - NEAR_PX - LEAD_PX;
  };
  for (const text of [words.dma, words.dmaMedium, words.dmaShort]) {
    const w = textWidth(text, sizePx);
    const side = (['right', 'left'] as const).find((each) => w <= roomOf(each));
    if (side !== undefined && write('dma', [text], side, low)) break;
  }
  return notes;
}
