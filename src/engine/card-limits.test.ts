import { describe, expect, it } from 'vitest';
import { bootKernel } from './linux/boot';
import { SysError } from './linux/errno';
import type { Kernel } from './linux/kernel';
import type { VNode } from './linux/vfs';
import type { DeviceProfile } from './pci/device-profile';
import { DEVICES } from './pci/devices';
import type { PcieHost } from './pci/host-bus';
import { labMachine } from './pci/lab-machine';
import { vfLimits } from './pci/limits';

// What the limits say is what the simulated kernel does: a PF takes as many VFs as its limit, and not one more.

const MiB = 2 ** 20;

function boot(device: DeviceProfile, host: PcieHost): Kernel {
  const machine = labMachine({ ...host, iommu: false, cores: 4 }, { device: device.id });
  return bootKernel(machine, { seed: 1, autoload: true });
}

/** `echo n > sriov_numvfs` of a PF of the card, and what came of it. */
function echo(kernel: Kernel, pf: number, numVfs: number): 'done' | 'refused' | 'no file' {
  const path = `sys/devices/pci0000:3a/0000:3a:00.0/0000:3b:00.${pf}/sriov_numvfs`;
  let at: VNode | undefined = kernel.root;
  for (const name of path.split('/')) at = at?.type === 'dir' ? at.get(name) : undefined;
  if (at?.type !== 'file' || at.write === undefined) return 'no file';
  try {
    at.write(`${numVfs}\n`, false);
    return 'done';
  } catch (error) {
    if (error instanceof SysError) return 'refused';
    throw error;
  }
}

function answering(kernel: Kernel): number {
  return [...kernel.fabric.functions()].filter(([, fn]) => fn.role === 'vf').length;
}

const wide = 64 * 1024 * MiB;
const HOSTS: readonly PcieHost[] = [
  { ari: true, busesPerRootPort: 8, mmioWindow: wide },
  { ari: true, busesPerRootPort: 1, mmioWindow: wide },
  { ari: false, busesPerRootPort: 1, mmioWindow: wide },
  { ari: false, busesPerRootPort: 2, mmioWindow: wide },
  { ari: true, busesPerRootPort: 2, mmioWindow: 8.5 * MiB },
];
/** The simulated kernel has no driver for its PF: every number but 0 is refused. */
const DRIVERLESS = 'bnx2x';
const runs = DEVICES.filter(({ driverPf }) => driverPf !== DRIVERLESS).flatMap((device) =>
  HOSTS.map((host) => [device, host, vfLimits(device, host)] as const),
);
const byReach = (limits: ReturnType<typeof vfLimits>) => limits.binding === 'ari-reach';

describe('the limits and the kernel', () => {
  it.each(runs.filter(([, , limits]) => !byReach(limits)))(
    'agree on $0.id with ARI $1.ari, $1.busesPerRootPort buses, a window of $1.mmioWindow bytes',
    (device, host, { maxPerPf }) => {
      for (const [pf, max] of maxPerPf.entries()) {
        const kernel = boot(device, host);
        const answers = [max, 0, max + 1].map((n) => echo(kernel, pf, n));
        expect([pf, max, ...answers]).toEqual([pf, max, 'done', 'done', 'refused']);
      }
    },
  );

  // The kernel makes VFs that no configuration request reaches: there are more of them than work.
  it.each(runs.filter(([, , limits]) => byReach(limits)))(
    'agree on what of $0.id can be reached without ARI',
    (device, host, { maxPerPf }) => {
      for (const [pf, max] of maxPerPf.entries()) {
        const kernel = boot(device, host);
        echo(kernel, pf, device.driverMaxVfsPerPf ?? device.totalVfsPerPf);
        expect([pf, answering(kernel)]).toEqual([pf, max]);
      }
    },
  );
});
