import { bar } from './header';
import { bit, bits, extended, register, whole } from './notation';
import type { RegisterTable } from './register';

const S = 'PCIe 5.0 §9.3.3';

export const SRIOV: RegisterTable = extended(
  'sriov',
  'Single Root I/O Virtualization (SR-IOV)',
  0x0010,
  1,
  0x40,
  [
    register(0x04, 4, 'SR-IOV Capabilities', `${S}.2`, [
      bits(31, 21, 'RO', 'VF Migration Interrupt Message Number'),
      bit(2, 'HwInit', 'VF 10-Bit Tag Requester Supported'),
      bit(1, 'RO', 'ARI Capable Hierarchy Preserved'),
      bit(0, 'RO', 'VF Migration Capable'),
    ]),
    register(0x08, 2, 'SR-IOV Control', `${S}.3`, [
      bit(5, 'RW', 'VF 10-Bit Tag Requester Enable'),
      bit(4, 'RW', 'ARI Capable Hierarchy'),
      bit(3, 'RW', 'VF MSE'),
      bit(2, 'RO', 'VF Migration Interrupt Enable'),
      bit(1, 'RO', 'VF Migration Enable'),
      bit(0, 'RW', 'VF Enable'),
    ]),
    register(0x0a, 2, 'SR-IOV Status', `${S}.4`, [bit(0, 'RW1C', 'VF Migration Status')]),
    whole(0x0c, 2, 'InitialVFs', 'HwInit', `${S}.5`),
    whole(0x0e, 2, 'TotalVFs', 'HwInit', `${S}.6`),
    whole(0x10, 2, 'NumVFs', 'RW', `${S}.7`),
    whole(0x12, 1, 'Function Dependency Link', 'RO', `${S}.8`),
    whole(0x14, 2, 'First VF Offset', 'RO', `${S}.9`),
    whole(0x16, 2, 'VF Stride', 'RO', `${S}.10`),
    whole(0x1a, 2, 'VF Device ID', 'RO', `${S}.11`),
    whole(0x1c, 4, 'Supported Page Sizes', 'RO', `${S}.12`, 0x553),
    whole(0x20, 4, 'System Page Size', 'RW', `${S}.13`, 1),
    ...[0, 1, 2, 3, 4, 5].map((i) => bar(0x24 + 4 * i, `VF BAR${i}`, `${S}.14`)),
    register(0x3c, 4, 'VF Migration State Array Offset', `${S}.15`, [
      bits(31, 3, 'RO', 'VF Migration State Offset'),
      bits(2, 0, 'RO', 'VF Migration State BIR'),
    ]),
  ],
);
