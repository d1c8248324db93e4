import type { DeviceProfile } from '../device-profile';
import type { PcieHost } from '../host-bus';
import { vfLimits, type LimitId, type VfLimit } from '../limits';
import type { BillRow } from './kinds';

/** The largest configuration space a PCIe function has, bytes. */
export const CONFIG_SPACE = 4096;

/** Entries of one interrupt remapping table: VT-d's largest (`IRTA_REG.S`). One a vector that may be used. */
const INTERRUPT_ENTRIES = 65_536;

export const interruptEntries = (each: number | null, basis: BillRow['basis']): BillRow => ({
  resource: 'interrupt-entries',
  unit: 'count',
  each,
  fixed: 0,
  total: INTERRUPT_ENTRIES,
  most: each === null || each === 0 ? null : Math.floor(INTERRUPT_ENTRIES / each),
  basis,
});

const lowest = (limits: readonly VfLimit[], ids: readonly LimitId[]) =>
  limits
    .filter(({ id }) => ids.includes(id))
    .reduce<VfLimit | null>((least, l) => (least === null || l.max < least.max ? l : least), null);

/** A row of which each VF takes one, and there are as many as a limit says. */
function oneEach(resource: 'instances' | 'routing-ids', limit: VfLimit | null): readonly BillRow[] {
  if (limit === null) return [];
  const { max, id } = limit;
  const basis = resource === 'instances' ? 'card' : 'host';
  return [{ resource, unit: 'count', each: 1, fixed: 0, total: max, most: max, basis, limit: id }];
}

function windowRow({ why, max }: VfLimit): readonly BillRow[] {
  if (why.id !== 'memory-window' && why.id !== 'memory-window-32') return [];
  return [
    {
      resource: why.id === 'memory-window' ? 'bar' : 'bar-32',
      unit: 'bytes',
      each: why.perVf,
      fixed: why.pfsThatFit === why.pfs ? why.needed : why.perPf * why.pfsThatFit,
      total: why.window,
      most: max,
      basis: 'card',
      atOnce: true,
      limit: why.id,
    },
  ];
}

function poolRows(device: DeviceProfile, limits: readonly VfLimit[]): readonly BillRow[] {
  const { pfs, queuePool, vectorPool } = device;
  const assumed = (field: 'queuePool' | 'vectorPool') =>
    device.assumed.includes(field) ? 'assumed' : 'card';
  const most = (id: LimitId) => limits.find((l) => l.id === id)?.max ?? null;
  const rows: BillRow[] = [];
  const pairs = { resource: 'queue-pairs', unit: 'count' } as const;
  rows.push(
    queuePool === null
      ? { ...pairs, each: device.queuesPerVf, fixed: 0, total: null, most: null, basis: 'card' }
      : {
          ...pairs,
          each: queuePool.perVf,
          fixed: queuePool.keptByPf * pfs,
          total: queuePool.pairs * pfs,
          most: most('queue-pairs'),
          basis: assumed('queuePool'),
          limit: 'queue-pairs',
        },
  );
  const vectors = { resource: 'vectors', unit: 'count' } as const;
  if (vectorPool === null) {
    // A VF's own table, part of the VF: nothing that could run out.
    const basis = device.assumed.includes('msixPerVf') ? 'assumed' : 'card';
    rows.push({ ...vectors, each: device.msixPerVf, fixed: 0, total: null, most: null, basis });
    return rows;
  }
  const pool = vectorPool.vectors - vectorPool.keptByPf;
  rows.push({
    ...vectors,
    each: Math.max(...vectorPool.tiers),
    fixed: vectorPool.keptByPf * pfs,
    total: vectorPool.vectors * pfs,
    most: most('msix-vectors'),
    basis: assumed('vectorPool'),
    limit: 'msix-vectors',
    tiers: { pool, pfs, sizes: vectorPool.tiers },
  });
  return rows;
}

function vfInterrupts(device: DeviceProfile): BillRow {
  const { vectorPool, pfs } = device;
  const basis = device.assumed.includes('msixPerVf') ? 'assumed' : 'card';
  if (vectorPool === null) return interruptEntries(device.msixPerVf, basis);
  const sizes = vectorPool.tiers;
  const tiers = { pool: vectorPool.vectors - vectorPool.keptByPf, pfs, sizes };
  // The end is reckoned with the fewest vectors a VF gets.
  const { most } = interruptEntries(Math.min(...sizes), basis);
  return { ...interruptEntries(Math.max(...sizes), basis), most, tiers };
}

/** What a VF takes; the ends are those of {@link vfLimits}, so that the two cannot disagree. */
export function vfRows(device: DeviceProfile, host: PcieHost): readonly BillRow[] {
  const { all } = vfLimits(device, host);
  return [
    ...oneEach('instances', lowest(all, ['device-total', 'total-vfs', 'driver-max'])),
    ...oneEach('routing-ids', lowest(all, ['ari-reach', 'bus-numbers', 'functions-per-bus'])),
    ...all.flatMap(windowRow),
    ...poolRows(device, all),
    vfInterrupts(device),
    {
      resource: 'config-space',
      unit: 'bytes',
      each: CONFIG_SPACE,
      fixed: 0,
      total: null,
      most: null,
      basis: 'specification',
    },
  ];
}
