import { describe, expect, it } from 'vitest';
import { bootKernel } from './linux/boot';
import { SysError, type Errno } from './linux/errno';
import type { Kernel } from './linux/kernel';
import type { VNode } from './linux/vfs';
import type { DeviceProfile } from './pci/device-profile';
import { DEVICES } from './pci/devices';
import type { PcieHost } from './pci/host-bus';
import { labMachine } from './pci/lab-machine';
import { liftOf } from './pci/lift';
import { vfLimits, type LimitId } from './pci/limits';

// What the limits say is what the simulated kernel does: a PF takes as many VFs as its limit, and not one more.

const MiB = 2 ** 20;

function boot(device: DeviceProfile, host: PcieHost): Kernel {
  const machine = labMachine({ ...host, iommu: false, cores: 4 }, { device: device.id });
  const kernel = bootKernel(machine, { seed: 1, autoload: true });
  // bnx2x takes no VFs while its port is down.
  for (const port of kernel.netDevices) kernel.net.setUp(port, true);
  return kernel;
}

/** `echo n > sriov_numvfs` of a PF of the card, and what came of it. */
function echo(kernel: Kernel, pf: number, numVfs: number): 'done' | 'no file' | Errno {
  const path = `sys/devices/pci0000:3a/0000:3a:00.0/0000:3b:00.${pf}/sriov_numvfs`;
  let at: VNode | undefined = kernel.root;
  for (const name of path.split('/')) at = at?.type === 'dir' ? at.get(name) : undefined;
  if (at?.type !== 'file' || at.write === undefined) return 'no file';
  try {
    at.write(`${numVfs}\n`, false);
    return 'done';
  } catch (error) {
    if (error instanceof SysError) return error.errno;
    throw error;
  }
}

/** VFs of the card that have a driver. */
const working = (kernel: Kernel) =>
  kernel
    .functions()
    .filter(({ bus, kernel: seen }) => bus >= 0x3b && seen !== null && seen.driver !== null)
    .filter(
      ({ bus, device, fn }) => kernel.fabric.at((bus << 8) | (device << 3) | fn)?.role === 'vf',
    ).length;

/** What each limit answers beyond its number: the core's file, or the driver, or `pci_enable_sriov`. */
const REFUSALS: Readonly<Record<LimitId, readonly Errno[]>> = {
  'device-total': ['ERANGE'],
  'total-vfs': ['ERANGE'],
  'driver-max': ['ERANGE'],
  'queue-pairs': ['ENOSPC'],
  'msix-vectors': ['ENOSPC'],
  // The core's answer, and that of bnx2x, which refuses to begin.
  'ari-reach': ['EIO', 'EINVAL'],
  'bus-numbers': ['ENOMEM'],
  'functions-per-bus': ['ENOMEM'],
  'memory-window': ['ENOMEM'],
  'memory-window-32': ['ENOMEM'],
  'num-vfs-register': ['EINVAL'],
};

const wide = 64 * 1024 * MiB;
const HOSTS: readonly PcieHost[] = [
  { ari: true, busesPerRootPort: 8, mmioWindow: wide },
  { ari: true, busesPerRootPort: 1, mmioWindow: wide },
  { ari: false, busesPerRootPort: 1, mmioWindow: wide },
  { ari: false, busesPerRootPort: 2, mmioWindow: wide },
  { ari: true, busesPerRootPort: 2, mmioWindow: 8.5 * MiB },
  { ari: true, busesPerRootPort: 2, mmioWindow: MiB, mmioWindow32: MiB },
  { ari: true, busesPerRootPort: 8, mmioWindow: wide, pageSize: 65_536 },
  { ari: true, busesPerRootPort: 8, mmioWindow: 9 * MiB, pageSize: 65_536 },
  { ari: true, busesPerRootPort: 8, mmioWindow: 9 * MiB, mmioWindow32: 8 * MiB, pageSize: 16_384 },
  { ari: true, busesPerRootPort: 8, mmioWindow: wide, mmioWindow32: MiB, pageSize: 65_536 },
];
const runs = DEVICES.flatMap((device) =>
  HOSTS.map((host) => [device, host, vfLimits(device, host)] as const),
);

const shown = ({
  ari,
  busesPerRootPort,
  mmioWindow = 0,
  mmioWindow32,
  pageSize = 4096,
}: PcieHost) =>
  `${ari ? '' : 'no '}ARI, ${busesPerRootPort} buses, ${mmioWindow / MiB} MiB above and ${
    mmioWindow32 === undefined ? 'enough' : `${mmioWindow32 / MiB} MiB`
  } below 4 GiB, pages of ${pageSize / 1024} KiB`;

describe('the limits and the kernel', () => {
  it.each(
    runs.map(
      ([device, host, limits]) => [`${device.id}: ${shown(host)}`, device, host, limits] as const,
    ),
  )('agree on %s', (_name, device, host, limits) => {
    const kernel = boot(device, host);
    for (const [pf, max] of limits.maxPerPf.entries()) {
      const here = limits.all.filter(({ perPf, max: all }) => (perPf?.[pf] ?? all) === max);
      const refused = here.flatMap(({ id }) => REFUSALS[id]);
      expect([pf, max, echo(kernel, pf, max)]).toEqual([pf, max, 'done']);
      expect(working(kernel)).toBe(max);
      expect(echo(kernel, pf, 0)).toBe('done');
      const beyond = echo(kernel, pf, max + 1);
      // Of a PF whose first VF can be reached Linux makes them all: those beyond have no driver.
      const inVain = () =>
        max > 0 &&
        here.some(({ id }) => id === 'ari-reach') &&
        working(kernel) === max &&
        echo(kernel, pf, 0) === 'done';
      const agrees = beyond === 'done' ? inVain() : refused.some((errno) => errno === beyond);
      expect([pf, max, beyond, agrees]).toEqual([pf, max, beyond, true]);
    }
    // All PFs together have what the panel names as the card's.
    for (const [pf, max] of limits.maxPerPf.entries()) echo(kernel, pf, max);
    expect(working(kernel)).toBe(limits.max);
  });

  it.each(DEVICES.map((device) => [device.id, device] as const))(
    'agree that lifting what binds %s makes another bind, up to what only another card lifts',
    (_name, device) => {
      for (const host of HOSTS) {
        let at = host;
        for (let steps = 0; ; steps++) {
          const limits = vfLimits(device, at);
          const lift = liftOf(limits.binding, device, at);
          if (lift === null || lift.by.kind === 'card') break;
          expect(steps).toBeLessThan(6);
          expect(lift.limits.binding).not.toBe(limits.binding);
          at = lift.host;
        }
        const kernel = boot(device, at);
        const { maxPerPf, max } = vfLimits(device, at);
        for (const [pf, most] of maxPerPf.entries()) echo(kernel, pf, most);
        expect([host, working(kernel)]).toEqual([host, max]);
      }
    },
  );
});
