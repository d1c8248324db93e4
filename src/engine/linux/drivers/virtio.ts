import { Binding } from '../bind-state';
import { Claims } from '../claims';
import { pciId, type PciDriver } from '../driver';
import { disableMsix, enableDevice, enableMsix, setMaster } from '../enable';
import type { Host } from '../host';
import { permanentMac } from '../mac';
import { MEM } from '../resource';
import type { PciDevice } from '../pci-device';
import { netNode } from '../sysfs/net';
import { directory, readOnly } from '../vfs-nodes';
import type { VNode } from '../vfs';

/** A network device on the virtio bus: virtio_net binds to it when it is loaded. */
export function attachVirtioNet(host: Host, device: PciDevice): void {
  const index = host.virtio.get(device);
  if (index === undefined || host.net.of(device) !== undefined) return;
  const name = `virtio${index}`;
  const mac = permanentMac(host, device);
  const net = host.net.add(device, {
    driver: 'virtio_net',
    mac,
    permanentMac: mac,
    maxMtu: 65535,
    txQueues: 1,
    rxQueues: 1,
    qdisc: 'fq_codel',
    parent: { bus: 'virtio', name },
  });
  device.bound?.onRemove(() => host.net.remove(net));
  disableMsix(host, device);
  enableMsix(host, device, [`${name}-config`, `${name}-input.0`, `${name}-output.0`]);
}

/** virtio-pci: makes a device on the virtio bus; the registers are in BAR 4. */
export function virtioPci(): PciDriver {
  return {
    name: 'virtio-pci',
    module: 'virtio_pci',
    ids: [pciId(0x1af4, null)],
    dynamicIds: [],
    probe(host, device) {
      if (device.device < 0x1000 || device.device > 0x107f) return 'ENODEV';
      if (!enableDevice(host, device)) return 'EINVAL';
      const binding = new Binding();
      binding.claims.push(new Claims(device, 'virtio-pci-modern', MEM, [4]));
      setMaster(host, device);
      const index = host.nextVirtio++;
      host.virtio.set(device, index);
      binding.onRemove(() => host.virtio.delete(device));
      binding.entriesByName.set(
        `virtio${index}`,
        directory(() => virtioEntries(host, device)),
      );
      device.bound = binding;
      if (host.modules.isLoaded('virtio_net')) attachVirtioNet(host, device);
      return null;
    },
    remove(host, device) {
      device.bound?.release(host, device);
    },
  };
}

function virtioEntries(host: Host, device: PciDevice): Map<string, VNode> {
  const entries = new Map<string, VNode>();
  entries.set(
    'device',
    readOnly(() => '0x0001\n'),
  );
  const net = host.net.of(device);
  if (net !== undefined)
    entries.set(
      'net',
      directory(() => new Map([[net.name, netNode(host, net)]])),
    );
  entries.set(
    'vendor',
    readOnly(() => '0x1af4\n'),
  );
  return entries;
}
