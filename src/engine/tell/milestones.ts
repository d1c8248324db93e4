import { FACT } from '../costs/facts';
import { isFunction, PLACE_KINDS, type Place, type PlaceKind } from '../costs/places';
import { STEP, STEP_IDS, STEPS, type Glyph } from '../costs/steps';
import type { Picos } from '../units';
import type { PacketTrace } from './packet-trace';

/**
 * Moments that mean the same on every path, in the order a packet comes to them. Which of them a packet has depends
 * on its direction and on what happened: a driver that polls is not notified, a frame between guests may see no wire.
 */
export const MILESTONES = [
  /** Its source made it. */
  'created',
  /** The sender's driver has put it where the device side finds it. */
  'published',
  /** The first work of the device side for it: a model, a back end, a switch process, or the card. */
  'seen',
  /** The card has its bytes: no software is needed any more. */
  'fetched',
  /** Its first bit is on the wire to the peer. */
  'wire',
  /** It has come in from the wire. */
  'arrived',
  /** The card has written it into memory. */
  'stored',
  /** It lies in a buffer of the receiver. */
  'handed',
  /** The receiver's interrupt handler starts. */
  'notified',
  /** The receiver's driver takes it. */
  'taken',
  /** It has reached its destination. */
  'delivered',
] as const;
/** What is left to do for it, at the sender's; it may come before or after the delivery. */
export const AFTERMATH = [
  /** The sender's driver has freed its buffer. */
  'completed',
  /** Nobody does anything for it any more. */
  'over',
] as const;
export type MilestoneId = (typeof MILESTONES)[number] | (typeof AFTERMATH)[number];

export interface Milestone {
  readonly id: MilestoneId;
  readonly at: Picos;
  /** Row of the trace behind it; `over` has none. */
  readonly row: { readonly kind: 'hop' | 'fact'; readonly index: number } | null;
}

const STACKS: ReadonlySet<PlaceKind> = new Set(['stack', 'host-stack']);
const DRIVERS: ReadonlySet<PlaceKind> = new Set(['driver', 'vf-driver', 'pf-driver']);
/** What frames come up to a stack from; the bridge is one of the host's own. */
const INTERFACES: ReadonlySet<PlaceKind> = new Set([...DRIVERS, 'bridge']);
const CARD: ReadonlySet<PlaceKind> = new Set(PLACE_KINDS.filter(isFunction));
const DEVICE_SIDE: ReadonlySet<PlaceKind> = new Set(['vmm', 'vhost', 'switch-process', ...CARD]);
/** A device that works on a packet, in contrast to being told of it. */
const HANDLES: ReadonlySet<Glyph> = new Set(['work', 'copy', 'dma', 'dma-descriptor']);

/** The milestones a packet came to, those of its way in order of time, then what was left to do. */
export function milestonesOf(trace: PacketTrace, places: readonly Place[]): readonly Milestone[] {
  const { hops, facts, packet } = trace;
  const found = new Map<MilestoneId, Milestone>();
  const note = (id: MilestoneId, at: Picos, kind: 'hop' | 'fact', index: number) => {
    if (!found.has(id)) found.set(id, { id, at, row: { kind, index } });
  };
  for (let i = 0; i < facts.count; i++) {
    if (facts.packet[i] !== packet) continue;
    const at = facts.time[i] as number;
    if (facts.kind[i] === FACT.sent) note('created', at, 'fact', i);
    else if (facts.kind[i] === FACT.delivered) note('delivered', at, 'fact', i);
  }
  // A guest's driver outranks that of the host: with one below, a frame has more than one.
  const outgoing = firstHop(
    trace,
    places,
    ({ glyph, from }) => glyph === 'packet' && STACKS.has(from),
  );
  for (let i = 0; i < hops.count; i++) {
    if (hops.packet[i] !== packet) continue;
    const start = hops.start[i] as number;
    const end = hops.end[i] as number;
    const hop = hopAt(trace, places, i);
    if (hop === null) continue;
    const { step, glyph, from, to } = hop;
    if (i === outgoing && DRIVERS.has(to)) note('published', end, 'hop', i);
    if (outgoing >= 0 && i > outgoing && handledByDevice(hop)) note('seen', start, 'hop', i);
    if (outgoing >= 0 && glyph === 'dma' && CARD.has(to)) note('fetched', end, 'hop', i);
    if (to === 'peer') note('wire', start, 'hop', i);
    if (from === 'peer') note('arrived', end, 'hop', i);
    if (glyph === 'dma' && CARD.has(from)) note('stored', end, 'hop', i);
    const receives =
      to === 'driver' || to === 'vf-driver' || (to === 'pf-driver' && isProgram(trace, places));
    if (receives && (glyph === 'copy' || glyph === 'dma')) note('handed', end, 'hop', i);
    // On its way out a handler of the sender's is about what was sent before, or about its completion.
    if (step === STEP.isr && found.has('handed')) note('notified', start, 'hop', i);
    if (glyph === 'packet' && INTERFACES.has(from) && STACKS.has(to))
      note('taken', start, 'hop', i);
    if (step === STEP.loopback) note('taken', end, 'hop', i);
    if (step === STEP['napi-tx-clean']) note('completed', end, 'hop', i);
  }
  const way = MILESTONES.flatMap((id) => found.get(id) ?? []);
  const done = found.get('completed');
  const over: Milestone = { id: 'over', at: trace.over, row: null };
  return [...inOrder(way), ...(done === undefined ? [] : [done]), over];
}

/** A receiver that polls may take a packet before the handler runs that was meant for it: that one told it nothing. */
function inOrder(way: readonly Milestone[]): readonly Milestone[] {
  let after = Infinity;
  return way
    .toReversed()
    .filter(({ at }) => {
      if (at > after) return false;
      after = at;
      return true;
    })
    .toReversed();
}

interface Hop {
  readonly step: number;
  readonly glyph: Glyph;
  readonly from: PlaceKind;
  readonly to: PlaceKind;
}

function hopAt({ hops }: PacketTrace, places: readonly Place[], row: number): Hop | null {
  const step = hops.step[row] as number;
  const id = STEP_IDS[step];
  const from = places[hops.from[row] as number];
  const to = places[hops.to[row] as number];
  if (id === undefined || from === undefined || to === undefined) return null;
  return { step, glyph: STEPS[id].glyph, from: from.kind, to: to.kind };
}

function firstHop(trace: PacketTrace, places: readonly Place[], is: (hop: Hop) => boolean): number {
  for (let i = 0; i < trace.hops.count; i++) {
    const hop = trace.hops.packet[i] === trace.packet ? hopAt(trace, places, i) : null;
    if (hop !== null && is(hop)) return i;
  }
  return -1;
}

const handledByDevice = ({ glyph, from, to }: Hop) =>
  HANDLES.has(glyph) && (DEVICE_SIDE.has(from) || DEVICE_SIDE.has(to));

/** Whether its end is a program of the host itself, whose driver is the host's. */
const isProgram = ({ hops }: PacketTrace, places: readonly Place[]) =>
  hops.to.some((place) => places[place]?.kind === 'process') ||
  hops.from.some((place) => places[place]?.kind === 'process');
