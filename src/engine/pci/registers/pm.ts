import { bit, bits, capability, register, whole } from './notation';
import type { RegisterTable } from './register';

const S = 'PCIe 5.0 §7.5.2';

export const PM: RegisterTable = capability('pm', 'PCI Power Management', 0x01, 8, [
  register(2, 2, 'Power Management Capabilities', `${S}.1`, [
    bits(15, 11, 'RO', 'PME_Support'),
    bit(10, 'RO', 'D2_Support'),
    bit(9, 'RO', 'D1_Support'),
    bits(8, 6, 'RO', 'Aux_Current'),
    bit(5, 'RO', 'Device Specific Initialization'),
    bit(4, 'RO', 'Immediate_Readiness_on_Return_to_D0'),
    bit(3, 'RO', 'PME Clock'),
    bits(2, 0, 'RO', 'Version', 3),
  ]),
  register(4, 2, 'Power Management Control/Status', `${S}.2`, [
    bit(15, 'RW1CS', 'PME_Status'),
    bits(14, 13, 'RO', 'Data_Scale'),
    bits(12, 9, 'RW', 'Data_Select'),
    bit(8, 'RWS', 'PME_En'),
    bit(3, 'RO', 'No_Soft_Reset'),
    bits(1, 0, 'RW', 'PowerState'),
  ]),
  whole(7, 1, 'Data', 'RO', `${S}.3`),
]);
