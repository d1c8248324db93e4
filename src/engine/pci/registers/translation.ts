import { bit, bits, extended, register, whole } from './notation';
import type { RegisterTable } from './register';

// The endpoint's side of address translation: ATS, page requests, PASID.

export const ATS: RegisterTable = extended('ats', 'Address Translation Service (ATS)', 0xf, 1, 8, [
  register(4, 2, 'ATS Capability', 'PCIe 5.0 §10.5.1.2', [
    bit(7, 'RO', 'Relaxed Ordering Supported'),
    bit(6, 'RO', 'Global Invalidate Supported'),
    bit(5, 'RO', 'Page Aligned Request'),
    bits(4, 0, 'RO', 'Invalidate Queue Depth'),
  ]),
  register(6, 2, 'ATS Control', 'PCIe 5.0 §10.5.1.3', [
    bit(15, 'RW', 'Enable'),
    bits(4, 0, 'RW', 'Smallest Translation Unit'),
  ]),
]);

export const PRI: RegisterTable = extended('pri', 'Page Request Interface (PRI)', 0x0013, 1, 0x10, [
  register(4, 2, 'Page Request Control', 'PCIe 5.0 §10.5.2.2', [
    bit(1, 'RW', 'Reset'),
    bit(0, 'RW', 'Enable'),
  ]),
  register(6, 2, 'Page Request Status', 'PCIe 5.0 §10.5.2.3', [
    bit(15, 'RO', 'PRG Response PASID Required'),
    bit(8, 'RO', 'Stopped', 1),
    bit(1, 'RW1C', 'Unexpected Page Request Group Index'),
    bit(0, 'RW1C', 'Response Failure'),
  ]),
  whole(8, 4, 'Outstanding Page Request Capacity', 'RO', 'PCIe 5.0 §10.5.2.4'),
  whole(0x0c, 4, 'Outstanding Page Request Allocation', 'RW', 'PCIe 5.0 §10.5.2.5'),
]);

export const PASID: RegisterTable = extended(
  'pasid',
  'Process Address Space ID (PASID)',
  0x001b,
  1,
  8,
  [
    register(4, 2, 'PASID Capability', 'PCIe 5.0 §7.8.9.2', [
      bits(12, 8, 'RO', 'Max PASID Width'),
      bit(2, 'RO', 'Privileged Mode Supported'),
      bit(1, 'RO', 'Execute Permission Supported'),
    ]),
    register(6, 2, 'PASID Control', 'PCIe 5.0 §7.8.9.3', [
      bit(2, 'RW', 'Privileged Mode Enable'),
      bit(1, 'RW', 'Execute Permission Enable'),
      bit(0, 'RW', 'PASID Enable'),
    ]),
  ],
);
