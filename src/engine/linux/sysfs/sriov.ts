import { SysError } from '../errno';
import type { Host } from '../host';
import { numberOf, parseBool } from '../parse';
import type { PciDevice } from '../pci-device';
import { writeNumVfs } from '../sriov-sysfs';
import type { VNode } from '../vfs';
import { line, link, readWrite, writeOnly } from '../vfs-nodes';

/** The `sriov_*` files of a PF, what a VF has instead, and the links between them. */
export function sriovAttributes(host: Host, device: PciDevice, entries: Map<string, VNode>): void {
  const { sriov, physfn } = device;
  if (physfn !== null) {
    entries.set('physfn', link(`../${physfn.name}`));
    entries.set(
      'sriov_vf_msix_count',
      writeOnly((text) => {
        numberOf(text);
        // Only a PF's driver can move vectors from VF to VF, and only while none uses the VF.
        const pfCan = physfn.driver?.name === 'mlx5_core';
        throw new SysError(pfCan && device.driver !== null ? 'EBUSY' : 'EOPNOTSUPP');
      }),
    );
  }
  if (sriov === null) return;
  const set = (name: string, read: () => string) => entries.set(name, line(read));
  entries.set(
    'sriov_drivers_autoprobe',
    readWrite(
      () => `${sriov.driversAutoprobe ? 1 : 0}\n`,
      (text) => {
        const value = parseBool(text);
        if (value === null) throw new SysError('EINVAL');
        sriov.driversAutoprobe = value;
      },
    ),
  );
  entries.set(
    'sriov_numvfs',
    readWrite(
      () => `${sriov.numVfs}\n`,
      (text) => writeNumVfs(host, device, text),
    ),
  );
  set('sriov_offset', () => String(sriov.offset));
  set('sriov_stride', () => String(sriov.stride));
  set('sriov_totalvfs', () => String(sriov.driverMax));
  set('sriov_vf_device', () => sriov.vfDevice.toString(16));
  set('sriov_vf_total_msix', () => '0');
  if (sriov.depLink !== null) entries.set('dep_link', link(`../${sriov.depLink.name}`));
  for (const vf of sriov.vfs) {
    if (vf !== undefined) entries.set(`virtfn${vf.vfIndex}`, link(`../${vf.name}`));
  }
}
