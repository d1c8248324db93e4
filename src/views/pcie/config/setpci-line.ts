import { hex } from '../../../ui/rid-text';
import type { PlacedTable, RegisterTable } from '../../../store/vocabulary';
import type { PlacedRegister } from './byte-map';

/** `setpci --dumpregs` of pciutils 3.9.0: bytes and offset to the name that implies that width. */
const HEADER: Readonly<Record<string, string>> = {
  '2@00': 'VENDOR_ID',
  '2@02': 'DEVICE_ID',
  '2@04': 'COMMAND',
  '2@06': 'STATUS',
  '1@08': 'REVISION',
  '1@09': 'CLASS_PROG',
  '2@0a': 'CLASS_DEVICE',
  '1@0c': 'CACHE_LINE_SIZE',
  '1@0d': 'LATENCY_TIMER',
  '1@0e': 'HEADER_TYPE',
  '1@0f': 'BIST',
  '4@10': 'BASE_ADDRESS_0',
  '4@14': 'BASE_ADDRESS_1',
  '1@34': 'CAPABILITIES',
  '1@3c': 'INTERRUPT_LINE',
  '1@3d': 'INTERRUPT_PIN',
};
const HEADER_0: Readonly<Record<string, string>> = {
  ...HEADER,
  '4@18': 'BASE_ADDRESS_2',
  '4@1c': 'BASE_ADDRESS_3',
  '4@20': 'BASE_ADDRESS_4',
  '4@24': 'BASE_ADDRESS_5',
  '4@28': 'CARDBUS_CIS',
  '2@2c': 'SUBSYSTEM_VENDOR_ID',
  '2@2e': 'SUBSYSTEM_ID',
  '4@30': 'ROM_ADDRESS',
  '1@3e': 'MIN_GNT',
  '1@3f': 'MAX_LAT',
};
const HEADER_1: Readonly<Record<string, string>> = {
  ...HEADER,
  '1@18': 'PRIMARY_BUS',
  '1@19': 'SECONDARY_BUS',
  '1@1a': 'SUBORDINATE_BUS',
  '1@1b': 'SEC_LATENCY_TIMER',
  '1@1c': 'IO_BASE',
  '1@1d': 'IO_LIMIT',
  '2@1e': 'SEC_STATUS',
  '2@20': 'MEMORY_BASE',
  '2@22': 'MEMORY_LIMIT',
  '2@24': 'PREF_MEMORY_BASE',
  '2@26': 'PREF_MEMORY_LIMIT',
  '4@28': 'PREF_BASE_UPPER32',
  '4@2c': 'PREF_LIMIT_UPPER32',
  '2@30': 'IO_BASE_UPPER16',
  '2@32': 'IO_LIMIT_UPPER16',
  '4@38': 'BRIDGE_ROM_ADDRESS',
  '2@3e': 'BRIDGE_CONTROL',
};

const CAPABILITIES: Readonly<Record<number, string>> = {
  0x01: 'PM',
  0x02: 'AGP',
  0x03: 'VPD',
  0x04: 'SLOTID',
  0x05: 'MSI',
  0x06: 'CHSWP',
  0x07: 'PCIX',
  0x08: 'HT',
  0x09: 'VNDR',
  0x0a: 'DBG',
  0x0b: 'CCRC',
  0x0c: 'HOTPLUG',
  0x0d: 'SSVID',
  0x0e: 'AGP3',
  0x0f: 'SECURE',
  0x10: 'EXP',
  0x11: 'MSIX',
  0x12: 'SATA',
  0x13: 'AF',
  0x14: 'EA',
};
/** From 0001 on; `-` for ids without a name of their own, which are addressed by number. */
const EXTENDED = (
  'AER VC DSN PB RCLINK RCILINK RCEC MFVC VC2 RBCB VNDR - ACS ARI ATS SRIOV MRIOV MCAST PRI - ' +
  'REBAR DPA TPH LTR SECPCI PMUX PASID LNR DPC L1PM PTM M_PCIE FRS RTR DVSEC VF_REBAR DLNK 16GT ' +
  'LMR HIER_ID NPEM'
).split(' ');

const WIDTH: Readonly<Record<1 | 2 | 4, string>> = { 1: 'b', 2: 'w', 4: 'l' };

function capabilityName({ kind, capId }: RegisterTable): string {
  if (kind === 'extended') {
    const name = EXTENDED[capId - 1];
    return name === undefined || name === '-' ? `ECAP${hex(capId, 4)}` : `ECAP_${name}`;
  }
  const name = CAPABILITIES[capId];
  return name === undefined ? `CAP${hex(capId, 2)}` : `CAP_${name}`;
}

/** The register as setpci names it: `COMMAND`, `CAP_EXP+8.w`, `ECAP_VNDR+4.l@1`. */
export function setpciRegister(
  { placed, register, at }: PlacedRegister,
  tables: readonly PlacedTable[],
): string {
  const { table } = placed;
  if (table.kind === 'header') {
    const names = table.id === 'header1' ? HEADER_1 : HEADER_0;
    return names[`${register.size}@${hex(at, 2)}`] ?? `${hex(at, 2)}.${WIDTH[register.size]}`;
  }
  const same = tables.filter((t) => t.table.kind === table.kind && t.table.capId === table.capId);
  const index = same.findIndex((t) => t.at === placed.at);
  const which = index > 0 ? `@${index}` : '';
  return `${capabilityName(table)}+${register.offset.toString(16)}.${WIDTH[register.size]}${which}`;
}

/** The command that does the same write; `value` null for the command that reads. */
export function setpciLine(
  bdf: string,
  register: PlacedRegister,
  tables: readonly PlacedTable[],
  value: number | null,
): string {
  const written = value === null ? '' : `=${hex(value, register.register.size * 2)}`;
  return `setpci -s ${bdf} ${setpciRegister(register, tables)}${written}`;
}
