/**
 * How software meets a register bit (PCI Express Base Specification, chapter 7, "Configuration Register Types").
 * `HwInit` is set by hardware or firmware before software runs and read-only from then on; `RsvdP` reads 0 and is
 * preserved on writes; the `S` forms keep their value through a Function Level Reset.
 */
export type Attribute =
  'RO' | 'ROS' | 'RW' | 'RWS' | 'RW1C' | 'RW1CS' | 'HwInit' | 'RsvdP' | 'RsvdZ';

/** One named run of bits within a register. */
export interface Field {
  /** As the specification spells it: `VF Enable`. */
  readonly name: string;
  /** Highest and lowest bit, both within the register's size. */
  readonly bits: readonly [high: number, low: number];
  readonly attr: Attribute;
  /** Value after reset where the device does not say otherwise; 0 when left out. */
  readonly reset?: number;
}

export interface Register {
  readonly name: string;
  /** From the start of its table: the capability's own offset, 0 for the header. */
  readonly offset: number;
  /** Bytes. */
  readonly size: 1 | 2 | 4;
  /** From the highest bits to the lowest; bits that no field names are reserved. */
  readonly fields: readonly Field[];
  /** Where it is specified: `PCIe 6.0 §9.3.3.3`. */
  readonly spec: string;
}

/** The registers of one header or capability. The one place where their names, offsets and attributes stand. */
export interface RegisterTable {
  /** `header0`, `header1`, `pm`, `msi`, `msix`, `pcie`, `aer`, `dsn`, `acs`, `ari`, `ats`, `sriov`, … */
  readonly id: string;
  readonly title: string;
  readonly kind: 'header' | 'capability' | 'extended';
  /** Capability ID; 0 for a header. */
  readonly capId: number;
  /** Capability version of an extended one. */
  readonly version?: number;
  /** Bytes it takes. */
  readonly size: number;
  readonly registers: readonly Register[];
}

/** A table at its offset in one function's configuration space. */
export interface PlacedTable {
  readonly table: RegisterTable;
  readonly at: number;
}
