import type { BarShape } from '../../fabric';
import { HEADER0 } from '../../registers/header0';
import { HEADER1 } from '../../registers/header1';
import { SSVID } from '../../registers/identity';
import { AER, AER_ROOT } from '../../registers/error-reporting';
import { MSI_64, MSIX } from '../../registers/interrupts';
import { PCIE_ENDPOINT, PCIE_ENDPOINT_V1, PCIE_INTEGRATED } from '../../registers/pcie';
import { PM } from '../../registers/pm';
import { ARI } from '../../registers/routing';
import type { Part } from '../../registers/template';
import type { Props } from '../props';

// What all of QEMU's PCI devices do alike, as its releases 7.2 and 10.0 have it.

export type Release = '7.2' | '10.0';

export interface Ids {
  readonly vendor: number;
  readonly device: number;
  /** Base class, sub-class, programming interface: 0x010802. */
  readonly class: number;
  readonly revision?: number;
  readonly subVendor?: number;
  readonly subDevice?: number;
  readonly pin?: number;
  readonly multifunction?: boolean;
}

const common = (ids: Ids, layout: 0 | 1) => ({
  'Vendor ID': ids.vendor,
  'Device ID': ids.device,
  'Revision ID': ids.revision ?? 0,
  'Programming Interface': ids.class & 0xff,
  'Sub-Class Code': (ids.class >> 8) & 0xff,
  'Base Class Code': ids.class >> 16,
  'Header Type': layout + (ids.multifunction === true ? 0x80 : 0),
  'Interrupt Pin': ids.pin ?? 0,
});

const WRITABLE = { Command: 0x0507, 'Cache Line Size': 0xff, 'Interrupt Line': 0xff };
const CLEARABLE = { Status: 0xf900 };

/** A type 0 header; subsystem 1af4:1100 unless told otherwise. */
export const header0 = (
  ids: Ids,
  values: Readonly<Record<string, number>> = {},
  writable: Readonly<Record<string, number>> = {},
): Part => ({
  table: HEADER0,
  at: 0,
  fixed: true,
  values: {
    ...common(ids, 0),
    'Subsystem Vendor ID': ids.subVendor ?? 0x1af4,
    'Subsystem ID': ids.subDevice ?? 0x1100,
    ...values,
  },
  writable: { ...WRITABLE, ...writable },
  clearable: CLEARABLE,
});

/** A type 1 header as QEMU's ports have it; without `forwardsIo` there is no I/O window. */
export const header1 = (ids: Ids, forwardsIo = true): Part => ({
  table: HEADER1,
  at: 0,
  fixed: true,
  values: common(ids, 1),
  writable: {
    ...WRITABLE,
    Command: forwardsIo ? WRITABLE.Command : WRITABLE.Command - 1,
    'Primary Bus Number': 0xff,
    'Secondary Bus Number': 0xff,
    'Subordinate Bus Number': 0xff,
    'Secondary Latency Timer': 0xff,
    'I/O Base': forwardsIo ? 0xf0 : 0,
    'I/O Limit': forwardsIo ? 0xf0 : 0,
    'Memory Base': 0xfff0,
    'Memory Limit': 0xfff0,
    'Prefetchable Memory Base': 0xfff0,
    'Prefetchable Memory Limit': 0xfff0,
    'Prefetchable Base Upper 32 Bits': 0xffffffff,
    'Prefetchable Limit Upper 32 Bits': 0xffffffff,
    'Bridge Control': 0x0bff,
  },
  clearable: { ...CLEARABLE, 'Secondary Status': 0xf900, 'Bridge Control': 0x0400 },
});

export const msix = (at: number, vectors: number, table: number, pending: number): Part => ({
  table: MSIX,
  at,
  values: {
    'Message Control': vectors - 1,
    'Table Offset/Table BIR': table,
    'PBA Offset/PBA BIR': pending,
  },
});

/** With 64-bit addresses and one vector. */
export const msi64 = (at: number): Part => ({
  table: MSI_64,
  at,
  values: { 'Message Control': 0x0080 },
  writable: { 'Message Control': 0x0071 },
});

interface PowerManagement {
  readonly capabilities: number;
  readonly control?: number;
  /** PME and data select can be written besides the power state. */
  readonly pme?: boolean;
}

export const pm = (
  at: number,
  { capabilities, control = 0, pme = false }: PowerManagement,
): Part => ({
  table: PM,
  at,
  fixed: true,
  values: {
    'Power Management Capabilities': capabilities,
    'Power Management Control/Status': control,
  },
  writable: { 'Power Management Control/Status': pme ? 0x1f03 : 0x0003 },
  clearable: { 'Power Management Control/Status': pme ? 0x8000 : 0 },
});

interface Endpoint {
  readonly release: Release;
  readonly flr?: boolean;
  /** Error reporting bits of Device Control are there. */
  readonly errors?: boolean;
  /** Common Clock and Extended Synch of Link Control are there. */
  readonly link?: boolean;
  /** On a root bus: integrated into the root complex. */
  readonly integrated: boolean;
  readonly v1?: boolean;
}

const extendedTag = (release: Release) => (release === '7.2' ? 0 : 0x20);

export function pcieEndpoint(at: number, endpoint: Endpoint): Part {
  const { release, flr = false, errors = false, link = false, integrated, v1 = false } = endpoint;
  const table = v1 ? PCIE_ENDPOINT_V1 : integrated ? PCIE_INTEGRATED : PCIE_ENDPOINT;
  return {
    table,
    at,
    fixed: true,
    values: {
      'PCI Express Capabilities': (integrated ? 0x90 : 0) + (v1 ? 1 : 2),
      'Device Capabilities': 0x8000 + (flr ? 0x10000000 : 0) + extendedTag(release),
      'Device Control': 0,
      'Link Capabilities': 0x0411,
      'Link Status': 0x0011,
      ...(v1 ? {} : { 'Device Capabilities 2': 0x00300000 }),
    },
    writable: {
      'Device Control': (flr ? 0x8000 : 0) + (errors ? 0x000f : 0),
      'Link Control': link ? 0x00c0 : 0,
      ...(v1 ? {} : { 'Device Control 2': 0x8000 }),
    },
    clearable: { 'Device Status': errors ? 0x000f : 0 },
  };
}

interface PortKind {
  readonly table: Part['table'];
  readonly type: number;
  readonly release: Release;
  readonly extendedTag?: boolean;
  readonly slot?: {
    readonly number: number;
    readonly hotplug: boolean;
    readonly populated: boolean;
  };
  /** Link Capabilities, Link Control 2, Link Capabilities 2. */
  readonly link: readonly [number, number, number];
  readonly flags?: number;
  readonly port?: number;
  readonly ari: boolean;
  readonly root?: boolean;
}

/** The PCI Express capability of a root port or of a switch's ports. */
export function pciePort(at: number, kind: PortKind): Part {
  const { slot, release, root = false, ari } = kind;
  // Present: button, power controller, both indicators, interlock.
  const present = slot === undefined ? 0 : 0x2001b + (slot.hotplug ? 0x60 : 0);
  const power = slot?.populated === true ? (release === '7.2' ? 0x100 : 0x300) : 0x700;
  return {
    table: kind.table,
    at,
    fixed: true,
    values: {
      'PCI Express Capabilities': (kind.type << 4) + 2 + (slot ? 0x100 : 0) + (kind.flags ?? 0),
      'Device Capabilities': 0x8000 + (kind.extendedTag === false ? 0 : extendedTag(release)),
      'Device Control': 0,
      'Link Capabilities': kind.link[0] + (kind.port ?? 0) * 2 ** 24,
      'Link Status': 0x0011,
      'Device Capabilities 2': 0x00300000 + (ari ? 0x20 : 0),
      'Link Control 2': kind.link[1],
      'Link Capabilities 2': kind.link[2],
      ...(slot && {
        'Slot Capabilities': present + slot.number * 2 ** 19,
        'Slot Control': 0x00c0 + power,
      }),
    },
    writable: {
      'Device Control': 0x000f,
      'Device Control 2': 0x8000 + (ari ? 0x20 : 0),
      ...(root && { 'Root Control': 0x0007 }),
      ...(slot && { 'Slot Control': 0x07f9 }),
    },
    clearable: {
      'Device Status': 0x000f,
      ...(slot && { 'Slot Status': 0x0019 }),
    },
  };
}

interface ErrorReporting {
  readonly release: Release;
  readonly version?: number;
  readonly root?: boolean;
}

const UNCORRECTABLE = 0x03fff030;

export const aer = (at: number, options: ErrorReporting): Part => ({
  table: options.root === true ? AER_ROOT : AER,
  at,
  fixed: true,
  version: options.version ?? 2,
  values: {
    // The later release starts with errors masked that it does not report.
    'Uncorrectable Error Mask': options.release === '7.2' ? 0 : 0x02400000,
    'Uncorrectable Error Severity': 0x00462030,
    'Correctable Error Mask': 0xe000,
    'Advanced Error Capabilities and Control': 0x02a0,
  },
  writable: {
    'Uncorrectable Error Mask': UNCORRECTABLE,
    'Uncorrectable Error Severity': UNCORRECTABLE,
    'Correctable Error Mask': 0xf1c1,
    'Advanced Error Capabilities and Control': 0x0540,
    ...(options.root === true && { 'Root Error Command': 0x7 }),
  },
  clearable: {
    'Uncorrectable Error Status': UNCORRECTABLE,
    'Correctable Error Status': 0xf1c1,
    ...(options.root === true && { 'Root Error Status': 0x7f }),
  },
});

/** Error reporting that keeps no more than one header: QEMU's Intel cards. */
export const oneHeader = (part: Part): Part => ({
  ...part,
  values: { ...part.values, 'Advanced Error Capabilities and Control': 0x00a0 },
  writable: { ...part.writable, 'Advanced Error Capabilities and Control': 0x0140 },
});

export const ari = (at: number, next: number): Part => ({
  table: ARI,
  at,
  fixed: true,
  values: { 'ARI Capability': next << 8 },
});

/** Next Function Number of a card's first function: always 1 once, later 0 unless the property says otherwise. */
export const nextFunction = (props: Props, release: Release): number =>
  props.flag('x-pcie-ari-nextfn-1', release === '7.2') ? 1 : 0;

export const ssvid = (at: number, vendor: number, device: number): Part => ({
  table: SSVID,
  at,
  values: { 'Subsystem Vendor ID': vendor, 'Subsystem ID': device },
});

export const mem32 = (index: number, size: number): BarShape => ({
  index,
  size,
  kind: 'mem32',
  prefetchable: false,
});
export const mem64 = (index: number, size: number, prefetchable = false): BarShape => ({
  index,
  size,
  kind: 'mem64',
  prefetchable,
});
export const io = (index: number, size: number): BarShape => ({
  index,
  size,
  kind: 'io',
  prefetchable: false,
});
/** QEMU's boot ROM for a network card. */
export const rom = (size: number): BarShape => mem32(6, size);
