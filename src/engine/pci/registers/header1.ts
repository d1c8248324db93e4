import { bar, COMMON_HEADER, rom } from './header';
import { bit, bits, register, whole } from './notation';
import type { RegisterTable } from './register';

const S = 'PCIe 5.0 §7.5.1.3';

/** Bridges, root ports and switch ports: type 1 configuration space header. */
export const HEADER1: RegisterTable = {
  id: 'header1',
  title: 'Type 1 Configuration Space Header',
  kind: 'header',
  capId: 0,
  size: 0x40,
  registers: [
    ...COMMON_HEADER,
    bar(0x10, 'Base Address Register 0', `${S}.1`),
    bar(0x14, 'Base Address Register 1', `${S}.1`),
    whole(0x18, 1, 'Primary Bus Number', 'RW', `${S}.2`),
    whole(0x19, 1, 'Secondary Bus Number', 'RW', `${S}.3`),
    whole(0x1a, 1, 'Subordinate Bus Number', 'RW', `${S}.4`),
    whole(0x1b, 1, 'Secondary Latency Timer', 'RO', `${S}.5`),
    register(0x1c, 1, 'I/O Base', `${S}.6`, [
      bits(7, 4, 'RW', 'I/O Base Address [15:12]'),
      bits(3, 0, 'RO', 'I/O Addressing Capability'),
    ]),
    register(0x1d, 1, 'I/O Limit', `${S}.6`, [
      bits(7, 4, 'RW', 'I/O Limit Address [15:12]'),
      bits(3, 0, 'RO', 'I/O Addressing Capability'),
    ]),
    register(0x1e, 2, 'Secondary Status', `${S}.7`, [
      bit(15, 'RW1C', 'Detected Parity Error'),
      bit(14, 'RW1C', 'Received System Error'),
      bit(13, 'RW1C', 'Received Master Abort'),
      bit(12, 'RW1C', 'Received Target Abort'),
      bit(11, 'RW1C', 'Signaled Target Abort'),
      bits(10, 9, 'RO', 'DEVSEL Timing'),
      bit(8, 'RW1C', 'Master Data Parity Error'),
      bit(7, 'RO', 'Fast Back-to-Back Transactions Capable'),
      bit(5, 'RO', '66 MHz Capable'),
    ]),
    register(0x20, 2, 'Memory Base', `${S}.8`, [bits(15, 4, 'RW', 'Memory Base Address [31:20]')]),
    register(0x22, 2, 'Memory Limit', `${S}.8`, [
      bits(15, 4, 'RW', 'Memory Limit Address [31:20]'),
    ]),
    register(0x24, 2, 'Prefetchable Memory Base', `${S}.9`, [
      bits(15, 4, 'RW', 'Prefetchable Memory Base Address [31:20]'),
      bits(3, 0, 'RO', '64-bit Addressing Capability', 1),
    ]),
    register(0x26, 2, 'Prefetchable Memory Limit', `${S}.9`, [
      bits(15, 4, 'RW', 'Prefetchable Memory Limit Address [31:20]'),
      bits(3, 0, 'RO', '64-bit Addressing Capability', 1),
    ]),
    whole(0x28, 4, 'Prefetchable Base Upper 32 Bits', 'RW', `${S}.10`),
    whole(0x2c, 4, 'Prefetchable Limit Upper 32 Bits', 'RW', `${S}.10`),
    whole(0x30, 2, 'I/O Base Upper 16 Bits', 'RO', `${S}.11`),
    whole(0x32, 2, 'I/O Limit Upper 16 Bits', 'RO', `${S}.11`),
    rom(0x38, `${S}.12`),
    register(0x3e, 2, 'Bridge Control', `${S}.13`, [
      bit(11, 'RO', 'Discard Timer SERR# Enable'),
      bit(10, 'RO', 'Discard Timer Status'),
      bit(9, 'RO', 'Secondary Discard Timer'),
      bit(8, 'RO', 'Primary Discard Timer'),
      bit(7, 'RO', 'Fast Back-to-Back Transactions Enable'),
      bit(6, 'RW', 'Secondary Bus Reset'),
      bit(5, 'RO', 'Master Abort Mode'),
      bit(4, 'RW', 'VGA 16-bit Decode'),
      bit(3, 'RW', 'VGA Enable'),
      bit(2, 'RW', 'ISA Enable'),
      bit(1, 'RW', 'SERR# Enable'),
      bit(0, 'RW', 'Parity Error Response Enable'),
    ]),
  ].toSorted((a, b) => a.offset - b.offset),
};
