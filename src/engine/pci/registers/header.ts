import { bit, bits, register, whole } from './notation';

// What type 0 and type 1 headers have in common: the first 16 bytes and the interrupt registers.

const S = 'PCIe 5.0 §7.5.1.1';

export const COMMON_HEADER = [
  whole(0x00, 2, 'Vendor ID', 'HwInit', `${S}.1`),
  whole(0x02, 2, 'Device ID', 'HwInit', `${S}.2`),
  register(0x04, 2, 'Command', `${S}.3`, [
    bit(10, 'RW', 'Interrupt Disable'),
    bit(9, 'RO', 'Fast Back-to-Back Transactions Enable'),
    bit(8, 'RW', 'SERR# Enable'),
    bit(7, 'RO', 'IDSEL Stepping/Wait Cycle Control'),
    bit(6, 'RW', 'Parity Error Response'),
    bit(5, 'RO', 'VGA Palette Snoop'),
    bit(4, 'RO', 'Memory Write and Invalidate'),
    bit(3, 'RO', 'Special Cycle Enable'),
    bit(2, 'RW', 'Bus Master Enable'),
    bit(1, 'RW', 'Memory Space Enable'),
    bit(0, 'RW', 'I/O Space Enable'),
  ]),
  register(0x06, 2, 'Status', `${S}.4`, [
    bit(15, 'RW1C', 'Detected Parity Error'),
    bit(14, 'RW1C', 'Signaled System Error'),
    bit(13, 'RW1C', 'Received Master Abort'),
    bit(12, 'RW1C', 'Received Target Abort'),
    bit(11, 'RW1C', 'Signaled Target Abort'),
    bits(10, 9, 'RO', 'DEVSEL Timing'),
    bit(8, 'RW1C', 'Master Data Parity Error'),
    bit(7, 'RO', 'Fast Back-to-Back Transactions Capable'),
    bit(5, 'RO', '66 MHz Capable'),
    bit(4, 'RO', 'Capabilities List'),
    bit(3, 'RO', 'Interrupt Status'),
    bit(0, 'RO', 'Immediate Readiness'),
  ]),
  whole(0x08, 1, 'Revision ID', 'HwInit', `${S}.5`),
  register(0x09, 1, 'Programming Interface', `${S}.6`, [bits(7, 0, 'RO', 'Programming Interface')]),
  whole(0x0a, 1, 'Sub-Class Code', 'RO', `${S}.6`),
  whole(0x0b, 1, 'Base Class Code', 'RO', `${S}.6`),
  whole(0x0c, 1, 'Cache Line Size', 'RW', `${S}.7`),
  whole(0x0d, 1, 'Latency Timer', 'RO', `${S}.8`),
  register(0x0e, 1, 'Header Type', `${S}.9`, [
    bit(7, 'RO', 'Multi-Function Device'),
    bits(6, 0, 'RO', 'Header Layout'),
  ]),
  register(0x0f, 1, 'BIST', `${S}.10`, [
    bit(7, 'RO', 'BIST Capable'),
    bit(6, 'RO', 'Start BIST'),
    bits(3, 0, 'RO', 'Completion Code'),
  ]),
  whole(0x34, 1, 'Capabilities Pointer', 'RO', `${S}.11`),
  whole(0x3c, 1, 'Interrupt Line', 'RW', `${S}.12`),
  whole(0x3d, 1, 'Interrupt Pin', 'RO', `${S}.13`),
];

/** A base address register. Which bits are writable and what its low bits say is the device's. */
export const bar = (offset: number, name: string, spec: string) =>
  register(offset, 4, name, spec, [
    bits(31, 4, 'RW', 'Base Address'),
    bit(3, 'RO', 'Prefetchable'),
    bits(2, 1, 'RO', 'Type'),
    bit(0, 'RO', 'Memory Space Indicator'),
  ]);

export const rom = (offset: number, spec: string) =>
  register(offset, 4, 'Expansion ROM Base Address', spec, [
    bits(31, 11, 'RW', 'Expansion ROM Base Address'),
    bits(7, 4, 'RO', 'Expansion ROM Validation Details'),
    bits(3, 1, 'RO', 'Expansion ROM Validation Status'),
    bit(0, 'RW', 'Expansion ROM Enable'),
  ]);
