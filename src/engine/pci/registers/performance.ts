import { bit, bits, extended, register, whole } from './notation';
import type { RegisterTable } from './register';

// Hints, latency and the size of BARs: capabilities of fast cards.

export const LTR: RegisterTable = extended('ltr', 'Latency Tolerance Reporting', 0x0018, 1, 8, [
  register(4, 2, 'Max Snoop Latency', 'PCIe 5.0 §7.8.2.2', [
    bits(12, 10, 'RW', 'Max Snoop LatencyScale'),
    bits(9, 0, 'RW', 'Max Snoop LatencyValue'),
  ]),
  register(6, 2, 'Max No-Snoop Latency', 'PCIe 5.0 §7.8.2.3', [
    bits(12, 10, 'RW', 'Max No-Snoop LatencyScale'),
    bits(9, 0, 'RW', 'Max No-Snoop LatencyValue'),
  ]),
]);

export const TPH: RegisterTable = extended('tph', 'Transaction Processing Hints', 0x0017, 1, 0xc, [
  register(4, 4, 'TPH Requester Capability', 'PCIe 5.0 §7.9.13.2', [
    bits(26, 16, 'RO', 'ST Table Size'),
    bits(10, 9, 'RO', 'ST Table Location'),
    bit(8, 'RO', 'Extended TPH Requester Supported'),
    bit(2, 'RO', 'Device Specific Mode Supported'),
    bit(1, 'RO', 'Interrupt Vector Mode Supported'),
    bit(0, 'RO', 'No ST Mode Supported', 1),
  ]),
  register(8, 4, 'TPH Requester Control', 'PCIe 5.0 §7.9.13.3', [
    bits(9, 8, 'RW', 'TPH Requester Enable'),
    bits(2, 0, 'RW', 'ST Mode Select'),
  ]),
]);

/** One BAR; each further one repeats the pair. */
const resizable = (id: string, title: string, capId: number, spec: string): RegisterTable =>
  extended(id, title, capId, 1, 0x0c, [
    register(4, 4, 'Resizable BAR Capability 0', `${spec}.2`, [
      bits(31, 4, 'RO', 'Supported Sizes 1 MB to 128 TB'),
    ]),
    register(8, 4, 'Resizable BAR Control 0', `${spec}.3`, [
      bits(31, 16, 'RO', 'Supported Sizes 256 TB to 8 EB'),
      bits(13, 8, 'RW', 'BAR Size'),
      bits(7, 5, 'RO', 'Number of Resizable BARs', 1),
      bits(2, 0, 'RO', 'BAR Index'),
    ]),
  ]);
export const RESIZABLE_BAR: RegisterTable = resizable(
  'rebar',
  'Resizable BAR',
  0x0015,
  'PCIe 5.0 §7.8.6',
);
export const VF_RESIZABLE_BAR: RegisterTable = resizable(
  'vf-rebar',
  'VF Resizable BAR',
  0x0024,
  'PCIe 5.0 §7.8.7',
);

export const SECONDARY_PCIE: RegisterTable = extended(
  'secpci',
  'Secondary PCI Express',
  0x0019,
  1,
  0x10,
  [
    register(4, 4, 'Link Control 3', 'PCIe 5.0 §7.7.3.2', [
      bits(15, 9, 'RW', 'Enable Lower SKP OS Generation Vector'),
      bit(1, 'RW', 'Link Equalization Request Interrupt Enable'),
      bit(0, 'RW', 'Perform Equalization'),
    ]),
    whole(8, 4, 'Lane Error Status', 'RW1CS', 'PCIe 5.0 §7.7.3.3'),
    whole(0x0c, 4, 'Lane Equalization Control 0', 'HwInit', 'PCIe 5.0 §7.7.3.4'),
  ],
);
