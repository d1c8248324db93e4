import type { Rect } from './stage-layout';

/** Below the exit line: names of the piles, then the way of CPUs that left their guest. */
const CORRIDOR_PX = 26;
export const ASIDE_PX = 19;
const GAP_PX = 8;
const LOW_GAP_PX = 6;

/** The rows of the stage from top to bottom. */
export interface Rows {
  readonly narrow: boolean;
  readonly guests: Rect;
  /** Height above the exit line that is kept free for ticks. */
  readonly shelf: number;
  readonly exitY: number;
  readonly user: Rect;
  readonly kernel: Rect;
  readonly iommu: Rect | null;
  readonly hardware: Rect;
  readonly wire: Rect;
  /** Where guests begin below the top of their band; on a low stage the band's title stands beside them. */
  readonly guestTop: number;
  readonly low: boolean;
  /** Wide, and so low that every row is one line of letters: a hall's, where they are large. */
  readonly flat: boolean;
  /** Between a band of the host and its parts, above and below. */
  readonly inset: number;
}

const NARROW_PX = 560;
const LOW_PX = 540;
const FLAT_PX = 380;
/** Of a flat stage: what each band needs for its lines, and what stands around them. */
const FLAT = {
  guests: 90,
  user: 19,
  kernel: 48,
  hardware: 50,
  iommu: 15,
  wire: 23,
  gap: 3,
} as const;
/** Shares of the height that is left. */
const SHARE = { guests: 0.39, user: 0.13, kernel: 0.21, hardware: 0.27 } as const;
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Shares the height: the guests and the card need names, the host's rows are lower. */
export function layoutRows(width: number, height: number, withIommu: boolean): Rows {
  const narrow = width < NARROW_PX;
  const low = height < LOW_PX;
  const flat = !narrow && height < FLAT_PX;
  const side = narrow ? 4 : 8;
  const pad = flat ? 2 : side;
  const iommuH = withIommu ? (flat ? FLAT.iommu : height < 460 ? 18 : 24) : 0;
  const wireH = flat ? FLAT.wire : clamp(height * 0.075, 28, 48);
  const gap = flat ? FLAT.gap : low ? LOW_GAP_PX : GAP_PX;
  const fixed = 2 * pad + iommuH + wireH + CORRIDOR_PX + 4 * gap;
  const needed = FLAT.guests + FLAT.user + FLAT.kernel + FLAT.hardware;
  const rest = Math.max(flat ? needed : 200, height - fixed);
  const heightOf = (band: keyof typeof SHARE) =>
    flat ? FLAT[band] + (rest - needed) * SHARE[band] : rest * SHARE[band];
  const w = width - 2 * side;
  let y = pad;
  const take = (h: number, gap: number): Rect => {
    const rect = { x: side, y, w, h };
    y += h + gap;
    return rect;
  };
  const guests = take(heightOf('guests'), CORRIDOR_PX);
  const user = take(heightOf('user'), gap);
  const kernel = take(heightOf('kernel'), gap);
  const iommu = withIommu ? take(iommuH, gap) : null;
  const hardware = take(heightOf('hardware'), gap);
  const wire = take(wireH, 0);
  return {
    narrow,
    guests,
    shelf: clamp(guests.h * 0.2, 22, 46),
    exitY: guests.y + guests.h,
    user,
    kernel,
    iommu,
    hardware,
    wire,
    guestTop: flat ? 2 : low ? 5 : 15,
    low,
    flat,
    inset: flat ? 2 : 6,
  };
}

/** Share of the first guest's width that KVM may take below it. */
const KVM_SHARE = 0.36;

export interface Span {
  readonly x: number;
  readonly w: number;
}

/** The columns of the host's half, and the lane beside it. */
export interface Columns {
  /** Under the first guest's exits. */
  readonly kvm: Span;
  /** From the end of KVM to the PF driver: back ends and the bridge. */
  readonly middle: Span;
  readonly pf: Span;
  readonly gap: number;
  /** Where host-path guests stand: over KVM and the middle. */
  readonly hostGuests: Span;
  readonly lane: Span | null;
  readonly hostEnd: number;
}

export function layoutColumns(rows: Rows, hostGuests: number, directGuests: number): Columns {
  const { x, w } = rows.guests;
  const share = hostShare(hostGuests, directGuests, rows.narrow);
  const hostW = w * share - (share < 1 ? GAP_PX : 0);
  const pfW = clamp(hostW * 0.23, 64, 116);
  const gap = rows.narrow ? 6 : 12;
  const pf = { x: x + hostW - pfW - gap / 2, w: pfW };
  const kvm = { x: x + gap / 2, w: clamp(hostW * 0.19, 40, 96) };
  return {
    kvm,
    middle: between(kvm, pf, gap),
    pf,
    gap,
    hostGuests: { x: kvm.x, w: pf.x - gap - kvm.x },
    lane: directGuests === 0 ? null : { x: x + hostW + GAP_PX, w: w - hostW - GAP_PX },
    hostEnd: x + hostW,
  };
}

/** KVM no wider than the way down that the first guest keeps free, so that the rest stands under the guest. */
export function fitKvm(cols: Columns, firstGuestW: number): Columns {
  const kvm = { ...cols.kvm, w: Math.min(cols.kvm.w, firstGuestW * KVM_SHARE) };
  return { ...cols, kvm, middle: between(kvm, cols.pf, cols.gap) };
}

function between(kvm: Span, pf: Span, gap: number): Span {
  const x = kvm.x + kvm.w + gap;
  return { x, w: pf.x - gap - x };
}

function hostShare(host: number, direct: number, narrow: boolean): number {
  if (direct === 0) return 1;
  if (narrow) return 0.5;
  if (host === 0) return 0.36;
  return clamp((host + 1) / (host + direct + 1), 0.46, 0.6);
}
