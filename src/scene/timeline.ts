import type { Glyph } from '../engine/costs/steps';
import { dropsOf, type Drop } from './drops';
import { FACT_KINDS, REGISTERS, STEP_IDS, STEPS } from '../store/vocabulary';
import type { FactColumns, HopColumns } from '../engine/kernel/columns';
import type { Picos } from '../engine/units';

/** What a window is drawn from: hops and facts that overlap [from, to). */
export interface Recorded {
  readonly from: Picos;
  readonly to: Picos;
  readonly hops: HopColumns;
  readonly facts: FactColumns;
}

/** `rest` and `ghost` are ours: a packet lies where its last move left it; a copy's source fades. */
export const MARKS = [
  'packet',
  'copy',
  'dma',
  'wait',
  'rest',
  'ghost',
  'dma-descriptor',
  'doorbell',
  'interrupt',
  'exit',
  'entry',
  'signal',
  'work',
] as const satisfies readonly (Glyph | 'rest' | 'ghost')[];
export type Mark = (typeof MARKS)[number];

/** Where labels of exit reasons start; below are indices into REGISTERS; -1 is none. */
export const REASON_BASE = 1000;

/** The window as rows in order of start, with a quick way to those that contain a moment. */
export interface Timeline {
  readonly from: Picos;
  readonly to: Picos;
  readonly count: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Largest end of the rows up to here: rows before the first that reaches the cursor are all over. */
  readonly latest: Float64Array;
  readonly mark: Uint8Array;
  readonly step: Uint16Array;
  readonly from_: Uint16Array;
  readonly to_: Uint16Array;
  readonly vm: Int16Array;
  readonly packet: Int32Array;
  /** Register (index) or REASON_BASE + exit reason that an exit or a doorbell is about; -1. */
  readonly about: Int16Array;
  /** 1 for what a guest or a thread without work does: its exits and what belongs to them, polling. */
  readonly idle: Uint8Array;
  readonly drops: readonly Drop[];
}

export type { Drop } from './drops';

export const EMPTY_TIMELINE: Timeline = {
  from: 0,
  to: 0,
  count: 0,
  start: new Float64Array(),
  end: new Float64Array(),
  latest: new Float64Array(),
  mark: new Uint8Array(),
  step: new Uint16Array(),
  from_: new Uint16Array(),
  to_: new Uint16Array(),
  vm: new Int16Array(),
  packet: new Int32Array(),
  about: new Int16Array(),
  idle: new Uint8Array(),
  drops: [],
};

/** A mark's number in {@link Timeline.mark}. */
export const MARK = Object.fromEntries(MARKS.map((mark, i) => [mark, i])) as Readonly<
  Record<Mark, number>
>;
const MARK_OF_STEP = Uint8Array.from(STEP_IDS, (id) => MARK[STEPS[id].glyph]);
/** A ghost outlasts its copy by this many times the copy's own duration. */
const GHOST_LASTS = 2;
/** Marks up to here carry the packet: packet, copy, dma, wait. */
export const LAST_CARRIER = MARK.wait;
const EXIT = FACT_KINDS.indexOf('vm-exit');
/** Added to the class of an exit (`b` of its fact) that idling caused. */
const IDLE_BIT = 16;
const IDLES = ['halt-poll', 'guest-idle', 'vhost-busy-poll', 'pmd-poll'] as const;
const IDLE_STEPS: ReadonlySet<number> = new Set(IDLES.map((id) => STEP_IDS.indexOf(id)));
const REGISTER = FACT_KINDS.indexOf('register');
const DROPPED = FACT_KINDS.indexOf('dropped');
const DELIVERED = FACT_KINDS.indexOf('delivered');
const NONE_STEP = 0xffff;

/** Orders the rows of a window and adds where packets lie between their moves. Once a window. */
export function buildTimeline({ from, to, hops, facts }: Recorded): Timeline {
  const gone = endsOf(facts);
  const rests = [...restsOf(hops, gone, to), ...ghostsOf(hops)];
  const total = hops.count + rests.length;
  const startOf = (row: number) =>
    row < hops.count ? (hops.start[row] as number) : (rests[row - hops.count]?.start ?? 0);
  const order = Uint32Array.from({ length: total }, (_, row) => row);
  order.sort((a, b) => startOf(a) - startOf(b) || a - b);

  const t = {
    start: new Float64Array(total),
    end: new Float64Array(total),
    latest: new Float64Array(total),
    mark: new Uint8Array(total),
    step: new Uint16Array(total),
    from_: new Uint16Array(total),
    to_: new Uint16Array(total),
    vm: new Int16Array(total),
    packet: new Int32Array(total),
    about: new Int16Array(total).fill(-1),
    idle: new Uint8Array(total),
  };
  let latest = -Infinity;
  order.forEach((row, i) => {
    const rest = rests[row - hops.count];
    if (rest === undefined) {
      const step = hops.step[row] as number;
      t.start[i] = hops.start[row] as number;
      t.end[i] = hops.end[row] as number;
      t.step[i] = step;
      t.mark[i] = MARK_OF_STEP[step] as number;
      t.from_[i] = hops.from[row] as number;
      t.to_[i] = hops.to[row] as number;
      t.vm[i] = hops.vm[row] as number;
      t.packet[i] = hops.packet[row] as number;
    } else {
      t.start[i] = rest.start;
      t.end[i] = rest.end;
      t.step[i] = NONE_STEP;
      t.mark[i] = rest.mark;
      t.from_[i] = rest.place;
      t.to_[i] = rest.place;
      t.vm[i] = rest.vm;
      t.packet[i] = rest.packet;
    }
    latest = Math.max(latest, t.end[i] as number);
    t.latest[i] = latest;
  });
  nameExits(t, facts);
  return { from, to, count: total, ...t, drops: dropsOf(facts, hops) };
}

interface Rest {
  readonly mark: number;
  readonly start: Picos;
  end: Picos;
  readonly place: number;
  readonly vm: number;
  readonly packet: number;
}

/** When a packet is over, by packet. */
function endsOf(facts: FactColumns): ReadonlyMap<number, Picos> {
  const ends = new Map<number, Picos>();
  for (let i = 0; i < facts.count; i += 1) {
    const kind = facts.kind[i];
    if (kind !== DELIVERED && kind !== DROPPED) continue;
    ends.set(facts.packet[i] as number, facts.time[i] as number);
  }
  return ends;
}

/** Gaps between the moves of each packet; after the last move until it is delivered, dropped, or out of sight. */
function restsOf(hops: HopColumns, gone: ReadonlyMap<number, Picos>, to: Picos): Rest[] {
  const rests: Rest[] = [];
  const open = new Map<number, Rest>();
  const order = Uint32Array.from({ length: hops.count }, (_, row) => row);
  order.sort((a, b) => (hops.start[a] as number) - (hops.start[b] as number) || a - b);
  for (const row of order) {
    const packet = hops.packet[row] as number;
    if (packet === 0 || (MARK_OF_STEP[hops.step[row] as number] as number) > LAST_CARRIER) continue;
    const before = open.get(packet);
    const start = hops.start[row] as number;
    if (before !== undefined && start > before.start) rests.push({ ...before, end: start });
    open.set(packet, {
      mark: MARK.rest,
      start: hops.end[row] as number,
      end: to,
      place: hops.to[row] as number,
      vm: hops.vm[row] as number,
      packet,
    });
  }
  for (const rest of open.values()) {
    rest.end = Math.min(rest.end, gone.get(rest.packet) ?? to);
    if (rest.end > rest.start) rests.push(rest);
  }
  return rests;
}

function ghostsOf(hops: HopColumns): Rest[] {
  const ghosts: Rest[] = [];
  for (let row = 0; row < hops.count; row += 1) {
    if (MARK_OF_STEP[hops.step[row] as number] !== MARK.copy) continue;
    const start = hops.start[row] as number;
    const end = hops.end[row] as number;
    ghosts.push({
      mark: MARK.ghost,
      start,
      end: end + GHOST_LASTS * (end - start),
      place: hops.from[row] as number,
      vm: hops.vm[row] as number,
      packet: hops.packet[row] as number,
    });
  }
  return ghosts;
}

type Rows = Pick<Timeline, 'start' | 'end' | 'mark' | 'step' | 'vm' | 'about' | 'idle'>;

/** True for an exit that the guest's idling caused (HLT and its timer), not its I/O. */
export const isIdleExit = (facts: FactColumns, at: number): boolean =>
  ((facts.b[at] as number) & IDLE_BIT) !== 0;

/**
 * Gives exits, doorbells and what follows from them the register or reason of the latest fact of that
 * guest, and marks those that idling caused.
 */
function nameExits(t: Rows, facts: FactColumns): void {
  const order = Uint32Array.from({ length: facts.count }, (_, i) => i).filter((i) => {
    const kind = facts.kind[i];
    return kind === EXIT || kind === REGISTER;
  });
  order.sort((a, b) => (facts.time[a] as number) - (facts.time[b] as number) || a - b);
  const exitOf = new Map<number, number>();
  const idles = new Set<number>();
  const registerOf = new Map<number, number>();
  let next = 0;
  const count = t.start.length;
  for (let i = 0; i < count; i += 1) {
    const until = t.start[i] as number;
    while (next < order.length && (facts.time[order[next] as number] as number) <= until) {
      const at = order[next] as number;
      const vm = facts.vm[at] as number;
      if (facts.kind[at] === EXIT) {
        const register = facts.c[at] as number;
        exitOf.set(vm, register >= 0 ? register : REASON_BASE + (facts.a[at] as number));
        if (isIdleExit(facts, at)) idles.add(vm);
        else idles.delete(vm);
      } else if (facts.kind[at] === REGISTER && isDoorbell(facts, at)) {
        registerOf.set(vm, facts.a[at] as number);
      }
      next += 1;
    }
    const mark = MARKS[t.mark[i] as number];
    const vm = t.vm[i] as number;
    if (mark === 'doorbell') t.about[i] = registerOf.get(vm) ?? -1;
    else if (mark === 'exit' || mark === 'entry' || mark === 'work') {
      t.about[i] = exitOf.get(vm) ?? -1;
      // A guest that comes back from an exit not seen here had halted before.
      const quiet = idles.has(vm) || (mark === 'entry' && !exitOf.has(vm));
      if (IDLE_STEPS.has(t.step[i] as number) || (mark !== 'work' && quiet)) t.idle[i] = 1;
    }
  }
}

/** A write that did not trap, to a device: what a doorbell can be. */
function isDoorbell({ a, c }: FactColumns, at: number): boolean {
  const device = REGISTERS[a[at] as number]?.device;
  return c[at] === 1 && device !== 'msr' && device !== 'lapic';
}

export const registerName = (about: number): string =>
  about >= 0 && about < REASON_BASE ? (REGISTERS[about]?.name ?? '') : '';
