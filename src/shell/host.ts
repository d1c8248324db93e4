import { bootKernel, startKernel } from '../engine/linux/boot';
import type { Kernel } from '../engine/linux/kernel';
import { plugCard } from '../engine/pci/card';
import { deviceById } from '../engine/pci/devices';
import { fabricFromDump } from '../engine/pci/dump/dump-fabric';
import { labMachine } from '../engine/pci/lab-machine';
import type { Scenario } from '../engine/scenario/scenario';
import { dumpedHost } from '../formats/lspci/dumped-host';
import { readDump } from '../formats/lspci/read-dump';
import type { LabAccess, PciNames } from './command';
import { labCard } from './lab-card';
import { createShell, type HostShell } from './session';

/** The simulated host after its start and every edit of the scenario. */
export interface SimulatedHost {
  readonly kernel: Kernel;
  readonly shell: HostShell;
  /** `0000:3b:00.0` of each PF of the card that guests get their functions from. */
  readonly pfs: readonly string[];
}

const PS_PER_NS = 1_000;

/** Boots the host of a scenario, switches its VFs on as a start-up unit would, and types the edits. */
export function startHost(
  scenario: Scenario,
  names: PciNames,
  lab: LabAccess | null,
): SimulatedHost {
  const kernel = startedKernel(scenario);
  const pfs = labCard(kernel)?.pfs ?? [];
  const isLab = scenario.machine === null && scenario.nic.lspci === null;
  if (isLab && scenario.edits.length === 0) startVfs(scenario, pfs, kernel, names);
  const shell = createShell({ kernel, names, lab });
  for (const { at, shell: line } of scenario.edits) {
    kernel.pass(Math.max(0, at / PS_PER_NS - kernel.now()));
    shell.run(line, null);
  }
  return { kernel, shell, pfs };
}

function startedKernel({ machine, host, nic, seed }: Scenario): Kernel {
  if (machine !== null) return bootKernel(machine, { seed });
  const lab = labMachine(host, nic);
  if (nic.lspci === null) return bootKernel(lab, { seed });
  // The kernel starts anew on the hardware of the dump: what its devices hold besides is not known.
  const { fabric } = fabricFromDump(dumpedHost(readDump(nic.lspci).functions));
  return startKernel({ ...lab, devices: [] }, fabric, { seed });
}

/** What a unit of the host's start does, where the scenario says how many VFs there are. */
function startVfs(
  { nic, host }: Scenario,
  pfs: readonly string[],
  kernel: Kernel,
  names: PciNames,
): void {
  const device = deviceById(nic.device);
  if (device === undefined) return;
  const unit = createShell({ kernel, names, lab: null });
  const card = plugCard(device, nic.vfsPerPf ?? nic.numVfs, host);
  for (const [index, bdf] of pfs.entries()) {
    const count = card.pfs[index]?.numVfs ?? 0;
    if (count === 0) continue;
    unit.run(`echo ${String(count)} > /sys/bus/pci/devices/${bdf}/sriov_numvfs`, null);
  }
}
