import { matches, type PciDriver } from './driver';
import { ERRNO, SysError, type Errno } from './errno';
import type { Host } from './host';
import { LEVEL } from './log';
import type { PciDevice } from './pci-device';

/** Whether the driver takes the device: by `driver_override` alone where that is set, else by its ids. */
export function driverMatches(driver: PciDriver, device: PciDevice): boolean {
  if (device.driverOverride !== null) return device.driverOverride === driver.name;
  if (driver.dynamicIds.some((id) => matches(id, device))) return true;
  return driver.ids.some((id) => id.overrideOnly !== true && matches(id, device));
}

/** A VF whose PF has `sriov_drivers_autoprobe` off is probed for a `driver_override` only. */
function canProbe(device: PciDevice): boolean {
  const { physfn } = device;
  if (physfn === null || device.driverOverride !== null) return true;
  return physfn.sriov?.driversAutoprobe ?? true;
}

/** Drivers that leave the DMA mask at 32 bits; all others can do 64. */
const NARROW: ReadonlySet<string> = new Set([
  'pcieport',
  'vfio-pci',
  'pci-stub',
  'pci-pf-stub',
  'e1000',
  '8139too',
]);

/** One driver's probe: null when the device is bound now. */
function probe(host: Host, driver: PciDriver, device: PciDevice): Errno | null {
  if (!canProbe(device)) return 'ENODEV';
  device.driver = driver;
  const errno = driver.probe(host, device);
  if (errno === null) {
    device.everBound = true;
    if (!NARROW.has(driver.name)) device.dmaBits = 64;
    return null;
  }
  if (errno !== 'ENODEV' && errno !== 'ENXIO') {
    const code = -ERRNO[errno][0];
    if (host.is612) {
      host.say(LEVEL.err, device, `probe with driver ${driver.name} failed with error ${code}`);
    } else {
      const text = `${driver.name}: probe of ${device.name} failed with error ${code}`;
      host.log.print(LEVEL.warn, text);
    }
  }
  device.driver = null;
  device.bound = null;
  return errno;
}

/** `device_attach`: the first driver that matches and wants it. */
export function attachDevice(host: Host, device: PciDevice): void {
  if (device.driver !== null) return;
  for (const driver of host.drivers.all()) {
    if (driverMatches(driver, device) && probe(host, driver, device) === null) return;
  }
}

/** A new driver looks at every device that has none. */
export function attachDriver(host: Host, driver: PciDriver): void {
  for (const device of host.sorted()) {
    if (device.driver === null && driverMatches(driver, device)) probe(host, driver, device);
  }
}

/** Takes the driver off a device. */
export function detachDevice(host: Host, device: PciDevice): void {
  const { driver } = device;
  if (driver === null) return;
  driver.remove(host, device);
  if (device.sriov !== null) {
    device.sriov.driverMax = device.sriov.totalVfs;
    if (device.sriov.numVfs > 0)
      host.say(LEVEL.warn, device, 'driver left SR-IOV enabled after remove');
  }
  device.driver = null;
  device.bound = null;
}

/** Write to a driver's `bind`. Throws SysError. */
export function bind(host: Host, driver: PciDriver, device: PciDevice | undefined): void {
  if (device === undefined || !driverMatches(driver, device)) throw new SysError('ENODEV');
  if (device.driver !== null) throw new SysError('EBUSY');
  const errno = probe(host, driver, device);
  if (errno !== null) throw new SysError(errno);
  host.clock.pass(driver.probeTakes?.(host) ?? 0);
  if (device.driver !== driver) throw new SysError('ENODEV');
}

/** Write to a driver's `unbind`. Throws SysError. */
export function unbind(host: Host, driver: PciDriver, device: PciDevice | undefined): void {
  if (device?.driver !== driver) throw new SysError('ENODEV');
  detachDevice(host, device);
}
