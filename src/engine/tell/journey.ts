import { DROP_CAUSES, FACT, FACT_KINDS, STEERINGS, SUPPRESSIONS } from '../costs/facts';
import { STEP_IDS, STEPS, type StepId } from '../costs/steps';
import { chargesOf } from '../explain/charges';
import type { FactColumns, HopColumns } from '../kernel/columns';
import type { Run } from '../run';
import { PS_PER_US, type Picos } from '../units';
import { Causes, type Cause } from './causes';
import { deliveriesOf, lookupsOf, Notes } from './notes';
import { messageName } from '../hw/vf-mailbox';
import { TOLD, type Journey, type JourneyRow, type Lookups, type ToldFact } from './rows';

/** Rows of its own that a journey tells. */
export const MOST_ROWS = 400;
/** How far before a packet's creation its causes are looked for. */
const LOOK_BACK: Picos = 1_000 * PS_PER_US;
const MOST_RECORDED = 400_000;
const NOTHING: Lookups = { hits: 0, misses: 0 };

/** Tells one packet's journey out of what the run has recorded; without rows when there is no such packet. */
export function journeyOf(run: Run, packet: number): Journey {
  const own = run.journey(packet);
  const ends = [...own.hops.end, ...own.facts.time];
  if (packet <= 0 || ends.length === 0)
    return { packet, vm: -1, bytes: 0, from: 0, to: 0, rows: [], capped: false };
  const to = ends.reduce((last, end) => Math.max(last, end));
  const born = Math.min(own.from, ...own.hops.start.slice(0, 1), ...own.facts.time.slice(0, 1));
  const { hops, facts } = run.window(Math.max(0, born - LOOK_BACK), to + 1, MOST_RECORDED);
  const teller = new Teller(run, packet, hops, facts);
  return teller.journey(born, to);
}

const IS_EXIT = STEP_IDS.map((id) => id.startsWith('exit-'));
const keyOf = (at: Picos, vm: number) => `${String(at)} ${String(vm)}`;

class Teller {
  private readonly run: Run;
  private readonly packet: number;
  private readonly hops: HopColumns;
  private readonly facts: FactColumns;
  private readonly causes: Causes;
  private readonly lookups: ReadonlyMap<number, Lookups>;
  private readonly delivered: ReadonlySet<string>;
  /** Who takes an exit, by instant and guest. */
  private readonly exitThreads = new Map<string, number>();
  private readonly notes = new Map<number, Notes>();
  private readonly bytes = new Map<number, number>();

  constructor(run: Run, packet: number, hops: HopColumns, facts: FactColumns) {
    this.run = run;
    this.packet = packet;
    this.hops = hops;
    this.facts = facts;
    this.causes = new Causes(hops, facts, run.topology);
    this.lookups = lookupsOf(hops, facts);
    this.delivered = deliveriesOf(facts);
    for (let i = 0; i < hops.count; i++)
      if (IS_EXIT[hops.step[i] as number])
        this.exitThreads.set(
          keyOf(hops.start[i] as number, hops.vm[i] as number),
          hops.thread[i] as number,
        );
    for (let i = 0; i < facts.count; i++)
      if (facts.kind[i] === FACT.sent)
        this.bytes.set(facts.packet[i] as number, facts.a[i] as number);
  }

  journey(from: Picos, to: Picos): Journey {
    const { packet } = this;
    const own = this.ownRows();
    const told = own.slice(0, MOST_ROWS);
    const found = this.withCauses(told);
    const order = [...found.keys()].toSorted(
      (a, b) => this.at(a) - this.at(b) || this.rank(a) - this.rank(b),
    );
    const numbers = new Map(order.map((row, i) => [row, i]));
    const rows = order.map((row) => this.row(row, found, numbers));
    const sent = rows.find((row) => row.kind === 'fact' && row.fact === 'sent' && row.own);
    return {
      packet,
      vm: rows.find((row) => row.own && row.vm >= 0)?.vm ?? -1,
      bytes: sent?.kind === 'fact' ? sent.a : 0,
      from,
      to,
      rows,
      capped: own.length > told.length,
    };
  }

  /** Row numbers of the packet: hops, and behind them the facts that are told. In the order they begin. */
  private ownRows(): number[] {
    const { hops, facts, packet } = this;
    const rows: number[] = [];
    for (let i = 0; i < hops.count; i++) if (hops.packet[i] === packet) rows.push(i);
    for (let i = 0; i < facts.count; i++) {
      if (facts.packet[i] !== packet) continue;
      const kind = FACT_KINDS[facts.kind[i] as number];
      // A device that was told shows as a doorbell; only one that was not needs words. A flow without a queue has none.
      const known = (kind === 'kick' && facts.a[i] === 1) || (kind === 'flow' && facts.b[i] === -1);
      const told = TOLD.some((each) => each === kind) && !known;
      if (told) rows.push(hops.count + i);
    }
    return rows.toSorted((a, b) => this.at(a) - this.at(b) || this.rank(a) - this.rank(b));
  }

  /** The rows and everything they follow from. */
  private withCauses(rows: readonly number[]): Map<number, Cause> {
    const found = new Map<number, Cause>();
    const open = [...rows];
    for (let row = open.pop(); row !== undefined; row = open.pop()) {
      if (found.has(row)) continue;
      const cause =
        row < this.hops.count ? this.causes.ofHop(row) : this.causes.ofFact(row - this.hops.count);
      found.set(row, cause);
      if (cause.row >= 0) open.push(cause.row);
      const held = row < this.hops.count ? this.causes.heldBack(row) : null;
      if (held !== null) open.push(held.row);
    }
    return found;
  }

  private at(row: number): Picos {
    const { hops, facts } = this;
    return (row < hops.count ? hops.start[row] : facts.time[row - hops.count]) as number;
  }

  /** A fact comes before a hop of the same moment. */
  private rank(row: number): number {
    return row < this.hops.count ? this.facts.count + row : row - this.hops.count;
  }

  private row(
    row: number,
    found: ReadonlyMap<number, Cause>,
    numbers: ReadonlyMap<number, number>,
  ): JourneyRow {
    const cause = found.get(row) as Cause;
    const { hops, facts, packet } = this;
    const isHop = row < hops.count;
    const i = isHop ? row : row - hops.count;
    const of = (isHop ? hops.packet : facts.packet)[i] as number;
    const why = {
      cause: numbers.get(cause.row) ?? -1,
      link: cause.link,
      root: cause.root,
    };
    if (!isHop) {
      const at = facts.time[i] as number;
      const a = facts.a[i] as number;
      const fact = FACT_KINDS[facts.kind[i] as number] as ToldFact;
      return {
        kind: 'fact',
        fact,
        at,
        end: at,
        packet: of,
        vm: facts.vm[i] as number,
        own: of === packet,
        a,
        b: facts.b[i] as number,
        c: facts.c[i] as number,
        message: fact === 'mailbox' ? messageName(a) : null,
        steering: fact === 'flow' ? (STEERINGS[facts.c[i] as number] ?? null) : null,
        dropped: fact === 'dropped' ? (DROP_CAUSES[a] ?? null) : null,
        suppressed: fact === 'irq-suppressed' ? (SUPPRESSIONS[a] ?? null) : null,
        ...why,
        also: -1,
        held: null,
      };
    }
    const step = STEP_IDS[hops.step[i] as number] as StepId;
    const [at, end] = [hops.start[i] as number, hops.end[i] as number];
    const vm = hops.vm[i] as number;
    const lookups = this.lookups.get(i) ?? NOTHING;
    const bytes = this.bytes.get(of) ?? 0;
    const isCopy = STEPS[step].glyph === 'copy';
    const held = this.causes.heldBack(i);
    return {
      kind: 'hop',
      step,
      glyph: STEPS[step].glyph,
      at,
      end,
      packet: of,
      vm,
      own: of === packet,
      from: hops.from[i] as number,
      to: hops.to[i] as number,
      thread: hops.thread[i] as number,
      ...this.notesOf(of, vm).at(step, at, end, hops.thread[i] as number),
      // On bare metal the host's handlers carry their packet; a guest's timer has none.
      timer: step === 'isr' && of === 0 && !this.delivered.has(`${String(at)} ${String(vm)}`),
      copied: isCopy ? bytes : 0,
      lookups,
      charges: chargesOf(step, end - at, bytes, this.run.prices, this.walkOf(lookups, vm)),
      ...why,
      also: numbers.get(this.asideOf(row, found)) ?? -1,
      held: held === null ? null : { by: held.by, row: numbers.get(held.row) ?? -1 },
    };
  }

  /** The packet of a hop lies elsewhere than what led to the hop: the chain of causes does not pass through there. */
  private asideOf(hop: number, found: ReadonlyMap<number, Cause>): number {
    const was = this.causes.whereItWas(hop);
    if (was < 0) return -1;
    for (let row = found.get(hop)?.row ?? -1; row >= 0; row = found.get(row)?.row ?? -1)
      if (row === was) return -1;
    return was;
  }

  /** Levels that a DMA's translation walked, as `chargesOf` takes it. */
  private walkOf({ hits, misses }: Lookups, vm: number): number | null {
    if (misses > 0) return this.run.walkLevels(vm);
    return hits > 0 ? 0 : null;
  }

  /** Exits and registers of a packet's work; of a guest's where no packet is concerned. */
  private notesOf(packet: number, vm: number): Notes {
    const key = packet > 0 ? packet : -1 - vm;
    let notes = this.notes.get(key);
    if (notes === undefined) {
      notes = new Notes(
        this.facts,
        packet,
        vm,
        (at, of) => this.exitThreads.get(keyOf(at, of)) ?? -1,
      );
      this.notes.set(key, notes);
    }
    return notes;
  }
}
