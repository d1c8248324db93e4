import type { CostOverrides, Prices } from './costs/costs';
import { FACT } from './costs/facts';
import { inspect, type Inspection, type Selection } from './inspect';
import type { Tally } from './hw/ledger';
import { Checkpoints } from './kernel/checkpoints';
import { plainBytes } from './kernel/clone';
import type { FactColumns, HopColumns } from './kernel/columns';
import { ExitMarks } from './kernel/exit-marks';
import type { SimSnapshot } from './kernel/sim';
import { guestBooks, measure } from './measure';
import type { Metrics } from './metrics';
import { LEVELS } from './hw/iommu';
import { nearest, type Grain } from './nearest';
import { buildHost, type HostParts } from './paths/host';
import type { Scenario } from './scenario/scenario';
import { topologyOf, type Topology } from './topology';
import { PS_PER_US, type Picos } from './units';

/** Everything that overlaps a stretch of a run. */
export interface Window {
  readonly from: Picos;
  /** Earlier than asked where a cap on rows cut the window short. */
  readonly to: Picos;
  readonly hops: HopColumns;
  readonly facts: FactColumns;
  readonly cut: boolean;
}

/** While a run has fewer hops than this they are all kept; beyond, windows are computed again from checkpoints. */
const KEPT_HOPS = 150_000;
const EVENTS_PER_CHECKPOINT = 4_000;
/** Events between two looks at the cap of a window. */
const SLICE = 1_000;
/** Packets whose birth is remembered, so that their journey is found; later ones are searched from the start. */
const MOST_BIRTHS = 200_000;
const MOST_CHECKPOINTS = 256;
/** All checkpoints together stay below this; a large host gets fewer of them, further apart. */
const CHECKPOINT_BYTES = 96 * 1024 * 1024;
/** A snapshot of this size is worth taking every EVENTS_PER_CHECKPOINT events. */
const SMALL_SNAPSHOT = 512 * 1024;
/** A run that needs more is stopped and says so. */
export const EVENT_LIMIT = 50_000_000;
/** A window computed again starts and ends this much outside, so that hops across its edges are complete. */
const MARGIN: Picos = 250 * PS_PER_US;
const FIRST_JOURNEY_EVENTS = 60_000;
const JOURNEY_SPAN: Picos = 20_000 * PS_PER_US;

/**
 * One run of a scenario: computed once from start to end, then readable at any moment. What is not kept
 * is computed again from the nearest checkpoint, with the same result.
 */
export class Run {
  readonly topology: Topology;
  readonly end: Picos;
  private readonly scenario: Scenario;
  private readonly costs: CostOverrides;
  private readonly host: HostParts;
  /** A second host that visits the past; made when first needed. */
  private visitor: HostParts | null = null;
  private visitedTime: Picos = 0;
  private readonly checkpoints = new Checkpoints<SimSnapshot>(MOST_CHECKPOINTS);
  private eventsPerCheckpoint = EVENTS_PER_CHECKPOINT;
  private readonly marks = new ExitMarks();
  private keepsAll = true;
  private scannedHops = 0;
  private scannedFacts = 0;
  private readonly firstPacket: number[] = [];
  private readonly created = new Map<number, Picos>();
  private firstEnd: Picos = 0;
  private reachedTime: Picos = 0;
  private limited = false;

  constructor(scenario: Scenario, costs: CostOverrides = {}) {
    this.scenario = scenario;
    this.costs = costs;
    this.host = buildHost(scenario, costs);
    this.topology = topologyOf(scenario, this.host);
    this.end = scenario.run.until;
    this.host.machine.rec.on = true;
    this.checkpoints.add(this.host.machine.sim.snapshot());
  }

  /** What everything costs on this host. */
  get prices(): Prices {
    return this.host.machine.prices;
  }

  /** Levels of the IOMMU's table that a miss walks, of a guest's domain or (below 0) a switch process's. */
  walkLevels(vm: number): number {
    return LEVELS[this.host.plan.vms[vm]?.config.tuning.pages ?? '2MiB'];
  }

  /** Time up to which the run is computed. */
  get reached(): Picos {
    return this.reachedTime;
  }

  get done(): boolean {
    return this.limited || this.reachedTime >= this.end;
  }

  get stopped(): 'event-limit' | null {
    return this.limited ? 'event-limit' : null;
  }

  /**
   * When the first packet of each guest is done with, completion work included. Computes as much of the
   * run as that takes, within bounds.
   */
  firstJourneyEnd(): Picos {
    const guests = this.topology.vms.length;
    const started = () => this.firstPacket.filter((p) => p !== undefined).length;
    while (!this.done && this.host.machine.sim.events < FIRST_JOURNEY_EVENTS) {
      if (started() === guests && this.reachedTime > this.firstEnd + MARGIN) break;
      this.extend(1000);
    }
    return this.firstEnd > 0 ? this.firstEnd : this.reachedTime;
  }

  /** Computes on by at most about `maxEvents` events; true when the run is complete. */
  extend(maxEvents: number): boolean {
    const { sim } = this.host.machine;
    let left = maxEvents;
    while (!this.done && left > 0) {
      const events = sim.run(this.end, Math.min(left, this.eventsPerCheckpoint));
      left -= events;
      const finished = sim.agenda.peekTime() > this.end;
      this.reachedTime = finished ? this.end : sim.now;
      if (sim.events >= EVENT_LIMIT && !finished) this.limited = true;
      this.scan();
      if (events > 0) this.checkpoint();
      if (this.done) this.host.machine.recordOpenWaits(this.reachedTime);
    }
    return this.done;
  }

  /** Metrics at the end of what is computed. */
  metrics(): Metrics {
    return measure(this.host, this.reachedTime);
  }

  /** One guest's books at a moment, its part of a switch process included; valid until the next visit. */
  booksAt(at: Picos, vm: number): Tally {
    const t = this.clamp(at);
    return guestBooks(t === this.reachedTime ? this.host : this.visit(t), vm);
  }

  metricsAt(at: Picos): Metrics {
    const t = this.clamp(at);
    return t === this.reachedTime ? this.metrics() : measure(this.visit(t), t);
  }

  inspect(at: Picos, selection: Selection): Inspection | null {
    return inspect(this.visit(this.clamp(at)), selection);
  }

  /** The run's exits so far, thinned for a time line. */
  exitMarks(): {
    time: Float64Array<ArrayBuffer>;
    cls: Uint8Array<ArrayBuffer>;
    vm: Int16Array<ArrayBuffer>;
  } {
    return this.marks.columns();
  }

  window(from: Picos, to: Picos, maxRows = 400_000): Window {
    const start = Math.max(0, from);
    const asked = Math.min(to, this.reachedTime);
    const rec = this.keepsAll ? this.host.machine.rec : this.record(start, asked, maxRows);
    const cut = !this.keepsAll && rec.full;
    const end = cut ? Math.min(asked, this.visitedTime) : asked;
    const hops = rec.takeHops((s, e) => s < end && e >= start);
    const facts = rec.takeFacts((t) => t >= start && t < end);
    return { from: start, to: end, hops, facts, cut };
  }

  /** All of one packet; empty when no packet has that id. */
  journey(packet: number): Window {
    const from = this.created.get(packet) ?? 0;
    const to = this.keepsAll ? this.reachedTime : Math.min(from + JOURNEY_SPAN, this.reachedTime);
    const rec = this.keepsAll ? this.host.machine.rec : this.record(from, to, 1_000_000);
    return {
      from,
      to,
      hops: rec.takeHops((_, __, p) => p === packet),
      facts: rec.takeFacts((_, p) => p === packet),
      cut: rec.full,
    };
  }

  /**
   * The nearest moment after (1) or before (-1) `at` at which something begins: any hop of the packet
   * (0 = any packet's), a hop to another place, a VM exit, or the birth of a packet.
   */
  neighbour(at: Picos, direction: 1 | -1, grain: Grain, packet: number): Picos | null {
    for (let span = this.keepsAll ? Infinity : 200 * PS_PER_US; ; span *= 8) {
      const from = direction > 0 ? at : at - span;
      const to = direction > 0 ? at + span : at + 1;
      const found = nearest(
        this.window(Math.max(0, from), Math.min(to, this.reachedTime + 1)),
        at,
        direction,
        grain,
        packet,
      );
      if (found !== null) return found;
      if (from <= 0 && to >= this.reachedTime) return null;
      if (direction > 0 ? to >= this.reachedTime : from <= 0) return null;
    }
  }

  private clamp(at: Picos): Picos {
    return Math.min(Math.max(0, at), this.reachedTime);
  }

  /** A host in the state of time `at`; valid until the next visit. */
  private visit(at: Picos): HostParts {
    const host = (this.visitor ??= buildHost(this.scenario, this.costs));
    const { sim, rec } = host.machine;
    rec.on = false;
    sim.restore(this.checkpointBefore(at));
    sim.run(at);
    return host;
  }

  /** Records [from, to) again, with a margin on both sides for the hops that reach across. */
  private record(from: Picos, to: Picos, maxRows: number) {
    const host = (this.visitor ??= buildHost(this.scenario, this.costs));
    const { sim, rec } = host.machine;
    sim.restore(this.checkpointBefore(from - MARGIN));
    rec.clear();
    rec.maxRows = maxRows;
    rec.since = from;
    rec.until = to;
    rec.on = true;
    // In slices, so that a cap on rows ends the work early.
    const end = to + MARGIN;
    while (!rec.full && sim.agenda.peekTime() <= end) sim.run(end, SLICE);
    host.machine.recordOpenWaits(rec.full ? sim.now : end);
    rec.on = false;
    this.visitedTime = sim.now;
    return rec;
  }

  private checkpointBefore(at: Picos): SimSnapshot {
    const snap = this.checkpoints.nearest(Math.max(0, at)) ?? this.checkpoints.list()[0];
    if (!snap) throw new Error('run: no checkpoint');
    return snap;
  }

  private checkpoint(): void {
    const snapshot = this.host.machine.sim.snapshot();
    this.checkpoints.add(snapshot);
    if (this.checkpoints.size % 8 !== 0) return;
    const bytes = plainBytes(snapshot);
    this.checkpoints.capacity = Math.min(MOST_CHECKPOINTS, Math.floor(CHECKPOINT_BYTES / bytes));
    const sparse = Math.min(8, Math.max(1, bytes / SMALL_SNAPSHOT));
    this.eventsPerCheckpoint = Math.round(EVENTS_PER_CHECKPOINT * sparse);
  }

  /** Looks through what was recorded since last time: exits, first packets, births. */
  private scan(): void {
    const { rec } = this.host.machine;
    rec.eachFact(this.scannedFacts, (time, kind, vm, packet, _a, b) => {
      if (kind === FACT['vm-exit']) this.marks.add(time, b & 3, vm, (b & 16) !== 0);
      else if (kind === FACT.sent) {
        if (this.created.size < MOST_BIRTHS) this.created.set(packet, time);
        this.firstPacket[vm] ??= packet;
      }
    });
    rec.eachHop(this.scannedHops, (end, packet, vm) => {
      if (packet > 0 && vm >= 0 && this.firstPacket[vm] === packet && end > this.firstEnd)
        this.firstEnd = end;
    });
    if (this.keepsAll && rec.hops > KEPT_HOPS) this.keepsAll = false;
    if (!this.keepsAll) rec.clear();
    this.scannedHops = rec.hops;
    this.scannedFacts = rec.facts;
  }
}
