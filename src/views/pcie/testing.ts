/** A function's registers and a host for the tests of this view, made from the contract's types alone. */
import { loadMessages } from '../../i18n';
import { plugCard } from '../../engine/pci/card';
import { ConfigSpace, type ConfigTemplate } from '../../engine/pci/config-space';
import { deviceById } from '../../engine/pci/devices';
import type {
  Attribute,
  Field,
  PlacedTable,
  Register,
  RegisterTable,
} from '../../engine/pci/registers/register';
import type { RoutingId } from '../../engine/units';
import { bdfOf } from '../../ui/rid-text';
import type { ConfigPicture, HostFunction, HostPf, HostPicture } from '../../worker/host-api';

// The views' words; on the page whoever opens a view waits for them.
await loadMessages('en');

const field = (name: string, high: number, low: number, attr: Attribute): Field => ({
  name,
  bits: [high, low],
  attr,
});
const register = (
  name: string,
  offset: number,
  size: 1 | 2 | 4,
  ...fields: readonly Field[]
): Register => ({ name, offset, size, fields, spec: `PCIe 6.0 §${offset}` });
const whole = (name: string, offset: number, size: 1 | 2 | 4, attr: Attribute) =>
  register(name, offset, size, field(name, size * 8 - 1, 0, attr));

const header: RegisterTable = {
  id: 'header0',
  title: 'Type 0 header',
  kind: 'header',
  capId: 0,
  size: 64,
  registers: [
    whole('Vendor ID', 0, 2, 'HwInit'),
    whole('Device ID', 2, 2, 'HwInit'),
    register(
      'Command',
      4,
      2,
      field('Interrupt Disable', 10, 10, 'RW'),
      field('Bus Master Enable', 2, 2, 'RW'),
      field('Memory Space Enable', 1, 1, 'RW'),
    ),
    register('Status', 6, 2, field('Master Data Parity Error', 8, 8, 'RW1C')),
    whole('Revision ID', 8, 1, 'HwInit'),
    whole('Capabilities Pointer', 0x34, 1, 'HwInit'),
  ],
};

const msix: RegisterTable = {
  id: 'msix',
  title: 'MSI-X',
  kind: 'capability',
  capId: 0x11,
  size: 12,
  registers: [
    register(
      'Message Control',
      2,
      2,
      field('MSI-X Enable', 15, 15, 'RW'),
      field('Table Size', 10, 0, 'RO'),
    ),
  ],
};

const sriov: RegisterTable = {
  id: 'sriov',
  title: 'SR-IOV',
  kind: 'extended',
  capId: 0x10,
  version: 1,
  size: 0x40,
  registers: [
    register(
      'SR-IOV Control',
      8,
      2,
      field('ARI Capable Hierarchy', 4, 4, 'RW'),
      field('VF MSE', 3, 3, 'RW'),
      field('VF Enable', 0, 0, 'RW'),
    ),
    whole('InitialVFs', 0x0c, 2, 'HwInit'),
    whole('TotalVFs', 0x0e, 2, 'HwInit'),
    whole('NumVFs', 0x10, 2, 'RW'),
    whole('First VF Offset', 0x14, 2, 'RO'),
    whole('VF Stride', 0x16, 2, 'RO'),
  ],
};

const TABLES: readonly PlacedTable[] = [
  { table: header, at: 0 },
  { table: msix, at: 0x70 },
  { table: sriov, at: 0x160 },
];
const WRITES: readonly Attribute[] = ['RW', 'RWS'];
const CLEARS: readonly Attribute[] = ['RW1C', 'RW1CS'];

function mask(tables: readonly PlacedTable[], attributes: readonly Attribute[]): Uint8Array {
  const bits = new Uint8Array(4096);
  for (const { table, at } of tables) {
    for (const { offset, fields } of table.registers) {
      for (const { bits: span, attr } of fields) {
        if (!attributes.includes(attr)) continue;
        for (let b = span[1]; b <= span[0]; b++) {
          const byte = at + offset + Math.floor(b / 8);
          bits[byte] = (bits[byte] ?? 0) | (1 << (b % 8));
        }
      }
    }
  }
  return bits;
}

/** An 82576-like PF that obeys its masks, and freezes NumVFs and Control while VF Enable is 1. */
export function samplePf(): ConfigSpace {
  const reset = new Uint8Array(4096);
  const template: ConfigTemplate = {
    size: 4096,
    reset,
    writable: mask(TABLES, WRITES),
    clearable: mask(TABLES, CLEARS),
    tables: TABLES,
  };
  const space = new ConfigSpace(template);
  const put = (at: number, size: 1 | 2 | 4, value: number) => {
    for (let i = 0; i < size; i++) reset[at + i] = Math.floor(value / 256 ** i) & 0xff;
  };
  put(0, 4, 0x10c98086);
  put(4, 4, 0x01100000);
  put(0x34, 1, 0x70);
  put(0x70, 4, 0x00090011);
  put(0x160, 4, 0x00010010);
  put(0x16c, 4, 0x00080008);
  put(0x174, 4, 0x00020180);
  return space;
}

/** What the worker would say of it. */
export function pictureOf(space: ConfigSpace, version = 1): ConfigPicture {
  const { writable, clearable, tables } = space.template;
  return {
    version,
    rid: 0x3b00 as RoutingId,
    bdf: '3b:00.0',
    bytes: space.bytes(),
    writable,
    clearable,
    tables,
  };
}

const CHIPSET = { vendorId: 0x8086, deviceId: 0x2020, netdev: null, iommuGroup: null } as const;

function part(
  rid: number,
  role: HostFunction['role'],
  more: Partial<HostFunction> = {},
): HostFunction {
  return {
    ...CHIPSET,
    rid: rid as RoutingId,
    bdf: bdfOf(rid),
    role,
    parent: null,
    pf: null,
    vfIndex: -1,
    classCode: role === 'endpoint' || role === 'vf' ? 0x020000 : 0x060400,
    name: '',
    driver: null,
    answers: true,
    secondary: null,
    subordinate: null,
    ...more,
  };
}

/** The lab's host with this card: a chipset, root port 3a:00.0, the card on bus 3b. */
export function hostOf(device: string, numVfs: number, ari = true): HostPicture {
  const profile = deviceById(device);
  if (profile === undefined) throw new RangeError(device);
  const card = plugCard(profile, numVfs, { ari, busesPerRootPort: 8 });
  const port = card.rootPort.rid;
  const pfs = card.pfs.map((pf): HostPf => ({
    rid: pf.rid,
    bdf: bdfOf(pf.rid),
    totalVfs: pf.totalVfs,
    driverMax: pf.maxVfs,
    numVfs: pf.numVfs,
    firstVfOffset: pf.firstVfOffset,
    vfStride: pf.vfStride,
    vfDeviceId: profile.vfDeviceId,
    ari,
    vfBars: profile.vfBars.map(({ index, sizeBytes, is64bit, prefetchable }) => ({
      index,
      size: sizeBytes,
      kind: is64bit ? 'mem64' : 'mem32',
      prefetchable,
    })),
    systemPageSize: 4096,
  }));
  return {
    version: 1,
    functions: [
      part(0x0000, 'host-bridge'),
      part(0x00f8, 'endpoint', { classCode: 0x060100 }),
      part(port, 'root-port', {
        secondary: card.rootPort.secondary,
        subordinate: card.rootPort.subordinate,
        driver: 'pcieport',
      }),
      ...card.functions.map((fn) =>
        part(fn.rid, fn.kind === 'pf' ? 'endpoint' : 'vf', {
          parent: port,
          pf: fn.kind === 'pf' ? null : (card.pfs[fn.pf]?.rid ?? null),
          vfIndex: fn.index,
          name: profile.name,
          driver: fn.driver,
          deviceId: fn.deviceId,
          iommuGroup: String(fn.rid & 0xff),
        }),
      ),
    ],
    pfs,
    log: [],
  };
}

/** One PF at 00:00.0 with this many VFs at offset 1 and stride 1: up to the whole segment. */
export function crowdedHost(numVfs: number): HostPicture {
  const vfs = Array.from({ length: numVfs }, (_, i) =>
    part(i + 1, 'vf', { pf: 0 as RoutingId, vfIndex: i }),
  );
  const [pf] = hostOf('intel-82599', 0).pfs;
  if (pf === undefined) throw new RangeError('a card without PF');
  return {
    version: 1,
    functions: [part(0, 'endpoint'), ...vfs],
    pfs: [{ ...pf, rid: 0 as RoutingId, bdf: '00:00.0', totalVfs: 0xffff, numVfs }],
    log: [],
  };
}

/** A switch below a root port: upstream port, two downstream ports, an NVMe disk and a card with VFs. */
export function switchedHost(): HostPicture {
  const bridge = (
    rid: number,
    role: HostFunction['role'],
    parent: number | null,
    secondary: number,
    subordinate: number,
  ) => part(rid, role, { parent: parent as RoutingId | null, secondary, subordinate });
  const card = hostOf('intel-82576', 3);
  const below = card.functions
    .filter((fn) => fn.rid >> 8 === 0x3b)
    .map((fn) => ({ ...fn, parent: 0x3908 as RoutingId }));
  return {
    ...card,
    functions: [
      bridge(0x3800, 'root-port', null, 0x39, 0x3c),
      bridge(0x3900, 'upstream-port', 0x3800, 0x3a, 0x3c),
      bridge(0x3a00, 'downstream-port', 0x3900, 0x3c, 0x3c),
      bridge(0x3908, 'downstream-port', 0x3900, 0x3b, 0x3b),
      part(0x3c00, 'endpoint', { parent: 0x3a00 as RoutingId, classCode: 0x010802 }),
      ...below,
    ],
  };
}
