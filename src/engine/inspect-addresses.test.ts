import { expect, it } from 'vitest';
import { inspectAddresses } from './inspect-addresses';
import { PRESETS } from './scenario/presets';
import { completeHost } from './testing';

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
