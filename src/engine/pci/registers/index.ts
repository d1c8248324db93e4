import { AER, AER_ROOT } from './error-reporting';
import { HEADER0 } from './header0';
import { HEADER1 } from './header1';
import { DSN, SATA, SSVID, VPD, VSEC } from './identity';
import { MSI_32, MSI_32_MASKED, MSI_64, MSI_64_MASKED, MSIX } from './interrupts';
import {
  PCIE_DOWNSTREAM,
  PCIE_ENDPOINT,
  PCIE_ENDPOINT_V1,
  PCIE_INTEGRATED,
  PCIE_ROOT_PORT,
  PCIE_UPSTREAM,
} from './pcie';
import { AF, EA, PCIX, SHPC } from './more-capabilities';
import {
  DATA_LINK_FEATURE,
  DPC,
  DVSEC,
  L1_SUBSTATES,
  LANE_MARGINING,
  PHYSICAL_16GT,
  POWER_BUDGETING,
  PTM,
  VC,
} from './more-extended';
import { LTR, RESIZABLE_BAR, SECONDARY_PCIE, TPH, VF_RESIZABLE_BAR } from './performance';
import { PM } from './pm';
import type { RegisterTable } from './register';
import { ACS, ARI } from './routing';
import { SRIOV } from './sriov';
import { ATS, PASID, PRI } from './translation';
import { vendorSpecific, virtioCapability } from './vendor-specific';

/** Reads little-endian from a function's configuration space; all ones where nothing was read. */
type Read = (offset: number, width: 1 | 2 | 4) => number;

function msi(read: Read, at: number): RegisterTable {
  const control = read(at + 2, 2);
  const wide = (control & 0x80) !== 0;
  if ((control & 0x100) !== 0) return wide ? MSI_64_MASKED : MSI_32_MASKED;
  return wide ? MSI_64 : MSI_32;
}

function pcie(read: Read, at: number): RegisterTable {
  const flags = read(at + 2, 2);
  switch ((flags >> 4) & 0xf) {
    case 4:
      return PCIE_ROOT_PORT;
    case 5:
      return PCIE_UPSTREAM;
    case 6:
      return PCIE_DOWNSTREAM;
    case 9:
      return PCIE_INTEGRATED;
    default:
      return (flags & 0xf) < 2 ? PCIE_ENDPOINT_V1 : PCIE_ENDPOINT;
  }
}

function vendor(read: Read, at: number): RegisterTable {
  const size = Math.max(3, Math.min(read(at + 2, 1), 0x100 - at));
  const virtio = read(0, 2) === 0x1af4 && size >= 16;
  return virtio ? virtioCapability(size, read(at + 3, 1)) : vendorSpecific(size);
}

const CAPABILITIES: readonly RegisterTable[] = [PM, VPD, PCIX, SHPC, SSVID, MSIX, SATA, AF, EA];
const EXTENDED: readonly RegisterTable[] = [
  VC,
  DSN,
  POWER_BUDGETING,
  VSEC,
  ACS,
  ARI,
  ATS,
  SRIOV,
  PRI,
  RESIZABLE_BAR,
  TPH,
  LTR,
  SECONDARY_PCIE,
  PASID,
  DPC,
  L1_SUBSTATES,
  PTM,
  DVSEC,
  DATA_LINK_FEATURE,
  PHYSICAL_16GT,
  LANE_MARGINING,
  VF_RESIZABLE_BAR,
];

/** The table of the header at offset 0; undefined for layouts that no function here has (CardBus). */
export function headerTable(read: Read): RegisterTable | undefined {
  const layout = read(0x0e, 1) & 0x7f;
  return layout === 0 ? HEADER0 : layout === 1 ? HEADER1 : undefined;
}

/** The table of the capability at `at`, whose form may depend on its own first bytes; undefined for unknown IDs. */
export function capabilityTable(read: Read, at: number): RegisterTable | undefined {
  const id = read(at, 1);
  if (id === 0x05) return msi(read, at);
  if (id === 0x09) return vendor(read, at);
  if (id === 0x10) return pcie(read, at);
  return CAPABILITIES.find(({ capId }) => capId === id);
}

/** The table of the extended capability at `at`; root ports have more error registers than others. */
export function extendedTable(
  read: Read,
  at: number,
  pcieTable: RegisterTable | undefined,
): RegisterTable | undefined {
  const id = read(at, 2);
  if (id === AER.capId) return pcieTable === PCIE_ROOT_PORT ? AER_ROOT : AER;
  return EXTENDED.find(({ capId }) => capId === id);
}
