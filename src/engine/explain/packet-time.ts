import { PASID_LEVELS } from '../hw/iommu';
import { FACT } from '../costs/facts';
import { STEP_IDS, STEPS, type StepId } from '../costs/steps';
import type { HopColumns } from '../kernel/columns';
import type { Run, Window } from '../run';
import type { Picos } from '../units';
import { chargesOf, spins, summed, type Charge, type Walk } from './charges';

/** A stretch of a packet's way, and what its time was for. */
export interface Stretch {
  readonly step: StepId;
  readonly from: number;
  readonly to: number;
  readonly start: Picos;
  readonly end: Picos;
  readonly charges: readonly Charge[];
}

/** From the packet's creation to its delivery without a gap: stretches and charges each sum to `delivered - sent`. */
export interface PacketTime {
  readonly packet: number;
  readonly vm: number;
  readonly bytes: number;
  readonly sent: Picos;
  readonly delivered: Picos;
  readonly stretches: readonly Stretch[];
  /** By what they were for, the largest first. */
  readonly charges: readonly Charge[];
}

interface Hop {
  readonly step: StepId;
  readonly start: Picos;
  readonly end: Picos;
  readonly from: number;
  readonly to: number;
}

/** Where a packet's time went; null while it is under way, or where there is none of that number. */
export function packetTime(run: Run, packet: number): PacketTime | null {
  const journey = run.journey(packet);
  const sent = factOf(journey, FACT.sent);
  const delivered = factOf(journey, FACT.delivered);
  if (sent === undefined || delivered === undefined) return null;
  const from = journey.facts.time[sent] as number;
  const to = journey.facts.time[delivered] as number;
  const vm = journey.facts.vm[sent] as number;
  const bytes = journey.facts.a[sent] as number;
  const own = hopsOf(journey.hops, () => true);
  const around = run.window(from, to + 1);
  const shared = around.cut
    ? []
    : hopsOf(around.hops, (of, guest) => of === 0 && (guest === vm || guest < 0));
  const way = covered(from, to, own, shared);
  const stretches = way.map(({ step, start, end, from: at, to: goes, hop }): Stretch => {
    const walk = hop === null ? null : walkOf(run, journey, hop);
    const charges = chargesOf(step, end - start, bytes, run.prices, walk);
    return { step, from: at, to: goes, start, end, charges };
  });
  return {
    packet,
    vm,
    bytes,
    sent: from,
    delivered: to,
    stretches,
    charges: summed(stretches.flatMap(({ charges }) => charges)),
  };
}

/** One hop of a packet: what its time was for. */
export function hopCharges(
  run: Run,
  packet: number,
  hop: { readonly step: StepId; readonly start: Picos; readonly end: Picos },
): readonly Charge[] {
  const journey = run.journey(packet);
  const sent = factOf(journey, FACT.sent);
  const bytes = sent === undefined ? 0 : (journey.facts.a[sent] as number);
  const time = hop.end - hop.start;
  return chargesOf(hop.step, time, bytes, run.prices, walkOf(run, journey, hop));
}

function factOf({ facts }: Window, kind: number): number | undefined {
  const at = facts.kind.subarray(0, facts.count).indexOf(kind);
  return at < 0 ? undefined : at;
}

/** The translation that began with a DMA of the packet. */
function walkOf(run: Run, { facts }: Window, { step, start }: Pick<Hop, 'step' | 'start'>): Walk {
  if (!STEPS[step].glyph.startsWith('dma')) return null;
  let entry = 0;
  for (let i = 0; i < facts.count; i++) {
    if (facts.time[i] !== start) continue;
    if (facts.kind[i] === FACT['pasid-miss']) entry = PASID_LEVELS;
    if (facts.kind[i] === FACT['iotlb-hit']) return entry;
    if (facts.kind[i] === FACT['iotlb-miss']) return entry + run.walkLevels(facts.vm[i] as number);
  }
  return null;
}

function hopsOf(hops: HopColumns, keep: (packet: number, vm: number) => boolean): readonly Hop[] {
  const found: Hop[] = [];
  for (let i = 0; i < hops.count; i++) {
    const step = STEP_IDS[hops.step[i] as number] as StepId;
    if (!keep(hops.packet[i] as number, hops.vm[i] as number) || spins(step)) continue;
    found.push({
      step,
      start: hops.start[i] as number,
      end: hops.end[i] as number,
      from: hops.from[i] as number,
      to: hops.to[i] as number,
    });
  }
  return found;
}

/** `hop`: what the stretch is a part of; null for waiting. */
type Piece = Hop & { readonly hop: Hop | null };

const moves = (step: StepId) => ['packet', 'copy', 'dma'].includes(STEPS[step].glyph);
const waits = (step: StepId) => STEPS[step].glyph === 'wait';

/** The whole of [from, to): the packet's own moves, and between them what it waited for. */
function covered(
  from: Picos,
  to: Picos,
  own: readonly Hop[],
  shared: readonly Hop[],
): readonly Piece[] {
  const way = own
    .filter(({ step, start, end }) => moves(step) && end > from && start < to)
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  const work = own.filter(({ step }) => !moves(step) && !waits(step));
  const pieces: Piece[] = [];
  let at = from;
  let place = way[0]?.from ?? 0;
  for (const hop of way) {
    if (hop.start > at) pieces.push(...awaited(at, hop.start, place, work, shared));
    const start = Math.max(at, hop.start);
    const end = Math.min(to, hop.end);
    if (end > start) pieces.push({ ...hop, start, end, hop });
    at = Math.max(at, end);
    place = hop.to;
  }
  if (to > at) pieces.push(...awaited(at, to, place, work, shared));
  return pieces;
}

/**
 * What a packet waits for in [from, to), found backwards: what ended exactly when its waiting did, what ended when
 * that began, and so on. Work for the packet itself goes before work for nobody's packet (a wake-up, an entry); where
 * neither leads on, it only waited, back to the last work that was its own.
 */
function awaited(
  from: Picos,
  to: Picos,
  place: number,
  own: readonly Hop[],
  shared: readonly Hop[],
): readonly Piece[] {
  const pieces: Piece[] = [];
  const ends = (at: Picos) => (hop: Hop) => hop.end === at && hop.start < at;
  let at = to;
  while (at > from) {
    const hop = own.find(ends(at)) ?? shared.find(ends(at));
    if (hop === undefined) {
      const before = own.filter(({ start, end }) => end < at && end > from && start < end);
      const start = before.reduce((latest, { end }) => Math.max(latest, end), from);
      pieces.push({ step: 'queued', start, end: at, from: place, to: place, hop: null });
      at = start;
    } else {
      const start = Math.max(from, hop.start);
      pieces.push({ ...hop, start, end: at, hop });
      at = start;
    }
  }
  return pieces.toReversed();
}
