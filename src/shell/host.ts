import { bootKernel, startKernel } from '../engine/linux/boot';
import type { Kernel } from '../engine/linux/kernel';
import { deviceById } from '../engine/pci/devices';
import { fabricFromDump } from '../engine/pci/dump/dump-fabric';
import { kernelPageOf } from '../engine/pci/dump/kernel-page';
import { labMachine } from '../engine/pci/lab-machine';
import { vfLimits } from '../engine/pci/limits';
import { formatBdf } from '../engine/pci/routing';
import type { Scenario } from '../engine/scenario/scenario';
import { dumpedHost } from '../formats/lspci/dumped-host';
import { readDump } from '../formats/lspci/read-dump';
import type { LabAccess, PciNames } from './command';
import { attachGuests } from './guests';
import { labCard } from './lab-card';
import { createShell, type HostShell } from './session';
import { sysfs } from './sysfs';

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
  startCard(scenario, pfs, kernel, names);
  // A machine that is described has no distribution that names it.
  const hostname = scenario.machine === null ? 'sriov-lab' : '(none)';
  const shell = createShell({ kernel, names, lab, hostname });
  for (const { at, shell: line } of scenario.edits) {
    kernel.pass(Math.max(0, at / PS_PER_NS - kernel.now()));
    shell.run(line, null);
  }
  if (!isOwn(scenario)) attachGuests(withVfsOf(kernel, pfs, scenario), kernel, names);
  return { kernel, shell, pfs };
}

/** A host that is described, not made from `host` and `nic`: a machine, or the host of a dump. */
export function isOwn({ machine, nic }: Pick<Scenario, 'machine' | 'nic'>): boolean {
  return machine !== null || nic.lspci !== null;
}

/** NumVFs of each PF as the scenario wants them, as far as its card goes; null where it says nothing of them. */
export function vfsWanted(
  { nic, host, machine }: Pick<Scenario, 'nic' | 'host' | 'machine'>,
  kernel: Kernel,
): readonly number[] | null {
  if (nic.byEdits) return null;
  const own = isOwn({ nic, machine }) ? labCard(kernel) : null;
  const profile = own?.profile ?? deviceById(nic.device);
  if (profile === undefined) return null;
  let left = nic.numVfs;
  return vfLimits(profile, { ...host, ...own?.host }).maxPerPf.map((max, pf) => {
    const count = Math.min(max, nic.vfsPerPf === null ? left : (nic.vfsPerPf[pf] ?? 0));
    left -= count;
    return count;
  });
}

/** The scenario with the VFs that are on now. */
export function withVfsOf(kernel: Kernel, pfs: readonly string[], scenario: Scenario): Scenario {
  const vfsPerPf = pfs.map((bdf) => Number(sysfs(kernel, bdf, 'sriov_numvfs') ?? 0));
  const numVfs = vfsPerPf.reduce((sum, n) => sum + n, 0);
  return { ...scenario, nic: { ...scenario.nic, byEdits: false, vfsPerPf, numVfs } };
}

function startedKernel({ machine, host, nic, seed }: Scenario): Kernel {
  if (machine !== null) return bootKernel(machine, { seed });
  const lab = labMachine(host, nic);
  if (nic.lspci === null) return bootKernel(lab, { seed });
  // The kernel starts anew on the hardware of the dump: what its devices hold besides is not known.
  const dumped = dumpedHost(readDump(nic.lspci).functions);
  const pageSize = kernelPageOf(dumped);
  return startKernel({ ...lab, pageSize, devices: [] }, fabricFromDump(dumped).fabric, { seed });
}

/** What units of the host's start do: the ports are up, and there are as many VFs as the scenario says. */
function startCard(
  scenario: Scenario,
  pfs: readonly string[],
  kernel: Kernel,
  names: PciNames,
): void {
  const wanted = vfsWanted(scenario, kernel) ?? [];
  const unit = createShell({ kernel, names, lab: null });
  for (const [index, bdf] of pfs.entries()) {
    // A host with edits starts without VFs: they say what is switched on.
    const count = scenario.edits.length > 0 ? 0 : (wanted[index] ?? 0);
    const port = kernel.netDevices.find(({ rid }) => rid !== null && formatBdf(rid, 0) === bdf);
    if (port !== undefined && !isOwn(scenario)) unit.run(`ip link set ${port.name} up`, null);
    if (count === 0) continue;
    unit.run(`echo ${String(count)} > /sys/bus/pci/devices/${bdf}/sriov_numvfs`, null);
  }
}
