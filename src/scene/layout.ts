import { isFunction } from '../store/vocabulary';
import type { Topology } from '../engine/topology';
import type { StageLabels } from './labels';
import {
  ASIDE_PX,
  fitKvm,
  layoutColumns,
  layoutRows,
  type Columns,
  type Rows,
} from './layout/bands';
import { placeGuests, slotGuests } from './layout/guests';
import { placeHost } from './layout/host';
import { clearGates, dropsOf, gatesOf, laneOf, piecesOf } from './layout/lane';
import { placeNic, placeWire } from './layout/nic';
import { DETAIL_PX, ICON_PX, lineOf, newSheet, type Sheet, portOfFunction } from './layout/sheet';
import type {
  Crossing,
  ExitLine,
  Label,
  Rect,
  StageBand,
  StageLayout,
} from './layout/stage-layout';
import { fitting } from './layout/text-fit';

/** A host-path guest is wider: its exits need the room on the line. */
const HOSTED_MAX_PX = 340;
const DIRECT_MAX_PX = 320;

export interface LayoutOptions {
  readonly labels: StageLabels;
  /** The compared guest is always drawn large; -1 without. */
  readonly besideVm: number;
}

/** Where everything stands on a stage of `width` × `height` pixels. Pure; every place gets a point. */
export function layoutStage(
  topology: Topology,
  width: number,
  height: number,
  { labels, besideVm }: LayoutOptions,
): StageLayout {
  const sheet = newSheet(topology, labels);
  // A guest that needs a function of its own goes the direct way, also when none was left for it; a program of the
  // host stays in the host's bands whatever it drives.
  const isDirect = ({ path, fn, withoutDevice }: (typeof topology.vms)[number]) =>
    path !== 'bare-metal' && (fn >= 0 || withoutDevice);
  const direct = topology.vms.filter(isDirect).map((vm) => vm.index);
  // Programs of the host stand in its bands, in the columns of guests.
  // Of a pair over the lane, the back end of its standby stands there too.
  const hosted = topology.vms.filter((vm) => !isDirect(vm) || vm.failover).map((vm) => vm.index);
  const iommuPlaces = sheet.find('iommu');
  const rows = layoutRows(width, height, iommuPlaces.length > 0);
  const wide = layoutColumns(rows, hosted.length, direct.length);
  const hostSlots = slotGuests(
    hosted,
    wide.hostGuests,
    rows.narrow ? 84 : 112,
    HOSTED_MAX_PX,
    besideVm,
  );
  const cols = fitKvm(wide, hostSlots.large[0]?.w ?? Infinity);
  const laneRoom = cols.lane === null ? { x: 0, w: 0 } : { x: cols.lane.x + 4, w: cols.lane.w - 8 };
  const laneSlots = slotGuests(direct, laneRoom, rows.narrow ? 84 : 92, DIRECT_MAX_PX, besideVm);

  const crossings: Crossing[] = topology.vms.map(() => ({ x: 0, pileX: 0, pileW: 0, pileH: 0 }));
  placeGuests(sheet, hostSlots, rows, false, crossings);
  placeGuests(sheet, laneSlots, rows, true, crossings);
  placeHost(sheet, cols, rows, hostSlots);
  iommuPlaces.forEach((index) => {
    if (rows.iommu !== null) placeIommu(sheet, index, rows.iommu);
  });
  const nic = placeNic(sheet, cols, rows, laneSlots);
  const { wireY } = placeWire(sheet, rows);

  const drops = dropsOf(sheet, laneSlots, width);
  const gates = gatesOf(drops, laneSlots.group, rows.exitY);
  clearGates(crossings, gates);
  const lane = laneRect(rows, cols);

  const { boxOf, pointX, pointY } = pointsOf(sheet);
  // Low and narrow, the PF driver's column has no room for a title; without guests of its own the middle has.
  const titled = rows.flat && hosted.length === 0 ? { ...cols, pf: cols.middle } : cols;
  const gapOf = (a: Rect, b: Rect) => (a.y + a.h + b.y) / 2;
  const belowKernel = rows.iommu ?? rows.hardware;
  const rowGap = kernelGap(sheet, rows);
  return {
    width,
    height,
    bands: bandsOf(sheet, rows, titled, nic.title),
    frames: sheet.frames,
    boxes: sheet.boxes,
    exitLine: exitLineOf(sheet, rows, cols, gates),
    lane: lane === null ? null : laneOf(sheet, lane, drops, laneSlots.group),
    iommu: rows.iommu,
    wireY,
    corridors: [
      rows.exitY + ASIDE_PX,
      gapOf(rows.user, rows.kernel),
      rowGap,
      gapOf(rows.kernel, belowKernel),
      ...(rows.iommu === null ? [] : [gapOf(rows.iommu, rows.hardware)]),
      ...nic.corridors,
      wireY,
    ],
    boxOf,
    pointX,
    pointY,
    switchPort: topology.switchPort,
    posted: topology.posted,
    iommuOn: topology.iommu,
    directVms: new Set(direct),
    crossings,
    places: topology.places,
    ownerOf: sheet.ownerOf,
    portOf: Int32Array.from(topology.places, (place) =>
      isFunction(place.kind) ? portOfFunction(topology, place.fn) : -1,
    ),
  };
}

function placeIommu(sheet: Sheet, index: number, rect: Rect): void {
  const { stage } = sheet.labels;
  sheet.boxes.push({
    ...rect,
    place: index,
    kind: 'iommu',
    band: 'hardware',
    vm: -1,
    form: 'box',
    used: sheet.topology.iommu,
    labels: lineOf(
      sheet.topology.iommu
        ? [stage.iommu.long, stage.iommu.short]
        : [stage.iommu.off, stage.iommu.offShort],
      rect.x + 8,
      rect.y + rect.h / 2,
      rect.w * 0.4,
      'name',
    ),
  });
}

function kernelGap(sheet: Sheet, rows: Rows): number {
  const bridge = sheet.boxes.find((box) => box.kind === 'bridge' || box.kind === 'pf-driver');
  return bridge === undefined ? rows.kernel.y + rows.kernel.h / 2 : bridge.y - 6;
}

/** A place without a box of its own is folded into its guest's driver. */
function pointsOf(sheet: Sheet) {
  const { places } = sheet.topology;
  const boxOf = new Int32Array(places.length).fill(-1);
  sheet.boxes.forEach((box, i) => {
    boxOf[box.place] = i;
  });
  places.forEach((place, index) => {
    if (boxOf[index] !== -1) return;
    const stands = sheet.find('driver', place.vm)[0] ?? -1;
    boxOf[index] = boxOf[stands] ?? -1;
  });
  const pointX = new Float32Array(places.length);
  const pointY = new Float32Array(places.length);
  boxOf.forEach((boxIndex, index) => {
    const box = sheet.boxes[boxIndex];
    if (box === undefined) throw new Error(`place ${index} (${places[index]?.kind}) has no box`);
    pointX[index] = box.x + box.w / 2;
    pointY[index] = box.y + box.h / 2;
  });
  return { boxOf, pointX, pointY };
}

function bandsOf(
  sheet: Sheet,
  rows: Rows,
  cols: Columns,
  hardwareTitle: readonly Label[],
): StageBand[] {
  const { bands, link } = sheet.labels.stage;
  const words = (band: keyof typeof bands) => [bands[band].long, bands[band].short];
  const hostW = cols.hostEnd - rows.user.x;
  const cut = (rect: Rect): Rect => ({ ...rect, w: hostW });
  // Host titles stand over the PF driver's column, the only one with nothing in these rows.
  const side = (band: 'host-user' | 'host-kernel', rect: Rect) =>
    lineOf(
      words(band),
      cols.pf.x + ICON_PX - 4,
      rect.y + (rows.flat ? 7 : 9),
      cols.pf.w + 8 - ICON_PX,
    );
  const { wire } = rows;
  const wireText = fitting(
    [`${bands.wire.long} · ${link(sheet.topology.linkGbps)}`, bands.wire.short],
    wireTextRoom(sheet, wire),
    DETAIL_PX,
  );
  const wireLabel: Label = {
    text: wireText,
    x: wireTextX(sheet, wire),
    y: wire.y + wire.h / 2 - (rows.flat ? 6.5 : 9),
    sizePx: DETAIL_PX,
    anchor: 'start',
    tone: 'detail',
  };
  return [
    {
      ...rows.guests,
      band: 'guest',
      labels: rows.low
        ? lineOf(
            words('guest'),
            cols.pf.x + ICON_PX - 4,
            rows.guests.y + 11,
            cols.pf.w + 8 - ICON_PX,
          )
        : lineOf(
            words('guest'),
            rows.guests.x + 8 + ICON_PX,
            rows.guests.y + 8.5,
            rows.guests.w * 0.5,
          ),
    },
    { ...cut(rows.user), band: 'host-user', labels: side('host-user', rows.user) },
    { ...cut(rows.kernel), band: 'host-kernel', labels: side('host-kernel', rows.kernel) },
    { ...rows.hardware, band: 'hardware', labels: hardwareTitle },
    {
      ...wire,
      band: 'wire',
      labels: wireText === '' ? [] : [wireLabel],
    },
  ];
}

/** Right of the first peer, above its wire. */
function wireTextX(sheet: Sheet, wire: Rect): number {
  const peer = sheet.boxes.find((box) => box.kind === 'peer');
  return (peer === undefined ? wire.x : peer.x + peer.w) + ICON_PX + 8;
}

/** Up to the first port's drop. */
function wireTextRoom(sheet: Sheet, wire: Rect): number {
  const drops = sheet.boxes.filter((box) => box.kind === 'port').map((box) => box.x + box.w / 2);
  return Math.min(...drops, wire.x + wire.w) - wireTextX(sheet, wire) - 8;
}

function exitLineOf(
  sheet: Sheet,
  rows: Rows,
  cols: Columns,
  gates: ReturnType<typeof gatesOf>,
): ExitLine {
  const { x, w } = rows.guests;
  const { long, medium, short } = sheet.labels.stage.exitLine;
  const room = cols.hostEnd - cols.pf.x;
  const text = fitting([long, medium, short], room, DETAIL_PX + 0.5);
  return {
    y: rows.exitY,
    pieces: piecesOf(gates, x, w),
    label: {
      text,
      x: cols.hostEnd - 4,
      y: rows.exitY - 9,
      sizePx: DETAIL_PX + 0.5,
      anchor: 'end',
      tone: 'name',
    },
  };
}

/** From the host's bands down to what stands below them. */
function laneRect(rows: Rows, { lane }: Columns): Rect | null {
  if (lane === null) return null;
  const y = rows.user.y;
  return { x: lane.x, y, w: lane.w, h: (rows.iommu ?? rows.hardware).y - 4 - y };
}
