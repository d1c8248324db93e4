import type { CostOverrides } from '../costs/costs';
import type { ProfileId } from '../costs/profiles';
import type { HostNetfilter } from '../netfilter/ruleset';
import type { DeviceProfile } from '../pci/device-profile';
import type { RootPort } from '../pci/host-bus';
import type { MachineConfig } from '../pci/machine';
import type { Picos, RoutingId } from '../units';
import type { Attack } from './attack';
import type { CardRule, CardSwitch, EswitchMode } from './card-rule';
import type { Fork } from './fork';
import type { HeldFunction } from './held-function';
import type { FunctionKind } from './function-kinds';
import type { Replay } from './replay';
import type { MigrationPlan } from './migration-plan';

export { ATTACK_KINDS, ATTACK_TARGETS, type Attack } from './attack';

/** Ids of the I/O paths a guest can be given; public, in the order of the path picker. */
export const PATH_IDS = [
  'emulated',
  'emulated-rtl8139',
  'virtio',
  'vhost-net',
  'vhost-user',
  'passthrough',
  'sriov',
  'bare-metal',
] as const satisfies readonly string[];
export type PathId = (typeof PATH_IDS)[number];

export const TRAFFIC_KINDS = [
  'single',
  'burst',
  'cbr',
  'poisson',
  'bulk',
  'request-response',
  'replay',
] as const;
export type TrafficKind = (typeof TRAFFIC_KINDS)[number];

/** `{ to: 'vm1' }` sends to another guest of the same host, by its name. */
export type Direction = 'tx' | 'rx' | 'both' | { readonly to: string };

export type { Replay, ReplayFrame } from './replay';

/** Instead of the one that direction names. `unknown`: nobody has the address; `service`: a virtual one, of the host's bridge. */
export const DESTINATIONS = ['peer', 'broadcast', 'multicast', 'unknown', 'service'] as const;
/**
 * The source address of what a guest sends. `changed`: its interface was given another address, which a VF's driver
 * asks its PF for; `foreign`: frames written with an address of nobody, past the interface.
 */
export const SOURCES = ['own', 'changed', 'foreign'] as const;

/** `usual`: TCP for requests, bulk and what has to be cut, else UDP. `icmp`: echo requests and their replies, as ping sends them. */
export const PROTOCOLS = ['usual', 'udp', 'tcp', 'icmp'] as const;
export const IP_VERSIONS = [4, 6] as const;

export interface Traffic {
  readonly kind: TrafficKind;
  readonly direction: Direction;
  /** Ethernet frame without FCS: 60 to 9014. */
  readonly packetBytes: number;
  /** Mean rate of one guest, `cbr` and `poisson`. */
  readonly pps: number;
  /** Number of packets of a `burst`. */
  readonly packets: number;
  /** Packets that the application hands over at once and the driver announces with one doorbell (xmit_more). */
  readonly batch: number;
  /** Sockets, each with a thread of the application, that share the traffic; a flow stays on one queue of the device. */
  readonly flows: number;
  /** Only with kind `replay`. */
  readonly replay: Replay | null;
  readonly destination: (typeof DESTINATIONS)[number];
  readonly source: (typeof SOURCES)[number];
  /** VLAN ID of the tag that frames have when they leave their sender; 0 = untagged. The guest's interface is in that VLAN. */
  readonly vlan: number;
  /** What the frames carry in their IP packets. */
  readonly protocol: (typeof PROTOCOLS)[number];
  readonly ipVersion: (typeof IP_VERSIONS)[number];
}

export interface Tuning {
  /** VIRTIO_F_EVENT_IDX negotiated. */
  readonly eventIdx: boolean;
  /** Shortest distance of two interrupts of a NIC queue, microseconds; 0 = none. */
  readonly interruptThrottleUs: number;
  /** Whether it stays as set, or the driver adapts it to what the last interrupts brought (dynamic ITR). */
  readonly interruptThrottle: 'fixed' | 'adaptive';
  /** The guest driver polls after an interrupt (NAPI) instead of one interrupt per packet. */
  readonly napi: boolean;
  /** How long the vhost worker polls an empty ring before it sleeps, microseconds. */
  readonly busyPollUs: number;
  /** The guest never halts (`idle=poll`), so neither HLT nor idle-timer exits occur. */
  readonly idlePoll: boolean;
  /** A program in the guest drives its device itself and polls (DPDK): no interrupts, no notifications, no halt. */
  readonly guestPolling: boolean;
  /** Where the thread of the back end runs: on the CPU of the guest's vCPU or on another. */
  readonly workerAffinity: 'same' | 'other';
  /** Where a device's host interrupt arrives: on the CPU of the guest's vCPU or on another. */
  readonly irqAffinity: 'same' | 'other';
  /** Notifications of a virtio device end in the kernel (ioeventfd); off, each goes out to the VMM. */
  readonly ioeventfd: boolean;
  /** The notify page of a vDPA device is mapped into the guest; off, each kick leaves it for the host's kernel. */
  readonly mappedDoorbell: boolean;
  /** Sent buffers of virtio-net are freed after an interrupt; off, at the next transmission (napi_tx=0). */
  readonly napiTx: boolean;
  /** vCPUs of the guest, and queue pairs of its device: each vCPU has one of its own (`ethtool -L combined`). */
  readonly queues: number;
  /** How long KVM polls at most before a halted vCPU sleeps (halt_poll_ns), microseconds; 0 = not at all. */
  readonly haltPollUs: number;
  /** End of interrupt through shared memory, without an exit; only where there is no APICv. */
  readonly pvEoi: boolean;
  /** The stack hands super-packets of up to 64 KiB to its driver; who has to cuts them (TSO, GSO). */
  readonly tso: boolean;
  /** Of the guest's interface and what leads to it, bytes; the frame is 14 longer. */
  readonly mtu: number;
  /** Pages that back the guest's memory, and so the leaves of its IOMMU table. */
  readonly pages: GuestPages;
  /** The guest's interface takes frames for others too, which a VF's driver asks its PF for. */
  readonly promiscuous: boolean;
  /** The VF's driver starts with the run: before its first frame it asks its PF over the mailbox. Off: it has asked before. */
  readonly vfReset: boolean;
}

export const GUEST_PAGES = ['4KiB', '2MiB', '1GiB'] as const;
export type GuestPages = (typeof GUEST_PAGES)[number];

export const VFIO_DRIVERS = ['vfio-pci', 'mlx5_vfio_pci'] as const;
export type VfioDriver = (typeof VFIO_DRIVERS)[number];

export interface VmGroup {
  readonly count: number;
  readonly path: PathId;
  /** What of the card is its own. */
  readonly function: FunctionKind;
  readonly traffic: Traffic;
  readonly tuning: Tuning;
  /** Its VF has a standby: a virtio-net device behind the bridge with the same address, under one net_failover master. */
  readonly failover: boolean;
  /** Driver of the host that gives its function away: the generic one, or the card's own that can save its state. */
  readonly vfioDriver: VfioDriver;
  /** Null: its driver is honest. */
  readonly attack: Attack | null;
}

export interface HostConfig {
  /** Whose cost table; says the clock and APICv where nothing else does. */
  readonly profile: ProfileId;
  readonly cores: number;
  /** vCPUs that are pinned to one CPU before the next gets any; beyond 1 they compete for it (overcommit). */
  readonly vcpusPerCore: number;
  readonly cpuGHz: number;
  readonly iommu: boolean;
  /** The IOMMU looks requests up by requester ID and PASID (`intel_iommu=sm_on`); nothing without the IOMMU. */
  readonly scalableMode: boolean;
  /** Interrupt remapping; nothing without the IOMMU. Off, VFIO is told to allow unsafe interrupts. */
  readonly interruptRemapping: boolean;
  /** Functions are given to guests even without the IOMMU: guests' memory is laid one to one for it. */
  readonly unsafeDma: boolean;
  readonly postedInterrupts: boolean;
  readonly apicv: boolean;
  readonly ari: boolean;
  readonly busesPerRootPort: number;
  /** Bytes. */
  readonly mmioWindow: number;
  /** Below 4 GiB, bytes; absent = what the card's VFs need. */
  readonly mmioWindow32?: number;
  /** Of the kernel, bytes. */
  readonly pageSize: number;
  /** Commands of nft that are run when the host starts, as from /etc/nftables.conf. */
  readonly firewall: readonly string[];
  /** net.bridge.bridge-nf-call-iptables: bridged frames pass the chains of the IP layer too. */
  readonly bridgeNfCallIptables: boolean;
  /** Netfilter as it was set up on the host that was started, in place of both. Never in a file: `edits` lead to it. */
  readonly netfilter?: HostNetfilter;
  /** The port above the card on a machine or in a dump; the lab's own host has one root port. Never in a file. */
  readonly slot?: RootPort;
}

/** What describes a run, complete and checked: every default filled in, quantities as numbers. */
export interface Scenario {
  readonly version: 1;
  readonly seed: number;
  readonly host: HostConfig;
  readonly nic: NicConfig;
  /** A host described part by part; null = the lab's own, made from `host` and `nic`. */
  readonly machine: MachineConfig | null;
  readonly vms: readonly VmGroup[];
  readonly run: { readonly until: Picos };
  /** One guest that is moved to another host while it runs; null = none. */
  readonly migration: MigrationPlan | null;
  readonly fork: Fork | null;
  /** Prices in place of the profile's, in the units of costs.ts. */
  readonly costs: CostOverrides;
  /**
   * What was done on the host after it had started, in order of time. The run begins when the last is done. A host
   * with edits starts without VFs: they say what is switched on. Without any, a start-up unit does what `nic` says.
   */
  readonly edits: readonly HostEdit[];
}

export interface NicConfig extends CardSwitch {
  readonly device: string;
  /** On the whole card: PF0 is filled first. */
  readonly numVfs: number;
  /**
   * Nothing was said about VFs but `edits`, or nothing at all of the card of a machine or a dump: as many as they
   * lead to, and `numVfs` is 0 until that is known.
   */
  readonly byEdits: boolean;
  /** The same for each PF, where that was said; its sum is `numVfs`. */
  readonly vfsPerPf: readonly number[] | null;
  /** Text of an `lspci` dump whose host and card are taken instead of `device`. */
  readonly lspci: string | null;
  /** The card of a machine or of a dump where `device` does not name it. Never in a file. */
  readonly profile?: DeviceProfile;
  /**
   * Functions of each guest where that was changed by hand; guests beyond its end get what is free. Absent = as they
   * come. Never in a file: `edits` lead to it.
   */
  readonly given?: readonly (readonly RoutingId[])[];
  /** Absent = none. Never in a file: a described machine's kernel leads to it. */
  readonly held?: readonly HeldFunction[];
  /** What an administrator set at the switch of each PF; absent = as the drivers leave it. Never in a file: `edits` lead to it. */
  readonly switches?: readonly PfSwitch[];
}

/** The switch of one port, as the PF's driver was told to set it up. */
export interface PfSwitch {
  readonly mode: 'veb' | 'vepa';
  /** Where nobody typed anything about them, what the scenario says of all ports. */
  readonly eswitch?: EswitchMode;
  readonly flows?: readonly CardRule[];
  readonly fdb?: readonly string[];
  /** By VF index. */
  readonly vfs: readonly VfPolicy[];
}

/** What `ip link set DEV vf N …` says of one VF. */
export interface VfPolicy {
  /** Set by an administrator; null = the VF chooses. */
  readonly mac: string | null;
  /** Port VLAN: VLAN ID, 0 = none, and priority. */
  readonly vlan: number;
  readonly qos: number;
  readonly spoofCheck: boolean;
  readonly trust: boolean;
  readonly linkState: 'auto' | 'enable' | 'disable';
  /** Mbit/s, 0 = not limited. */
  readonly minTxRate: number;
  readonly maxTxRate: number;
}

/** A line of the host's shell and when it was typed. */
export interface HostEdit {
  /** Host uptime. */
  readonly at: Picos;
  readonly shell: string;
}

/** Why a scenario (or a link, or a file) was refused, at which place. Words are made from it in i18n. */
export interface Issue {
  /** JSON path, as `vms.0.traffic.pps`; '' is the whole document. */
  readonly path: string;
  readonly code:
    | 'unknown-key'
    | 'wrong-type'
    | 'not-allowed'
    | 'out-of-range'
    | 'bad-quantity'
    | 'not-json'
    | 'too-large'
    | 'newer-version'
    | 'conflict';
  /** What was found, shortened for display. */
  readonly found: string;
  /** What is allowed there, in a form people read: `0 to 63`, `one of emulated, virtio`. */
  readonly allowed: string;
  /** Which limit or rule refuses it, e.g. a `LimitId` of the card, or 'needs-iommu'. */
  readonly rule?: string;
}
