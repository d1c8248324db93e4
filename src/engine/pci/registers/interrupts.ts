import { bit, bits, capability, register, whole } from './notation';
import type { RegisterTable } from './register';

const MSI = 'PCIe 5.0 §7.7.1';

const msiControl = (wide: 0 | 1, maskable: 0 | 1) =>
  register(2, 2, 'Message Control', `${MSI}.2`, [
    bit(10, 'RW', 'Extended Message Data Enable'),
    bit(9, 'RO', 'Extended Message Data Capable'),
    bit(8, 'RO', 'Per-Vector Masking Capable', maskable),
    bit(7, 'RO', '64-bit Address Capable', wide),
    bits(6, 4, 'RW', 'Multiple Message Enable'),
    bits(3, 1, 'RO', 'Multiple Message Capable'),
    bit(0, 'RW', 'MSI Enable'),
  ]);
const address = register(4, 4, 'Message Address', `${MSI}.3`, [
  bits(31, 2, 'RW', 'Message Address'),
]);
const upper = whole(8, 4, 'Message Upper Address', 'RW', `${MSI}.4`);
const data = (at: number) => whole(at, 2, 'Message Data', 'RW', `${MSI}.5`);
const masks = (at: number) => [
  whole(at, 4, 'Mask Bits', 'RW', `${MSI}.7`),
  whole(at + 4, 4, 'Pending Bits', 'RO', `${MSI}.8`),
];

const TITLE = 'Message Signaled Interrupts';

/** MSI with 32-bit addresses. */
export const MSI_32: RegisterTable = capability('msi', TITLE, 0x05, 0x0a, [
  msiControl(0, 0),
  address,
  data(8),
]);
/** MSI with 64-bit addresses. */
export const MSI_64: RegisterTable = capability('msi', TITLE, 0x05, 0x0e, [
  msiControl(1, 0),
  address,
  upper,
  data(0x0c),
]);
/** MSI with 32-bit addresses and a mask bit for each vector. */
export const MSI_32_MASKED: RegisterTable = capability('msi', TITLE, 0x05, 0x14, [
  msiControl(0, 1),
  address,
  data(8),
  ...masks(0x0c),
]);
/** MSI with 64-bit addresses and a mask bit for each vector. */
export const MSI_64_MASKED: RegisterTable = capability('msi', TITLE, 0x05, 0x18, [
  msiControl(1, 1),
  address,
  upper,
  data(0x0c),
  ...masks(0x10),
]);

const MSIX_SPEC = 'PCIe 5.0 §7.7.2';

export const MSIX: RegisterTable = capability('msix', 'MSI-X', 0x11, 0x0c, [
  register(2, 2, 'Message Control', `${MSIX_SPEC}.2`, [
    bit(15, 'RW', 'MSI-X Enable'),
    bit(14, 'RW', 'Function Mask'),
    bits(10, 0, 'RO', 'Table Size'),
  ]),
  register(4, 4, 'Table Offset/Table BIR', `${MSIX_SPEC}.3`, [
    bits(31, 3, 'RO', 'Table Offset'),
    bits(2, 0, 'RO', 'Table BIR'),
  ]),
  register(8, 4, 'PBA Offset/PBA BIR', `${MSIX_SPEC}.4`, [
    bits(31, 3, 'RO', 'PBA Offset'),
    bits(2, 0, 'RO', 'PBA BIR'),
  ]),
]);
