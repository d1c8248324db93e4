import { Binding } from '../bind-state';
import { Claims } from '../claims';
import { pciId, type PciDriver } from '../driver';
import { enableDevice, enableMsix, setMaster } from '../enable';
import type { Errno } from '../errno';
import type { Host } from '../host';
import { linkSpeed } from '../link-speed';
import { LEVEL } from '../log';
import { permanentMac } from '../mac';
import { freshVf, type HostNetDevice } from '../net-table';
import type { PciDevice } from '../pci-device';
import { disableSriov, enableSriov } from '../sriov';
import { directory } from '../vfs-nodes';
import { igbLink } from './igb-net';
import { registerNet, settleName } from './netdev-binding';

const MS = 1_000_000;
/** VFs that igb knows how to serve, whatever TotalVFs says. */
const MAX_VFS = 7;
const VF_CAPABLE = [
  0x10c9, 0x10e6, 0x10e7, 0x10e8, 0x1526, 0x150a, 0x1518, 0x150d, 0x1521, 0x1522, 0x1523, 0x1524,
];
const OTHERS = [
  0x1533, 0x1536, 0x1537, 0x1538, 0x1539, 0x157b, 0x157c, 0x150e, 0x150f, 0x1510, 0x1511,
];

function speedText(host: Host, device: PciDevice): string {
  const { gigatransfers, width } = linkSpeed(host, device);
  const speed = gigatransfers === 5 ? '5.0Gb/s' : gigatransfers === 2.5 ? '2.5Gb/s' : 'unknown';
  return `PCIe:${speed}:Width x${width}`;
}

/** A changed number of VFs re-creates the queues: an open interface loses its link for a while. */
function reinitialise(host: Host, net: HostNetDevice): void {
  if (!net.up) return;
  net.epoch++;
  igbLink(host, net);
}

function enable(host: Host, device: PciDevice, net: HostNetDevice, count: number): number | Errno {
  if (count > MAX_VFS || !device.msixOn) return 'EPERM';
  net.vfs = Array.from({ length: count }, freshVf);
  net.adminMacs = [];
  if (host.is612) host.say(LEVEL.info, device, `${count} VFs allocated`);
  const errno = enableSriov(host, device, count);
  if (errno !== null) {
    net.vfs = [];
    return errno;
  }
  if (!host.is612) host.say(LEVEL.info, device, `${count} VFs allocated`);
  reinitialise(host, net);
  return count;
}

function disable(host: Host, device: PciDevice, net: HostNetDevice): void {
  if (net.vfs.length === 0) return;
  disableSriov(host, device);
  host.clock.pass(500 * MS);
  net.vfs = [];
  host.say(LEVEL.info, device, 'IOV Disabled');
}

/**
 * VFs that `max_vfs` asked for when the module was loaded: switched on before the port has its interface. Without it the
 * driver does not look whether there are VFs.
 */
function enableByParameter(host: Host, device: PciDevice): number {
  const wanted = Number(host.modules.param('igb', 'max_vfs') ?? '0');
  if (!(wanted > 0) || device.sriov === null || host.options.noMsi) return 0;
  const count = Math.min(MAX_VFS, wanted);
  if (wanted > MAX_VFS) host.say(LEVEL.warn, device, 'Maximum of 7 VFs per PF, using max');
  const advice = 'is deprecated - please use the pci sysfs interface.';
  host.say(LEVEL.warn, device, `Enabling SR-IOV VFs using the module parameter ${advice}`);
  const { numVfs } = device.sriov;
  if (numVfs > 0) {
    const found = `${numVfs} pre-allocated VFs found - override max_vfs setting of ${wanted}`;
    host.say(LEVEL.info, device, found);
    return numVfs;
  }
  if (enableSriov(host, device, count) !== null) return 0;
  host.say(LEVEL.info, device, `${count} VFs allocated`);
  return count;
}

export function igb(): PciDriver {
  return {
    name: 'igb',
    module: 'igb',
    ids: [...VF_CAPABLE, ...OTHERS].map((device) => pciId(0x8086, device)),
    dynamicIds: [],
    probe(host, device) {
      if (!enableDevice(host, device)) return 'EINVAL';
      const binding = new Binding();
      binding.claims.push(new Claims(device, 'igb'));
      setMaster(host, device);
      const byParameter = enableByParameter(host, device);
      const mac = permanentMac(host, device);
      const net = registerNet(host, device, binding, {
        driver: 'igb',
        mac,
        permanentMac: mac,
        maxMtu: 9216,
        txQueues: 8,
        rxQueues: 8,
        qdisc: 'mq',
      });
      const queues = Math.min(host.machine.cpus, 8);
      const names = Array.from({ length: queues }, (_, i) => i);
      enableMsix(host, device, ['', ...names.map(() => ''), ...names.map(() => '')]);
      binding.entriesByName.set(
        'ptp',
        directory(() => new Map()),
      );
      binding.entriesByName.set(
        'wakeup',
        directory(() => new Map()),
      );
      if (device.sriov !== null) device.sriov.driverMax = Math.min(MAX_VFS, device.sriov.totalVfs);
      device.bound = binding;
      const say = (text: string) => host.say(LEVEL.info, device, text);
      say(`added PHC on ${net.name}`);
      say('Intel(R) Gigabit Ethernet Network Connection');
      say(`${net.name}: (${speedText(host, device)}) ${mac}`);
      say(`${net.name}: PBA No: 1040FF-0FF`);
      say(
        `Using ${device.msixOn ? 'MSI-X' : 'legacy'} interrupts. ${queues} rx queue(s), ${queues} tx queue(s)`,
      );
      settleName(host, net);
      if (byParameter > 0) net.vfs = Array.from({ length: byParameter }, freshVf);
      return null;
    },
    remove(host, device) {
      const net = host.net.of(device);
      if (net !== undefined) {
        host.say(LEVEL.info, device, `removed PHC on ${net.name}`);
        disable(host, device, net);
      }
      device.bound?.release(host, device);
    },
    configureVfs(host, device, count) {
      const net = host.net.of(device);
      if (net === undefined) return 'EPERM';
      if (count > 0) return enable(host, device, net, count);
      disable(host, device, net);
      reinitialise(host, net);
      return 0;
    },
  };
}
