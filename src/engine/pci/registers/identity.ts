import { bits, capability, extended, register, whole } from './notation';
import type { RegisterTable } from './register';

// What a device says of itself.

export const DSN: RegisterTable = extended('dsn', 'Device Serial Number', 0x0003, 1, 0x0c, [
  whole(4, 4, 'Serial Number (Lower DW)', 'RO', 'PCIe 5.0 §7.9.3.2'),
  whole(8, 4, 'Serial Number (Upper DW)', 'RO', 'PCIe 5.0 §7.9.3.2'),
]);

/** A bridge has no subsystem IDs in its header; they stand here. */
export const SSVID: RegisterTable = capability('ssvid', 'Subsystem ID', 0x0d, 8, [
  whole(4, 2, 'Subsystem Vendor ID', 'HwInit', 'PCI-to-PCI Bridge 1.2 §3.2.5.13'),
  whole(6, 2, 'Subsystem ID', 'HwInit', 'PCI-to-PCI Bridge 1.2 §3.2.5.13'),
]);

export const VPD: RegisterTable = capability('vpd', 'Vital Product Data', 0x03, 8, [
  register(2, 2, 'VPD Address', 'PCIe 5.0 §7.9.19.1', [
    bits(15, 15, 'RW', 'F'),
    bits(14, 0, 'RW', 'VPD Address'),
  ]),
  whole(4, 4, 'VPD Data', 'RW', 'PCIe 5.0 §7.9.19.2'),
]);

export const VSEC: RegisterTable = extended('vsec', 'Vendor-Specific Extended', 0x000b, 1, 8, [
  register(4, 4, 'Vendor-Specific Header', 'PCIe 5.0 §7.9.5.2', [
    bits(31, 20, 'RO', 'VSEC Length'),
    bits(19, 16, 'RO', 'VSEC Rev'),
    bits(15, 0, 'RO', 'VSEC ID'),
  ]),
]);

/** Where a SATA host bus adapter keeps its index-data pair. */
export const SATA: RegisterTable = capability('sata', 'SATA HBA', 0x12, 8, [
  register(2, 2, 'SATA Capability Register 0', 'AHCI 1.3.1 §2.4.1', [
    bits(7, 4, 'RO', 'Major Revision', 1),
    bits(3, 0, 'RO', 'Minor Revision'),
  ]),
  register(4, 4, 'SATA Capability Register 1', 'AHCI 1.3.1 §2.4.2', [
    bits(23, 4, 'RO', 'BAR Offset'),
    bits(3, 0, 'RO', 'BAR Location'),
  ]),
]);
