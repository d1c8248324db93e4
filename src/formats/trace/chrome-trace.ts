import {
  DROP_CAUSES,
  EXIT_CLASSES,
  EXIT_REASONS,
  FACT,
  REGISTERS,
  type ExitReason,
} from '../../engine/costs/facts';
import { STEP_IDS, STEPS, type StepId } from '../../engine/costs/steps';
import type { FactColumns, HopColumns } from '../../engine/kernel/columns';
import { MODEL_VERSION } from '../../engine/model-version';
import type { Window } from '../../engine/run';
import type { Topology } from '../../engine/topology';
import type { Picos } from '../../engine/units';
import type { ChromeTrace, Complete, Counter, Timed } from './events';
import { PROCESSES, Tracks, type Track } from './tracks';

/** What a trace is made of: everything that a run recorded from `from` to `to`. */
export interface Traced {
  readonly window: Pick<Window, 'from' | 'to' | 'hops' | 'facts'>;
  readonly topology: Topology;
  /** As in its file, to be found in `otherData`. */
  readonly scenario: unknown;
  /** End of the run. */
  readonly end: Picos;
}

/** Readers keep nanoseconds: whole ones are written, so that neighbours that touch never overlap. */
const nanos = (time: Picos) => Math.floor(time / 1000);
const micros = (ns: number) => ns / 1000;

/**
 * A run as a trace that Perfetto and chrome://tracing open: processes are the bands of the picture, threads are CPUs,
 * threads and units of the hardware, slices the hops. Arrows follow each packet from track to track; exits, interrupts
 * and drops are moments; what waits is asynchronous, because it overlaps, and counted. Each step tells the share that is done.
 */
export function* chromeTraceSteps(traced: Traced): Generator<number, ChromeTrace> {
  const { window, topology, scenario, end } = traced;
  const tracks = new Tracks(topology);
  const { hops, facts } = window;
  const { slices, waits } = sortedHops(hops);
  yield 0.1;
  const events: Timed[] = [];
  for (const some of sliceEvents(hops, slices, tracks)) {
    for (const event of some) events.push(event);
    yield 0.1 + (0.5 * events.length) / (2 * slices.length + 1);
  }
  const rest = [
    () => waitEvents(hops, waits, tracks),
    () => moments(facts, tracks),
    () => exitRates(facts, window.to, tracks),
  ];
  for (const more of rest) {
    for (const event of more()) events.push(event);
    yield 0.8;
  }
  // Stable: an arrow stays right behind the slice it belongs to.
  events.sort((a, b) => a.ts - b.ts);
  return {
    displayTimeUnit: 'ns',
    otherData: {
      application: 'SR-IOV Lab',
      version: MODEL_VERSION,
      scenario,
      from: `${String(micros(nanos(window.from)))} us`,
      to: `${String(micros(nanos(window.to)))} us`,
      complete: window.to >= end,
    },
    traceEvents: [...tracks.metadata(), ...events],
  };
}

const idOf = (hops: HopColumns, i: number): StepId => STEP_IDS[hops.step[i] as number] as StepId;

/** Rows of slices in the order they begin, the longer first, and rows of waits. */
function sortedHops(hops: HopColumns): { slices: number[]; waits: number[] } {
  const rows = Array.from({ length: hops.count }, (_, i) => i);
  const isWait = (i: number) => STEPS[idOf(hops, i)].glyph === 'wait';
  const slices = rows.filter((i) => !isWait(i));
  const start = (i: number) => nanos(hops.start[i] as number);
  const end = (i: number) => nanos(hops.end[i] as number);
  slices.sort((a, b) => start(a) - start(b) || end(b) - end(a) || a - b);
  return { slices, waits: rows.filter(isWait) };
}

/** Rows that become events in one step. */
const ROWS = 5_000;

function* sliceEvents(
  hops: HopColumns,
  rows: readonly number[],
  tracks: Tracks,
): Generator<readonly Timed[]> {
  let events: Timed[] = [];
  const ends = lastOfPackets(hops, rows);
  const tidOfPacket = new Map<number, number>();
  for (const i of rows) {
    const id = idOf(hops, i);
    const [start, end] = [nanos(hops.start[i] as number), nanos(hops.end[i] as number)];
    const [from, to] = [hops.from[i] as number, hops.to[i] as number];
    const thread = hops.thread[i] as number;
    const track = tracks.of(id, thread, from, to, hops.vm[i] as number);
    const packet = hops.packet[i] as number;
    const slice: Complete = {
      ph: 'X',
      cat: STEPS[id].glyph,
      name: id,
      pid: PROCESSES[track.process].pid,
      tid: tracks.tidFor(track, start, end, thread >= 0),
      ts: micros(start),
      dur: micros(end - start),
      args: {
        ...(packet > 0 && { packet }),
        from: tracks.placeName(from),
        ...(to !== from && { to: tracks.placeName(to) }),
        code: STEPS[id].ref,
      },
    };
    events.push(slice);
    if (events.length > ROWS) {
      yield events;
      events = [];
    }
    if (packet === 0 || end === start) continue;
    const arrow = arrowOf(slice, packet, tidOfPacket.get(packet), ends.get(packet) === i);
    if (arrow !== null) events.push(arrow);
    tidOfPacket.set(packet, slice.tid);
  }
  yield events;
}

/** The last slice of each packet that takes time, where the packet has more than one. */
function lastOfPackets(hops: HopColumns, rows: readonly number[]): ReadonlyMap<number, number> {
  const first = new Set<number>();
  const last = new Map<number, number>();
  for (const i of rows) {
    const packet = hops.packet[i] as number;
    if (packet === 0 || nanos(hops.end[i] as number) === nanos(hops.start[i] as number)) continue;
    if (first.has(packet)) last.set(packet, i);
    first.add(packet);
  }
  return last;
}

/** Where the packet begins, changes the track or ends; null where an arrow would say nothing. */
function arrowOf(
  { pid, tid, ts }: Complete,
  packet: number,
  before: number | undefined,
  isLast: boolean,
): Timed | null {
  const common = { cat: 'packet', name: `packet ${String(packet)}`, id: packet, pid, tid, ts };
  // Of a packet with one slice there is nothing to follow.
  if (before === undefined) return isLast ? null : { ph: 's', ...common };
  if (isLast) return { ph: 'f', bp: 'e', ...common };
  return before === tid ? null : { ph: 't', ...common };
}

/** Everything that waits, each on its own, and how many wait at a place. */
function waitEvents(hops: HopColumns, rows: readonly number[], tracks: Tracks): Timed[] {
  const events: Timed[] = [];
  const changes = new Map<number, { readonly at: number; readonly by: 1 | -1 }[]>();
  for (const i of rows) {
    const [start, end] = [nanos(hops.start[i] as number), nanos(hops.end[i] as number)];
    const place = hops.to[i] as number;
    const { pid } = PROCESSES[tracks.processAt(place)];
    const packet = hops.packet[i] as number;
    const name = `waiting: ${tracks.placeName(place)}`;
    const common = { cat: 'wait', name, id: `wait ${String(i)}`, pid, tid: pid };
    events.push({ ph: 'b', ...common, ts: micros(start), args: packet > 0 ? { packet } : {} });
    events.push({ ph: 'e', ...common, ts: micros(end) });
    const list = changes.get(place) ?? [];
    list.push({ at: start, by: 1 }, { at: end, by: -1 });
    changes.set(place, list);
  }
  for (const [place, list] of changes) events.push(...lengths(place, list, tracks));
  return events;
}

function lengths(
  place: number,
  changes: { readonly at: number; readonly by: 1 | -1 }[],
  tracks: Tracks,
): Counter[] {
  changes.sort((a, b) => a.at - b.at || b.by - a.by);
  const { pid } = PROCESSES[tracks.processAt(place)];
  const name = `queue: ${tracks.placeName(place)}`;
  const counters: Counter[] = [];
  let packets = 0;
  changes.forEach(({ at, by }, i) => {
    packets += by;
    if (changes[i + 1]?.at === at) return;
    counters.push({ ph: 'C', name, pid, tid: pid, ts: micros(at), args: { packets } });
  });
  return counters;
}

/** Exits, interrupts on their way to a guest, and the end of packets, as moments. */
function moments(facts: FactColumns, tracks: Tracks): Timed[] {
  const events: Timed[] = [];
  for (let i = 0; i < facts.count; i++) {
    const told = momentOf(facts, i, tracks);
    if (told === null) continue;
    const packet = facts.packet[i] as number;
    events.push({
      ph: 'i',
      s: 't',
      cat: told.cat,
      name: told.name,
      pid: PROCESSES[told.track.process].pid,
      tid: tracks.tidOf(told.track),
      ts: micros(nanos(facts.time[i] as number)),
      args: packet > 0 ? { packet } : {},
    });
  }
  return events;
}

interface Moment {
  readonly track: Track;
  readonly cat: string;
  readonly name: string;
}

function momentOf(facts: FactColumns, i: number, tracks: Tracks): Moment | null {
  const [vm, a] = [facts.vm[i] as number, facts.a[i] as number];
  const [b, c] = [facts.b[i] as number, facts.c[i] as number];
  switch (facts.kind[i] as number) {
    case FACT['vm-exit']: {
      const reason = EXIT_REASONS[a as ExitReason] ?? String(a);
      const register = REGISTERS[c]?.name ?? '';
      const name = `EXIT ${reason} ${EXIT_CLASSES[b & 0b11] ?? ''} ${register}`.trimEnd();
      return { track: tracks.guest(vm), cat: 'exit', name };
    }
    case FACT['irq-raised']:
      if (b < 0) return null;
      return { track: tracks.functionUnit(b, 'interrupts'), cat: 'interrupt', name: 'MSI-X' };
    case FACT['irq-host']:
      return { track: tracks.interruptsOf(a), cat: 'interrupt', name: 'host interrupt' };
    case FACT['irq-posted']:
      return {
        track: { process: 'hardware', name: `interrupts to ${tracks.nameOf(vm)}` },
        cat: 'interrupt',
        name: 'posted by the IOMMU',
      };
    case FACT['irq-injected']:
      return { track: tracks.guest(vm), cat: 'interrupt', name: `vector 0x${a.toString(16)}` };
    case FACT.delivered:
      return { track: packetsTrack(vm, tracks), cat: 'packet', name: 'delivered' };
    case FACT.dropped: {
      const name = `dropped: ${DROP_CAUSES[a] ?? '?'} at ${tracks.placeName(b)}`;
      return { track: packetsTrack(vm, tracks), cat: 'packet', name };
    }
    default:
      return null;
  }
}

const packetsTrack = (vm: number, tracks: Tracks): Track => ({
  process: 'hardware',
  name: `packets of ${tracks.nameOf(vm)}`,
});

/** Exits per millisecond of each guest that has any, in steps that leave about a hundred or more of them. */
function exitRates(facts: FactColumns, end: Picos, tracks: Tracks): Timed[] {
  const widths = [1e6, 1e5, 1e4, 1e3];
  const width = widths.find((w) => nanos(end) / w >= 100) ?? 1e3;
  const bins = new Map<number, Map<number, number>>();
  for (let i = 0; i < facts.count; i++) {
    if (facts.kind[i] !== FACT['vm-exit']) continue;
    const vm = facts.vm[i] as number;
    const own = bins.get(vm) ?? new Map<number, number>();
    const bin = Math.floor(nanos(facts.time[i] as number) / width);
    own.set(bin, (own.get(bin) ?? 0) + 1);
    bins.set(vm, own);
  }
  const { pid } = PROCESSES.guest;
  return [...bins].flatMap(([vm, counts]) => {
    const name = `VM exits per ms, ${tracks.nameOf(vm)}`;
    const at = (bin: number, exits: number): Counter => ({
      ph: 'C',
      name,
      pid,
      tid: pid,
      ts: micros(bin * width),
      args: { exits: (exits * 1e6) / width },
    });
    // A value holds until the next one, so an empty step after a full one is written too.
    return [...counts].flatMap(([bin, exits]) =>
      counts.has(bin + 1) ? [at(bin, exits)] : [at(bin, exits), at(bin + 1, 0)],
    );
  });
}
