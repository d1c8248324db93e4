import { FACT_KINDS, STEP_IDS, STEPS } from '../../store/vocabulary';
import type { Behind, PacketTrace, Picos, Topology } from '../../store/vocabulary';

/** A moment and how far down it is: 0 the guest's application, 1 the wire. */
export interface Point {
  readonly t: Picos;
  readonly y: number;
}

type Places = Topology['places'];
type PlaceKind = Places[number]['kind'];

/** The bands from top to bottom, as on the stage, and where each ends. */
export const BAND_ENDS = [
  ['guest', 0.27],
  ['host-user', 0.45],
  ['host-kernel', 0.7],
  ['hardware', 0.9],
  ['wire', 1],
] as const;
export const EXIT_Y = 0.27;

const LEVEL: Readonly<Record<PlaceKind, number>> = {
  app: 0.05,
  stack: 0.12,
  'vf-driver': 0.19,
  driver: 0.19,
  process: 0.33,
  vmm: 0.37,
  'switch-process': 0.37,
  kvm: 0.5,
  vhost: 0.53,
  'host-stack': 0.53,
  tap: 0.57,
  vfio: 0.6,
  representor: 0.57,
  'vhost-vdpa': 0.6,
  vdcm: 0.6,
  bridge: 0.61,
  'pf-driver': 0.65,
  iommu: 0.74,
  pf: 0.79,
  vf: 0.79,
  sf: 0.79,
  adi: 0.79,
  switch: 0.84,
  port: 0.87,
  peer: 0.95,
};

const MOVES: ReadonlySet<string> = new Set(['packet', 'copy', 'dma']);
const EXIT = FACT_KINDS.indexOf('vm-exit');
const INJECTED = FACT_KINDS.indexOf('irq-injected');
const IDLE_BIT = 16;
const CLASS_BITS = 3;
const HEAVY = 3;

const levelOf = (places: Places, index: number): number =>
  LEVEL[places[index]?.kind ?? 'driver'] ?? LEVEL.driver;

/** The packet's way: where it is when, waiting included, until it is delivered. */
export function wayOf({ hops, packet, from }: PacketTrace, places: Places): readonly Point[] {
  const points: Point[] = [];
  for (let i = 0; i < hops.count; i++) {
    const id = STEP_IDS[hops.step[i] as number];
    if (hops.packet[i] !== packet || id === undefined || !MOVES.has(STEPS[id].glyph)) continue;
    points.push(
      { t: hops.start[i] as number, y: levelOf(places, hops.from[i] as number) },
      { t: hops.end[i] as number, y: levelOf(places, hops.to[i] as number) },
    );
  }
  // Until its first move it waits where it was made.
  const [first] = points;
  return first !== undefined && first.t > from ? [{ t: from, y: first.y }, ...points] : points;
}

export interface ExitShape {
  readonly t: Picos;
  /** Goes on to user space. */
  readonly heavy: boolean;
  /** Idling caused it. */
  readonly idle: boolean;
  /** The CPU's way from the guest and back, as far as it is known. */
  readonly points: readonly Point[];
}

const CROSSES: ReadonlySet<string> = new Set(['exit', 'entry']);

/** What takes the guest's CPU below the line, each until it is back. */
export function exitsOf({ hops, facts }: PacketTrace, places: Places): readonly ExitShape[] {
  const shapes: (Omit<ExitShape, 'points'> & { readonly vm: number; points: Point[] })[] = [];
  for (let i = 0; i < facts.count; i++) {
    if (facts.kind[i] !== EXIT) continue;
    const flags = facts.b[i] as number;
    shapes.push({
      t: facts.time[i] as number,
      vm: facts.vm[i] as number,
      heavy: (flags & CLASS_BITS) === HEAVY,
      idle: (flags & IDLE_BIT) !== 0,
      points: [],
    });
  }
  for (let i = 0; i < hops.count; i++) {
    const id = STEP_IDS[hops.step[i] as number];
    if (id === undefined || !CROSSES.has(STEPS[id].glyph)) continue;
    const start = hops.start[i] as number;
    const shape = shapes.findLast(({ t, vm }) => t <= start && vm === hops.vm[i]);
    shape?.points.push(
      { t: start, y: levelOf(places, hops.from[i] as number) },
      { t: hops.end[i] as number, y: levelOf(places, hops.to[i] as number) },
    );
  }
  return shapes;
}

export interface Signal {
  readonly kind: 'doorbell' | 'interrupt' | 'wake';
  readonly from: Point;
  readonly to: Point;
}

/** Doorbells on their way down, interrupts on their way up, wake-ups. */
export function signalsOf({ hops, facts }: PacketTrace, places: Places): readonly Signal[] {
  const signals: Signal[] = [];
  for (let i = 0; i < hops.count; i++) {
    const id = STEP_IDS[hops.step[i] as number];
    if (id === undefined) continue;
    const { glyph } = STEPS[id];
    const kind = glyph === 'signal' ? 'wake' : glyph;
    if (kind !== 'doorbell' && kind !== 'interrupt' && kind !== 'wake') continue;
    const from = { t: hops.start[i] as number, y: levelOf(places, hops.from[i] as number) };
    const to = { t: hops.end[i] as number, y: levelOf(places, hops.to[i] as number) };
    if (from.y !== to.y) signals.push({ kind, from, to });
  }
  // The last piece of an interrupt's way takes no time: out of KVM or the IOMMU into the guest.
  for (let i = 0; i < facts.count; i++) {
    if (facts.kind[i] !== INJECTED) continue;
    const t = facts.time[i] as number;
    const source = signals.findLast(({ kind, to }) => kind === 'interrupt' && to.t <= t);
    const y = source?.to.y ?? LEVEL.kvm;
    if (y > LEVEL.driver) {
      signals.push({ kind: 'interrupt', from: { t, y }, to: { t, y: LEVEL.driver } });
    }
  }
  return signals;
}

/** Where the way is at a moment; null before its start and after its end. */
export function positionAt(points: readonly Point[], t: Picos): number | null {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || t < first.t || t > last.t) return null;
  const next = points.findIndex((point) => point.t >= t);
  const [a, b] = [points[Math.max(0, next - 1)] ?? first, points[next] ?? last];
  return b.t > a.t ? a.y + ((b.y - a.y) * (t - a.t)) / (b.t - a.t) : b.y;
}

export interface Mark {
  readonly from: Picos;
  readonly to: Picos;
  readonly y: number;
}

/** Where on the lane the rows behind a difference stand: instants and stretches. */
export function marksOf(trace: PacketTrace, places: Places, rows: Behind): readonly Mark[] {
  const { hops, facts } = trace;
  const stretches = rows.hops.map((i): Mark => {
    const y = (levelOf(places, hops.from[i] as number) + levelOf(places, hops.to[i] as number)) / 2;
    return { from: hops.start[i] as number, to: hops.end[i] as number, y };
  });
  const way = wayOf(trace, places);
  const instants = rows.facts.map((i): Mark => {
    const t = facts.time[i] as number;
    return { from: t, to: t, y: factLevel(facts.kind[i] as number, way, t) };
  });
  return [...stretches, ...instants];
}

const AT_LINE: ReadonlySet<string> = new Set(['vm-exit', 'vm-entry', 'register', 'kick']);

function factLevel(kind: number, way: readonly Point[], t: Picos): number {
  const name = FACT_KINDS[kind] ?? '';
  if (AT_LINE.has(name)) return EXIT_Y;
  if (name.startsWith('iotlb')) return LEVEL.iommu;
  if (name === 'irq-injected') return LEVEL.driver;
  if (name.startsWith('irq') || name === 'thread-wake' || name === 'context-switch') {
    return LEVEL.kvm;
  }
  return positionAt(way, t) ?? LEVEL.kvm;
}

/** Moves places in their order apart to at least `gap`, within [low, high] where that holds them. */
export function spread(
  xs: readonly number[],
  gap: number,
  low: number,
  high: number,
): readonly number[] {
  const out = [...xs];
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.max(out[i] as number, i === 0 ? low : (out[i - 1] as number) + gap);
  }
  for (let i = out.length - 1; i >= 0; i--) {
    out[i] = Math.min(out[i] as number, i === out.length - 1 ? high : (out[i + 1] as number) - gap);
  }
  return out;
}
