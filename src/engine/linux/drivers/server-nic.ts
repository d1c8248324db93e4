import { Binding } from '../bind-state';
import { Claims } from '../claims';
import { pciId, type PciDriver } from '../driver';
import { enableDevice, enableMsix, setMaster } from '../enable';
import type { Errno } from '../errno';
import type { Host } from '../host';
import { permanentMac, randomMac } from '../mac';
import type { HostNetDevice } from '../net-table';
import type { PciDevice } from '../pci-device';
import { registerNet, settleName } from './netdev-binding';

/** What tells one server NIC's PF driver from another. */
export interface ServerNic {
  readonly name: string;
  readonly vendor: number;
  readonly devices: readonly number[];
  readonly maxMtu: number;
  /** Lines of a successful probe. */
  readonly probed: (host: Host, device: PciDevice, net: HostNetDevice) => void;
  /** `sriov_configure` after the core's checks. */
  readonly configure: (
    host: Host,
    device: PciDevice,
    net: HostNetDevice,
    count: number,
  ) => number | Errno;
  /** The driver's own limit; null = TotalVFs. */
  readonly limit: number | null;
  /** Before the driver goes. */
  readonly leaving?: (host: Host, device: PciDevice, net: HostNetDevice) => void;
}

/** Queues a driver makes: one a CPU, within reason. */
export function queueCount(host: Host): number {
  return Math.min(host.machine.cpus, 63);
}

export function serverNic(nic: ServerNic): PciDriver {
  return {
    name: nic.name,
    module: nic.name,
    ids: nic.devices.map((device) => pciId(nic.vendor, device)),
    dynamicIds: [],
    probe(host, device) {
      if (!enableDevice(host, device)) return 'EINVAL';
      const binding = new Binding();
      binding.claims.push(new Claims(device, nic.name));
      setMaster(host, device);
      const mac = permanentMac(host, device);
      const queues = queueCount(host);
      enableMsix(host, device, ['', ...Array.from({ length: queues }, () => '')]);
      const net = registerNet(host, device, binding, {
        driver: nic.name,
        mac,
        permanentMac: mac,
        maxMtu: nic.maxMtu,
        txQueues: queues,
        rxQueues: queues,
        qdisc: 'mq',
      });
      if (device.sriov !== null && nic.limit !== null)
        device.sriov.driverMax = Math.min(nic.limit, device.sriov.totalVfs);
      device.bound = binding;
      nic.probed(host, device, net);
      settleName(host, net);
      return null;
    },
    remove(host, device) {
      const net = host.net.of(device);
      if (net !== undefined) nic.leaving?.(host, device, net);
      device.bound?.release(host, device);
    },
    configureVfs(host, device, count) {
      const net = host.net.of(device);
      return net === undefined ? 'ENODEV' : nic.configure(host, device, net, count);
    },
  };
}

/** What a VF driver says, and which VFs it takes. */
export interface VfDriver {
  readonly name: string;
  readonly vendor: number;
  readonly devices: readonly number[];
  readonly maxMtu: number;
  readonly probed: (host: Host, device: PciDevice, net: HostNetDevice) => void;
  /** What it says where it gets no interrupts: then it leaves the VF alone. */
  readonly noVectors?: (host: Host, device: PciDevice) => void;
}

export function vfDriver(vf: VfDriver): PciDriver {
  return {
    name: vf.name,
    module: vf.name,
    ids: vf.devices.map((device) => pciId(vf.vendor, device)),
    dynamicIds: [],
    probe(host, device) {
      if (!enableDevice(host, device)) return 'EINVAL';
      const binding = new Binding();
      binding.claims.push(new Claims(device, vf.name));
      setMaster(host, device);
      const pf = device.physfn === null ? undefined : host.net.of(device.physfn);
      const given = pf?.vfs[device.vfIndex]?.mac ?? '';
      const administered = given !== '' && !/^[0:]+$/.test(given);
      const mac = administered ? given : randomMac(host);
      if (!enableMsix(host, device, ['', '', ''])) {
        vf.noVectors?.(host, device);
        binding.release(host, device);
        return 'ENOSPC';
      }
      const net = registerNet(host, device, binding, {
        driver: vf.name,
        mac,
        permanentMac: administered ? mac : null,
        maxMtu: vf.maxMtu,
        txQueues: 4,
        rxQueues: 4,
        qdisc: 'mq',
      });
      device.bound = binding;
      vf.probed(host, device, net);
      settleName(host, net);
      return null;
    },
    remove(host, device) {
      device.bound?.release(host, device);
    },
  };
}
