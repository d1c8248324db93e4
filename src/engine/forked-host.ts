import type { CostOverrides } from './costs/costs';
import type { SimSnapshot } from './kernel/sim';
import { buildHost, type HostParts } from './paths/host';
import { pastOf } from './scenario/fork';
import type { NicConfig, Scenario } from './scenario/scenario';
import type { Picos } from './units';
import { setVfs } from './vf-settings';

/**
 * The host that a run goes through: one, or where the run forks the one before and the one from that moment on. Both have the
 * same parts, so the second takes over the state of the first, and with it what only the settings of both say otherwise.
 */
export class ForkedHost {
  /** May have forked itself. */
  private readonly before: ForkedHost | null;
  private readonly after: HostParts;
  private readonly nic: NicConfig;
  private readonly at: Picos;
  /** States in which the two begin: where they differ, a setting is kept in a part's state. */
  private readonly begins: readonly [SimSnapshot, SimSnapshot] | null;
  private hasForked: boolean;

  constructor(scenario: Scenario, costs: CostOverrides) {
    const { fork, nic } = scenario;
    this.nic = nic;
    this.at = fork?.at ?? 0;
    this.before = fork === null ? null : new ForkedHost(pastOf(scenario), costs);
    this.after = buildHost(scenario, costs);
    this.hasForked = this.before === null;
    this.begins = null;
    if (this.before === null) return;
    const { machine } = this.before.set;
    this.after.machine.rec = machine.rec;
    this.begins = [machine.sim.snapshot(), this.after.machine.sim.snapshot()];
  }

  /** The host at the present moment. */
  get parts(): HostParts {
    return this.before === null || this.hasForked ? this.after : this.before.parts;
  }

  /** The host with the settings that the scenario says. */
  get set(): HostParts {
    return this.after;
  }

  /** The card as it was set up when the run began. */
  get firstNic(): NicConfig {
    return this.before?.firstNic ?? this.nic;
  }

  get bytes(): number {
    return (this.before?.bytes ?? 0) + this.after.machine.sim.bytes;
  }

  /** Time of the last event. */
  get now(): Picos {
    return this.parts.machine.sim.now;
  }

  get nextEvent(): Picos {
    return this.parts.machine.sim.agenda.peekTime();
  }

  /** As {@link Sim.run}. What happens at the very moment of the fork has the new settings. */
  run(until: Picos, maxEvents = Infinity): number {
    const { before, at } = this;
    if (before === null || this.hasForked) return this.after.machine.sim.run(until, maxEvents);
    const done = before.run(Math.min(until, at - 1), maxEvents);
    if (done >= maxEvents || until < at) return done;
    this.cross(before);
    return done + this.after.machine.sim.run(until, maxEvents - done);
  }

  restore(snap: SimSnapshot): void {
    const { before } = this;
    this.hasForked = before === null || snap.now >= this.at;
    if (before === null || this.hasForked) this.after.machine.sim.restore(snap);
    else before.restore(snap);
  }

  private cross(before: ForkedHost): void {
    const snap = before.parts.machine.sim.snapshot();
    const [old, next] = this.begins ?? [snap, snap];
    const parts = snap.parts.map(({ name, s }, i) => ({
      name,
      s: reset(s, old.parts[i]?.s, next.parts[i]?.s) as object,
    }));
    this.hasForked = true;
    this.after.machine.sim.restore({ ...snap, parts });
    setVfs(this.after, before.nic, this.nic, this.at);
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
