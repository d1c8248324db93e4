import { SysError } from './errno';
import type { Host } from './host';
import { LEVEL } from './log';
import { parseUnsigned } from './parse';
import type { PciDevice } from './pci-device';

/** Write to `sriov_numvfs`: the checks in the kernel's order. Throws SysError. */
export function writeNumVfs(host: Host, device: PciDevice, text: string): void {
  const { sriov } = device;
  const count = parseUnsigned(text, 0xffff);
  if (sriov === null || count === null) throw new SysError('EINVAL');
  if (count > sriov.driverMax) throw new SysError('ERANGE');
  if (count === sriov.numVfs) return;
  const { driver } = device;
  if (driver === null) {
    host.say(LEVEL.info, device, 'no driver bound to device; cannot configure SR-IOV');
    throw new SysError('ENOENT');
  }
  if (driver.configureVfs === undefined) {
    host.say(LEVEL.info, device, 'driver does not support SR-IOV configuration via sysfs');
    throw new SysError('ENOENT');
  }
  if (count !== 0 && sriov.numVfs !== 0) {
    const text = `${sriov.numVfs} VFs already enabled. Disable before enabling ${count} VFs`;
    host.say(LEVEL.warn, device, text);
    throw new SysError('EBUSY');
  }
  const made = driver.configureVfs(host, device, count);
  if (typeof made === 'string') throw new SysError(made);
  if (count !== 0 && made !== count) {
    host.say(LEVEL.warn, device, `${count} VFs requested; only ${made} enabled`);
  }
}
