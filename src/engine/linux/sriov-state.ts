import type { PciDevice } from './pci-device';

/** What the kernel keeps of a PF's SR-IOV capability (`struct pci_sriov`). */
export interface Sriov {
  /** Offset of the capability. */
  readonly at: number;
  /** VF BARs that exist. */
  readonly bars: number;
  readonly totalVfs: number;
  readonly initialVfs: number;
  /** The SR-IOV Capabilities register. */
  readonly capabilities: number;
  /** First VF Offset and VF Stride as last read. */
  offset: number;
  stride: number;
  readonly vfDevice: number;
  /** VFs that are on. */
  numVfs: number;
  /** The driver's limit; TotalVFs while there is none. */
  driverMax: number;
  /** The largest bus number that any number of VFs reaches. */
  maxVfBuses: number;
  /** Function Dependency Link, as devfn. */
  readonly link: number;
  /** The PF that keeps the lock of this device: the first one of the bus. */
  readonly first: PciDevice;
  /** The Control register without VF Enable and VF MSE. */
  control: number;
  /** Bytes of one VF for each VF BAR. */
  readonly barSizes: readonly number[];
  driversAutoprobe: boolean;
  /** Links to the VFs, `virtfn0` first. */
  vfs: (PciDevice | undefined)[];
  depLink: PciDevice | null;
  /** Read once from the first VF and taken for all. */
  vfTemplate: VfTemplate | null;
}

export interface VfTemplate {
  readonly class: number;
  readonly revision: number;
  readonly headerType: number;
  readonly subVendor: number;
  readonly subDevice: number;
  readonly pin: number;
  readonly pcieCap: number;
  readonly portType: number;
  readonly configSize: 256 | 4096;
  readonly pmCap: number;
  readonly msiCap: number;
  readonly msixCap: number;
  readonly aerCap: number;
}
