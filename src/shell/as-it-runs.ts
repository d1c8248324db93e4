import type { Kernel } from '../engine/linux/kernel';
import { deviceById } from '../engine/pci/devices';
import { vfLimits } from '../engine/pci/limits';
import type { Scenario } from '../engine/scenario/scenario';
import { heldOn } from './held';
import { labCard } from './lab-card';
import { withNetfilter } from './netfilter';
import { switchesOf } from './switches';
import { sysfs } from './sysfs';

/** A host that is described, not made from `host` and `nic`: a machine, or the host of a dump. */
export function isOwn({ machine, nic }: Pick<Scenario, 'machine' | 'nic'>): boolean {
  return machine !== null || nic.lspci !== null;
}

/** The scenario with the card that the host has, and the VFs that are on now and can be given away. */
export function asItRuns(scenario: Scenario, kernel: Kernel, pfs: readonly string[]): Scenario {
  if (isOwn(scenario)) return onItsCard(scenario, kernel);
  const vfs = summed(usableVfs(scenario, kernel, pfs));
  const nic = { ...scenario.nic, byEdits: false, ...vfs };
  return asSetUp({ ...scenario, nic }, kernel, pfs);
}

/** The scenario with the card's switches and netfilter as they were set up on the host. */
export function asSetUp(scenario: Scenario, kernel: Kernel, pfs: readonly string[]): Scenario {
  const { host, nic } = scenario;
  return {
    ...scenario,
    host: withNetfilter(host, kernel, pfs),
    nic: withSwitches(nic, kernel, pfs),
  };
}

/** NumVFs of each PF, at most what its entry of `most` allows. */
function vfsOf(kernel: Kernel, pfs: readonly string[], most: readonly number[]): readonly number[] {
  return pfs.map((bdf, pf) =>
    Math.min(Number(sysfs(kernel, bdf, 'sriov_numvfs') ?? 0), most[pf] ?? Infinity),
  );
}

const summed = (vfsPerPf: readonly number[]) => ({
  vfsPerPf,
  numVfs: vfsPerPf.reduce((sum, n) => sum + n, 0),
});

/**
 * VFs of each PF that can be given to somebody: without ARI the kernel makes VFs too that no request reaches. On a
 * described host those that are on.
 */
export function usableVfs(
  scenario: Scenario,
  kernel: Kernel,
  pfs: readonly string[],
): readonly number[] {
  const card = isOwn(scenario) ? undefined : deviceById(scenario.nic.device);
  return vfsOf(kernel, pfs, card === undefined ? [] : vfLimits(card, scenario.host).maxPerPf);
}

/** The scenario as it runs on a host with a card of its own: that card in its slot, with the VFs that are on. */
function onItsCard(scenario: Scenario, kernel: Kernel): Scenario {
  const card = labCard(kernel);
  if (card === null) return scenario;
  const { profile, pfs } = card;
  const host = { ...scenario.host, ...card.host };
  const vfs = summed(vfsOf(kernel, pfs, vfLimits(profile, host).maxPerPf));
  const nic = { ...scenario.nic, device: profile.id, profile, ...vfs };
  const held = heldOn(scenario, kernel, pfs);
  const own = held === undefined ? nic : { ...nic, held };
  return asSetUp({ ...scenario, host, nic: own }, kernel, pfs);
}

/** The card with its switches as they were set up on the host. */
function withSwitches(
  { switches: _before, ...nic }: Scenario['nic'],
  kernel: Kernel,
  pfs: readonly string[],
): Scenario['nic'] {
  const switches = switchesOf(kernel, pfs, nic);
  return switches === undefined ? nic : { ...nic, switches };
}
