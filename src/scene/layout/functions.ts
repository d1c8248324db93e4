import { PORTS, wireX, type GuestSlots } from './guests';
import { lineOf, type Sheet } from './sheet';
import type { Rect } from './stage-layout';

const GAP_PX = 8;
const FUNCTION_MIN_PX = 50;
const CROWD_MIN_PX = 34;
const FUNCTION_MAX_PX = 120;
/** At most this share of its column goes to a guest's function where others stand beside it. */
const OWN_SHARE = 0.6;

/**
 * Each function under the guest that was given it, so that its wires hang straight; what no guest has, or a guest
 * drawn as a cell, stands beside: with its name where there is room, else in a grid.
 */
export function placeFunctions(
  sheet: Sheet,
  functions: readonly number[],
  rect: Rect,
  slots: GuestSlots,
): void {
  // Where the card leaves less room than the guests have, the columns close up.
  const lastSlot = slots.large.at(-1);
  const guestsEnd = slots.group?.x ?? (lastSlot === undefined ? rect.x : lastSlot.x + lastSlot.w);
  const k = Math.min(1, rect.w / Math.max(1, guestsEnd - rect.x));
  const closed = (x: number) => rect.x + (x - rect.x) * k;
  const columns = slots.large.map(({ vm, x: slotX, w: guestW }, i) => {
    const x = closed(slotX);
    const after = slots.large[i + 1]?.x ?? slots.group?.x;
    const next = after === undefined ? rect.x + rect.w + GAP_PX : closed(after);
    const own = functions.find((index) => sheet.ownerOf[index] === vm);
    return { own, x, guestW: guestW * k, w: next - GAP_PX - x };
  });
  const rest = functions.filter((index) => !columns.some((column) => column.own === index));
  if (slots.group !== null || columns.length === 0) {
    for (const { own, x, w, guestW } of columns) {
      if (own !== undefined) alone(sheet, own, { ...rect, x, w }, guestW);
    }
    const x = slots.group?.x ?? rect.x;
    crowd(sheet, rest, { ...rect, x, w: rect.x + rect.w - x });
    return;
  }
  const share = Math.ceil(rest.length / columns.length);
  columns.forEach(({ own, x, w, guestW }, i) => {
    const others = rest.slice(i * share, (i + 1) * share);
    const column = { ...rect, x, w };
    if (others.length === 0) {
      if (own !== undefined) alone(sheet, own, column, guestW);
      return;
    }
    if (own === undefined) {
      crowd(sheet, others, column);
      return;
    }
    const count = others.length + 1;
    const step = (w + GAP_PX) / count;
    if (step - GAP_PX >= FUNCTION_MIN_PX) {
      const order = [...others];
      const wire = wireX(x, guestW, PORTS.dma);
      const under = Math.floor((wire - x) / step);
      order.splice(Math.min(count - 1, Math.max(0, under)), 0, own);
      order.forEach((index, k) => {
        sheet.box(index, { ...rect, x: x + k * step, w: step - GAP_PX });
      });
      return;
    }
    const ownW = Math.min(FUNCTION_MAX_PX, Math.max(FUNCTION_MIN_PX, w * 0.46), w * OWN_SHARE);
    sheet.box(own, { ...rect, x: x + w - ownW, w: ownW });
    crowd(sheet, others, { ...rect, w: w - ownW - GAP_PX, x });
  });
}

function alone(sheet: Sheet, index: number, column: Rect, guestW: number): void {
  const w = Math.min(FUNCTION_MAX_PX, column.w);
  const middle = wireX(column.x, guestW, PORTS.dma);
  const x = Math.min(column.x + column.w - w, Math.max(column.x, middle - w / 2));
  sheet.box(index, { ...column, x, w });
}

/** Named boxes if they fit, else a framed grid. */
function crowd(sheet: Sheet, functions: readonly number[], rect: Rect): void {
  if (functions.length === 0) return;
  const fit = Math.floor((rect.w + GAP_PX) / (CROWD_MIN_PX + GAP_PX));
  if (functions.length <= fit) {
    const step = Math.min(FUNCTION_MAX_PX, (rect.w + GAP_PX) / functions.length);
    sheet.row(functions, { ...rect, w: step * functions.length - GAP_PX }, GAP_PX);
    return;
  }
  const { stage } = sheet.labels;
  const nameOf = (index: number | undefined) => {
    const place = sheet.topology.places[index ?? -1];
    return place === undefined ? '' : (sheet.labels.place(place)[0] ?? '');
  };
  const title = rect.h >= 34 ? 13 : 0;
  sheet.frames.push({
    ...rect,
    kind: 'functions',
    band: 'hardware',
    vm: -1,
    solid: true,
    labels:
      title === 0
        ? []
        : lineOf(
            [
              stage.functions(nameOf(functions[0]), nameOf(functions.at(-1))),
              `+${functions.length}`,
            ],
            rect.x + 5,
            rect.y + 8,
            rect.w - 10,
          ),
  });
  sheet.grid(functions, {
    x: rect.x + 4,
    y: rect.y + 3 + title,
    w: Math.max(rect.w * 0.6, rect.w - 7),
    h: rect.h - 5 - title,
  });
}
