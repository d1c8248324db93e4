import { plugCard, type Card } from '../pci/card';
import { deviceById } from '../pci/devices';
import type { Scenario, VmGroup } from '../scenario/scenario';
import { pathById } from '.';

/** One guest of a run and what it was given. */
export interface PlannedVm {
  readonly index: number;
  readonly group: number;
  readonly config: VmGroup;
  /** Index into `card.functions`; -1 where the path shares the PF, or nothing was left. */
  readonly fn: number;
  readonly withoutDevice: boolean;
  readonly cpu: number;
  readonly workerCpu: number;
}

export interface Plan {
  readonly card: Card;
  readonly vms: readonly PlannedVm[];
  /** Port whose PF is the uplink of the host's bridge; -1 when no guest uses the bridge. */
  readonly uplink: number;
}

/**
 * Who gets what: VFs in order of the guests; whole PFs only where the host needs neither the PF nor its VFs. What was
 * given by hand (`nic.given`) stays with its guest, and is used by a guest on a path that needs a function.
 * vCPUs are pinned round robin over all CPUs but the first, which takes the host's interrupts; back-end
 * threads go on the CPUs after them.
 */
export function planHost(scenario: Scenario): Plan {
  const device = scenario.nic.profile ?? deviceById(scenario.nic.device);
  if (!device) throw new Error(`device ${scenario.nic.device} is not in the table`);
  const card = plugCard(device, scenario.nic.vfsPerPf ?? scenario.nic.numVfs, scenario.host);
  const groups = scenario.vms.flatMap((config, group) =>
    Array.from({ length: config.count }, () => ({ config, group })),
  );
  const uplink = groups.some(({ config }) => pathById(config.path).needs === null) ? 0 : -1;
  const freeVfs = card.functions.flatMap((f, i) => (f.kind === 'vf' ? [i] : []));
  const freePfs = card.functions.flatMap((f, i) =>
    f.kind === 'pf' && f.pf !== uplink && card.pfs[f.pf]?.numVfs === 0 ? [i] : [],
  );
  const given = scenario.nic.given ?? [];
  const usable = new Map([...freeVfs, ...freePfs].map((fn) => [card.functions[fn]?.rid, fn]));
  const taken = new Set(given.flat());
  const isFree = (fn: number) => !taken.has(card.functions[fn]?.rid ?? -1);
  const free = { vf: freeVfs.filter(isFree), pf: freePfs.filter(isFree) };
  const cpus = Math.max(1, scenario.host.cores - 1);
  const pin = (n: number) => (scenario.host.cores === 1 ? 0 : 1 + (n % cpus));
  const vms = groups.map(({ config, group }, index): PlannedVm => {
    const { needs } = pathById(config.path);
    const own = given[index]?.find((rid) => usable.has(rid)) ?? -1;
    const left = given[index] === undefined && needs !== null ? free[needs].shift() : undefined;
    const fn = needs === null ? -1 : (usable.get(own) ?? left ?? -1);
    return {
      index,
      group,
      config,
      fn,
      withoutDevice: needs !== null && fn < 0,
      cpu: pin(index),
      workerCpu: pin(groups.length + index),
    };
  });
  return { card, vms, uplink };
}
