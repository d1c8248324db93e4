import type { PollingGuest } from '../guest/polling-guest';
import type { E1000Driver } from '../guest/e1000-driver';
import type { GuestNet } from '../guest/guest-net';
import type { Rtl8139Driver } from '../guest/rtl8139-driver';
import type { VfDriver } from '../guest/vf-driver';
import type { VirtioDriver } from '../guest/virtio-driver';
import type { Workload } from '../guest/workload';
import type { E1000Irq } from '../host/e1000-irq';
import type { E1000Model } from '../host/e1000-model';
import type { DmarDriver } from '../host/dmar-driver';
import type { HostFilter } from '../host/host-filter';
import type { HostNet } from '../host/host-net';
import type { IrqRemap } from '../host/irq-remap';
import type { Kvm } from '../host/kvm';
import type { PfWatch } from '../host/pf-watch';
import type { Processes } from '../host/processes';
import type { Rtl8139Model } from '../host/rtl8139-model';
import type { SwitchProcess } from '../host/switch-process';
import type { Vhost } from '../host/vhost';
import type { VhostVdpa } from '../host/vhost-vdpa';
import type { VirtioBackend } from '../host/virtio-backend';
import type { Vmm } from '../host/vmm';
import type { Cpus } from '../hw/cpu';
import type { E1000Rings } from '../hw/e1000-rings';
import type { Iommu } from '../hw/iommu';
import type { Machine } from '../hw/machine';
import type { Mailbox } from '../hw/mailbox';
import type { Nic } from '../hw/nic';
import type { PcieLink } from '../hw/pcie-link';
import type { Rtl8139Rings } from '../hw/rtl8139-rings';
import type { VirtioRings } from '../hw/virtio-rings';
import type { FailoverParts } from './failover';
import type { Migration } from './moving';
import type { Plan } from './plan';

/** All parts of one simulated host. Parts nobody uses stay idle. */
export interface HostParts {
  readonly machine: Machine;
  readonly cpus: Cpus;
  readonly kvm: Kvm;
  readonly remap: IrqRemap;
  readonly vmm: Vmm;
  readonly net: HostNet;
  readonly filter: HostFilter;
  readonly nic: Nic;
  readonly link: PcieLink;
  readonly iommu: Iommu;
  readonly dmar: DmarDriver;
  readonly pfWatch: PfWatch;
  readonly rings: VirtioRings;
  readonly e1000Rings: E1000Rings;
  readonly e1000: E1000Model;
  readonly e1000Irq: E1000Irq;
  readonly e1000Driver: E1000Driver;
  readonly rtl8139Rings: Rtl8139Rings;
  readonly rtl8139: Rtl8139Model;
  readonly rtl8139Driver: Rtl8139Driver;
  readonly virtioBackend: VirtioBackend;
  readonly vhost: Vhost;
  readonly vhostVdpa: VhostVdpa;
  /** Null where no guest's frames go through one. */
  readonly switchProcess: SwitchProcess | null;
  readonly processes: Processes;
  readonly virtioDriver: VirtioDriver;
  readonly vfDriver: VfDriver;
  readonly guestNet: GuestNet;
  readonly pollingGuest: PollingGuest;
  readonly workload: Workload;
  /** Null where no VF's driver starts in the run. */
  readonly mailbox: Mailbox | null;
  /** Null where no guest's VF has a standby. */
  readonly failover: FailoverParts | null;
  /** Null where the scenario moves no guest. */
  readonly migration: Migration | null;
  readonly plan: Plan;
}
