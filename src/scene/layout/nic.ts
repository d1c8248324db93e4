import type { Columns, Rows, Span } from './bands';
import { placeFunctions } from './functions';
import type { GuestSlots } from './guests';
import { isFunction } from '../../store/vocabulary';
import { ICON_PX, lineOf, portOfFunction, type Sheet } from './sheet';
import type { Label, Rect } from './stage-layout';

const GAP_PX = 8;
/** A card lower than this has its port beside the switch, not below. */
const FLAT_PX = 66;
const IDLE_GAP_PX = 6;
const ROOT_PORT_MIN_PX = 60;
const PORT_MAX_PX = 84;
/** Where along its switch a port stands. */
const PORT_AT = 0.85;

/** The card with its functions, switch and port; the root port beside it where there is room. */
export function placeNic(
  sheet: Sheet,
  cols: Columns,
  rows: Rows,
  slots: GuestSlots,
): { readonly corridors: readonly number[]; readonly title: readonly Label[] } {
  const { hardware } = rows;
  const { stage } = sheet.labels;
  const { card } = sheet.topology;
  const hostPfs = sheet.find('pf').filter((index) => sheet.ownerOf[index] === -1);
  const given = (index: number) => sheet.ownerOf[index] !== -1;
  // Port by port, as the card numbers them; a PF that a guest was given behind the VFs of the ports before it.
  const portOf = (index: number) =>
    Math.max(0, portOfFunction(sheet.topology, sheet.topology.places[index]?.fn ?? -1));
  const inLane = [
    ...sheet.find('pf').filter(given),
    ...sheet.find('vf'),
    ...sheet.find('sf'),
    ...sheet.find('adi'),
  ].toSorted((a, b) => portOf(a) - portOf(b) || a - b);

  const end = hardware.x + hardware.w - 5;
  const [main, ...others] = hostPfs;
  // A PF without VFs stands aside on the left; one with VFs of its own behind those of the first.
  const numVfsOf = (index: number) => card.pfs[sheet.topology.places[index]?.fn ?? -1]?.numVfs ?? 0;
  const [left, right] = [
    others.filter((i) => numVfsOf(i) === 0),
    others.filter((i) => numVfsOf(i) > 0),
  ];
  const idleW = Math.min(60, Math.max(50, cols.pf.w * 0.8)) + IDLE_GAP_PX;
  const leftW = left.length * idleW;
  const nicX =
    cols.lane !== null
      ? cols.pf.x - 8 - leftW
      : Math.max(hardware.x + 6, cols.pf.x - leftW - 8 - hardware.w * 0.35);
  const [around, top, foot] = rows.flat ? [2, 3, 3] : [4, 7, 4];
  const nic = { x: nicX, y: hardware.y + around, w: end - nicX, h: hardware.h - 2 * around };
  const bandTitle = lineOf(
    [stage.bands.hardware.long, stage.bands.hardware.short],
    hardware.x + 8 + ICON_PX,
    hardware.y + (rows.flat ? 8 : 10),
    nicX - hardware.x - 12 - ICON_PX,
  );
  const inner = { y: nic.y + top, h: nic.h - top - foot };
  const flat = inner.h < FLAT_PX;
  const portH = flat ? 0 : Math.max(14, Math.min(26, inner.h * 0.17));
  const switchH = Math.max(15, Math.min(30, inner.h * 0.2));
  const gapA = Math.max(8, inner.h * 0.13);
  const gapB = flat ? 0 : Math.max(7, inner.h * 0.09);
  const functionH = inner.h - portH - switchH - gapA - gapB;
  const switchY = inner.y + functionH + gapA;
  const switchRow = { y: switchY, h: switchH };
  const portRow = flat ? switchRow : { y: switchY + switchH + gapB, h: portH };

  const fnRow = { y: inner.y, h: functionH };
  if (main !== undefined) sheet.box(main, { ...cols.pf, ...fnRow });
  left.forEach((index, i) => {
    const x = (cols.lane === null ? nic.x + 8 : cols.pf.x - leftW) + i * idleW;
    sheet.box(index, { x, w: idleW - IDLE_GAP_PX, ...fnRow });
  });
  const laneX = cols.lane === null ? nic.x + 8 + leftW : cols.lane.x + 4;
  const laneEnd = (cols.lane === null ? cols.pf.x - GAP_PX : end - 6) - right.length * idleW;
  const laneRect = { x: laneX, w: Math.max(0, laneEnd - laneX), ...fnRow };
  if (inLane.length > 0) placeFunctions(sheet, inLane, laneRect, slots);
  right.forEach((index, i) => {
    const x = laneEnd + IDLE_GAP_PX + i * idleW;
    sheet.box(index, { x, w: idleW - IDLE_GAP_PX, ...fnRow });
  });
  placePorts(sheet, nic, switchRow, portRow, flat);
  const firstPort = Math.min(
    ...sheet.boxes.filter((box) => box.kind === 'port').map((box) => box.x),
    nic.x + nic.w,
  );
  sheet.frames.push({
    ...nic,
    kind: 'nic',
    band: 'hardware',
    vm: -1,
    solid: false,
    labels: flat
      ? []
      : lineOf(nicNames(sheet), nic.x + 8, nic.y + nic.h - 11, firstPort - nic.x - 14, 'name'),
  });
  const rootW = nic.x - hardware.x - 16 - 56;
  if (rootW >= ROOT_PORT_MIN_PX) {
    const { device, rootPort } = card;
    // Without a port above, the card's own bus stands for one.
    const onRootBus = rootPort.rid >> 8 === rootPort.secondary;
    const box = {
      x: hardware.x + 8,
      y: hardware.y + 18 + (hardware.h - 18 - Math.min(46, functionH)) / 2 - (rows.flat ? 1 : 8),
      w: Math.min(130, rootW),
      h: Math.min(46, functionH),
    };
    const middle = box.y + box.h / 2;
    sheet.frames.push({
      ...box,
      kind: 'root-port',
      band: 'hardware',
      vm: -1,
      solid: false,
      labels: [
        ...lineOf(
          [
            onRootBus
              ? stage.rootComplex
              : rootPort.onSwitch === true
                ? stage.switchPort
                : stage.rootPort,
          ],
          box.x + 8,
          box.h >= 30 && !onRootBus ? middle - 6 : middle,
          box.w - 12,
          'name',
        ),
        ...(box.h >= 30 && !onRootBus
          ? lineOf([bdfOf(card.rootPort.rid)], box.x + 8, middle + 8, box.w - 12, 'mono')
          : []),
        ...lineOf(
          [stage.pcie(device.pcieGen, device.pcieLanes), `×${device.pcieLanes}`],
          box.x + box.w + 6,
          middle - 9,
          nic.x - box.x - box.w - 10,
        ),
      ],
    });
  }
  return {
    title: bandTitle,
    corridors: [inner.y + functionH + gapA / 2, ...(flat ? [] : [switchY + switchH + gapB / 2])],
  };
}

/** `Intel 82599ES 10-Gigabit (X520, dual port)`, then without what is in brackets, then without the maker. */
function nicNames({ topology }: Sheet): string[] {
  const full = topology.deviceName;
  const plain = (full.split('(')[0] ?? '').trimEnd();
  const words = plain.split(' ');
  return [full, plain, words.slice(0, 2).join(' '), words[1] ?? plain];
}

const bdfOf = (rid: number) =>
  `${(rid >> 8).toString(16).padStart(2, '0')}:${((rid >> 3) & 31).toString(16).padStart(2, '0')}.${rid & 7}`;

interface Segment extends Span {
  readonly number: number;
}

/** The width of the card shared among its ports: each spans its functions, in the order they stand in. */
function segmentsOf(sheet: Sheet, nic: Rect): readonly Segment[] {
  const { topology } = sheet;
  const numbers = [
    ...new Set(
      [...sheet.find('port'), ...sheet.find('switch')].map((i) => topology.places[i]?.fn ?? 0),
    ),
  ];
  const extents = numbers.map((number) => {
    const own = sheet.boxes.filter((box) => {
      const place = topology.places[box.place];
      if (place === undefined || !isFunction(place.kind)) return false;
      return portOfFunction(topology, place.fn) === number;
    });
    const from = Math.min(...own.map((box) => box.x), Infinity);
    const to = Math.max(...own.map((box) => box.x + box.w), -Infinity);
    return { number, from, to, middle: own.length === 0 ? Infinity : (from + to) / 2 };
  });
  extents.sort((a, b) => a.middle - b.middle || a.number - b.number);
  const apart = extents.every((extent, i) => i === 0 || extent.from >= (extents[i - 1]?.to ?? 0));
  const [left, right] = [nic.x + 6, nic.x + nic.w - 6];
  if (!apart || extents.some((extent) => extent.to < extent.from)) {
    const step = (right - left) / extents.length;
    return extents.map(({ number }, i) => ({ number, x: left + i * step, w: step - GAP_PX / 2 }));
  }
  return extents.map(({ number, from, to }, i) => {
    const before = extents[i - 1];
    const after = extents[i + 1];
    const x = before === undefined ? left : (before.to + from) / 2 + IDLE_GAP_PX / 2;
    const until = after === undefined ? right : (to + after.from) / 2 - IDLE_GAP_PX / 2;
    return { number, x, w: until - x };
  });
}

/** A switch and a port each; the switch spans the functions of its port. */
function placePorts(
  sheet: Sheet,
  nic: Rect,
  switchRow: { y: number; h: number },
  portRow: { y: number; h: number },
  flat: boolean,
): void {
  const { topology } = sheet;
  const numbered = (kind: 'switch' | 'port', n: number) =>
    sheet.find(kind).filter((index) => topology.places[index]?.fn === n);
  for (const { number, x, w } of segmentsOf(sheet, nic)) {
    const [switches, ports] = [numbered('switch', number), numbered('port', number)];
    const portW = flat ? Math.min(44, w * 0.46) : Math.min(PORT_MAX_PX, w * (w < 140 ? 1 : 0.4));
    const switchW = flat && ports.length > 0 ? w - portW - 5 : w;
    const portX = flat ? x + w - portW : x + (w - portW) * PORT_AT;
    if (switches.length > 0) sheet.row(switches, { x, w: switchW, ...switchRow }, GAP_PX);
    if (ports.length > 0) sheet.row(ports, { x: portX, w: portW, ...portRow }, 4);
  }
}

/** The wire below the card, with the machines at its other end. */
export function placeWire(sheet: Sheet, rows: Rows): { readonly wireY: number } {
  const { wire, narrow, flat } = rows;
  const peers = sheet.find('peer');
  const h = Math.min(30, wire.h - (flat ? 5 : 8));
  const wireY = wire.y + wire.h / 2;
  const w = narrow ? 62 : 92;
  // Each peer stands left of its own port and right of the one before: no wire passes behind a peer.
  let from = wire.x + 6;
  const portOf = (peer: number) => {
    const number = sheet.topology.places[peer]?.fn;
    const port = sheet.boxes.find(
      (box) => box.kind === 'port' && sheet.topology.places[box.place]?.fn === number,
    );
    return port === undefined ? wire.x + wire.w : port.x + port.w / 2;
  };
  peers
    .toSorted((a, b) => portOf(a) - portOf(b))
    .forEach((index) => {
      const to = portOf(index);
      sheet.box(index, {
        x: from,
        y: wireY - h / 2,
        w: Math.min(w, Math.max(24, (to - from) * 0.7)),
        h,
      });
      from = to + 16;
    });
  return { wireY };
}
