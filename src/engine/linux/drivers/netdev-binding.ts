import type { Binding } from '../bind-state';
import type { Host } from '../host';
import { udevRename } from '../net-device';
import type { HostNetDevice, NetShape } from '../net-table';
import type { PciDevice } from '../pci-device';
import { netNode } from '../sysfs/net';
import { directory } from '../vfs-nodes';

/** Registers an interface that lives as long as the binding. udev renames it where there is udev. */
export function registerNet(
  host: Host,
  device: PciDevice,
  binding: Binding,
  shape: NetShape,
): HostNetDevice {
  const net = host.net.add(device, shape);
  binding.entriesByName.set(
    'net',
    directory(() => new Map([[net.name, netNode(host, net)]])),
  );
  binding.onRemove(() => host.net.remove(net));
  return net;
}

export function settleName(host: Host, net: HostNetDevice): void {
  udevRename(host, net);
}
