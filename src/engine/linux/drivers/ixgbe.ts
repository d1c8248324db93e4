import type { PciDriver } from '../driver';
import { negative } from '../errno-of';
import type { Host } from '../host';
import { linkSpeed } from '../link-speed';
import { LEVEL } from '../log';
import { netSay } from '../net-device';
import { freshVf, type HostNetDevice } from '../net-table';
import type { PciDevice } from '../pci-device';
import { disableSriov, enableSriov } from '../sriov';
import { queueCount, serverNic, vfDriver } from './server-nic';

const MS = 1_000_000;
/** 64 pools; one stays with the PF. */
const POOLS = 63;

function multiqueue(host: Host, device: PciDevice, queues: number): void {
  const text = `Multiqueue Enabled: Rx Queue count = ${queues}, Tx Queue count = ${queues} XDP Queue count = 0`;
  host.say(LEVEL.info, device, text);
}

function switchOff(host: Host, device: PciDevice, net: HostNetDevice): void {
  if (net.vfs.length === 0) return;
  net.vfs = [];
  disableSriov(host, device);
  host.clock.pass(100 * MS);
}

export function ixgbe(): PciDriver {
  return serverNic({
    name: 'ixgbe',
    vendor: 0x8086,
    devices: [
      0x10b6, 0x10c6, 0x10c7, 0x10f7, 0x10f8, 0x10fb, 0x10fc, 0x1528, 0x154d, 0x1557, 0x1558,
      0x1560, 0x1563, 0x15d1, 0x15ab, 0x15c2, 0x15c4, 0x15c8, 0x15e4,
    ],
    maxMtu: 9710,
    limit: POOLS,
    probed(host, device, net) {
      const say = (text: string) => host.say(LEVEL.info, device, text);
      const { gigatransfers, width } = linkSpeed(host, device);
      multiqueue(host, device, queueCount(host));
      say(
        `${(gigatransfers * 0.8 * width).toFixed(3)} Gb/s available PCIe bandwidth (${gigatransfers}.0 GT/s PCIe x${width} link)`,
      );
      say('MAC: 2, PHY: 1, PBA No: Unknown');
      say(net.mac);
      say('Intel(R) 10 Gigabit Network Connection');
    },
    configure(host, device, net, count) {
      if (count === 0) {
        switchOff(host, device, net);
        multiqueue(host, device, queueCount(host));
        return 0;
      }
      if (count > POOLS) {
        const text = `Currently configured with 1 TCs, and 0 offloaded macvlans. Creating more than ${POOLS} VFs is not allowed`;
        netSay(host, net, LEVEL.err, text);
        return 'EPERM';
      }
      net.vfs = Array.from({ length: count }, () => ({ ...freshVf(), queryRss: false }));
      netSay(host, net, LEVEL.info, `SR-IOV enabled with ${count} VFs`);
      multiqueue(host, device, Math.min(4, queueCount(host)));
      const errno = enableSriov(host, device, count);
      if (errno === null) return count;
      net.vfs = [];
      host.say(LEVEL.warn, device, `Failed to enable PCI sriov: ${negative(errno)}`);
      return errno;
    },
    leaving: switchOff,
  });
}

export function ixgbevf(): PciDriver {
  return vfDriver({
    name: 'ixgbevf',
    vendor: 0x8086,
    devices: [0x10ed, 0x1515, 0x1565, 0x15a8, 0x15a9, 0x15b4, 0x15c5],
    maxMtu: 9710,
    probed(host, device, net) {
      host.say(LEVEL.info, device, net.mac);
      host.say(LEVEL.info, device, 'MAC: 1');
      const model = device.device === 0x1515 ? 'X540' : device.device === 0x1565 ? 'X550' : '82599';
      host.say(LEVEL.info, device, `Intel(R) ${model} Virtual Function`);
    },
  });
}
