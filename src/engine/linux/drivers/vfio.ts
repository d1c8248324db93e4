import { Binding } from '../bind-state';
import type { PciDriver } from '../driver';
import { disableDevice, enableDevice } from '../enable';
import type { Host } from '../host';
import type { PciDevice } from '../pci-device';
import { disableSriov, enableSriov } from '../sriov';
import { askUser } from '../vfio-users';

/** `/dev/vfio/N` exists while a device of group N is with vfio. */
function addGroupNode(host: Host, device: PciDevice, binding: Binding): void {
  const group = device.iommuGroup;
  if (group === null) return;
  const path = `vfio/${group.id}`;
  const held = () =>
    [...group.devices].some((other) => other.driver?.name === 'vfio-pci' && other !== device);
  if (!host.nodes.has(path)) {
    const minors = [...host.nodes.keys()].filter((key) => /^vfio\/\d+$/.test(key)).length;
    host.nodes.set(path, {
      type: 'file',
      mode: 0o600,
      size: 0,
      device: [host.vfioMajor, minors],
    });
  }
  binding.onRemove(() => {
    if (!held()) host.nodes.delete(path);
  });
}

/** Hands a device to user space. Needs an IOMMU group. */
export function vfioPci(): PciDriver {
  return {
    name: 'vfio-pci',
    module: 'vfio_pci',
    ids: [],
    dynamicIds: [],
    probe(host, device) {
      if (device.iommuGroup === null) return 'EINVAL';
      const binding = new Binding();
      device.bound = binding;
      addGroupNode(host, device, binding);
      return null;
    },
    remove(host, device) {
      if (device.sriov !== null && device.sriov.numVfs > 0) disableSriov(host, device);
      askUser(host, device);
      device.bound?.release(host, device);
    },
    configureVfs(host, device, count) {
      if (host.modules.param('vfio_pci', 'enable_sriov') !== 'Y') return 'ENOENT';
      if (count === 0) {
        disableSriov(host, device);
        disableDevice(host, device);
        return 0;
      }
      if (device.sriov !== null && device.sriov.numVfs > 0) return 'EINVAL';
      enableDevice(host, device);
      const errno = enableSriov(host, device, count);
      if (errno !== null) disableDevice(host, device);
      return errno ?? count;
    },
  };
}
