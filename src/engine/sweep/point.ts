import { createTally } from '../hw/ledger';
import { measure } from '../measure';
import type { Metrics, MetricsBody } from '../metrics';
import { buildHost, type HostParts } from '../paths/host';
import type { Scenario } from '../scenario/scenario';
import { PS_PER_MS, PS_PER_US, type Picos } from '../units';
import { limiterOf, type Limiter } from './limiter';
import { countersOf, Glimpser, usageBetween, type Usage } from './usage';

/** How long the run of a point is. */
export interface Effort {
  /** Rings, queues and adaptive polling have settled after this. */
  readonly warmUp: Picos;
  /** Simulated time that is measured at least. */
  readonly least: Picos;
  /** Longest run, warm-up included. */
  readonly most: Picos;
  /** Enough packets delivered to stop between the two. */
  readonly packets: number;
  /** More events than this are not computed; the point says so. */
  readonly events: number;
}

/** Enough for figures that a run five times as long moves by less than a few per cent. */
export const EFFORT: Effort = {
  warmUp: 3 * PS_PER_MS,
  least: 10 * PS_PER_MS,
  most: 40 * PS_PER_MS,
  packets: 1_000,
  events: 1_000_000,
};
/** Where threads share a CPU, several turns of the scheduler's slices have to pass. */
const SHARED = { warmUp: 6 * PS_PER_MS, least: 12 * PS_PER_MS };
/** A measurement begins anew so often where its two halves differ. */
const RESTARTS = 2;
/** Part of the events that the warm-up may take. */
const WARM_UP_EVENTS = 0.4;

/** Simulated time between two looks at whether it is enough. */
const STEP: Picos = 100 * PS_PER_US;

export interface Measured {
  readonly kind: 'measured';
  /** Of the time after the warm-up. */
  readonly metrics: MetricsBody;
  readonly limiter: Limiter;
  readonly usage: Omit<Usage, 'threads' | 'cpus'> & {
    /** The busiest thread of each kind: vCPU, VMM, vhost worker, switch process, interrupts. */
    readonly vcpu: number;
    readonly backEnd: number;
    readonly softirq: number;
  };
  readonly warmUp: Picos;
  /** End of the run: warm-up and measured time. */
  readonly end: Picos;
  readonly events: number;
  /** Why it ended: enough packets were seen, enough time, or the budget of events was used up. */
  readonly ended: 'packets' | 'time' | 'events';
}

export interface WithoutDevice {
  readonly kind: 'no-device';
  readonly guests: number;
  readonly without: number;
}

/**
 * One run of a scenario for its steady figures: nothing is recorded, the start is left out, and it ends as soon as
 * they are known well enough. `run.until` of the scenario plays no part. Same scenario, same result.
 */
export function runPoint(scenario: Scenario, given: Effort = EFFORT): Measured | WithoutDevice {
  const host = buildHost(scenario);
  const { machine, plan } = host;
  const without = plan.vms.filter((vm) => vm.withoutDevice).length;
  if (without > 0) return { kind: 'no-device', guests: plan.vms.length, without };
  const effort = areShared(host) ? { ...given, ...SHARED } : given;
  const { sim } = machine;
  /** False when the budget ended it, wherever it then was. */
  const run = (until: Picos, events: number) => {
    sim.run(until, Math.max(0, events - sim.events));
    return sim.agenda.peekTime() > until;
  };
  const inTime = run(effort.warmUp, WARM_UP_EVENTS * effort.events);
  let warm = inTime ? effort.warmUp : sim.now;
  let from = countersOf(host);
  let glimpser = new Glimpser(host);
  let end = warm;
  let half = 0;
  let fresh = RESTARTS;
  let ended: Measured['ended'] | null = null;
  const begin = () => {
    warm = end;
    half = 0;
    from = countersOf(host);
    glimpser = new Glimpser(host);
    machine.s.tallies = machine.s.tallies.map(createTally);
  };
  begin();
  while (ended === null) {
    const goesOn = run(end + STEP, effort.events);
    end = goesOn ? end + STEP : sim.now;
    glimpser.look();
    const count = delivered(machine.s.tallies);
    const span = end - warm;
    if (2 * span <= effort.least) half = count;
    if (!goesOn) ended = 'events';
    else if (end >= effort.most) ended = 'time';
    else if (span >= effort.least && count >= effort.packets) {
      if (fresh > 0 && span === effort.least && differ(half, count - half)) {
        fresh -= 1;
        begin();
      } else ended = 'packets';
    }
  }
  const usage = usageBetween(host, from, countersOf(host), end - warm);
  const metrics = measure(host, end - warm);
  const limiter = limiterOf(host, { metrics, usage, glimpses: glimpser.result() });
  const most = (...kinds: readonly string[]) =>
    Math.max(0, ...usage.threads.map(({ kind, share }) => (kinds.includes(kind) ? share : 0)));
  const { wireTx, wireRx, pcieUp, pcieDown } = usage;
  return {
    kind: 'measured',
    metrics: whole(metrics),
    limiter,
    usage: {
      wireTx,
      wireRx,
      pcieUp,
      pcieDown,
      vcpu: most('vcpu', 'process'),
      backEnd: most('vmm', 'vhost', 'pmd'),
      softirq: most('irq'),
    },
    warmUp: warm,
    end,
    events: sim.events,
    ended,
  };
}

/** The two halves of a measurement differ by more than chance: the run was not steady yet. */
function differ(first: number, second: number): boolean {
  const most = Math.max(first, second);
  return Math.abs(first - second) > Math.max(0.05 * most, 3 * Math.sqrt(most));
}

/** More than one thread that is no interrupt's on some CPU. */
function areShared({ cpus }: HostParts): boolean {
  const used = cpus.s.threads.filter(({ kind }) => kind !== 'irq').map(({ cpu }) => cpu);
  return new Set(used).size < used.length;
}

function delivered(tallies: readonly { readonly delivered: number }[]): number {
  return tallies.reduce((sum, tally) => sum + tally.delivered, 0);
}

/** Of all guests together. */
function whole({ vms: _vms, ...body }: Metrics): MetricsBody {
  return body;
}
