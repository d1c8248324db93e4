import type { PciDriver } from '../driver';
import { negative } from '../errno-of';
import type { Host } from '../host';
import { LEVEL } from '../log';
import type { PciDevice } from '../pci-device';
import { msixCount } from '../enable';
import { freshVf } from '../net-table';
import { disableSriov, enableSriov } from '../sriov';
import { serverNic } from './server-nic';

/** Vectors of one VF and its queue pairs: the largest tier whose sum over all VFs the device has. */
const TIERS = [17, 5, 3, 2] as const;

/** Vectors that stay with the PF. */
const PF_VECTORS = 64;

function vectorsEach(host: Host, device: PciDevice, count: number): number | null {
  const available = Math.max(0, msixCount(host, device) - PF_VECTORS);
  return TIERS.find((tier) => tier * count <= available) ?? null;
}

/** E810: VFs first, resources after; a shortage undoes the VFs. */
export function ice(): PciDriver {
  return serverNic({
    name: 'ice',
    vendor: 0x8086,
    devices: [
      0x1591, 0x1592, 0x1593, 0x1599, 0x159a, 0x159b, 0x188a, 0x188b, 0x188c, 0x188d, 0x188e,
      0x1890, 0x1891, 0x1892, 0x1893, 0x1894,
    ],
    maxMtu: 9702,
    limit: null,
    probed(host, device) {
      const say = (text: string) => host.say(LEVEL.info, device, text);
      say('DDP package is not present or cannot be loaded. Using the one in the device.');
      say('RX/TX Flow Control: none');
    },
    configure(host, device, net, count) {
      const say = (level: number, text: string) => host.say(level, device, text);
      if (count === 0) {
        net.vfs = [];
        disableSriov(host, device);
        return 0;
      }
      const max = device.sriov?.totalVfs ?? 0;
      if (count > max) {
        say(LEVEL.err, `Can't enable ${count} VFs, max VFs supported is ${max}`);
        return 'EOPNOTSUPP';
      }
      say(LEVEL.info, `Enabling ${count} VFs`);
      const vectors = vectorsEach(host, device, count);
      if (vectors === null) {
        const only = msixCount(host, device);
        say(
          LEVEL.err,
          `Only ${only} MSI-X interrupts available for SR-IOV. Not enough to support minimum of 2 MSI-X interrupts per VF for ${count} VFs`,
        );
        say(
          LEVEL.err,
          `Not enough resources for ${count} VFs, err ${negative('ENOSPC')}. Try with fewer number of VFs`,
        );
        say(LEVEL.err, `Failed to enable SR-IOV: ${negative('ENOSPC')}`);
        return 'ENOSPC';
      }
      const errno = enableSriov(host, device, count);
      if (errno !== null) {
        say(LEVEL.err, `Failed to enable SR-IOV: ${negative(errno)}`);
        return errno;
      }
      say(
        LEVEL.info,
        `Enabling ${count} VFs with ${vectors} vectors and ${Math.min(16, vectors - 1)} queues per VF`,
      );
      net.vfs = Array.from({ length: count }, freshVf);
      return count;
    },
    leaving(host, device, net) {
      net.vfs = [];
      disableSriov(host, device);
    },
  });
}
