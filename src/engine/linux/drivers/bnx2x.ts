import { pciId, type PciDriver } from '../driver';
import { negative } from '../errno-of';
import { LEVEL } from '../log';
import type { Host } from '../host';
import { freshVf } from '../net-table';
import { disableSriov, enableSriov } from '../sriov';
import { serverNic, vfDriver } from './server-nic';

const PFS = [
  0x164e, 0x164f, 0x1650, 0x1662, 0x168a, 0x168d, 0x168e, 0x16a1, 0x16a2, 0x16a4, 0x16ab, 0x16ae,
];
const VFS = [0x163f, 0x166f, 0x16a9, 0x16ad, 0x16af];

/** An error of the driver's SR-IOV part: function and line, then the interface. */
function complain(host: Host, where: string, name: string, text: string): void {
  host.log.print(LEVEL.err, `[${where}(${name})]${text}`);
}

/** NetXtreme II: VFs only under ARI and while the PF is up. */
export function bnx2x(): PciDriver {
  const pf = serverNic({
    name: 'bnx2x',
    vendor: 0x14e4,
    devices: PFS,
    maxMtu: 9600,
    limit: null,
    probed(host, device) {
      host.say(LEVEL.info, device, 'msix capability found');
      host.say(LEVEL.info, device, 'part number 0-0-0-0');
      if (device.sriov === null || device.bus.ariEnabled) return;
      const text = 'ARI not supported (check pci bridge ARI forwarding), SRIOV can not be enabled';
      // The interface has no number yet.
      complain(host, 'bnx2x_iov_init_one:1206', 'eth%d', text);
    },
    configure(host, device, net, count) {
      if (!device.bus.ariEnabled) {
        const text =
          'failed to configure SR-IOV since vfdb was not allocated. Check dmesg for errors in probe stage';
        complain(host, 'bnx2x_sriov_configure:2410', net.name, text);
        return 'EINVAL';
      }
      if (!net.up) {
        const text = 'VF num configuration via sysfs not supported while PF is down';
        complain(host, 'bnx2x_sriov_configure:2419', net.name, text);
        return 'EINVAL';
      }
      if (count === 0) {
        net.vfs = [];
        disableSriov(host, device);
        return 0;
      }
      const errno = enableSriov(host, device, count);
      if (errno !== null) {
        const text = `pci_enable_sriov failed with ${negative(errno)}`;
        complain(host, 'bnx2x_enable_sriov:2524', net.name, text);
        return errno;
      }
      net.vfs = Array.from({ length: count }, freshVf);
      return count;
    },
    leaving(host, device, net) {
      net.vfs = [];
      disableSriov(host, device);
    },
  });
  const vf = vfDriver({
    name: 'bnx2x',
    vendor: 0x14e4,
    devices: VFS,
    maxMtu: 9600,
    probed: (host, device) => host.say(LEVEL.info, device, 'msix capability found'),
  });
  return {
    ...pf,
    ids: [...PFS, ...VFS].map((device) => pciId(0x14e4, device)),
    probe: (host, device) => (device.isVirtfn ? vf : pf).probe(host, device),
    remove: (host, device) => (device.isVirtfn ? vf : pf).remove(host, device),
  };
}
