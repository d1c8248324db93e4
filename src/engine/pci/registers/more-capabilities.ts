import { bit, bits, capability, register, whole } from './notation';
import type { RegisterTable } from './register';

// Capabilities of the first 256 bytes that dumps of real machines show and that nothing here acts on.

/** Of a device with a type 0 header. */
export const PCIX: RegisterTable = capability('pcix', 'PCI-X', 0x07, 8, [
  register(2, 2, 'PCI-X Command', 'PCI-X 2.0 §7.2.3', [
    bits(13, 12, 'RO', 'Version'),
    bits(6, 4, 'RW', 'Maximum Outstanding Split Transactions'),
    bits(3, 2, 'RW', 'Maximum Memory Read Byte Count'),
    bit(1, 'RW', 'Enable Relaxed Ordering'),
    bit(0, 'RW', 'Data Parity Error Recovery Enable'),
  ]),
  register(4, 4, 'PCI-X Status', 'PCI-X 2.0 §7.2.4', [
    bit(29, 'RW1C', 'Received Split Completion Error Message'),
    bits(28, 26, 'RO', 'Designed Maximum Cumulative Read Size'),
    bits(25, 23, 'RO', 'Designed Maximum Outstanding Split Transactions'),
    bits(22, 21, 'RO', 'Designed Maximum Memory Read Byte Count'),
    bit(20, 'RO', 'Device Complexity'),
    bit(19, 'RW1C', 'Unexpected Split Completion'),
    bit(18, 'RW1C', 'Split Completion Discarded'),
    bit(17, 'RO', '133 MHz Capable'),
    bit(16, 'RO', '64-bit Device'),
    bits(15, 8, 'RO', 'Bus Number'),
    bits(7, 3, 'RO', 'Device Number'),
    bits(2, 0, 'RO', 'Function Number'),
  ]),
]);

/** A switch or bridge of conventional hot-plug. */
export const SHPC: RegisterTable = capability('shpc', 'PCI Hot-Plug', 0x0c, 8, [
  whole(2, 1, 'DWORD Select', 'RW', 'SHPC 1.0 §4.2'),
  register(3, 1, 'Controller', 'SHPC 1.0 §4.2', [
    bit(7, 'RO', 'Controller Interrupt Pending'),
    bit(6, 'RO', 'Controller SERR Pending'),
  ]),
  whole(4, 4, 'DWORD Data', 'RW', 'SHPC 1.0 §4.2'),
]);

/** Function Level Reset for devices that are not PCI Express. */
export const AF: RegisterTable = capability('af', 'PCI Advanced Features', 0x13, 6, [
  whole(2, 1, 'Length', 'RO', 'PCI AF ECN §6'),
  register(3, 1, 'AF Capabilities', 'PCI AF ECN §6', [
    bit(1, 'RO', 'FLR Capability'),
    bit(0, 'RO', 'Transactions Pending Capability'),
  ]),
  register(4, 1, 'AF Control', 'PCI AF ECN §6', [bit(0, 'RW', 'Initiate FLR')]),
  register(5, 1, 'AF Status', 'PCI AF ECN §6', [bit(0, 'RO', 'Transactions Pending')]),
]);

/** The entries that follow are of variable length. */
export const EA: RegisterTable = capability('ea', 'Enhanced Allocation', 0x14, 4, [
  register(2, 1, 'Number of Entries', 'PCIe 5.0 §7.8.5.1', [bits(5, 0, 'HwInit', 'Num Entries')]),
]);
