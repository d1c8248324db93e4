/**
 * Where "256" comes from, and where it does not: the numbers that are mistaken for one another, each
 * with what it limits. They coincide only by accident.
 */
export interface Ceiling {
  readonly id:
    | 'functions-per-bus'
    | 'bus-numbers'
    | 'routing-ids'
    | 'num-vfs-register'
    | 'product'
    | 'ip-core';
  /** What it is a property of. Nothing in the SR-IOV capability says 256. */
  readonly of: 'bus number' | 'segment' | 'specification' | 'product';
  readonly value: number;
  /** The product, as its maker calls it. */
  readonly product?: string;
}

export const CEILINGS: readonly Ceiling[] = [
  // The function number of an ARI Routing ID has 8 bits. VFs may go on on the next bus number.
  { id: 'functions-per-bus', of: 'bus number', value: 256 },
  { id: 'bus-numbers', of: 'segment', value: 256 },
  { id: 'routing-ids', of: 'segment', value: 65_536 },
  // TotalVFs and NumVFs have 16 bits.
  { id: 'num-vfs-register', of: 'specification', value: 65_535 },
  { id: 'product', of: 'product', value: 8, product: 'Intel 82576, I350' },
  { id: 'product', of: 'product', value: 64, product: 'Intel 82599' },
  { id: 'product', of: 'product', value: 127, product: 'QEMU nvme' },
  { id: 'product', of: 'product', value: 128, product: 'Intel 700 series' },
  // The one that folklore takes for the specification's.
  { id: 'product', of: 'product', value: 256, product: 'Intel E810' },
  // First offset + all VFs ≤ 256: the block keeps every VF on the PF's bus, four PFs take four.
  { id: 'ip-core', of: 'product', value: 252, product: 'AMD UltraScale+ PCIe block' },
  { id: 'ip-core', of: 'product', value: 2048, product: 'Intel P-Tile, F-Tile' },
];
