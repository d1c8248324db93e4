import { disableDevice, disableMsix, enableDevice, enableMsix, setMaster } from './enable';
import type { Host } from './host';
import { LEVEL } from './log';
import type { PciDevice } from './pci-device';
import type { RoutingId } from '../units';

/** MODEL: from the request until QEMU has the device out of its guest (ACPI hot-plug) and closes it. */
const UNPLUG_NS = 200_000_000;

/** QEMU opens the device, of which its guest uses so many vectors; `taken` runs when it had to give it back. false where vfio does not have it, or another user. */
export function openVfio(host: Host, rid: RoutingId, taken: () => void, vectors: number): boolean {
  const device = host.devices.get(rid);
  if (device?.driver?.name !== 'vfio-pci' || host.vfioUsers.has(device)) return false;
  if (!enableDevice(host, device)) return false;
  // The driver in the guest does that as soon as it has the device.
  setMaster(host, device);
  // And asks for its vectors (vfio_msi_set_vector_signal): one a queue pair.
  enableMsix(
    host,
    device,
    Array.from({ length: vectors }, (_, n) => `vfio-msix[${String(n)}](${device.name})`),
  );
  host.vfioUsers.set(device, taken);
  return true;
}

export function closeVfio(host: Host, rid: RoutingId): void {
  const device = host.devices.get(rid);
  if (device === undefined || !host.vfioUsers.delete(device)) return;
  disableMsix(host, device);
  disableDevice(host, device);
}

/** `vfio_unregister_group_dev`: who removes the device waits until its user has let go. */
export function askUser(host: Host, device: PciDevice): void {
  const taken = host.vfioUsers.get(device);
  if (taken === undefined) return;
  // Asked again every ten seconds; QEMU is faster.
  host.say(LEVEL.notice, device, 'Relaying device request to user (#0)');
  host.clock.pass(UNPLUG_NS);
  closeVfio(host, device.rid);
  taken();
}
