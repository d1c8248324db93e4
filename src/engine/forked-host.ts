import type { CostOverrides } from './costs/costs';
import type { SimSnapshot } from './kernel/sim';
import { buildHost, type HostParts } from './paths/host';
import { pastOf } from './scenario/fork';
import type { Scenario } from './scenario/scenario';
import type { Picos } from './units';

/**
 * The host that a run goes through: one, or where the run forks the one before and the one from that moment on. Both have the
 * same parts, so the second takes over the state of the first, and with it what only the settings of both say otherwise.
 */
export class ForkedHost {
  private readonly before: HostParts | null;
  private readonly after: HostParts;
  private readonly at: Picos;
  /** States in which the two begin: where they differ, a setting is kept in a part's state. */
  private readonly begins: readonly [SimSnapshot, SimSnapshot] | null;
  private present: HostParts;

  constructor(scenario: Scenario, costs: CostOverrides) {
    const { fork } = scenario;
    this.at = fork?.at ?? 0;
    this.before = fork === null ? null : buildHost(pastOf(scenario), costs);
    this.after = buildHost(scenario, costs);
    if (this.before !== null) this.after.machine.rec = this.before.machine.rec;
    this.begins =
      this.before === null
        ? null
        : [this.before.machine.sim.snapshot(), this.after.machine.sim.snapshot()];
    this.present = this.before ?? this.after;
  }

  /** The host at the present moment. */
  get parts(): HostParts {
    return this.present;
  }

  /** The host with the settings that the scenario says. */
  get set(): HostParts {
    return this.after;
  }

  get bytes(): number {
    const all = this.before === null ? [this.after] : [this.before, this.after];
    return all.reduce((sum, { machine }) => sum + machine.sim.bytes, 0);
  }

  /** Time of the last event. */
  get now(): Picos {
    return this.present.machine.sim.now;
  }

  get nextEvent(): Picos {
    return this.present.machine.sim.agenda.peekTime();
  }

  /** As {@link Sim.run}. What happens at the very moment of the fork has the new settings. */
  run(until: Picos, maxEvents = Infinity): number {
    const { before, at } = this;
    if (this.present !== before) return this.present.machine.sim.run(until, maxEvents);
    const done = before.machine.sim.run(Math.min(until, at - 1), maxEvents);
    if (done >= maxEvents || until < at) return done;
    this.cross(before.machine.sim.snapshot());
    return done + this.after.machine.sim.run(until, maxEvents - done);
  }

  restore(snap: SimSnapshot): void {
    this.present = this.before !== null && snap.now < this.at ? this.before : this.after;
    this.present.machine.sim.restore(snap);
  }

  private cross(snap: SimSnapshot): void {
    const [old, next] = this.begins ?? [snap, snap];
    const parts = snap.parts.map(({ name, s }, i) => ({
      name,
      s: reset(s, old.parts[i]?.s, next.parts[i]?.s) as object,
    }));
    this.present = this.after;
    this.after.machine.sim.restore({ ...snap, parts });
  }
}

/** The state `now`, with what `next` has begun with wherever that is not what `old` has begun with. */
function reset(now: unknown, old: unknown, next: unknown): unknown {
  if (!isInner(old) || !isInner(next) || !isInner(now)) return old === next ? now : next;
  const keys = ArrayBuffer.isView(next) ? [...next.keys()] : Object.keys(next);
  for (const key of keys) {
    const [a, b] = [old[key], next[key]];
    // A snapshot belongs to nobody else.
    if (key in now && (isInner(b) || a !== b)) now[key] = reset(now[key], a, b);
  }
  return now;
}

type Inner = Record<string | number, unknown> & { readonly keys: () => Iterable<number> };
const isInner = (value: unknown): value is Inner => typeof value === 'object' && value !== null;
