import { bootKernel, startKernel } from '../engine/linux/boot';
import type { Kernel } from '../engine/linux/kernel';
import { deviceById } from '../engine/pci/devices';
import { fabricFromDump } from '../engine/pci/dump/dump-fabric';
import { kernelPageOf } from '../engine/pci/dump/kernel-page';
import { labMachine } from '../engine/pci/lab-machine';
import { vfLimits } from '../engine/pci/limits';
import { formatBdf } from '../engine/pci/routing';
import type { HostEdit, Scenario } from '../engine/scenario/scenario';
import { dumpedHost } from '../formats/lspci/dumped-host';
import { readDump } from '../formats/lspci/read-dump';
import { isOwn } from './as-it-runs';
import { settleRepresentors } from './card-state';
import type { LabAccess, PciNames, RunAccess } from './command';
import { Guests } from './guests';
import { labCard } from './lab-card';
import { startNetfilter } from './netfilter';
import { createShell, type HostShell, type ShellOptions } from './session';
import { eswitchOf } from './switches';

/** The simulated host after its start and every edit of the scenario. */
export interface SimulatedHost {
  readonly kernel: Kernel;
  /** After each line everybody has what is his: a guest gets its function when it is made. */
  readonly shell: HostShell;
  readonly guests: Guests;
  /** `0000:3b:00.0` of each PF of the card that guests get their functions from. */
  readonly pfs: readonly string[];
  /** What switched its VFs on while it started: on a host with edits one of them has to. */
  readonly started: readonly HostEdit[];
}

const PS_PER_NS = 1_000;

/**
 * Boots the host of a scenario, switches its VFs on as a start-up unit would, starts its guests and types the edits.
 * `run`: what is on the screen, null where nothing runs. `clock`: see {@link ShellOptions}.
 */
export function startHost(
  scenario: Scenario,
  names: PciNames,
  run: RunAccess | null,
  clock?: ShellOptions['clock'],
): SimulatedHost {
  const kernel = startedKernel(scenario);
  const pfs = labCard(kernel)?.pfs ?? [];
  const started = startCard(scenario, pfs, kernel, names);
  if (run?.interrupts !== undefined) kernel.vfio.count((rid, n) => run.interrupts?.(rid, n) ?? []);
  startNetfilter(kernel, scenario.host);
  const guests = new Guests(scenario, kernel, pfs, names);
  guests.settle();
  // A machine that is described has no distribution that names it.
  const hostname = scenario.machine === null ? 'sriov-lab' : '(none)';
  const typed = createShell({
    kernel,
    names,
    lab: labAccess(guests, run),
    hostname,
    ...(clock && { clock }),
  });
  const shell: HostShell = {
    ...typed,
    run: (text, columns) => {
      const result = typed.run(text, columns);
      settleRepresentors(kernel);
      guests.settle();
      return result;
    },
  };
  for (const { at, shell: line } of scenario.edits) {
    kernel.pass(Math.max(0, at / PS_PER_NS - kernel.now()));
    shell.run(line, null);
  }
  return { kernel, shell, guests, pfs, started };
}

/** The guests of the host, and the run where there is one. */
function labAccess(guests: Guests, run: RunAccess | null): LabAccess {
  return {
    guests: () => guests.list(),
    said: () => guests.said,
    attach: (guest, bdf) => guests.attach(guest, bdf),
    detach: (guest, bdf) => guests.detach(guest, bdf),
    migrate: (guest) => guests.migrate(guest),
    lastMove: (guest) => guests.lastMove(guest),
    exits: () => run?.exits() ?? [],
    printed: () => run?.printed?.() ?? [],
    seconds: () => run?.seconds() ?? 0,
    capture: (tap) => run?.capture(tap) ?? null,
    get taps() {
      return run?.taps ?? [];
    },
    counters: (device) => run?.counters?.(device) ?? null,
    ruleHits: (rule) => run?.ruleHits?.(rule) ?? { packets: 0, bytes: 0 },
    rules: () => run?.rules?.() ?? [],
  };
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
): HostEdit[] {
  const wanted = vfsWanted(scenario, kernel) ?? [];
  const unit = createShell({ kernel, names, lab: null });
  const lines = pfs.flatMap((bdf, index) => {
    // A host with edits starts without VFs: they say what is switched on.
    const count = scenario.edits.length > 0 ? 0 : (wanted[index] ?? 0);
    const port = kernel.netDevices.find(({ rid }) => rid !== null && formatBdf(rid, 0) === bdf);
    if (port !== undefined && !isOwn(scenario)) unit.run(`ip link set ${port.name} up`, null);
    if (count === 0) return [];
    return [vfsLine(bdf, count)];
  });
  const typed = (shell: string): HostEdit => {
    const edit = { at: kernel.now() * PS_PER_NS, shell };
    unit.run(shell, null);
    return edit;
  };
  const started = lines.map(typed);
  // On a host with edits they say the mode too.
  const modes =
    scenario.edits.length > 0 ? [] : modeLines(kernel, pfs, scenario.nic.eswitch).map(typed);
  settleRepresentors(kernel);
  return [...started, ...modes];
}

/** What puts the switches of those ports that have VFs into a mode, where they are in the other. */
export function modeLines(
  kernel: Kernel,
  pfs: readonly string[],
  mode: Scenario['nic']['eswitch'],
): readonly string[] {
  const others = portsWith(kernel, pfs, mode === 'legacy' ? 'switchdev' : 'legacy');
  return others.map((bdf) => modeLine(bdf, mode));
}

/** What leads to the VFs (`counts`, by PF) and modes that there are. */
export function linesSoFar(
  { kernel, pfs }: Pick<SimulatedHost, 'kernel' | 'pfs'>,
  counts: readonly number[],
): readonly HostEdit[] {
  const at = kernel.now() * PS_PER_NS;
  const vfs = counts.flatMap((count, pf) => {
    const bdf = pfs[pf];
    return count === 0 || bdf === undefined ? [] : [vfsLine(bdf, count)];
  });
  const modes = portsWith(kernel, pfs, 'switchdev').map((bdf) => modeLine(bdf, 'switchdev'));
  return [...vfs, ...modes].map((shell) => ({ at, shell }));
}

const modeLine = (bdf: string, mode: string) => `devlink dev eswitch set pci/${bdf} mode ${mode}`;

/** Ports that have VFs and are in this mode. */
function portsWith(
  kernel: Kernel,
  pfs: readonly string[],
  mode: Scenario['nic']['eswitch'],
): readonly string[] {
  return pfs.filter((bdf) => {
    const port = kernel.netDevices.find(({ rid }) => rid !== null && formatBdf(rid, 0) === bdf);
    return port !== undefined && port.vfs.length > 0 && eswitchOf(kernel, port) === mode;
  });
}

/** What switches the VFs of a PF on or off. */
export function vfsLine(bdf: string, count: number): string {
  return `echo ${String(count)} > /sys/bus/pci/devices/${bdf}/sriov_numvfs`;
}
