import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEVICES, deviceById } from '../devices';
import type { PcieHost } from '../host-bus';
import { vfLimits } from '../limits';
import { instanceBills } from './bill';
import type { InstanceBill, InstanceKind, ResourceId } from './kinds';
import { eachOf, fullest, shareOf, usedOf, withMemory } from './use';

const MiB = 2 ** 20;
const HOST: PcieHost = { ari: true, busesPerRootPort: 2, mmioWindow: 64 * 2 ** 30 };

function bill(id: string, kind: InstanceKind, host: PcieHost = HOST): InstanceBill {
  const device = deviceById(id);
  const found = device && instanceBills(device, host).find((b) => b.kind === kind);
  if (found === undefined) throw new Error(`${id} ${kind}`);
  return found;
}

function row(of: InstanceBill, resource: ResourceId) {
  const found = of.rows.find((r) => r.resource === resource);
  if (found === undefined) throw new Error(`${of.kind}: no ${resource}`);
  return found;
}

const hosts = fc.record({
  ari: fc.boolean(),
  busesPerRootPort: fc.integer({ min: 1, max: 100 }),
  mmioWindow: fc.integer({ min: 0, max: 2 ** 32 }),
});

describe('virtual functions', () => {
  it('end where the limits on VFs end, whatever card and host', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DEVICES), hosts, (device, host) => {
        const vf = instanceBills(device, host).find(({ kind }) => kind === 'vf');
        const { all } = vfLimits(device, host);
        const lowest = Math.min(...all.map(({ max }) => max));
        const memory = vf?.rows.find((r) => r.resource === 'pinned-memory')?.most ?? 0;
        expect(vf?.most).toBe(Math.min(lowest, memory));
      }),
    );
  });

  it('get fewer vectors the more they are', () => {
    const vectors = row(bill('intel-e810', 'vf'), 'vectors');
    // 1,024 vectors a port, 64 kept: 56 VFs a port have 17 each, 57 have 5.
    expect([1, 112, 114, 256].map((n) => eachOf(vectors, n))).toEqual([17, 17, 5, 5]);
    expect(usedOf(vectors, 256)).toBe(128 + 256 * 5);
  });

  it('claim their memory before there is one', () => {
    const bar = row(bill('intel-82599', 'vf'), 'bar');
    expect([usedOf(bar, 1), usedOf(bar, 128)]).toEqual([4 * MiB, 4 * MiB]);
  });
});

describe('scalable functions', () => {
  it('take no Routing ID, no configuration space and no vector; their number and window are set in the firmware', () => {
    const sf = bill('nvidia-bluefield2', 'sf');
    for (const resource of ['routing-ids', 'config-space', 'vectors', 'pinned-memory'] as const) {
      expect(row(sf, resource).each).toBe(0);
    }
    expect(sf).toMatchObject({ absent: null, most: 472, binding: 'instances' });
    expect(row(sf, 'bar')).toMatchObject({ each: MiB, fixed: 512 * MiB, basis: 'vendor' });
    expect(bill('nvidia-bluefield2', 'vf').most).toBe(32);
  });

  it('lose the PF whose BAR finds no place', () => {
    const small = { ...HOST, mmioWindow: 300 * MiB };
    expect(bill('nvidia-bluefield2', 'sf', small)).toMatchObject({ most: 236, binding: 'bar' });
  });

  it('are missing with a reason', () => {
    const absent = (id: string) => bill(id, 'sf').absent;
    expect(absent('nvidia-connectx4lx')).toBe('sf-firmware');
    expect(absent('intel-e810')).toBe('sf-kernel');
    expect(absent('intel-82599')).toBe('sf-driver');
    expect(bill('intel-82599', 'sf').rows).toEqual([]);
  });
});

it('assignable device interfaces end with the queue pairs, long before the PASIDs', () => {
  const adi = bill('intel-e810', 'adi');
  expect(adi).toMatchObject({ absent: null, most: 1920, binding: 'queue-pairs' });
  expect(row(adi, 'pasids').total).toBe(1_048_576);
  expect(row(adi, 'queue-pairs').basis).toBe('assumed');
  expect(row(adi, 'routing-ids').each).toBe(0);
});

it('says no number of them where the queue pairs are not known', () => {
  const adi = bill('nvidia-connectx7', 'adi');
  expect(adi).toMatchObject({ most: null, binding: null });
  expect(withMemory(adi, 4096 * MiB, 4096 * MiB).most).toBeNull();
});

it('vDPA devices take what carries them', () => {
  expect(bill('nvidia-connectx7', 'vdpa-vf').most).toBe(bill('nvidia-connectx7', 'vf').most);
  expect(bill('nvidia-connectx7', 'vdpa-sf').most).toBe(bill('nvidia-connectx7', 'sf').most);
  expect(bill('nvidia-connectx5', 'vdpa-vf').absent).toBe('no-vdpa');
});

it('what needs nothing of the card ends with the ports of a bridge', () => {
  expect(bill('intel-82576', 'virtio')).toMatchObject({ most: 1022, binding: 'bridge-ports' });
  expect(row(bill('intel-82576', 'emulated'), 'config-emulated').each).toBe(256);
});

it('larger guests pin more, and the host’s memory binds', () => {
  const adi = withMemory(bill('intel-e810', 'adi'), 4096 * MiB, 1024 * 1024 * MiB);
  expect(adi).toMatchObject({ most: 256, binding: 'pinned-memory' });
  const virtio = bill('intel-e810', 'virtio');
  expect(withMemory(virtio, 4096 * MiB, 4096 * MiB)).toEqual(virtio);
});

it('nothing is over its end while a kind lasts, and its binding resource is with one more', () => {
  fc.assert(
    fc.property(fc.constantFrom(...DEVICES), hosts, (device, host) => {
      for (const one of instanceBills(device, host)) {
        if (one.most === null) continue;
        for (const r of one.rows) expect(shareOf(r, one.most) ?? 0).toBeLessThanOrEqual(1);
        const over = one.rows.filter((r) => (shareOf(r, (one.most ?? 0) + 1) ?? 0) > 1);
        expect(over.map(({ resource }) => resource)).toContain(one.binding);
      }
    }),
  );
});

it('names the resource that is fullest, which need not be the one that binds', () => {
  const vf = bill('nvidia-connectx7', 'vf', { ...HOST, mmioWindow: 17 * MiB });
  expect(fullest(vf, 1)?.row.resource).toBe('bar');
  expect(fullest(vf, 16)?.row.resource).toBe('instances');
});
