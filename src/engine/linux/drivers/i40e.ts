import type { PciDriver } from '../driver';
import { negative } from '../errno-of';
import { LEVEL } from '../log';
import { freshVf } from '../net-table';
import { disableSriov, enableSriov } from '../sriov';
import { queueCount, serverNic, vfDriver } from './server-nic';

export function i40e(): PciDriver {
  return serverNic({
    name: 'i40e',
    vendor: 0x8086,
    devices: [
      0x1572, 0x1574, 0x1580, 0x1581, 0x1583, 0x1584, 0x1585, 0x1586, 0x1587, 0x1588, 0x1589,
      0x158a, 0x158b, 0x15ff, 0x37ce, 0x37cf, 0x37d0, 0x37d1, 0x37d2, 0x37d3,
    ],
    maxMtu: 9702,
    limit: null,
    probed(host, device, net) {
      const say = (text: string) => host.say(LEVEL.info, device, text);
      say(`MAC address: ${net.mac}`);
      say(
        `Features: PF-id[${device.devfn & 7}] VFs: ${device.sriov?.totalVfs ?? 0} VSIs: 66 QP: ${queueCount(host)} RSS FD_ATR FD_SB NTUPLE DCB VxLAN Geneve PTP VEPA`,
      );
    },
    configure(host, device, net, count) {
      if (count === 0) {
        net.vfs = [];
        disableSriov(host, device);
        return 0;
      }
      host.say(LEVEL.info, device, `Allocating ${count} VFs.`);
      const max = device.sriov?.totalVfs ?? 0;
      if (count > max) {
        const text = `Unable to enable ${count} VFs. Limited to ${max} VFs due to device resource constraints.`;
        host.say(LEVEL.warn, device, text);
        return 'EPERM';
      }
      const errno = enableSriov(host, device, count);
      if (errno !== null) {
        host.say(LEVEL.err, device, `Failed to enable SR-IOV: ${negative(errno)}`);
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
}

export function iavf(): PciDriver {
  return vfDriver({
    name: 'iavf',
    vendor: 0x8086,
    devices: [0x154c, 0x1571, 0x37cd, 0x1889],
    maxMtu: 9702,
    probed(host, device, net) {
      const say = (text: string) => host.say(LEVEL.info, device, text);
      say('Multiqueue Enabled: Queue pair count = 4');
      say(`MAC address: ${net.mac}`);
      say('GRO is enabled');
    },
  });
}
