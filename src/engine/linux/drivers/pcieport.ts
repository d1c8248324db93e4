import { Binding } from '../bind-state';
import { changeWord } from '../config-access';
import { classId, type PciDriver } from '../driver';
import { enableDevice, enableMsi, enableMsix, setMaster } from '../enable';
import type { Host } from '../host';
import { LEVEL } from '../log';
import type { PciDevice } from '../pci-device';

/** Port types: root port, upstream and downstream port of a switch. */
const PORTS = [4, 5, 6];

/** Interrupt of the port's services; its own vector where it has MSI-X or MSI. */
function interruptFor(host: Host, device: PciDevice): number {
  const action = device.portType === 4 ? 'PCIe PME, aerdrv' : '';
  if (enableMsix(host, device, [action]) || enableMsi(host, device, action))
    return device.msiIrqs[0] ?? device.irq;
  return device.irq;
}

/** What `_OSC` gave the kernel. */
const grantedTo = (host: Host): string =>
  host.platform.osc.join(' ').split('OS now controls')[1] ?? '';

/** Power management events and error reports, as far as the firmware left them to the kernel. */
function startServices(host: Host, device: PciDevice, irq: number): void {
  if (device.portType !== 4) return;
  const granted = grantedTo(host);
  if (granted.includes('PME')) host.say(LEVEL.info, device, `PME: Signaling with IRQ ${irq}`);
  if (!granted.includes('AER') || device.aerCap === 0) return;
  changeWord(host, device.rid, device.aerCap + 0x2c, 7, 0);
  host.say(LEVEL.info, device, `AER: enabled with IRQ ${irq}`);
}

/** Ports of PCI Express; built into the kernel. */
export function pciePort(): PciDriver {
  return {
    name: 'pcieport',
    module: null,
    ids: [classId(0x060400)],
    dynamicIds: [],
    probe(host, device) {
      if (!device.isPcie || !PORTS.includes(device.portType)) return 'ENODEV';
      enableDevice(host, device);
      device.bound = new Binding();
      // With the AER service every report of the port and of what is below is on.
      if (device.aerCap !== 0) changeWord(host, device.rid, device.pcieCap + 8, 0xf, 0);
      // A port without services is enabled, and that is all. Later kernels have none for a switch's ports.
      if (grantedTo(host) === '' || (host.is612 && device.portType !== 4)) return null;
      setMaster(host, device);
      startServices(host, device, interruptFor(host, device));
      return null;
    },
    remove(host, device) {
      device.bound?.release(host, device);
    },
  };
}
