import { PATH_IDS } from '../../engine/scenario/scenario';
import type { Value } from '../predicate/expression';
import { BILL_FACTS } from './bill';
import { BODY_FACTS } from './body';
import type { Evidence } from './evidence';
import { exitsOf } from './exits';
import { functionOf, requesterOf } from './functions';
import { answeredBy, mailboxRequests } from './mailbox';
import { MIGRATION_FACTS } from './migration';
import { vcpuPlace } from './now';
import { firstSight, furthestPlace, hostFrames, lostPlace, switched } from './way';
import { pointOf } from './sweep';

type Steps = readonly (string | number)[];

/** One name, or a family of names, that predicates may use. */
export interface Fact {
  /** `[n]` stands for a number, `*` for one of `keys`, or for any word where there are none. */
  readonly name: string;
  readonly keys?: readonly string[];
  /** What the first of two `*` stands for. */
  readonly kinds?: readonly string[];
  readonly about: string;
  /** `steps` are those of the name that was asked for. */
  readonly read: (evidence: Evidence, steps: Steps) => Value;
}

const numberAt = (steps: Steps, index: number) => Number(steps[index]);
const exitAt = ({ window, at }: Evidence, vm: number, number: number) => {
  const found = exitsOf(window, vm)[number - 1];
  return found === undefined || found.start > at ? undefined : found;
};
const currentExit = ({ window, at }: Evidence) =>
  exitsOf(window, 0).find(({ start, end }) => start <= at && at < end);
const fnsOf = ({ topology }: Evidence, kind: 'pf' | 'vf') =>
  topology.card.functions.filter((fn) => fn.kind === kind);

const ofRun: readonly Fact[] = BODY_FACTS.map(({ read, ...fact }) => ({
  ...fact,
  read: ({ metrics }, steps) => read(metrics, String(steps.at(-1))),
}));

const ofGuests: readonly Fact[] = BODY_FACTS.map(({ name, about, read, keys }) => ({
  name: `vms[n].${name}`,
  ...(keys === undefined ? {} : { keys }),
  about: `${about}; of guest n`,
  read: ({ metrics }, steps) => {
    const body = metrics.vms[numberAt(steps, 1)];
    return body === undefined ? null : read(body, String(steps.at(-1)));
  },
}));

const pointAt = ({ sweep }: Evidence, steps: Steps) =>
  sweep && pointOf(sweep, String(steps[1]), numberAt(steps, 2), numberAt(steps, 3));

const ofPoints: readonly Fact[] = BODY_FACTS.map(({ name, about, read, keys }) => ({
  name: `sweep.*[n][n].${name}`,
  kinds: PATH_IDS,
  ...(keys === undefined ? {} : { keys }),
  about: `${about}; of a point of the sweep`,
  read: (e, steps) => {
    const point = pointAt(e, steps);
    return point === null ? null : read(point.metrics, String(steps.at(-1)));
  },
}));

const others: readonly Fact[] = [
  { name: 'vms.count', about: 'guests', read: ({ topology }) => topology.vms.length },
  {
    name: 'vms[n].path',
    about: "a guest's path: emulated, virtio, vhost-net, vhost-user, passthrough, sriov, …",
    read: ({ topology }, steps) => topology.vms[numberAt(steps, 1)]?.path ?? null,
  },
  {
    name: 'vms[n].withoutDevice',
    about: 'its path needs a function of its own and the card had none left',
    read: ({ topology }, steps) => topology.vms[numberAt(steps, 1)]?.withoutDevice ?? null,
  },
  {
    name: 'vms[n].function',
    about: 'what of the card is its own: pf, vf, vdpa-vf, vdpa-sf, adi or sf',
    read: ({ topology }, steps) => functionOf(topology.vms[numberAt(steps, 1)]),
  },
  {
    name: 'vms[n].requester',
    about: "the kind of function whose Routing ID stands in the card's accesses for it: pf or vf",
    read: ({ topology }, steps) => requesterOf(topology.vms[numberAt(steps, 1)]),
  },
  {
    name: 'exit[n].reason',
    about: 'why guest 0 left for the n-th time (from 1), as perf kvm stat prints it',
    read: (e, steps) => exitAt(e, 0, numberAt(steps, 1))?.reason ?? null,
  },
  {
    name: 'exit[n].class',
    about: 'LF, L, LX or H, as exits.byClass',
    read: (e, steps) => exitAt(e, 0, numberAt(steps, 1))?.cls ?? null,
  },
  {
    name: 'exit[n].register',
    about: 'the register whose access left the guest',
    read: (e, steps) => exitAt(e, 0, numberAt(steps, 1))?.register ?? null,
  },
  {
    name: 'exit[n].handler',
    about: 'who deals with it: kvm, or vmm where it goes out to user space',
    read: (e, steps) => handlerOf(exitAt(e, 0, numberAt(steps, 1))?.cls),
  },
  {
    name: 'exit[n].ns',
    about: "from the CPU's leaving the guest to its being back, nanoseconds",
    read: (e, steps) => {
      const exit = exitAt(e, 0, numberAt(steps, 1));
      return exit === undefined || exit.end > e.at ? null : (exit.end - exit.start) / 1000;
    },
  },
  { name: 'now.ns', about: 'the moment shown, nanoseconds', read: ({ at }) => at / 1000 },
  {
    name: 'now.mode',
    about: "guest 0's CPU at the moment shown: non-root (in the guest) or root",
    read: (e) => (currentExit(e) === undefined ? 'non-root' : 'root'),
  },
  {
    name: 'now.exit',
    about: 'the reason of the exit that guest 0 is in',
    read: (e) => currentExit(e)?.reason ?? null,
  },
  {
    name: 'now.register',
    about: 'the register of the exit that guest 0 is in',
    read: (e) => currentExit(e)?.register ?? null,
  },
  {
    name: 'now.handler',
    about: 'who deals with the exit that guest 0 is in: kvm or vmm',
    read: (e) => handlerOf(currentExit(e)?.cls),
  },
  {
    name: 'now.place',
    about: "the kind of part that guest 0's CPU works for at the moment shown",
    read: vcpuPlace,
  },
  { name: 'pfs.count', about: 'physical functions', read: (e) => fnsOf(e, 'pf').length },
  { name: 'vfs.count', about: 'virtual functions', read: (e) => fnsOf(e, 'vf').length },
  {
    name: 'pf[n].routingId',
    about: 'bus, device and function as one number of 16 bits',
    read: (e, steps) => fnsOf(e, 'pf')[numberAt(steps, 1)]?.rid ?? null,
  },
  {
    name: 'pf[n].totalVfs',
    about: 'TotalVFs of its SR-IOV capability',
    read: (e, steps) => e.topology.card.pfs[numberAt(steps, 1)]?.totalVfs ?? null,
  },
  {
    name: 'pf[n].firstVfOffset',
    about: 'First VF Offset of its SR-IOV capability',
    read: (e, steps) => e.topology.card.pfs[numberAt(steps, 1)]?.firstVfOffset ?? null,
  },
  {
    name: 'pf[n].vfStride',
    about: 'VF Stride of its SR-IOV capability',
    read: (e, steps) => e.topology.card.pfs[numberAt(steps, 1)]?.vfStride ?? null,
  },
  {
    name: 'vf[n].routingId',
    about: 'the same of the n-th VF of the card, from 0',
    read: (e, steps) => fnsOf(e, 'vf')[numberAt(steps, 1)]?.rid ?? null,
  },
  {
    name: 'vf[n].bdf',
    about: 'the same as lspci writes it',
    read: (e, steps) => fnsOf(e, 'vf')[numberAt(steps, 1)]?.bdf ?? null,
  },
  {
    name: 'card.vfMax',
    about: 'VFs the card can have on this host',
    read: (e) => e.topology.vfMax,
  },
  {
    name: 'card.vfBinding',
    about: 'the limit that is reached first',
    read: (e) => e.topology.vfBinding,
  },
  {
    name: 'mailbox.requests',
    about: "what VFs' drivers asked their PF's driver, over the mailboxes of the card",
    read: mailboxRequests,
  },
  {
    name: 'mailbox.answeredBy',
    about: 'the kind of part whose work the answer to the last of them was',
    read: answeredBy,
  },
  {
    name: 'sweep.points',
    about: 'points of the sweep that have been computed; 0: none was run',
    read: ({ sweep }) => sweep?.points ?? 0,
  },
  {
    name: 'sweep.*[n][n].limiter',
    kinds: PATH_IDS,
    about: 'what kept that point from carrying more, as the sweep view calls it',
    read: (e, steps) => pointAt(e, steps)?.limiter ?? null,
  },
  {
    name: 'tap.*.frames',
    about: "frames that a tap has seen, by its name: tap['vm0:eth0'].frames, tap.vnet0.frames",
    read: ({ taps }, steps) => taps.get(String(steps[1])) ?? null,
  },
  {
    name: 'host.frames',
    about: 'packets that an interface of the host (tap, bridge, PF, representor) saw, each once',
    read: (e) => hostFrames(e, null),
  },
  {
    name: 'vms[n].host.frames',
    about: "the same of guest n's packets",
    read: (e, steps) => {
      const vm = numberAt(steps, 1);
      return e.topology.vms[vm] === undefined ? null : hostFrames(e, vm);
    },
  },
  {
    name: 'switched.inside',
    about: 'frames that the switch in the card gave to a function; a broadcast counts once',
    read: (e) => switched(e, 2),
  },
  {
    name: 'switched.wire',
    about: 'frames that the switch in the card gave to the wire',
    read: (e) => switched(e, 1),
  },
  {
    name: 'packet[n].furthest',
    about: "the kind of part furthest out that guest 0's n-th packet (from 1) came to",
    read: (e, steps) => furthestPlace(e, numberAt(steps, 1)),
  },
  {
    name: 'packet[n].lost',
    about: 'the kind of part at which it was lost',
    read: (e, steps) => lostPlace(e, numberAt(steps, 1)),
  },
  {
    name: 'packet[n].seen',
    about: 'the kind of part at which tcpdump on the host sees it first',
    read: (e, steps) => firstSight(e, numberAt(steps, 1)),
  },
  {
    name: 'page.view',
    about:
      'the view that is open: stage, compare, pcie, journey, metrics, sweep, captures, terminal',
    read: ({ page }) => page?.view ?? null,
  },
  {
    name: 'page.selected',
    about: 'the kind of the part that the learner selected',
    read: ({ page }) => page?.selected ?? null,
  },
  {
    name: 'command.*.used',
    about: "lines typed in the terminal that begin so: command['ip link'].used",
    read: ({ page }, steps) =>
      page?.commands.filter((line) => begins(line.trim(), String(steps[1]))).length ?? null,
  },
  {
    name: 'scenario.*',
    about: 'a value of the scenario, by its key: scenario.vms[0].tuning.interruptThrottleUs',
    read: ({ scenario }, steps) => scenarioValue(scenario, steps.slice(1)),
  },
];

/** All facts, the closed list that authors read in README.md. */
export const FACTS: readonly Fact[] = [
  ...ofRun,
  ...ofGuests,
  ...ofPoints,
  ...others,
  ...MIGRATION_FACTS,
  ...BILL_FACTS,
];

function handlerOf(cls: string | undefined): string | null {
  if (cls === undefined) return null;
  return cls === 'H' ? 'vmm' : 'kvm';
}

function begins(line: string, words: string): boolean {
  return line === words || line.startsWith(`${words} `);
}

/** A number, text or truth at a place of a scenario; null where there is none. */
export function scenarioValue(scenario: unknown, steps: Steps): Value {
  let at: unknown = scenario;
  for (const step of steps) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return null;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  return typeof at === 'number' || typeof at === 'string' || typeof at === 'boolean' ? at : null;
}
