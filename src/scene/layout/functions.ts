import { PORTS, wireX, type GuestSlots } from './guests';
import { lineOf, type Sheet } from './sheet';
import type { Rect } from './stage-layout';

const GAP_PX = 8;
const OWN_MIN_PX = 50;
const OWN_MAX_PX = 96;
/** A function nobody uses, with its name and its Routing ID, and with its name alone. */
const FREE_PX = 52;
const CROWD_MIN_PX = 34;
/** Grids of others get at most this share of the room where large guests need it; at least so much, and so much a cell. */
const GRID_SHARE = 0.45;
const GRID_PX = 58;
const CELL_PX = 27;

/** One function of a guest drawn large, or functions next to one another that have none such. */
interface Group {
  readonly functions: readonly number[];
  /** Where its guest's wires come down; null for a run of others. */
  readonly below: number | null;
}

/**
 * Functions in their order from left to right. One that a large guest was given is as near below it as the order
 * lets it; what no guest has, or a guest drawn as a cell, is narrower: with its name where there is room, else
 * in a grid.
 */
export function placeFunctions(
  sheet: Sheet,
  functions: readonly number[],
  rect: Rect,
  slots: GuestSlots,
): void {
  const belowOf = new Map(slots.large.map(({ vm, x, w }) => [vm, wireX(x, w, PORTS.dma)]));
  const groups = grouped(functions, (index) => belowOf.get(sheet.ownerOf[index] as number) ?? null);
  const widths = widthsOf(groups, rect.w);
  const end = rect.x + rect.w;
  let left = rect.x;
  let wanted = widths.reduce((sum, w) => sum + w + GAP_PX, 0) - GAP_PX;
  groups.forEach(({ functions: own, below }, i) => {
    const w = widths[i] ?? 0;
    const cells = slots.group !== null && i === groups.length - 1 ? slots.group.x : left;
    const ideal = below === null ? cells : below - w / 2;
    const x = Math.max(left, Math.min(ideal, end - wanted));
    const box = { ...rect, x, w };
    if (below === null) crowd(sheet, own, box);
    else sheet.row(own, box, GAP_PX);
    left = x + w + GAP_PX;
    wanted -= w + GAP_PX;
  });
}

function grouped(
  functions: readonly number[],
  belowOf: (index: number) => number | null,
): readonly Group[] {
  const groups: Group[] = [];
  let run: number[] | null = null;
  for (const index of functions) {
    const below = belowOf(index);
    if (below !== null) {
      groups.push({ functions: [index], below });
      run = null;
    } else if (run === null) groups.push({ functions: (run = [index]), below });
    else run.push(index);
  }
  return groups;
}

/** Widths that fill at most `room`: names for all where they fit, else what large guests own first and grids for the others. */
function widthsOf(groups: readonly Group[], room: number): readonly number[] {
  const owned = groups.filter((group) => group.below !== null).length;
  const free = groups.filter((group) => group.below === null).map((run) => run.functions.length);
  const inner = room - GAP_PX * (groups.length - 1);
  const inRow = (count: number, each: number) => count * (each + GAP_PX) - GAP_PX;
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  const named = [FREE_PX, CROWD_MIN_PX]
    .map((each) => free.map((count) => inRow(count, each)))
    .find((widths) => sum(widths) + owned * OWN_MIN_PX <= inner);
  const forGrids = owned === 0 ? inner : Math.max(inner * GRID_SHARE, inner - owned * OWN_MAX_PX);
  const taken =
    named ??
    free.map((count) =>
      Math.min(forGrids * (count / sum(free)), Math.max(GRID_PX, count * CELL_PX)),
    );
  const own = owned === 0 ? 0 : Math.min(OWN_MAX_PX, (inner - sum(taken)) / owned);
  let run = 0;
  return groups.map((group) => (group.below === null ? (taken[run++] ?? 0) : own));
}

/** Named boxes if they fit, else a framed grid. */
function crowd(sheet: Sheet, functions: readonly number[], rect: Rect): void {
  if (functions.length === 0) return;
  const fit = Math.floor((rect.w + GAP_PX) / (CROWD_MIN_PX + GAP_PX));
  if (functions.length <= fit) {
    const step = Math.min(OWN_MAX_PX, (rect.w + GAP_PX) / functions.length);
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
