import { pciId, type PciDriver } from '../driver';
import { negative } from '../errno-of';
import type { Host } from '../host';
import { linkSpeed, speedName } from '../link-speed';
import { LEVEL } from '../log';
import { freshVf } from '../net-table';
import type { PciDevice } from '../pci-device';
import { disableSriov, enableSriov } from '../sriov';
import { serverNic, vfDriver } from './server-nic';

const PFS = [
  0x1013, 0x1015, 0x1017, 0x1019, 0x101b, 0x101d, 0x101f, 0x1021, 0xa2d2, 0xa2d6, 0xa2dc,
];
const VFS = [0x1014, 0x1016, 0x1018, 0x101a, 0x101c, 0x101e, 0x1020, 0xa2d3];

function firmware(host: Host, device: PciDevice): void {
  const { gigatransfers, width } = linkSpeed(host, device);
  const say = (text: string) => host.say(LEVEL.info, device, text);
  say('firmware version: 22.36.1010');
  if (device.isVirtfn) return;
  const coding = gigatransfers >= 8 ? 128 / 130 : 0.8;
  const bandwidth = (gigatransfers * width * coding).toFixed(3);
  say(`${bandwidth} Gb/s available PCIe bandwidth (${speedName(gigatransfers)} x${width} link)`);
}

/** One driver for PFs and VFs of ConnectX. */
export function mlx5Core(): PciDriver {
  const pf = serverNic({
    name: 'mlx5_core',
    vendor: 0x15b3,
    devices: PFS,
    maxMtu: 9978,
    limit: null,
    probed(host, device) {
      firmware(host, device);
      const text = `E-Switch: Total vports ${2 + (device.sriov?.totalVfs ?? 0)}, per vport: max uc(128) max mc(2048)`;
      host.say(LEVEL.info, device, text);
    },
    configure(host, device, net, count) {
      if (count === 0) {
        net.vfs = [];
        disableSriov(host, device);
        return 0;
      }
      const text = `E-Switch: Enable: mode(LEGACY), nvfs(${count}), necvfs(0), active vports(${count + 1})`;
      host.say(LEVEL.info, device, text);
      net.vfs = Array.from({ length: count }, () => ({ ...freshVf(), spoofCheck: false }));
      const errno = enableSriov(host, device, count);
      if (errno === null) return count;
      net.vfs = [];
      const failure = `mlx5_sriov_enable:158:(pid 111): pci_enable_sriov failed : ${negative(errno)}`;
      host.say(LEVEL.warn, device, failure);
      return errno;
    },
    leaving(host, device, net) {
      net.vfs = [];
      disableSriov(host, device);
    },
  });
  const vf = vfDriver({
    name: 'mlx5_core',
    vendor: 0x15b3,
    devices: VFS,
    maxMtu: 9978,
    probed: firmware,
    noVectors(host, device) {
      firmware(host, device);
      host.say(LEVEL.err, device, 'mlx5_load:1192:(pid 111): Failed to alloc IRQs');
      const text = 'probe_one:1739:(pid 111): mlx5_init_one failed with error code -28';
      host.say(LEVEL.err, device, text);
    },
  });
  return {
    ...pf,
    ids: [...PFS, ...VFS].map((device) => pciId(0x15b3, device)),
    probe: (host, device) => (device.isVirtfn ? vf : pf).probe(host, device),
    remove: (host, device) => (device.isVirtfn ? vf : pf).remove(host, device),
  };
}
