import { pciId, type PciDriver } from '../driver';
import { negative } from '../errno-of';
import { LEVEL } from '../log';
import { netSay } from '../net-device';
import { freshVf, type HostNetDevice } from '../net-table';
import type { Host } from '../host';
import type { PciDevice } from '../pci-device';
import { disableSriov, enableSriov } from '../sriov';
import { serverNic, vfDriver } from './server-nic';

const PFS = [0x16c8, 0x16c9, 0x16ca, 0x16d6, 0x16d7, 0x16d8, 0x16d9, 0x1750, 0x1751, 0x1752];
const VFS = [0x16dc, 0x16e1, 0x16e5, 0x1806, 0x1807];

function found(host: Host, device: PciDevice, net: HostNetDevice): void {
  const start = device.resources[0]?.start ?? 0;
  const what = device.isVirtfn ? 'NetXtreme-E Ethernet Virtual Function' : 'NetXtreme-E Ethernet';
  netSay(
    host,
    net,
    LEVEL.info,
    `Broadcom ${what} found at mem ${start.toString(16)}, node addr ${net.mac}`,
  );
}

/** NetXtreme-E; asks the firmware for each VF's share before the core makes the VFs. */
export function bnxtEn(): PciDriver {
  const pf = serverNic({
    name: 'bnxt_en',
    vendor: 0x14e4,
    devices: PFS,
    maxMtu: 9500,
    limit: null,
    probed: found,
    configure(host, device, net, count) {
      if (count === 0) {
        net.vfs = [];
        disableSriov(host, device);
        return 0;
      }
      if (!net.up) {
        const text = 'Reject SRIOV config request since if is down!';
        netSay(host, net, LEVEL.warn, text);
        return 0;
      }
      const errno = enableSriov(host, device, count);
      if (errno !== null) {
        netSay(host, net, LEVEL.warn, `Failed to enable SRIOV: ${negative(errno)}`);
        return 0;
      }
      net.vfs = Array.from({ length: count }, () => ({ ...freshVf(), spoofCheck: false }));
      return count;
    },
    leaving(host, device, net) {
      net.vfs = [];
      disableSriov(host, device);
    },
  });
  const vf = vfDriver({
    name: 'bnxt_en',
    vendor: 0x14e4,
    devices: VFS,
    maxMtu: 9500,
    probed: found,
  });
  return {
    ...pf,
    ids: [...PFS, ...VFS].map((device) => pciId(0x14e4, device)),
    probe: (host, device) => (device.isVirtfn ? vf : pf).probe(host, device),
    remove: (host, device) => (device.isVirtfn ? vf : pf).remove(host, device),
  };
}
