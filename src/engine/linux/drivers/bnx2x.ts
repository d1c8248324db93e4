import { pciId, type PciDriver } from '../driver';
import { LEVEL } from '../log';
import { netSay } from '../net-device';
import { freshVf } from '../net-table';
import { disableSriov, enableSriov } from '../sriov';
import { serverNic, vfDriver } from './server-nic';

const PFS = [
  0x164e, 0x164f, 0x1650, 0x1662, 0x168a, 0x168d, 0x168e, 0x16a1, 0x16a2, 0x16a4, 0x16ab, 0x16ae,
];
const VFS = [0x163f, 0x166f, 0x16a9, 0x16ad, 0x16af];

/** NetXtreme II: VFs only while the PF is up. */
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
    },
    configure(host, device, net, count) {
      if (!net.up) {
        const text = 'VF num configuration via sysfs not supported while PF is down';
        netSay(host, net, LEVEL.err, text);
        return 'EINVAL';
      }
      if (count === 0) {
        net.vfs = [];
        disableSriov(host, device);
        return 0;
      }
      const errno = enableSriov(host, device, count);
      if (errno !== null) return errno;
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
