import { plugCard, type Card } from '../pci/card';
import { deviceById } from '../pci/devices';
import type { KvmSettings } from '../host/vcpu';
import type { Channels } from '../hw/channels';
import type { HostConfig, Scenario, VmGroup } from '../scenario/scenario';
import { PS_PER_US } from '../units';
import { isSlice, isVdpa, missingOf } from '../scenario/function-kinds';
import { pathById } from '.';
import { eswitchOf } from './card-rules';
import type { IoPath } from './io-path';

/** One guest of a run and what it was given. */
export interface PlannedVm {
  readonly index: number;
  readonly group: number;
  readonly config: VmGroup;
  /**
   * Index into `card.functions`; -1 where the path shares the PF, or nothing was left. A scalable function or assignable
   * interface is none of them: its number is that of its queue pair, beyond their end.
   */
  readonly fn: number;
  /** PCI function whose Routing ID its DMA carries: itself, or the PF that it is a slice of; -1 for none. */
  readonly carrier: number;
  readonly withoutDevice: boolean;
  /** Index of its first queue pair at the card: that of `fn`, or one of the PF's own for a program of the host; -1 for none. */
  readonly queue: number;
  /** All of them; none where `queue` is -1. */
  readonly queues: readonly number[];
  /** Port of the card that its frames go through. */
  readonly port: number;
  /** CPUs of its vCPUs, and for the back-end thread of each of its channels. */
  readonly cpus: readonly number[];
  readonly workerCpus: readonly number[];
}

export interface Plan {
  readonly card: Card;
  readonly vms: readonly PlannedVm[];
  /** Port whose PF is the uplink of the host's bridge; -1 when no guest uses the bridge. */
  readonly uplink: number;
  /** Ports whose PF is in switchdev mode: each is the uplink of a bridge too. */
  readonly switchdev: readonly number[];
  /** Port whose PF the switch process drives, and its CPU; -1 without one. */
  readonly switchPort: number;
  readonly switchCpu: number;
  /** Queue pairs of the card that are in use beyond one a function. */
  readonly hostQueues: number;
}

/**
 * Who gets what: VFs in order of the guests; whole PFs only where the host needs neither the PF nor its VFs. What was
 * given by hand (`nic.given`) stays with its guest, and is used by a guest on a path that needs a function. What a driver of
 * the host holds (`nic.held`) goes to nobody.
 * A guest has as many vCPUs as queue pairs. vCPUs, `vcpusPerCore` to each CPU, are pinned round robin over all CPUs but the first, which takes the host's interrupts, and the last where
 * a switch process polls on it; back-end threads go on the CPUs after them or, with `workerAffinity` same, on that of their vCPU. The switch process takes the first PF that
 * the bridge has not; programs of the host share the bridge's PF, or take the first that is left.
 */
export function planHost(scenario: Scenario): Plan {
  const device = scenario.nic.profile ?? deviceById(scenario.nic.device);
  if (!device) throw new Error(`device ${scenario.nic.device} is not in the table`);
  const card = plugCard(device, scenario.nic.vfsPerPf ?? scenario.nic.numVfs, scenario.host);
  const switchdev = card.pfs
    .filter(({ index, numVfs }) => numVfs > 0 && eswitchOf(scenario.nic, index) === 'switchdev')
    .map(({ index }) => index);
  const groups = scenario.vms.flatMap((config, group) =>
    Array.from({ length: config.count }, () => ({
      // MODEL: beside a representor a standby would be a second port with the address; such a pair is its VF alone.
      config: switchdev.length === 0 ? config : { ...config, failover: false },
      group,
    })),
  );
  const goes = (through: IoPath['through']) =>
    groups.some(
      ({ config }) =>
        pathById(config.path).through === through || (through === 'bridge' && config.failover),
    );
  const byHand = new Set(scenario.nic.given?.flat() ?? []);
  const firstPf = (...others: readonly number[]) =>
    card.functions.findIndex(
      (f) => f.kind === 'pf' && !others.includes(f.pf) && !byHand.has(f.rid),
    );
  const uplink = goes('bridge') ? 0 : (switchdev[0] ?? -1);
  const switchPort = goes('switch-process') ? firstPf(uplink, ...switchdev) : -1;
  const hostPort = !goes('host-stack') ? -1 : uplink >= 0 ? uplink : firstPf(switchPort);
  const sliced = groups.some(({ config }) => isSlice(config.function));
  const slicePf = !sliced ? -1 : uplink >= 0 ? uplink : firstPf(switchPort);
  const hosts = [uplink, switchPort, hostPort, slicePf, ...switchdev];
  const held = new Set(scenario.nic.held?.map(({ rid }) => rid));
  const unheld = card.functions.flatMap((f, i) => (held.has(f.rid) ? [] : [i]));
  const freeVfs = unheld.filter((i) => card.functions[i]?.kind === 'vf');
  const freePfs = unheld.filter((i) => {
    const f = card.functions[i];
    return f?.kind === 'pf' && !hosts.includes(f.pf) && card.pfs[f.pf]?.numVfs === 0;
  });
  // The host's driver of a VF is what makes a vDPA device on it.
  const heldVfs = card.functions.flatMap((f, i) => (f.kind === 'vf' && held.has(f.rid) ? [i] : []));
  const given = scenario.nic.given ?? [];
  const usable = new Map([...freeVfs, ...freePfs].map((fn) => [card.functions[fn]?.rid, fn]));
  const taken = new Set(given.flat());
  const isFree = (fn: number) => !taken.has(card.functions[fn]?.rid ?? -1);
  const free = { vf: freeVfs.filter(isFree), pf: freePfs.filter(isFree) };
  const cpus = Math.max(1, scenario.host.cores - (switchPort >= 0 ? 2 : 1));
  let hostQueues = 0;
  const pin = (n: number) => (scenario.host.cores === 1 ? 0 : 1 + (n % cpus));
  const { vcpusPerCore } = scenario.host;
  // A scenario that names its card is refused what that cannot give; of another card the driver takes what there is.
  const queuesOf = ({ path, tuning }: VmGroup) => {
    const most = path === 'sriov' ? (device.queuesPerVf ?? tuning.queues) : tuning.queues;
    return Math.min(tuning.queues, most);
  };
  const vcpus = groups.reduce((sum, { config }) => sum + queuesOf(config), 0);
  const vcpuCpus = Math.ceil(vcpus / vcpusPerCore);
  const cpuOf = (vcpu: number) => pin(Math.floor(vcpu / vcpusPerCore));
  let firstVcpu = 0;
  const vms = groups.map(({ config, group }, index): PlannedVm => {
    const { needs, through } = pathById(config.path);
    const kind = config.function;
    const isThere = missingOf(kind, device) === null;
    const slice = isSlice(kind);
    const byHandHere = given[index]?.find((rid) => usable.has(rid)) ?? -1;
    // What a vDPA device sits on stays with its driver in the host: nobody gives it away by hand.
    const mayTake = needs !== null && !slice && isThere;
    const left = !mayTake
      ? undefined
      : isVdpa(kind)
        ? (heldVfs.shift() ?? free.vf.shift())
        : given[index] === undefined
          ? free[needs].shift()
          : undefined;
    const inCard = mayTake ? (usable.get(byHandHere) ?? left ?? -1) : -1;
    const shared = { bridge: uplink, 'switch-process': switchPort, 'host-stack': hostPort };
    const sharedPort = through === null ? -1 : shared[through];
    const ownQueue =
      isThere && (slice ? slicePf >= 0 : through === 'host-stack' && sharedPort >= 0);
    const queue = ownQueue ? card.functions.length + hostQueues++ : inCard;
    const fn = slice ? queue : inCard;
    const port = slice
      ? slicePf
      : through === null
        ? (card.functions[fn]?.pf ?? Math.max(uplink, 0))
        : sharedPort;
    const own = Array.from({ length: queuesOf(config) }, () => firstVcpu++);
    const queues = own.flatMap((_, n) => {
      if (queue < 0) return [];
      return [n === 0 ? queue : card.functions.length + hostQueues++];
    });
    return {
      index,
      group,
      config,
      fn,
      carrier: ownQueue ? port : fn,
      withoutDevice: through === null || slice ? fn < 0 && !config.failover : port < 0,
      queue,
      queues,
      port: Math.max(port, 0),
      cpus: own.map(cpuOf),
      workerCpus: own.map((vcpu) =>
        config.tuning.workerAffinity === 'same' ? cpuOf(vcpu) : pin(vcpuCpus + vcpu),
      ),
    };
  });
  const switchCpu = switchPort < 0 ? -1 : scenario.host.cores - 1;
  return { card, vms, uplink, switchdev, switchPort, switchCpu, hostQueues };
}

/** What KVM is told of the vCPUs. A program of the host has none that could poll. */
export function kvmSettings(
  host: HostConfig,
  vms: readonly PlannedVm[],
  channels: Channels,
): KvmSettings {
  const each = <T>(of: (config: VmGroup) => T) =>
    channels.each((vm) => of((vms[vm] as PlannedVm).config));
  return {
    apicv: host.apicv,
    idlePoll: each(
      ({ path, tuning }) =>
        pathById(path).through !== 'host-stack' && (tuning.idlePoll || tuning.guestPolling),
    ),
    haltPoll: each(({ tuning }) => tuning.haltPollUs * PS_PER_US),
    pvEoi: each(({ tuning }) => tuning.pvEoi),
  };
}

/** Queue pair of the card that a channel has; -1 for none. */
export function queueOf({ vms }: Plan, channels: Channels, ch: number): number {
  return vms[channels.guestOf(ch)]?.queues[channels.nthOf(ch)] ?? -1;
}
