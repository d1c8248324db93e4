import type { Fabric } from '../pci/fabric';
import type { MachineConfig } from '../pci/machine';
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
}

/** A network interface of the host. */
export interface NetDevice {
  readonly name: string;
  readonly ifindex: number;
  /** The function it belongs to; null for `lo` and software devices. */
  readonly rid: RoutingId | null;
  readonly driver: string | null;
  mac: string;
  mtu: number;
  up: boolean;
  /** Set for a PF with VFs on, one entry each. */
  vfs: VfSettings[];
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
  /** Throws SysError ENOENT for a module that does not exist. Loading twice is no error. */
  loadModule(name: string, params: Readonly<Record<string, string>>): void;
  /** Throws SysError: ENOENT not loaded, EAGAIN in use. */
  unloadModule(name: string): void;
}
