import { bar, COMMON_HEADER, rom } from './header';
import { whole } from './notation';
import type { RegisterTable } from './register';

const S = 'PCIe 5.0 §7.5.1.2';

/** Endpoints: type 0 configuration space header. */
export const HEADER0: RegisterTable = {
  id: 'header0',
  title: 'Type 0 Configuration Space Header',
  kind: 'header',
  capId: 0,
  size: 0x40,
  registers: [
    ...COMMON_HEADER,
    bar(0x10, 'Base Address Register 0', `${S}.1`),
    bar(0x14, 'Base Address Register 1', `${S}.1`),
    bar(0x18, 'Base Address Register 2', `${S}.1`),
    bar(0x1c, 'Base Address Register 3', `${S}.1`),
    bar(0x20, 'Base Address Register 4', `${S}.1`),
    bar(0x24, 'Base Address Register 5', `${S}.1`),
    whole(0x28, 4, 'Cardbus CIS Pointer', 'RO', `${S}.2`),
    whole(0x2c, 2, 'Subsystem Vendor ID', 'HwInit', `${S}.3`),
    whole(0x2e, 2, 'Subsystem ID', 'HwInit', `${S}.3`),
    rom(0x30, `${S}.4`),
    whole(0x3e, 1, 'Min_Gnt', 'RO', `${S}.5`),
    whole(0x3f, 1, 'Max_Lat', 'RO', `${S}.5`),
  ].toSorted((a, b) => a.offset - b.offset),
};
