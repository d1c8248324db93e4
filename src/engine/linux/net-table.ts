import type { NetDevice, VfSettings } from './kernel';
import type { PciDevice } from './pci-device';
import type { RoutingId } from '../units';

/** What a driver gives a new interface. */
export interface NetShape {
  readonly driver: string;
  readonly mac: string;
  readonly permanentMac: string | null;
  readonly maxMtu: number;
  readonly minMtu?: number;
  readonly txQueues: number;
  readonly rxQueues: number;
  /** Queue discipline once it is up: `mq` with several queues, else `fq_codel`. */
  readonly qdisc: string;
  readonly parent?: NetDevice['parent'];
  /** Not the function's own interface, but one of a device made inside it. */
  readonly beside?: true;
}

/** An interface as the kernel keeps it: the contract's fields plus who serves it. */
export interface HostNetDevice extends NetDevice {
  readonly device: PciDevice | null;
  readonly upQdisc: string;
  /** Counted with every change of state, so that what was queued for the old state can tell. */
  epoch: number;
  /** MACs that an administrator set for VFs; '' = none. */
  adminMacs: string[];
}

export const NO_MAC = '00:00:00:00:00:00';

export function freshVf(): VfSettings {
  return {
    mac: NO_MAC,
    vlan: 0,
    qos: 0,
    spoofCheck: true,
    trust: false,
    linkState: 'auto',
    minTxRate: 0,
    maxTxRate: 0,
    protocol: '802.1Q',
    queryRss: null,
  };
}

/** The host's interfaces by ifindex. */
export class NetTable {
  readonly devices: HostNetDevice[] = [];
  private readonly byDevice = new Map<PciDevice, HostNetDevice>();
  private readonly names = new Map<string, HostNetDevice>();
  /** No `ethN` below is free. */
  private lowest = 0;
  private nextIndex = 1;

  constructor() {
    const lo = this.add(null, {
      driver: '',
      mac: NO_MAC,
      permanentMac: null,
      maxMtu: 0,
      minMtu: 0,
      txQueues: 1,
      rxQueues: 1,
      qdisc: 'noqueue',
    });
    lo.mtu = 65536;
  }

  /** Registers an interface under the lowest free `ethN`. */
  add(device: PciDevice | null, shape: NetShape): HostNetDevice {
    const isOwn = shape.beside !== true;
    const rid: RoutingId | null = isOwn ? (device?.rid ?? null) : null;
    const interfaceDevice: HostNetDevice = {
      name: device === null ? 'lo' : this.freeName(),
      ifindex: this.nextIndex++,
      rid,
      driver: device === null ? null : shape.driver,
      mac: shape.mac,
      mtu: 1500,
      up: false,
      vfs: [],
      bridgeMode: 'veb',
      kind: device === null ? 'loopback' : 'ether',
      permanentMac: shape.permanentMac,
      carrier: device === null,
      promisc: false,
      allmulti: false,
      qdisc: 'noop',
      minMtu: shape.minMtu ?? 68,
      maxMtu: shape.maxMtu,
      txQueues: shape.txQueues,
      rxQueues: shape.rxQueues,
      parent: shape.parent ?? (device === null ? null : { bus: 'pci', name: device.name }),
      device,
      upQdisc: shape.qdisc,
      epoch: 0,
      adminMacs: [],
    };
    this.devices.push(interfaceDevice);
    this.names.set(interfaceDevice.name, interfaceDevice);
    if (device !== null && isOwn) this.byDevice.set(device, interfaceDevice);
    return interfaceDevice;
  }

  remove(net: HostNetDevice): void {
    net.epoch++;
    this.devices.splice(this.devices.lastIndexOf(net), 1);
    if (net.device !== null && this.byDevice.get(net.device) === net)
      this.byDevice.delete(net.device);
    this.names.delete(net.name);
    const number = /^eth(\d+)$/.exec(net.name)?.[1];
    if (number !== undefined) this.lowest = Math.min(this.lowest, Number(number));
  }

  rename(net: HostNetDevice, name: string): void {
    this.names.delete(net.name);
    this.names.set(name, net);
    net.name = name;
    this.lowest = 0;
  }

  /** The interface of a function; undefined when no network driver is bound. */
  of(device: PciDevice): HostNetDevice | undefined {
    return this.byDevice.get(device);
  }

  byName(name: string): HostNetDevice | undefined {
    return this.names.get(name);
  }

  private freeName(): string {
    let n = this.lowest;
    while (this.names.has(`eth${n}`)) n++;
    this.lowest = n + 1;
    return `eth${n}`;
  }
}
