import { plugCard, type Card } from '../pci/card';
import { deviceById } from '../pci/devices';
import type { KvmSettings } from '../host/vcpu';
import type { HostConfig, Scenario, Tuning, VmGroup } from '../scenario/scenario';
import { PS_PER_US } from '../units';
import { pathById } from '.';
import { eswitchOf } from './card-rules';
import type { IoPath } from './io-path';

/** One guest of a run and what it was given. */
export interface PlannedVm {
  readonly index: number;
  readonly group: number;
  readonly config: VmGroup;
  /** Index into `card.functions`; -1 where the path shares the PF, or nothing was left. */
  readonly fn: number;
  readonly withoutDevice: boolean;
  /** Index of its queue pair at the card: that of `fn`, or one of the PF's own for a program of the host; -1 for none. */
  readonly queue: number;
  /** Port of the card that its frames go through. */
  readonly port: number;
  readonly cpu: number;
  readonly workerCpu: number;
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
 * vCPUs, `vcpusPerCore` to each CPU, are pinned round robin over all CPUs but the first, which takes the host's interrupts, and the last where
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
  const hosts = [uplink, switchPort, hostPort, ...switchdev];
  const held = new Set(scenario.nic.held?.map(({ rid }) => rid));
  const unheld = card.functions.flatMap((f, i) => (held.has(f.rid) ? [] : [i]));
  const freeVfs = unheld.filter((i) => card.functions[i]?.kind === 'vf');
  const freePfs = unheld.filter((i) => {
    const f = card.functions[i];
    return f?.kind === 'pf' && !hosts.includes(f.pf) && card.pfs[f.pf]?.numVfs === 0;
  });
  const given = scenario.nic.given ?? [];
  const usable = new Map([...freeVfs, ...freePfs].map((fn) => [card.functions[fn]?.rid, fn]));
  const taken = new Set(given.flat());
  const isFree = (fn: number) => !taken.has(card.functions[fn]?.rid ?? -1);
  const free = { vf: freeVfs.filter(isFree), pf: freePfs.filter(isFree) };
  const cpus = Math.max(1, scenario.host.cores - (switchPort >= 0 ? 2 : 1));
  let hostQueues = 0;
  const pin = (n: number) => (scenario.host.cores === 1 ? 0 : 1 + (n % cpus));
  const { vcpusPerCore } = scenario.host;
  const vcpuCpus = Math.ceil(groups.length / vcpusPerCore);
  const cpuOf = (vm: number) => pin(Math.floor(vm / vcpusPerCore));
  const vms = groups.map(({ config, group }, index): PlannedVm => {
    const { needs, through } = pathById(config.path);
    const own = given[index]?.find((rid) => usable.has(rid)) ?? -1;
    const left = given[index] === undefined && needs !== null ? free[needs].shift() : undefined;
    const fn = needs === null ? -1 : (usable.get(own) ?? left ?? -1);
    const shared = { bridge: uplink, 'switch-process': switchPort, 'host-stack': hostPort };
    const port =
      through === null ? (card.functions[fn]?.pf ?? Math.max(uplink, 0)) : shared[through];
    const ownQueue = through === 'host-stack' && port >= 0;
    return {
      index,
      group,
      config,
      fn,
      withoutDevice: through === null ? fn < 0 && !config.failover : port < 0,
      queue: ownQueue ? card.functions.length + hostQueues++ : fn,
      port: Math.max(port, 0),
      cpu: cpuOf(index),
      workerCpu: config.tuning.workerAffinity === 'same' ? cpuOf(index) : pin(vcpuCpus + index),
    };
  });
  const switchCpu = switchPort < 0 ? -1 : scenario.host.cores - 1;
  return { card, vms, uplink, switchdev, switchPort, switchCpu, hostQueues };
}

/** What KVM is told of the guests. A program of the host has no vCPU that could poll. */
export function kvmSettings(host: HostConfig, vms: readonly PlannedVm[]): KvmSettings {
  const each = <T>(of: (tuning: Tuning) => T) => vms.map(({ config }) => of(config.tuning));
  return {
    apicv: host.apicv,
    idlePoll: vms.map(
      ({ config: { path, tuning } }) =>
        pathById(path).through !== 'host-stack' && (tuning.idlePoll || tuning.guestPolling),
    ),
    haltPoll: each(({ haltPollUs }) => haltPollUs * PS_PER_US),
    pvEoi: each(({ pvEoi }) => pvEoi),
  };
}
