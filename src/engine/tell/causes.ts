import { FACT } from '../costs/facts';
import type { Place } from '../costs/places';
import { STEP, STEP_IDS, STEPS, type StepId } from '../costs/steps';
import type { FactColumns, HopColumns } from '../kernel/columns';
import type { Picos } from '../units';
import { Recording } from './recording';
import type { Topology } from '../topology';
import {
  INTERRUPTS,
  ROUSES,
  STARTERS,
  TRIGGERS,
  type Link,
  type Root,
  type Trigger,
} from './trigger-rules';

/** Why something happened: another row of the record (a hop, or a fact after all hops), or where the chain begins. */
export type Cause =
  | { readonly row: number; readonly link: Link; readonly root: null }
  | { readonly row: -1; readonly link: null; readonly root: Root };

const numbersOf = (ids: readonly StepId[]) => new Set(ids.map((id) => STEP[id]));
const IS_STARTER = numbersOf(STARTERS);
const MOVES_PACKET = STEP_IDS.map((id) => ['packet', 'copy', 'dma'].includes(STEPS[id].glyph));
/** Work on the packet itself or on the descriptor of it. */
const IS_TOUCH = numbersOf([
  ...STEP_IDS.filter((id) => MOVES_PACKET[STEP[id]]),
  'virtqueue-pop',
  'vhost-get-desc',
  'fetch-descriptor',
  'pmd-rx',
]);
/** How a vCPU comes back to its guest. */
const IS_ARRIVAL = numbersOf(['entry-light', 'context-switch', 'thread-wake']);
const EXTERNAL_INTERRUPT = 1;
const THROTTLED = 0;

const rooted = (root: Root): Cause => ({ row: -1, link: null, root });
const from = (row: number, link: Link): Cause => ({ row, link, root: null });

/**
 * Finds causes in a record, whose hops are in the order they begin. Times are exact: what is triggered begins at
 * the instant at which its trigger ends, so nothing has to be guessed from nearness. A cause is always an earlier row.
 */
export class Causes {
  private readonly record: Recording;
  private readonly places: readonly Place[];
  private readonly hops: HopColumns;
  private readonly facts: FactColumns;
  private readonly starter: Int32Array;
  /** Steps whose cause takes more than a look into the table of triggers. */
  private readonly special: Partial<Record<StepId, (hop: number) => Cause>> = {
    'wire-rx': (hop) =>
      this.first(TRIGGERS['wire-rx'] ?? [], hop, this.hops.start[hop] as number) ??
      this.birth(hop) ??
      rooted('wire'),
    queued: (hop) => this.lastMove(hop),
    'bql-wait': (hop) => this.lastMove(hop),
    'app-send': (hop) => this.ofSend(hop),
    'exit-light': (hop) => this.ofExit(hop),
    'entry-light': (hop) => this.ofEntry(hop),
    isr: (hop) => this.ofHandler(hop),
    'thread-wake': (hop) => this.ofWake(hop),
    'vhost-get-desc': (hop) => this.ofDescriptor(hop),
    'pmd-round': (hop) =>
      this.first(TRIGGERS['pmd-round'] ?? [], hop, this.hops.start[hop] as number) ??
      rooted('polls'),
  };

  constructor(
    hops: HopColumns,
    facts: FactColumns,
    { places, threads }: Pick<Topology, 'places' | 'threads'>,
  ) {
    const guestOfThread = threads.map(({ vm }) => vm);
    this.record = new Recording(hops, facts, guestOfThread);
    this.places = places;
    this.hops = hops;
    this.facts = facts;
    this.starter = new Int32Array(hops.count).fill(-2);
  }

  ofHop(hop: number): Cause {
    const step = STEP_IDS[this.hops.step[hop] as number] as StepId;
    const own = this.special[step];
    if (own !== undefined) return own(hop);
    const start = this.hops.start[hop] as number;
    return this.first(TRIGGERS[step] ?? [], hop, start) ?? this.sequence(hop);
  }

  /** A fact follows from the packet's last work, or from its being sent. */
  ofFact(fact: number): Cause {
    const { facts } = this;
    const time = facts.time[fact] as number;
    const packet = facts.packet[fact] as number;
    if (facts.kind[fact] === FACT.sent)
      return rooted(((facts.b[fact] as number) & 1) === 1 ? 'wire' : 'application');
    const own = this.record.byPacket.get(packet) ?? [];
    const at = own.findLast((i) => this.hops.end[i] === time && !this.waits(i));
    const last = at ?? own.findLast((i) => (this.hops.end[i] as number) <= time && !this.waits(i));
    if (last !== undefined) return from(last, 'triggered');
    return this.sent(packet, time) ?? rooted('earlier');
  }

  /** Where the packet was when a hop of it began that other work led to; -1 for hops that do not touch it. */
  whereItWas(hop: number): number {
    if (!IS_TOUCH.has(this.hops.step[hop] as number)) return -1;
    const own = this.record.byPacket.get(this.hops.packet[hop] as number) ?? [];
    const start = this.hops.start[hop] as number;
    return (
      own.findLast(
        (i) =>
          i < hop &&
          (this.hops.end[i] as number) <= start &&
          MOVES_PACKET[this.hops.step[i] as number],
      ) ?? -1
    );
  }

  /** What an interrupt of the card had to wait for after its descriptor was written: the driver's unmasking, or the throttle. */
  heldBack(hop: number): { readonly by: 'masked' | 'throttle'; readonly row: number } | null {
    const { hops, facts } = this;
    if (hops.step[hop] !== STEP.msix) return null;
    const start = hops.start[hop] as number;
    const fn = hops.from[hop] as number;
    const held = (this.record.factsOf.get(hops.packet[hop] as number) ?? []).findLast(
      (i) =>
        facts.kind[i] === FACT['irq-suppressed'] &&
        (facts.time[i] as number) < start &&
        (facts.a[i] as number) <= 1,
    );
    if (held === undefined) return null;
    const unmask = (this.record.byEnd.get(start) ?? []).find(
      (i) => hops.step[i] === STEP.doorbell && hops.to[i] === fn,
    );
    return unmask === undefined
      ? { by: 'throttle', row: hops.count + held }
      : { by: 'masked', row: unmask };
  }

  // ---- rules -----------------------------------------------------------------------------------

  private first(rules: readonly Trigger[], hop: number, at: Picos): Cause | null {
    for (const rule of rules) {
      const found = this.record.find(rule, hop, at);
      if (found >= 0) return from(found, rule.link);
    }
    return null;
  }

  /** The thread went on. Work for other packets of a batch is left out, back to what began it. */
  private sequence(hop: number): Cause {
    const { hops } = this;
    const previous = this.record.before[hop] as number;
    if (previous < 0) return this.birth(hop) ?? rooted('earlier');
    const packet = hops.packet[hop] as number;
    const among = hops.packet[previous] as number;
    if (packet === 0 || among === 0 || among === packet) return this.after(previous);
    const starter = this.starterBefore(previous);
    const thread = hops.thread[hop];
    const own = (this.record.byPacket.get(packet) ?? []).findLast(
      (i) => hops.thread[i] === thread && i <= previous,
    );
    const row = Math.max(starter, own ?? -1);
    return row < 0 ? rooted('earlier') : this.after(row);
  }

  private after(row: number): Cause {
    // Who polls begins by itself; what it polls for is another rule's matter.
    return this.hops.step[row] === STEP['guest-idle'] ? rooted('application') : from(row, 'after');
  }

  /** Last piece of work up to `hop` that began something on its thread; -1 before the record. */
  private starterBefore(hop: number): number {
    const passed: number[] = [];
    let i = hop;
    while (i >= 0 && this.starter[i] === -2) {
      if (IS_STARTER.has(this.hops.step[i] as number) || this.hops.packet[i] === 0) break;
      passed.push(i);
      i = this.record.before[i] as number;
    }
    const found = i >= 0 && this.starter[i] !== -2 ? (this.starter[i] as number) : i;
    for (const each of passed) this.starter[each] = found;
    return found;
  }

  private ofSend(hop: number): Cause {
    const start = this.hops.start[hop] as number;
    const birth = this.birth(hop);
    // One that is sent as soon as there is time for it is caused by the application alone.
    if (birth !== null && this.facts.time[birth.row - this.hops.count] === start) return birth;
    const begun = this.sequence(hop);
    return begun.root === null ? begun : (birth ?? begun);
  }

  private ofEntry(hop: number): Cause {
    const previous = this.record.before[hop] as number;
    if (previous < 0 || this.hops.step[previous] !== STEP['halt-poll']) return this.sequence(hop);
    return this.first(ROUSES, hop, this.hops.end[previous] as number) ?? rooted('application');
  }

  /** A handler follows from its message; where that brought the vCPU back first, from the entry. */
  private ofHandler(hop: number): Cause {
    const start = this.hops.start[hop] as number;
    const message = this.first(TRIGGERS.isr ?? [], hop, start);
    if (message === null) return this.sequence(hop);
    for (
      let i = this.record.before[hop] as number, n = 0;
      i >= 0 && n < 3;
      i = this.record.before[i] as number, n++
    ) {
      const cause = IS_ARRIVAL.has(this.hops.step[i] as number) ? this.ofHop(i) : null;
      if (cause === null) return message;
      if (cause.row === message.row || this.leadsTo(cause.row, message.row))
        return this.sequence(hop);
    }
    return message;
  }

  /** The wake-up vector's handler stands between the message and the vCPU. */
  private leadsTo(row: number, message: number): boolean {
    return row >= 0 && row < this.hops.count && this.hops.step[row] === STEP['pi-wakeup']
      ? this.ofHop(row).row === message
      : false;
  }

  private ofWake(hop: number): Cause {
    const { hops, facts } = this;
    const start = hops.start[hop] as number;
    const found = this.first(TRIGGERS['thread-wake'] ?? [], hop, start);
    if (found !== null) return found;
    if (this.places[hops.from[hop] as number]?.kind !== 'vmm') return rooted('application');
    // The timer that holds interrupts back: for a packet that waited for it, or for none.
    const held = (this.record.factsOf.get(hops.packet[hop] as number) ?? []).findLast(
      (i) =>
        facts.kind[i] === FACT['irq-suppressed'] &&
        facts.a[i] === THROTTLED &&
        (facts.time[i] as number) <= start,
    );
    return held === undefined || hops.packet[hop] === 0
      ? rooted('timer')
      : from(hops.count + held, 'triggered');
  }

  /** A worker that polls the ring finds the entry by itself. */
  private ofDescriptor(hop: number): Cause {
    const begun = this.sequence(hop);
    if (begun.row < 0 || this.hops.step[begun.row] !== STEP['vhost-busy-poll']) return begun;
    const rule: Trigger = {
      on: ['driver-xmit', 'failover-xmit'],
      when: 'before',
      match: 'packet',
      link: 'found',
    };
    return this.first([rule], hop, this.hops.start[hop] as number) ?? begun;
  }

  /** An exit is the guest's own doing, but where an interrupt for the host's CPU throws it out. */
  private ofExit(hop: number): Cause {
    const { hops, record } = this;
    const start = hops.start[hop] as number;
    const isThrown = record.exitAt(start, hops.vm[hop] as number) === EXTERNAL_INTERRUPT;
    return (isThrown ? this.first(INTERRUPTS, hop, start) : null) ?? this.sequence(hop);
  }

  /** What brought the packet to where it waits. */
  private lastMove(hop: number): Cause {
    const at = this.hops.start[hop] as number;
    const own = this.record.byPacket.get(this.hops.packet[hop] as number) ?? [];
    const moved = own.findLast(
      (i) => i < hop && this.hops.end[i] === at && this.hops.to[i] === this.hops.from[hop],
    );
    return moved === undefined ? (this.birth(hop) ?? rooted('earlier')) : from(moved, 'moved');
  }

  private birth(hop: number): Cause | null {
    return this.sent(this.hops.packet[hop] as number, this.hops.start[hop] as number);
  }

  private sent(packet: number, by: Picos): Cause | null {
    if (packet === 0) return null;
    const { facts } = this;
    const found = (this.record.factsOf.get(packet) ?? []).find(
      (i) => facts.kind[i] === FACT.sent && (facts.time[i] as number) <= by,
    );
    return found === undefined ? null : from(this.hops.count + found, 'moved');
  }

  private waits(hop: number): boolean {
    return STEPS[STEP_IDS[this.hops.step[hop] as number] as StepId].glyph === 'wait';
  }
}
