import type { Host } from './host';
import type { Errno } from './errno';
import type { PciDevice } from './pci-device';

/** One `struct pci_device_id`; null matches anything. */
export interface PciId {
  readonly vendor: number | null;
  readonly device: number | null;
  readonly subVendor: number | null;
  readonly subDevice: number | null;
  /** Compared under the mask. */
  readonly class: number;
  readonly classMask: number;
  /** Set in entries that only a `driver_override` may use (PCI_ID_F_VFIO_DRIVER_OVERRIDE). */
  readonly overrideOnly?: boolean;
}

export interface PciDriver {
  /** As below `/sys/bus/pci/drivers`. */
  readonly name: string;
  /** The module it belongs to; null for one that is built in. */
  readonly module: string | null;
  readonly ids: readonly PciId[];
  /** Added by `new_id`. */
  readonly dynamicIds: PciId[];
  /** Returns the errno of a failed probe, null when the device is now bound. */
  probe(host: Host, device: PciDevice): Errno | null;
  remove(host: Host, device: PciDevice): void;
  /** Nanoseconds that the probe really takes, to whoever has to wait for how it ends. */
  readonly probeTakes?: (host: Host) => number;
  /** After a reset of the function from sysfs. */
  readonly resetDone?: (host: Host, device: PciDevice) => void;
  /**
   * `sriov_configure`: VFs wanted, VFs made or an errno. Absent where the driver has none.
   */
  readonly configureVfs?: (host: Host, device: PciDevice, count: number) => number | Errno;
}

export function pciId(
  vendor: number | null,
  device: number | null,
  rest: Partial<PciId> = {},
): PciId {
  return { vendor, device, subVendor: null, subDevice: null, class: 0, classMask: 0, ...rest };
}

/** All functions of a class, as `0x010802`. */
export function classId(code: number, mask = 0xffffff): PciId {
  return pciId(null, null, { class: code, classMask: mask });
}

/** What of a function an id speaks of. */
type Identity = Pick<PciDevice, 'vendor' | 'device' | 'subVendor' | 'subDevice' | 'class'>;

export function matches(id: PciId, device: Identity): boolean {
  return (
    (id.vendor === null || id.vendor === device.vendor) &&
    (id.device === null || id.device === device.device) &&
    (id.subVendor === null || id.subVendor === device.subVendor) &&
    (id.subDevice === null || id.subDevice === device.subDevice) &&
    ((id.class ^ device.class) & id.classMask) === 0
  );
}
