import type { Kernel } from '../engine/linux/kernel';
import { vfLimits } from '../engine/pci/limits';
import type { Scenario } from '../engine/scenario/scenario';
import { labCard } from '../shell/lab-card';
import { sysfs } from '../shell/sysfs';

/** The scenario as it runs on a host with a card of its own: that card in its slot, with the VFs that are on. */
export function onItsCard(scenario: Scenario, kernel: Kernel): Scenario {
  const card = labCard(kernel);
  if (card === null) return scenario;
  const { profile, pfs } = card;
  const host = { ...scenario.host, ...card.host };
  const { maxPerPf } = vfLimits(profile, host);
  const vfsPerPf = pfs.map((bdf, pf) =>
    Math.min(Number(sysfs(kernel, bdf, 'sriov_numvfs') ?? 0), maxPerPf[pf] ?? 0),
  );
  const numVfs = vfsPerPf.reduce((sum, n) => sum + n, 0);
  const nic = { ...scenario.nic, device: profile.id, profile, vfsPerPf, numVfs };
  return { ...scenario, host, nic };
}
