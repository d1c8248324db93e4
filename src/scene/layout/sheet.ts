import type { Place, PlaceKind } from '../../engine/costs/places';
import type { Topology } from '../../engine/topology';
import { BAND_OF, isFunction } from '../../store/vocabulary';
import type { StageLabels } from '../labels';
import type { Label, Rect, StageBox, StageFrame } from './stage-layout';
import { fitting, textWidth } from './text-fit';

export const NAME_PX = 12;
export const DETAIL_PX = 10.5;
/** Room for the sign in front of a band's name. */
export const ICON_PX = 15;
const SMALLEST_PX = 8.5;
const INSET_PX = 3;
/** A packet that waits at a part covers so much of its right end; names keep clear of it where they can. */
const PARKED_PX = 12;
const PACKET_FREE: ReadonlySet<PlaceKind> = new Set([
  'kvm',
  'vfio',
  'vhost-vdpa',
  'vdcm',
  'iommu',
  'pf',
  'pf-driver',
  'vf',
  'sf',
  'adi',
]);
const CELL_MAX_PX = { w: 56, h: 34 } as const;
/** Below this height a box has one line of text. */
const TWO_LINES_PX = 31;

/** Least size of what a finger presses, where there is room (WCAG 2.2, 2.5.8). */
const TOUCH_PX = 24;

/** A cell with its part of the gaps around it; beyond the grid as far as a finger needs. */
function touchOf(
  cell: Rect,
  { cols, rows, stepX, stepY }: Readonly<Record<'cols' | 'rows' | 'stepX' | 'stepY', number>>,
): Rect {
  const w = cols === 1 ? Math.max(TOUCH_PX, cell.w) : stepX;
  const h = rows === 1 ? Math.max(TOUCH_PX, cell.h) : stepY;
  return { x: cell.x - (w - cell.w) / 2, y: cell.y - (h - cell.h) / 2, w, h };
}

/** Width and height a grid of `count` cells gets, as near to 1.5 : 1 as the room allows. */
export function gridShape(count: number, w: number, h: number): { cols: number; rows: number } {
  let best = { cols: count, rows: 1 };
  let bestScore = -1;
  for (let rows = 1; rows <= count; rows += 1) {
    const cols = Math.ceil(count / rows);
    const score = Math.min(w / cols, (h / rows) * 1.5);
    if (score > bestScore) {
      bestScore = score;
      best = { cols, rows };
    }
  }
  return best;
}

export function centred(text: string, rect: Rect, sizePx: number, tone: Label['tone']): Label {
  return {
    text,
    x: rect.x + rect.w / 2,
    y: rect.y + rect.h / 2,
    sizePx,
    anchor: 'middle',
    tone,
  };
}

/** Left-aligned words on one line of `w` pixels; none where no candidate fits. */
export function lineOf(
  candidates: readonly string[],
  x: number,
  y: number,
  w: number,
  tone: Label['tone'] = 'detail',
): Label[] {
  const text = fitting(candidates, w, DETAIL_PX);
  return text === '' ? [] : [{ text, x, y, sizePx: DETAIL_PX, anchor: 'start', tone }];
}

/** What a layout is written on: boxes by place, and the frames that hold them. */
export interface Sheet {
  readonly topology: Topology;
  readonly labels: StageLabels;
  readonly boxes: StageBox[];
  readonly frames: StageFrame[];
  readonly ownerOf: Int32Array;
  readonly find: (kind: PlaceKind, vm?: number) => readonly number[];
  readonly box: (place: number, rect: Rect) => void;
  /** Shares the rectangle among the places from left to right. */
  readonly row: (places: readonly number[], rect: Rect, gap: number) => void;
  readonly grid: (places: readonly number[], rect: Rect) => void;
}

export function newSheet(topology: Topology, labels: StageLabels): Sheet {
  const boxes: StageBox[] = [];
  const frames: StageFrame[] = [];
  const byKind = new Map<PlaceKind, number[]>();
  const ownerOf = new Int32Array(topology.places.length).fill(-1);
  topology.places.forEach((place, index) => {
    const list = byKind.get(place.kind);
    if (list === undefined) byKind.set(place.kind, [index]);
    else list.push(index);
    ownerOf[index] = isFunction(place.kind)
      ? (topology.vms.find((vm) => vm.fn === place.fn)?.index ?? -1)
      : place.vm;
  });
  const placeAt = (index: number): Place => {
    const place = topology.places[index];
    if (place === undefined) throw new RangeError(`no place ${index}`);
    return place;
  };
  const used = usageOf(topology, ownerOf);

  const add = (
    index: number,
    rect: Rect,
    form: 'box' | 'cell',
    texts: readonly Label[],
    touch?: Rect,
  ) => {
    const { kind, vm } = placeAt(index);
    const band = BAND_OF[kind];
    boxes.push({
      ...rect,
      place: index,
      kind,
      band,
      vm,
      form,
      used: used(index),
      labels: texts,
      ...(touch === undefined ? {} : { touch }),
    });
  };

  const box = (index: number, rect: Rect) => {
    const place = placeAt(index);
    const room = rect.w - 2 * Math.min(INSET_PX, rect.w * 0.08);
    const detailText =
      rect.h >= TWO_LINES_PX ? fitting(labels.detail(place), room, DETAIL_PX - 0.5) : '';
    const names = labels.place(place);
    const two = detailText !== '';
    const clear = rect.w - 2 * (PACKET_FREE.has(place.kind) ? 0 : PARKED_PX);
    const name =
      nameOf(names, Math.min(room, clear), rect.h, two) ?? nameOf(names, room, rect.h, two);
    const texts: Label[] = [];
    if (name !== null) {
      const shift = detailText === '' ? 0 : -6.5;
      texts.push({
        ...centred(name.text, rect, name.sizePx, 'name'),
        y: rect.y + rect.h / 2 + shift,
      });
      if (detailText !== '') {
        const tone = labels.detailIsMono(place) ? 'mono' : 'detail';
        texts.push({
          ...centred(detailText, rect, DETAIL_PX - 0.5, tone),
          y: rect.y + rect.h / 2 + 7.5,
        });
      }
    }
    add(index, rect, 'box', texts);
  };

  const row = (places: readonly number[], rect: Rect, gap: number) => {
    const w = (rect.w - gap * (places.length - 1)) / places.length;
    places.forEach((index, i) => {
      box(index, { x: rect.x + i * (w + gap), y: rect.y, w, h: rect.h });
    });
  };

  const grid = (places: readonly number[], rect: Rect) => {
    if (places.length === 0) return;
    const { cols, rows } = gridShape(places.length, rect.w, rect.h);
    const stepX = Math.min(rect.w / cols, CELL_MAX_PX.w);
    const stepY = Math.min(rect.h / rows, CELL_MAX_PX.h);
    const tight = Math.min(stepX, stepY);
    const gap = tight > 8 ? 3 : tight * 0.25;
    places.forEach((index, i) => {
      const cell = {
        x: rect.x + (i % cols) * stepX,
        y: rect.y + Math.floor(i / cols) * stepY,
        w: stepX - gap,
        h: stepY - gap,
      };
      const place = placeAt(index);
      const number = [String(place.vm >= 0 ? place.vm : indexInPf(place))];
      const text = cell.h >= 11 ? fitting(number, cell.w - 2, SMALLEST_PX) : '';
      const said = text === '' ? [] : [centred(text, cell, SMALLEST_PX, 'name')];
      add(index, cell, 'cell', said, touchOf(cell, { cols, rows, stepX, stepY }));
    });
  };
  const indexInPf = (place: Place) =>
    topology.card.functions[place.fn]?.index ?? place.fn - topology.card.functions.length;

  return {
    topology,
    labels,
    boxes,
    frames,
    ownerOf,
    find: (kind, vm) => {
      const all = byKind.get(kind) ?? [];
      return vm === undefined ? all : all.filter((index) => topology.places[index]?.vm === vm);
    },
    box,
    row,
    grid,
  };
}

/** A part of a PF that is no PCI function. */
const isSlice = ({ kind }: Place) => kind === 'sf' || kind === 'adi';

/** Port of a function or slice of the card by its number; -1 where it is none. */
export function portOfFunction({ card, vms }: Pick<Topology, 'card' | 'vms'>, fn: number): number {
  if (fn < 0) return -1;
  return card.functions[fn]?.pf ?? vms.find((vm) => vm.fn === fn)?.port ?? -1;
}

const OF_PORT: ReadonlySet<PlaceKind> = new Set(['switch', 'port', 'peer']);

/**
 * Whether anything of this run goes through a place. Traffic of host-path guests goes over the first PF that is the
 * host's; of other ports only those work that have a function some guest was given.
 */
function usageOf(
  { places, card, vms, switchPort }: Topology,
  ownerOf: Int32Array,
): (place: number) => boolean {
  const portOf = (place: Place) => portOfFunction({ card, vms }, place.fn);
  const uplink = places.findIndex(({ kind }, i) => kind === 'pf' && ownerOf[i] === -1);
  const first = places[uplink];
  const busy = new Set(first === undefined ? [] : [portOf(first)]);
  if (switchPort >= 0) busy.add(switchPort);
  places.forEach((place, i) => {
    if (isFunction(place.kind) && ownerOf[i] !== -1) busy.add(portOf(place));
  });
  return (index) => {
    const place = places[index];
    if (place === undefined) return false;
    if (place.kind === 'vf') return ownerOf[index] !== -1;
    if (place.kind === 'pf') return busy.has(portOf(place));
    // Without VFs there is nothing to switch: PF and port are one.
    const sliced = places.some((each) => isSlice(each) && portOf(each) === place.fn);
    if (place.kind === 'switch' && card.pfs[place.fn]?.numVfs === 0 && !sliced) return false;
    return !OF_PORT.has(place.kind) || busy.has(place.fn);
  };
}

/** The longest name in the largest type that fits; a smaller type before a shorter name, down to 10 px. */
function nameOf(
  candidates: readonly string[],
  room: number,
  height: number,
  withDetail: boolean,
): { text: string; sizePx: number } | null {
  const tallest = withDetail ? NAME_PX : Math.min(NAME_PX, height - 2);
  for (const text of candidates) {
    for (const sizePx of [tallest, Math.min(tallest, 11), Math.min(tallest, 10)]) {
      if (textWidth(text, sizePx) <= room) return { text, sizePx };
    }
  }
  const shortest = candidates.at(-1) ?? '';
  const sizePx = Math.min(tallest, SMALLEST_PX);
  return textWidth(shortest, sizePx) <= room ? { text: shortest, sizePx } : null;
}
