import type { Rows, Span } from './bands';
import { lineOf, type Sheet } from './sheet';
import type { Crossing, Rect } from './stage-layout';

/** Guests drawn with their insides, and the rest as a grid of small boxes. */
export interface GuestSlots {
  readonly large: readonly { readonly vm: number; readonly x: number; readonly w: number }[];
  readonly group: {
    readonly vms: readonly number[];
    readonly x: number;
    readonly w: number;
  } | null;
}

const GAP_PX = 12;
/** The light of the crossing keeps clear of the ticks. */
const PILE_FROM_PX = 12;
const GROUP_SHARE = 0.34;

/**
 * Who is drawn large: as many as have `minPx`, the guest `first` among them. The others share the
 * last slot.
 */
export function slotGuests(
  vms: readonly number[],
  room: Span,
  minPx: number,
  widestPx: number,
  first: number,
): GuestSlots {
  const fit = Math.max(1, Math.floor((room.w + GAP_PX) / (minPx + GAP_PX)));
  const wanted = vms.includes(first) ? [first, ...vms.filter((vm) => vm !== first)] : vms;
  const beside = room.w * (1 - GROUP_SHARE);
  const count = vms.length <= fit ? vms.length : Math.max(1, Math.floor(beside / (minPx + GAP_PX)));
  const large = wanted.slice(0, count).toSorted((a, b) => a - b);
  const rest = vms.filter((vm) => !large.includes(vm));
  const groupW = rest.length === 0 ? 0 : Math.max(room.w * GROUP_SHARE, room.w / (count + 1));
  const forLarge = room.w - (rest.length === 0 ? 0 : groupW + GAP_PX);
  const step = count === 0 ? 0 : (forLarge + GAP_PX) / count;
  const w = Math.min(widestPx, step - GAP_PX);
  return {
    large: large.map((vm, i) => ({ vm, x: room.x + i * step, w })),
    group: rest.length === 0 ? null : { vms: rest, x: room.x + room.w - groupW, w: groupW },
  };
}

/** Fractions of a guest's width where its wires leave it, by what they carry. */
export const PORTS = {
  control: 0.14,
  doorbell: 0.62,
  dma: 0.75,
  data: 0.68,
  interrupt: 0.89,
} as const;
/** Room between a guest's frame and its parts. */
const insetOf = (w: number) => Math.min(10, w * 0.06);

/** Where a wire of a guest that stands at `x`, `w` wide, crosses the exit line. */
export const wireX = (x: number, w: number, fraction: number): number =>
  x + insetOf(w) + (w - 2 * insetOf(w)) * fraction;

/** The gate in the exit line reaches this far beyond the wires that pass it. */
export const GATE_PX = 9;

/** Draws guests, and says where each crosses the exit line; `gated` ones have a gate in the line as well. */
export function placeGuests(
  sheet: Sheet,
  slots: GuestSlots,
  rows: Rows,
  gated: boolean,
  crossings: Crossing[],
): void {
  const top = rows.guests.y + rows.guestTop;
  const h = rows.guests.h - rows.guestTop - rows.shelf;
  // A pair stands over the lane of its VF; on the host's side only what serves its standby does.
  const backOnly = (vm: number) => !gated && isPair(sheet, vm);
  const isProgram = (vm: number) => sheet.find('process', vm).length > 0;
  for (const { vm, x, w } of slots.large) {
    if (isProgram(vm) || backOnly(vm)) continue;
    placeGuest(sheet, vm, { x, y: top, w, h }, rows.flat);
    const spot = wireX(x, w, PORTS.control);
    const open = gated && (sheet.topology.vms[vm]?.fn ?? -1) >= 0;
    const end = open ? wireX(x, w, PORTS.doorbell) - GATE_PX - 2 : x + w;
    crossings[vm] = {
      x: spot,
      pileX: spot + PILE_FROM_PX,
      pileW: Math.max(4, end - spot - PILE_FROM_PX),
      pileH: rows.shelf - 4,
    };
  }
  const small = slots.group?.vms.filter((vm) => !isProgram(vm) && !backOnly(vm)) ?? [];
  if (slots.group !== null && small.length > 0) {
    placeGroup(sheet, small, { x: slots.group.x, y: top, w: slots.group.w, h });
    small.forEach((vm) => {
      const cell = sheet.boxes.find((box) => box.vm === vm && box.kind === 'driver');
      const spot = cell === undefined ? 0 : cell.x + cell.w / 2;
      crossings[vm] = { x: spot, pileX: spot - 2, pileW: 4, pileH: rows.shelf - 4 };
    });
  }
}

/** It has its VF, and a standby. */
function isPair({ topology }: Sheet, vm: number): boolean {
  const guest = topology.vms[vm];
  return guest?.failover === true && guest.fn >= 0;
}

function placeGuest(sheet: Sheet, vm: number, rect: Rect, flat: boolean): void {
  const { labels, topology } = sheet;
  const lacking = topology.vms[vm]?.withoutDevice === true;
  const title = lineOf(labels.guest(vm), rect.x + 7, rect.y + (flat ? 8 : 9), rect.w - 14, 'name');
  const warning = lacking
    ? lineOf(labels.warning(vm), rect.x + 7, rect.y + rect.h - 8, rect.w - 14, 'warning')
    : [];
  const titlePx = flat ? 15 : 17;
  const footPx = lacking ? 18 : flat ? 3 : 6;
  sheet.frames.push({
    ...rect,
    kind: 'guest',
    band: 'guest',
    vm,
    solid: false,
    labels: [...title, ...warning],
  });
  const inner = rect.h - titlePx - footPx;
  const gap = Math.min(12, Math.max(flat ? 2 : 3, inner * 0.07));
  const h = (inner - 2 * gap) / 3;
  const inset = insetOf(rect.w);
  (['app', 'stack', 'driver'] as const).forEach((kind, i) => {
    const beside = kind === 'driver' ? sheet.find('vf-driver', vm) : [];
    const places = [...sheet.find(kind, vm), ...beside];
    if (places.length === 0) return;
    const y = rect.y + titlePx + i * (h + gap);
    sheet.row(places, { x: rect.x + inset, y, w: rect.w - 2 * inset, h }, 4);
  });
}

function placeGroup(sheet: Sheet, vms: readonly number[], rect: Rect): void {
  const { labels, topology } = sheet;
  const [first = 0] = vms;
  const last = vms.at(-1) ?? first;
  const inRow = last - first === vms.length - 1;
  const { guests, someGuests } = labels.stage;
  const texts = inRow ? [guests(first, last)] : [];
  const lacking = vms.filter((vm) => topology.vms[vm]?.withoutDevice === true);
  const warning =
    lacking.length === 0
      ? []
      : lineOf(
          [
            labels.stage.withoutDevice.list(labels.stage.guest(lacking[0] ?? 0)),
            ...labels.warning(lacking[0] ?? 0),
          ],
          rect.x + 7,
          rect.y + rect.h - 8,
          rect.w - 14,
          'warning',
        );
  sheet.frames.push({
    ...rect,
    kind: 'guests',
    band: 'guest',
    vm: -1,
    solid: true,
    labels: [
      ...lineOf(
        [...texts, someGuests(vms.length), `+${vms.length}`],
        rect.x + 7,
        rect.y + 9,
        rect.w - 14,
        'name',
      ),
      ...warning,
    ],
  });
  // One cell a guest stands for its application, its stack and its driver.
  const drivers = vms.flatMap((vm) => sheet.find('driver', vm));
  const foot = lacking.length === 0 ? 5 : 17;
  sheet.grid(drivers, { x: rect.x + 6, y: rect.y + 18, w: rect.w - 10, h: rect.h - 18 - foot });
}
