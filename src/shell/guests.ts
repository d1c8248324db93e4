import type { Kernel } from '../engine/linux/kernel';
import { planHost } from '../engine/paths/plan';
import { formatBdf } from '../engine/pci/routing';
import type { Scenario } from '../engine/scenario/scenario';
import type { PciNames } from './command';
import { createShell } from './session';

const DEVICES = '/sys/bus/pci/devices';

/**
 * What libvirt does when it starts the guests of the scenario: functions that are handed to a guest go to vfio-pci
 * (`managed='yes'`). Functions that already are there, or do not exist, are left alone.
 */
export function attachGuests(scenario: Scenario, kernel: Kernel, names: PciNames): void {
  const { card, vms } = planHost(scenario);
  const wanted = new Set(
    vms.flatMap(({ fn }) => {
      const rid = card.functions[fn]?.rid;
      return rid === undefined ? [] : [formatBdf(rid, 0)];
    }),
  );
  const there = kernel.functions().filter(({ domain, bus, device, fn, kernel: known }) => {
    const bdf = formatBdf((bus << 8) | (device << 3) | fn, domain);
    return wanted.has(bdf) && known?.driver !== 'vfio-pci';
  });
  if (there.length === 0) return;
  const libvirt = createShell({ kernel, names, lab: null });
  libvirt.run('modprobe vfio-pci', null);
  for (const { domain, bus, device, fn, kernel: known } of there) {
    const bdf = formatBdf((bus << 8) | (device << 3) | fn, domain);
    libvirt.run(`echo vfio-pci > ${DEVICES}/${bdf}/driver_override`, null);
    if (known !== null && known.driver !== null) {
      libvirt.run(`echo ${bdf} > ${DEVICES}/${bdf}/driver/unbind`, null);
    }
    libvirt.run(`echo ${bdf} > /sys/bus/pci/drivers_probe`, null);
  }
}
