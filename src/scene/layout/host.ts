import type { Columns, Rows, Span } from './bands';
import type { GuestSlots } from './guests';
import { lineOf, type Sheet } from './sheet';
import type { Rect } from './stage-layout';

const GAP_PX = 8;
const TITLE_PX = 11;
const COLUMN_GAP_PX = 6;
const FLAT_GAP_PX = 2;
const FLAT_TITLE_PX = 12;
/** More representors than that are cells. */
const MOST_IN_ROW = 4;
/** Share of a guest's width that its CPU's way down to KVM keeps free of boxes. */
const CHANNEL = 0.34;

/** Host user space and host kernel: what each host-path guest needs, under it, then what all share. */
export function placeHost(sheet: Sheet, cols: Columns, rows: Rows, slots: GuestSlots): void {
  const inner = (band: Rect) => ({ y: band.y + rows.inset, h: band.h - 2 * rows.inset });
  const user = inner(rows.user);
  const kernel = inner(rows.kernel);
  const between = Math.max(10, Math.min(18, kernel.h * 0.18));
  const rowH = (kernel.h - between) / 2;
  const below = kernel.y + rowH + between;
  const direct = sheet.topology.vms
    .map((vm) => vm.index)
    .filter((vm) => sheet.find('vmm', vm).length > 0 && !isServed(slots, vm));

  sheet.row(sheet.find('kvm'), { ...cols.kvm, ...kernel }, GAP_PX);
  for (const slot of slots.large) {
    const span = spanUnder(slot, cols);
    const vhost = sheet.find('vhost', slot.vm);
    const vmm = sheet.find('vmm', slot.vm);
    // Beside vhost's data path QEMU stands aside: packets do not visit it.
    const vmmSpan = vhost.length === 0 ? span : half(span, 1);
    if (vmm.length > 0) sheet.row(vmm, { ...vmmSpan, ...user }, GAP_PX);
    const process = sheet.find('process', slot.vm);
    if (process.length > 0) sheet.row(process, { ...span, ...user }, GAP_PX);
    const backends = [...vhost, ...sheet.find('tap', slot.vm)];
    if (backends.length > 0) {
      sheet.row(backends, { ...span, y: kernel.y, h: rowH }, GAP_PX);
    }
  }
  const upper = { y: kernel.y, h: rowH };
  const polled = (vm: number) => sheet.topology.vms[vm]?.path === 'vhost-user';
  const program = (vm: number) => sheet.find('process', vm).length > 0;
  const [ofPolled, ofPrograms] = [runOf(slots, cols, polled), runOf(slots, cols, program)];
  sheet.row(sheet.find('switch-process'), { ...ofPolled.span, ...user }, GAP_PX);
  sheet.row(sheet.find('host-stack'), { ...ofPrograms.span, ...upper }, GAP_PX);
  if (slots.group !== null) {
    const left = spanOfGroup(slots.group, cols);
    placeGroups(
      sheet,
      slots.group.vms,
      { ...(ofPolled.inGroup ? half(left, 0) : left), ...user },
      { ...(ofPrograms.inGroup ? half(left, 0) : left), ...upper },
    );
  }
  if (direct.length > 0) placeIdleVmms(sheet, cols, direct, user);

  const bridge = sheet.find('bridge');
  const representors = sheet.find('representor');
  const bridgeSpan = representors.length === 0 ? cols.middle : half(cols.middle, 0);
  if (bridge.length > 0) sheet.row(bridge, { ...bridgeSpan, y: below, h: rowH }, GAP_PX);
  const beside = { ...half(cols.middle, 1), y: below, h: rowH };
  if (representors.length > MOST_IN_ROW) sheet.grid(representors, beside);
  else sheet.row(representors, beside, GAP_PX);
  // The PF driver's column has the band's title above it, so its rows are its own.
  const title = rows.flat ? FLAT_TITLE_PX : TITLE_PX;
  const column = { y: kernel.y + title, h: kernel.h - title };
  const vfio = [...sheet.find('vhost-vdpa'), ...sheet.find('vdcm'), ...sheet.find('vfio')];
  const pfDriver = sheet.find('pf-driver');
  if (vfio.length === 0) {
    if (pfDriver.length > 0) sheet.row(pfDriver, { ...cols.pf, y: below, h: rowH }, GAP_PX);
    return;
  }
  const gap = rows.flat ? FLAT_GAP_PX : COLUMN_GAP_PX;
  const columnH = (column.h - gap) / 2;
  sheet.row(vfio, { ...cols.pf, y: column.y, h: columnH }, GAP_PX);
  const y = column.y + columnH + gap;
  if (pfDriver.length > 0) sheet.row(pfDriver, { ...cols.pf, y, h: columnH }, GAP_PX);
}

/** Under the first guests next to one another that are such; where only small ones are, the right half under those. */
function runOf(
  { large, group }: GuestSlots,
  cols: Columns,
  isSuch: (vm: number) => boolean,
): { readonly span: Span; readonly inGroup: boolean } {
  const first = large.findIndex(({ vm }) => isSuch(vm));
  const from = large[first];
  if (from === undefined) {
    const inGroup = group?.vms.some(isSuch) === true;
    return { span: inGroup ? half(spanOfGroup(group, cols), 1) : { x: 0, w: 0 }, inGroup };
  }
  const run = large.slice(first);
  const end = run.findIndex(({ vm }) => !isSuch(vm));
  const last = (end < 0 ? run : run.slice(0, end)).at(-1) ?? from;
  const { x } = spanUnder(from, cols);
  return { span: { x, w: last.x + last.w - x }, inGroup: false };
}

function spanOfGroup(group: Span, cols: Columns): Span {
  const x = Math.max(cols.middle.x, group.x);
  return { x, w: group.x + group.w - x };
}

const half = (span: Span, which: 0 | 1): Span => {
  const w = (span.w - GAP_PX) / 2;
  return { x: span.x + which * (w + GAP_PX), w };
};

const isServed = (slots: GuestSlots, vm: number) =>
  slots.large.some((slot) => slot.vm === vm) || slots.group?.vms.includes(vm) === true;

/** Right of the way down to KVM; the first guest's way is KVM's own column. */
function spanUnder(slot: Span, cols: Columns): Span {
  const first = slot.x <= cols.kvm.x + 1;
  const from = first ? cols.middle.x : Math.max(cols.middle.x, slot.x + slot.w * CHANNEL);
  return { x: from, w: slot.x + slot.w - from };
}

function placeGroups(sheet: Sheet, vms: readonly number[], user: Rect, kernel: Rect): void {
  const framed = (
    kinds: readonly ('vmm' | 'process' | 'vhost' | 'tap')[],
    kind: 'vmms' | 'backends',
    rect: Rect,
  ) => {
    const places = kinds.flatMap((k) => vms.flatMap((vm) => sheet.find(k, vm)));
    if (places.length === 0) return;
    const names = kinds
      .filter((k) => vms.some((vm) => sheet.find(k, vm).length > 0))
      .map((k) => sheet.labels.stage.places[k].short)
      .join(' · ');
    const title = rect.h >= 30 ? 13 : 0;
    sheet.frames.push({
      ...rect,
      kind,
      band: kind === 'vmms' ? 'host-user' : 'host-kernel',
      vm: -1,
      solid: true,
      labels:
        title === 0
          ? []
          : lineOf([`${names} ×${vms.length}`, names], rect.x + 5, rect.y + 7, rect.w - 10),
    });
    sheet.grid(places, {
      x: rect.x + 4,
      y: rect.y + 3 + title,
      w: rect.w - 7,
      h: rect.h - 5 - title,
    });
  };
  framed(['vmm', 'process'], 'vmms', user);
  framed(['vhost', 'tap'], 'backends', kernel);
}

/** QEMU of guests whose packets never visit it: present, small, at the side. */
function placeIdleVmms(
  sheet: Sheet,
  cols: Columns,
  vms: readonly number[],
  user: { y: number; h: number },
): void {
  const bandTitle = 11;
  const places = vms.flatMap((vm) => sheet.find('vmm', vm));
  const frame = { ...cols.pf, y: user.y + bandTitle, h: user.h - bandTitle + 2 };
  const name = sheet.labels.stage.places.vmm.short;
  const texts = [`${name} ×${places.length}`, name];
  const beside = 44;
  const named = frame.w - beside >= 40 && frame.h >= 14;
  sheet.frames.push({
    ...frame,
    kind: 'vmms',
    band: 'host-user',
    vm: -1,
    solid: true,
    labels: named ? lineOf(texts, frame.x + 5, frame.y + frame.h / 2, beside - 2) : [],
  });
  sheet.grid(places, {
    x: frame.x + (named ? beside : 3) + 2,
    y: frame.y + 3,
    w: frame.w - (named ? beside : 3) - 5,
    h: frame.h - 5,
  });
}
