import type { DeviceProfile } from '../device-profile';
import { MiB } from '../device-rows';
import { systemPageOf, type PcieHost } from '../host-bus';
import { roomOf } from '../limit-host';
import { absenceOf } from './absence';
import {
  ASSUMED_MEMORY,
  INSTANCE_KINDS,
  SFS_PER_PF,
  type BillRow,
  type InstanceBill,
  type InstanceKind,
  type ResourceId,
} from './kinds';
import { endOf } from './use';
import { CONFIG_SPACE, interruptEntries, vfRows } from './vf-rows';

/** `PF_SF_BAR_SIZE` of NVIDIA's example: a setting of the firmware. */
const SF_BAR = MiB;

/** A PASID has 20 bits; the kernel keeps one for requests without. */
const PASIDS = 2 ** 20;

/** Ports of one Linux bridge (`BR_PORT_BITS` 10, number 0 is not used), one of them its uplink. */
const BRIDGE_PORTS = 2 ** 10 - 1;

/** What QEMU keeps for a conventional PCI device's configuration space, bytes. */
const CONVENTIONAL_SPACE = 256;

const none = (resource: ResourceId, basis: BillRow['basis'] = 'specification'): BillRow => ({
  resource,
  unit: 'count',
  each: 0,
  fixed: 0,
  total: null,
  most: null,
  basis,
});

/** Emulated by software of the host, in its memory. */
const emulatedSpace = (bytes: number): BillRow => ({
  resource: 'config-emulated',
  unit: 'bytes',
  each: bytes,
  fixed: 0,
  total: null,
  most: null,
  basis: 'kernel',
});

/** A device that reads and writes all of a guest's memory: none of it may move or be swapped. */
const PINNED: BillRow = {
  resource: 'pinned-memory',
  unit: 'bytes',
  each: ASSUMED_MEMORY.guest,
  fixed: 0,
  total: ASSUMED_MEMORY.host,
  most: Math.floor(ASSUMED_MEMORY.host / ASSUMED_MEMORY.guest),
  basis: 'assumed',
};

/** A BAR's size is a power of two: that of all SFs of a PF, at boot. */
const sfWindowPerPf = 2 ** Math.ceil(Math.log2(SFS_PER_PF * SF_BAR));

function sfRows(device: DeviceProfile, host: PcieHost): readonly BillRow[] {
  const { pfs, id } = device;
  const total = SFS_PER_PF * pfs;
  const { high: window } = roomOf(device, host);
  const pfsThatFit = Math.min(pfs, Math.floor(window / sfWindowPerPf));
  const basis = id === 'nvidia-bluefield2' ? 'vendor' : 'assumed';
  const most = SFS_PER_PF * pfsThatFit;
  return [
    { resource: 'instances', unit: 'count', each: 1, fixed: 0, total, most: total, basis },
    none('routing-ids'),
    {
      resource: 'bar',
      unit: 'bytes',
      each: SF_BAR,
      fixed: sfWindowPerPf * pfsThatFit,
      total: window,
      most: pfsThatFit === pfs ? Math.floor(window / SF_BAR) : most,
      basis,
      atOnce: true,
    },
    { ...none('queue-pairs', 'card'), each: null },
    none('vectors', 'card'),
    none('interrupt-entries', 'card'),
    none('config-space'),
  ];
}

/** MODEL: one queue pair and one page of registers each, which is the least the specification allows; a vector for the queues, one for the rest. */
function adiRows(device: DeviceProfile, host: PcieHost): readonly BillRow[] {
  const { pfs, queuePool } = device;
  const pairs = { resource: 'queue-pairs', unit: 'count', each: 1, basis: 'assumed' } as const;
  return [
    none('routing-ids'),
    {
      resource: 'bar',
      unit: 'bytes',
      each: systemPageOf(device.supportedPages, host.pageSize),
      fixed: 0,
      total: null,
      most: null,
      basis: 'assumed',
    },
    queuePool === null
      ? { ...pairs, fixed: 0, total: null, most: null }
      : {
          ...pairs,
          fixed: queuePool.keptByPf * pfs,
          total: queuePool.pairs * pfs,
          most: (queuePool.pairs - queuePool.keptByPf) * pfs,
        },
    none('vectors'),
    interruptEntries(2, 'assumed'),
    {
      resource: 'pasids',
      unit: 'count',
      each: 1,
      fixed: 1,
      total: PASIDS,
      most: PASIDS - 1,
      basis: 'specification',
    },
    PINNED,
    none('config-space'),
    emulatedSpace(CONFIG_SPACE),
  ];
}

const onBridge = (configSpace: number): readonly BillRow[] => [
  none('routing-ids'),
  none('queue-pairs'),
  none('vectors'),
  {
    resource: 'bridge-ports',
    unit: 'count',
    each: 1,
    fixed: 1,
    total: BRIDGE_PORTS,
    most: BRIDGE_PORTS - 1,
    basis: 'kernel',
  },
  { ...none('pinned-memory'), unit: 'bytes' },
  none('config-space'),
  emulatedSpace(configSpace),
];

function rowsOf(kind: InstanceKind, device: DeviceProfile, host: PcieHost): readonly BillRow[] {
  switch (kind) {
    case 'vf':
      return [...vfRows(device, host), PINNED];
    case 'sf':
      // Driven by the host itself, for its containers: no guest's memory is mapped.
      return [...sfRows(device, host), { ...none('pinned-memory'), unit: 'bytes' }];
    case 'adi':
      return adiRows(device, host);
    case 'vdpa-vf':
      return [...vfRows(device, host), PINNED, emulatedSpace(CONFIG_SPACE)];
    case 'vdpa-sf':
      return [...sfRows(device, host), PINNED, emulatedSpace(CONFIG_SPACE)];
    case 'virtio':
      return onBridge(CONFIG_SPACE);
    case 'emulated':
      return onBridge(CONVENTIONAL_SPACE);
  }
}

/**
 * What instances of every kind take of this card and host, each kind for itself, and which resource is used up first.
 * MODEL: processor time is no row: how much of it an instance needs depends on its traffic, which runs and sweeps tell.
 */
export function instanceBills(device: DeviceProfile, host: PcieHost): readonly InstanceBill[] {
  return INSTANCE_KINDS.map((kind) => {
    const absent = absenceOf(kind, device);
    const rows = absent === null || kind === 'adi' ? rowsOf(kind, device, host) : [];
    // How many a card would have that has none is not known unless its queues are.
    const isOpen = absent !== null && rows.some(({ each, total }) => each === 1 && total === null);
    return { kind, absent, rows, ...(isOpen ? { most: null, binding: null } : endOf(rows)) };
  });
}
