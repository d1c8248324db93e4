/** A PCI device as a machine's description names it, in the order of the description. */
export interface MachineDevice {
  /**
   * The model: QEMU's names for what the reference machines have (`pcie-root-port`, `x3130-upstream`,
   * `xio3130-downstream`, `igb`, `nvme`, `e1000`, `e1000e`, `rtl8139`, `virtio-net-pci`, `intel-iommu`), or a card
   * by its device id (`intel-82599`).
   */
  readonly model: string;
  readonly id: string | null;
  /** The id of the port or root bus it hangs on (`pcie.0`, `rp1`); null = the root bus. */
  readonly bus: string | null;
  /** `device` or `device.function` on that bus, hexadecimal, as `1f.0`; null = the first free device. */
  readonly addr: string | null;
  /** Everything else the model takes, by QEMU's names: `sriov_max_vfs`, `disable-acs`, `hotplug`, `multifunction`, `mac`, … */
  readonly props: Readonly<Record<string, string>>;
}

export const CHIPSETS = ['q35', 'i440fx', 'server'] as const;
export const KERNELS = ['6.1', '6.12'] as const;
/** QEMU releases whose device models differ in some registers. */
export const EMULATORS = ['7.2', '10.0'] as const;

/** A host from the outside: what is plugged in where, and how its kernel was started. */
export interface MachineConfig {
  /** `server`: a two-bus Xeon-like host whose cards hang on root bus 3a, the lab's own. The others as in QEMU. */
  readonly chipset: (typeof CHIPSETS)[number];
  readonly kernel: (typeof KERNELS)[number];
  readonly qemu: (typeof EMULATORS)[number];
  /** Kernel parameters that matter here: `pci=noari,assign-busses,realloc=off,pcie_scan_all`, `intel_iommu=on`. */
  readonly cmdline: string;
  readonly devices: readonly MachineDevice[];
  /** Physical memory, bytes. */
  readonly memory: number;
  readonly cpus: number;
  /** The kernel's page, bytes: 4 KiB where left out, as on x86; other architectures have larger ones. */
  readonly pageSize?: number;
}
