/** A resource as the `resource` file in sysfs has it; flags are the kernel's IORESOURCE_*. */
export interface Resource {
  readonly start: bigint;
  readonly end: bigint;
  readonly flags: number;
}

/** What a running kernel knows of a function and its configuration space does not say. */
export interface KernelView {
  readonly vendor: number;
  readonly device: number;
  readonly subVendor: number;
  readonly subDevice: number;
  /** 24 bits, as 0x020000. */
  readonly class: number;
  readonly revision: number;
  readonly irq: number;
  /** Lines 0-5 BARs, 6 ROM, then what follows in the file. */
  readonly resources: readonly Resource[];
  readonly numaNode: number;
  readonly iommuGroup: string | null;
  readonly driver: string | null;
  /** In the order of `lspci -k`. */
  readonly modules: readonly string[];
  readonly physicalSlot: string | null;
  /** Routing ID of the bridge above, or null on a root bus; `lspci -t` needs it for VFs on buses of no bridge. */
  readonly parent: number | null;
}

/** One function as lspci sees it, live or from a dump. */
export interface SeenFunction {
  readonly domain: number;
  readonly bus: number;
  readonly device: number;
  readonly fn: number;
  /** 64, 128, 256 or 4096 bytes: what could be read. */
  readonly config: Uint8Array;
  /** null: from a dump, where only the bytes speak. */
  readonly kernel: KernelView | null;
}
