import type { CostOverrides, Prices } from './costs/costs';
import { History } from './history';
import { inspect, type Inspection, type Selection } from './inspect';
import type { Tally } from './hw/ledger';
import type { HistogramState } from './kernel/histogram';
import { printedBy } from './kernel-log';
import { reportMigration, type MigrationReport } from './migration-report';
import { LANDMARK_FACTS, Landmarks } from './landmarks';
import { capacityOf, guestBooks, latencyOf, measure, type Capacity } from './measure';
import type { Metrics } from './metrics';
import { LEVELS } from './hw/iommu';
import { nearest, type Grain } from './nearest';
import { ForkedHost } from './forked-host';
import type { HostParts } from './paths/host';
import type { Scenario } from './scenario/scenario';
import { Series, type SeriesColumns } from './series';
import { topologyOf, type Topology } from './topology';
import type { Window } from './run-window';
import { PS_PER_US, type Picos } from './units';

export type { Window };

/** Hops, and facts, that a run's log keeps; when there are more it is dropped, and windows are computed again from checkpoints. */
const LOG_ROWS = 150_000;
/** Events between two looks at what was recorded. */
const EVENTS_A_SCAN = 4_000;
/** Events between two looks at the cap of a window. */
const SLICE = 1_000;
/** A run that needs more is stopped and says so. A second of the shortest frames at 10 Gb/s out of 32 guests: 165 million. */
export const EVENT_LIMIT = 500_000_000;
/**
 * A window computed again starts and ends this much outside, so that hops across its edges are complete. The longest
 * that is written down at its start is a frame's wait in front of a port (420 µs).
 */
const MARGIN: Picos = 450 * PS_PER_US;
/** A first journey that nothing was added to for this long is over. */
const JOURNEY_REST: Picos = 250 * PS_PER_US;
const FIRST_JOURNEY_EVENTS = 60_000;
/** How far a journey is followed at most. */
const JOURNEY_SPAN: Picos = 20_000 * PS_PER_US;
const JOURNEY_EVENTS = 1_000_000;
const JOURNEY_ROWS = 100_000;

/**
 * One run of a scenario: computed once from start to end, then readable at any moment. What is not kept
 * is computed again from the nearest checkpoint, with the same result.
 */
export class Run {
  readonly scenario: Scenario;
  readonly topology: Topology;
  readonly end: Picos;
  private readonly costs: CostOverrides;
  private readonly host: ForkedHost;
  private visitor: ForkedHost | null = null;
  private visitedTime: Picos = 0;
  private readonly history = new History();
  private readonly landmarks = new Landmarks();
  private readonly series: Series;
  private keepsAll = true;
  private dropped = 0;
  private reachedTime: Picos = 0;
  private over: 'end' | 'event-limit' | null = null;

  constructor(scenario: Scenario, costs: CostOverrides = {}) {
    this.scenario = scenario;
    this.costs = costs;
    this.host = new ForkedHost(scenario, costs);
    this.topology = topologyOf(scenario, this.host.set);
    this.end = scenario.run.until;
    this.series = new Series(this.host, this.end);
    this.parts.machine.rec.on = true;
    this.history.follow(this.parts.machine.sim);
  }

  /** What everything costs on this host. */
  get prices(): Prices {
    return this.parts.machine.prices;
  }

  private get parts(): HostParts {
    return this.host.parts;
  }

  /** Levels of the IOMMU's table that a miss walks, of a guest's domain or (below 0) a switch process's. */
  walkLevels(vm: number): number {
    return LEVELS[this.parts.plan.vms[vm]?.config.tuning.pages ?? '2MiB'];
  }

  /** Time up to which the run is computed. */
  get reached(): Picos {
    return this.reachedTime;
  }

  get done(): boolean {
    return this.over !== null;
  }

  get stopped(): 'event-limit' | null {
    return this.over === 'event-limit' ? this.over : null;
  }

  /**
   * The log of hops and facts: rows of each that are kept at most, and how many are gone. While none are,
   * everything is at hand; afterwards a stretch is computed again when it is asked for, with the same rows.
   */
  get log(): { readonly cap: number; readonly dropped: number } {
    return { cap: LOG_ROWS, dropped: this.dropped + this.parts.machine.rec.skipped };
  }

  /** Bytes that this run holds, by what holds them; about, where they are not typed arrays. */
  held(): Readonly<
    Record<'checkpoints' | 'log' | 'births' | 'marks' | 'series' | 'hosts', number>
  > {
    const hosts = this.visitor === null ? [this.host] : [this.host, this.visitor];
    const sum = (of: (each: ForkedHost) => number) => hosts.reduce((n, each) => n + of(each), 0);
    return {
      checkpoints: this.history.bytes,
      log: sum((host) => host.parts.machine.rec.bytes),
      births: this.landmarks.births.bytes,
      marks: this.landmarks.exits.bytes,
      series: this.series.bytes,
      hosts: sum((host) => host.bytes),
    };
  }

  /**
   * When the first packet of each guest is done with, completion work included. Computes as much of the
   * run as that takes, within bounds.
   */
  firstJourneyEnd(): Picos {
    const { landmarks } = this;
    const guests = this.topology.vms.length;
    while (!this.done && this.parts.machine.sim.events < FIRST_JOURNEY_EVENTS) {
      if (landmarks.started === guests && this.reachedTime > landmarks.firstEnd + JOURNEY_REST)
        break;
      this.extend(1000);
    }
    return landmarks.firstEnd > 0 ? landmarks.firstEnd : this.reachedTime;
  }

  /** Computes on by at most about `maxEvents` events; true when the run is complete. */
  extend(maxEvents: number): boolean {
    let left = maxEvents;
    while (!this.done && left > 0) {
      left -= this.series.run(this.end, Math.min(left, EVENTS_A_SCAN));
      const { sim } = this.parts.machine;
      if (this.host.nextEvent > this.end) this.over = 'end';
      else if (sim.events >= EVENT_LIMIT) this.over = 'event-limit';
      this.reachedTime = this.over === 'end' ? this.end : sim.now;
      this.scan();
      this.history.follow(sim);
      if (this.done && this.keepsAll) this.parts.machine.recordOpenWaits(this.reachedTime);
    }
    return this.done;
  }

  /** Metrics at the end of what is computed. */
  metrics(): Metrics {
    return measure(this.parts, this.reachedTime);
  }

  /** One guest's books at a moment, its part of a switch process included; valid until the next visit. */
  booksAt(at: Picos, vm: number): Tally {
    const t = clampTo(at, this.reachedTime);
    return guestBooks(this.hostAt(t), vm, t);
  }

  /** The counters of all guests (null) or of one over what is computed, window by window. */
  seriesOf(vm: number | null): SeriesColumns {
    return this.series.read(this.reachedTime, vm);
  }

  /** Latencies so far of all packets (null) or of one guest's. */
  latencyOf(vm: number | null): HistogramState {
    return latencyOf(this.parts, vm);
  }

  get capacity(): Capacity {
    return capacityOf(this.parts);
  }

  metricsAt(at: Picos): Metrics {
    const t = clampTo(at, this.reachedTime);
    return measure(this.hostAt(t), t);
  }

  /** How far a migration is at a moment; null where nothing is moved. */
  migrationAt(at: Picos): MigrationReport | null {
    return this.parts.migration && reportMigration(this.hostAt(clampTo(at, this.reachedTime)));
  }

  inspect(at: Picos, selection: Selection): Inspection | null {
    return inspect(this.visit(clampTo(at, this.reachedTime)), selection);
  }

  /** What the host's kernel has printed up to a moment of the run. */
  printed(at: Picos): ReturnType<typeof printedBy> {
    return printedBy(this.hostAt(clampTo(at, this.reachedTime)), this.host.firstNic);
  }

  /** The run's exits so far, thinned for a time line. */
  exitMarks(): ReturnType<Landmarks['exits']['columns']> {
    return this.landmarks.exits.columns();
  }

  window(from: Picos, to: Picos, maxRows = 400_000): Window {
    const start = Math.max(0, from);
    const asked = Math.min(to, this.reachedTime);
    const rec = this.keepsAll ? this.parts.machine.rec : this.record(start, asked, maxRows);
    const cut = !this.keepsAll && rec.full;
    const end = cut ? Math.min(asked, this.visitedTime) : asked;
    const hops = rec.takeHops((s, e) => s < end && e >= start);
    const facts = rec.takeFacts((t) => t >= start && t < end);
    return { from: start, to: end, hops, facts, cut };
  }

  /** All of one packet; empty when no packet has that id. */
  journey(packet: number): Window {
    const near = this.landmarks.births.before(packet);
    const to = this.keepsAll ? this.reachedTime : Math.min(near + JOURNEY_SPAN, this.reachedTime);
    const rec = this.keepsAll
      ? this.parts.machine.rec
      : this.record(near, to, JOURNEY_ROWS, packet, JOURNEY_EVENTS);
    const hops = rec.takeHops((_, __, p) => p === packet);
    const facts = rec.takeFacts((_, p) => p === packet);
    const cut = !this.keepsAll && this.visitedTime < to;
    return { from: facts.time[0] ?? near, to: cut ? this.visitedTime : to, hops, facts, cut };
  }

  /**
   * The nearest moment after (1) or before (-1) `at` at which something begins: any hop of the packet
   * (0 = any packet's), a hop to another place, a VM exit, or the birth of a packet.
   */
  neighbour(at: Picos, direction: 1 | -1, grain: Grain, packet: number): Picos | null {
    for (let span = this.keepsAll ? Infinity : 200 * PS_PER_US; ; span *= 8) {
      const from = direction > 0 ? at : at - span;
      const to = direction > 0 ? at + span : at + 1;
      const window = this.window(Math.max(0, from), Math.min(to, this.reachedTime + 1));
      const found = nearest(window, at, direction, grain, packet);
      if (found !== null) return found;
      if (from <= 0 && to >= this.reachedTime) return null;
      if (direction > 0 ? to >= this.reachedTime : from <= 0) return null;
    }
  }

  hostAt(at: Picos): HostParts {
    return at === this.reachedTime ? this.parts : this.visit(at);
  }

  /** A host in the state of time `at`; valid until the next visit. */
  private visit(at: Picos): HostParts {
    const host = (this.visitor ??= new ForkedHost(this.scenario, this.costs));
    host.parts.machine.rec.on = false;
    host.restore(this.history.before(at));
    host.run(at);
    return host.parts;
  }

  /** Records [from, to) again, with a margin on both sides for the hops that reach across; all packets or `only` one. */
  private record(from: Picos, to: Picos, maxRows: number, only = 0, maxEvents = Infinity) {
    const host = (this.visitor ??= new ForkedHost(this.scenario, this.costs));
    const { rec } = host.parts.machine;
    host.restore(this.history.before(from - MARGIN));
    rec.clear();
    rec.maxRows = maxRows;
    rec.since = from;
    rec.until = to;
    rec.only = only;
    rec.on = true;
    const end = Math.min(to + MARGIN, this.reachedTime);
    let whole = host.now;
    for (let left = maxEvents; !rec.full && left > 0 && host.nextEvent <= end;) {
      whole = host.now;
      left -= host.run(end, SLICE);
    }
    const complete = host.nextEvent > end;
    host.parts.machine.recordOpenWaits(complete ? end : host.now);
    rec.on = false;
    rec.only = 0;
    // What came in the slice in which the rows ran out is there in part only.
    this.visitedTime = rec.full && whole > from ? whole : complete ? end : host.now;
    return rec;
  }

  private scan(): void {
    const { rec } = this.parts.machine;
    this.landmarks.scan(rec);
    if (this.keepsAll && Math.max(rec.hops, rec.facts) > LOG_ROWS) {
      this.keepsAll = false;
      rec.on = false;
      rec.watched = LANDMARK_FACTS;
    }
    if (this.keepsAll) return;
    this.dropped += rec.hops + rec.facts;
    rec.clear();
    this.landmarks.restart();
  }
}

const clampTo = (at: Picos, most: Picos) => Math.min(Math.max(0, at), most);
