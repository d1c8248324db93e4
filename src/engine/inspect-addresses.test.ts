import { expect, it } from 'vitest';
import { inspectAddresses } from './inspect-addresses';
import { PRESETS } from './scenario/presets';
import { STEP } from './costs/steps';
import { inspect } from './inspect';
import { buildHost } from './paths/host';
import { completeHost, completeRun, scenario } from './testing';

it('shows one buffer by the CPU’s tables and by the IOMMU’s, which lead to the same page', () => {
  const { host, vm0 } = completeHost(PRESETS['rogue-guest']);
  const { walks, iotlb, last, faults, trespasses } = inspectAddresses(host, -1);
  expect(walks.map(({ vm }) => vm)).toEqual([0, 1]);
  const [walk] = walks;
  expect(walk?.ept.map(({ level }) => level)).toEqual([4, 3, 2]);
  expect(walk?.iommu?.map(({ index }) => index)).toEqual(walk?.ept.map(({ index }) => index));
  // Tables of their own, the same page at the end but for the right to execute.
  expect(walk?.iommu?.[0]?.table).not.toBe(walk?.ept[0]?.table);
  expect(Number(walk?.ept[2]?.entry) - Number(walk?.iommu?.[2]?.entry)).toBe(4);
  expect(Number(walk?.hpa) % 4096).toBe(Number(walk?.gpa) % 4096);
  expect(walk?.gva).toMatch(/^0xffff8880/);
  expect(walk?.hits).toBe(vm0.iotlbHits);
  expect(iotlb).toHaveLength(host.iommu.entries);
  expect(last).toMatchObject({ reason: '0x05', write: true, level: 3, vm: 0 });
  expect([faults > 20, trespasses.length]).toEqual([true, 0]);
});

it('says whose memory was hit where nothing translates', () => {
  const { host } = completeHost(PRESETS['rogue-guest-no-iommu']);
  const { walks, trespasses, faults } = inspectAddresses(host, 0);
  expect(walks).toHaveLength(1);
  expect(walks[0]).toMatchObject({ iommu: null });
  expect(walks[0]?.hpa).toBe(walks[0]?.gpa);
  expect(trespasses[0]).toMatchObject({ from: 0, write: true, owner: 'guest', vm: 1 });
  expect(faults).toBe(0);
});

it('finds the entry of the ring that a DMA is for, at the moment it begins', () => {
  const input = {
    vms: [{ count: 1, path: 'sriov', traffic: { kind: 'cbr', pps: 50_000, direction: 'both' } }],
    run: { until: '1ms' },
  };
  const { hops } = completeRun(input).window(0, 1e9);
  const host = buildHost(scenario(input));
  const { fn } = host.plan.vms[0]!;
  const slots = { tx: [] as number[], rx: [] as number[] };
  for (let i = 0; i < hops.count; i++) {
    const isRead = hops.step[i] === STEP['dma-read'];
    if (!isRead && hops.step[i] !== STEP['dma-write']) continue;
    host.machine.sim.run(hops.start[i]!);
    const access = { packet: hops.packet[i]!, region: isRead ? 'tx' : 'rx' } as const;
    const seen = inspect(host, { kind: 'function', fn, access });
    const [walk] = seen?.addresses?.walks ?? [];
    expect(walk).toMatchObject(access);
    slots[access.region].push(walk!.slot);
  }
  // Each ring is used entry by entry, in the order of the accesses.
  expect(slots.tx.length).toBeGreaterThan(40);
  expect(slots.tx).toEqual(slots.tx.map((_, n) => n));
  expect(slots.rx).toEqual(slots.rx.map((_, n) => n));
});
