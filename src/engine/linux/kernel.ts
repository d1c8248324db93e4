import type { Fabric } from '../pci/fabric';
import type { MachineConfig } from '../pci/machine';
import type { Ruleset } from '../netfilter/ruleset';
import type { RoutingId } from '../units';
import type { SeenFunction } from './pci-view';
import type { VDir } from './vfs';

export interface LogLine {
  /** Nanoseconds since the kernel started. */
  readonly at: number;
  /** syslog level, 3 error to 7 debug. */
  readonly level: number;
  readonly text: string;
}

/** The kernel's ring buffer. */
export interface KernelLog {
  readonly lines: readonly LogLine[];
  /** `dmesg -c` and `-C`. */
  clear(): void;
  print(level: number, text: string): void;
}

/** A VF as `ip link show` lists it below its PF. */
export interface VfSettings {
  mac: string;
  vlan: number;
  qos: number;
  spoofCheck: boolean;
  trust: boolean;
  linkState: 'auto' | 'enable' | 'disable';
  /** Mbit/s, 0 = not limited. */
  minTxRate: number;
  maxTxRate: number;
  protocol: '802.1Q' | '802.1ad';
  /** null where the driver does not report it (only ixgbe and a few do). */
  queryRss: boolean | null;
}

/** A network interface of the host. What changes it goes through NetOps, which knows what the driver says to it. */
export interface NetDevice {
  name: string;
  readonly ifindex: number;
  /** The function it belongs to; null for `lo` and software devices. */
  readonly rid: RoutingId | null;
  readonly driver: string | null;
  mac: string;
  mtu: number;
  up: boolean;
  /** Set for a PF with VFs on, one entry each. */
  vfs: VfSettings[];
  /** How the card's switch treats frames between its functions. */
  bridgeMode: 'veb' | 'vepa';
  /** Addresses that an administrator set for VFs, by VF; '' or absent = none. */
  readonly adminMacs: readonly string[];
  readonly kind: 'loopback' | 'ether';
  /** null where the driver drew a random address. */
  readonly permanentMac: string | null;
  /** The link is there; counts only while `up`. */
  carrier: boolean;
  promisc: boolean;
  allmulti: boolean;
  /** `noop` until it is up for the first time. */
  qdisc: string;
  readonly minMtu: number;
  readonly maxMtu: number;
  readonly txQueues: number;
  readonly rxQueues: number;
  /** What sysfs' `device` link leads to: `pci` and `0000:01:00.0`, `virtio` and `virtio0`; null for `lo`. */
  readonly parent: { readonly bus: string; readonly name: string } | null;
}

/** What a PF's driver does as devlink's ports of flavour `pcisf` become active and inactive. */
export interface SubFunctionOps {
  /** Name of the device on the auxiliary bus. Throws SysError ENODEV where no driver is bound to the PF. */
  add(pf: NetDevice, number: number, mac: string): string;
  /** Nothing where it is gone already, as with the PF's driver. */
  remove(name: string): void;
}

/** What rtnetlink asks of the drivers. Every call throws SysError as the driver answers, and logs what it logs. */
export interface NetOps {
  setUp(device: NetDevice, up: boolean): void;
  setMtu(device: NetDevice, mtu: number): void;
  setAddress(device: NetDevice, mac: string): void;
  rename(device: NetDevice, name: string): void;
  setPromisc(device: NetDevice, on: boolean): void;
  setAllmulti(device: NetDevice, on: boolean): void;
  setVfMac(device: NetDevice, vf: number, mac: string): void;
  setVfVlan(
    device: NetDevice,
    vf: number,
    vlan: number,
    qos: number,
    protocol: VfSettings['protocol'],
  ): void;
  /** Mbit/s. */
  setVfRate(device: NetDevice, vf: number, min: number, max: number): void;
  setVfSpoofCheck(device: NetDevice, vf: number, on: boolean): void;
  setVfTrust(device: NetDevice, vf: number, on: boolean): void;
  setVfLinkState(device: NetDevice, vf: number, state: VfSettings['linkState']): void;
  setVfQueryRss(device: NetDevice, vf: number, on: boolean): void;
  /** InfiniBand only. */
  setVfGuid(device: NetDevice, vf: number): void;
}

export type NvmeResource = 'queues' | 'interrupts';

/** What nvme-cli asks of a primary controller: VFs are its secondary controllers, numbered from 1. */
export interface NvmeController {
  secondaries(): readonly {
    readonly online: boolean;
    readonly queues: number;
    readonly interrupts: number;
  }[];
  /**
   * Virtualization Management. Actions: 1 keep so many for the primary, 7 take a secondary offline, 8 assign to it,
   * 9 put it online. `status` is the completion's, 0 = success.
   */
  manage(
    action: number,
    kind: NvmeResource,
    controller: number,
    count: number,
  ): { readonly status: number; readonly modified: number };
  /** Throws SysError. */
  reset(): void;
}

/** User space behind `/dev/vfio`: QEMU with the functions of its guest. */
export interface VfioUsers {
  /**
   * Opens a function that vfio-pci drives: false where it does not, or somebody has it open. `taken` runs when it was
   * asked for and given back, as its driver or the function itself was about to go. `vectors`: that are used, 1 if left out.
   */
  open(rid: RoutingId, taken: () => void, vectors?: number): boolean;
  close(rid: RoutingId): void;
  /**
   * What counts the interrupts of guests' functions, vector by vector, by CPU of the host: those that came to a CPU, not those that
   * were posted. `/proc/interrupts` shows them.
   */
  count(source: (rid: RoutingId, vector: number) => readonly number[]): void;
}

/** The simulated host after boot: what runs on it sees the hardware through this. */
export interface Kernel {
  readonly machine: MachineConfig;
  readonly fabric: Fabric;
  /** `uname -r`, as 6.1.0-56-amd64. */
  readonly release: string;
  /** `/`, with sys, proc, dev and an ordinary home. */
  readonly root: VDir;
  readonly log: KernelLog;
  /** Nanoseconds since the kernel started. */
  now(): number;
  /** Somebody sleeps or a command takes its time. */
  pass(ns: number): void;
  /** Every function the kernel knows, in the order of `lspci`. Not what else may answer in the fabric. */
  functions(): readonly SeenFunction[];
  readonly netDevices: readonly NetDevice[];
  readonly net: NetOps;
  /** Throws SysError ENOENT for a module that does not exist. Loading twice is no error. */
  loadModule(name: string, params: Readonly<Record<string, string>>): void;
  /** Throws SysError: ENOENT not loaded, EAGAIN in use. */
  unloadModule(name: string): void;
  /** The controller behind `/dev/nvme0`; null where there is none. */
  nvme(name: string): NvmeController | null;
  readonly vfio: VfioUsers;
  readonly subFunctions: SubFunctionOps;
  /** The representors of a PF in switchdev mode are these, by name; none in legacy mode. */
  setRepresentors(pf: NetDevice, names: readonly string[]): void;
  /** What nft and sysctl have set up. */
  readonly netfilter: { ruleset: Ruleset; callIptables: boolean };
  /** Told of every function that comes (`there`) or goes. */
  watch(watcher: (rid: RoutingId, there: boolean) => void): void;
}
