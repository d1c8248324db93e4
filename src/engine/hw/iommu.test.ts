import { describe, expect, it } from 'vitest';
import { pricesAt } from '../costs/costs';
import { GUEST_BYTES, HostMemory, offsetOf, type GuestPages } from './host-memory';
import { Iommu, IOTLB_ENTRIES, LEVELS } from './iommu';
import {
  clearFault,
  clearFaultStatus,
  createFaultRegisters,
  FAULT_RECORDS,
  faultStatus,
  recordFault,
} from './iommu-faults';
import { Machine } from './machine';
import { ENTRY, shiftOf, TranslationTables } from './translation-tables';

const machine = () => new Machine(pricesAt(2.7), 2);
const VF = { rid: 0x3b80, vm: 0 };

function attached(pages: GuestPages) {
  const m = machine();
  const iommu = new Iommu(m);
  iommu.attach(VF, pages);
  return { m, iommu };
}

describe('IOTLB', () => {
  it('walks three levels once a page of 2 MiB, then hits', () => {
    const { m, iommu } = attached('2MiB');
    const { iotlbHit, iotlbWalkLevel } = m.prices;
    expect(iommu.translate(VF, 'tx', 7, 0)).toBe(iotlbHit + 3 * iotlbWalkLevel);
    expect(iommu.translate(VF, 'tx', 8, 0)).toBe(iotlbHit);
    expect([m.tally(0).iotlbHits, m.tally(0).iotlbMisses]).toEqual([1, 1]);
  });

  it('forgets the page that was not used for longest', () => {
    const { m, iommu } = attached('4KiB');
    const use = (page: number) => iommu.translate(VF, 'tx', 2 * page, 0);
    for (let page = 0; page < IOTLB_ENTRIES; page++) use(page);
    use(0);
    use(200);
    const misses = m.tally(0).iotlbMisses;
    use(0);
    expect(m.tally(0).iotlbMisses).toBe(misses);
    use(1);
    expect(m.tally(0).iotlbMisses).toBe(misses + 1);
    expect(iommu.cached()[0]).toEqual({ vm: 0, page: offsetOf('tx', 2) / 4096 });
  });
});

describe('second-level tables', () => {
  const PAGES = ['4KiB', '2MiB', '1GiB'] as const;

  it.each(PAGES)('lead every address of a guest with %s pages to memory of that guest', (pages) => {
    const memory = new HostMemory(2, false);
    const tables = new TranslationTables(memory, 'second-level');
    tables.map(1, pages);
    const seen = new Set<number>();
    for (let at = 0; at < GUEST_BYTES; at += GUEST_BYTES / 64 + 4096) {
      const { steps, hpa } = tables.walk(1, at + 123);
      expect(steps.map(({ level }) => level)).toEqual([4, 3, 2, 1].slice(0, LEVELS[pages]));
      expect(memory.locate(hpa ?? -1)).toMatchObject({ owner: 'guest', vm: 1 });
      expect((hpa ?? 0) % 4096).toBe(123);
      seen.add(hpa ?? -1);
    }
    expect(seen.size).toBe(64);
  });

  it('go down from table to table by nine bits of the address each', () => {
    const tables = new TranslationTables(new HostMemory(1, false), 'second-level');
    tables.map(0, '4KiB');
    const address = 0x1234_5678;
    const { steps } = tables.walk(0, address);
    steps.forEach(({ level, index, entry, table }, i) => {
      expect(index).toBe(Math.floor(address / 2 ** shiftOf(level)) % 512);
      expect(entry % 4096).toBe(ENTRY.read + ENTRY.write);
      const below = steps[i + 1]?.table ?? entry - (entry % 4096);
      expect(below).toBe(entry - (entry % 4096));
      expect(table % 4096).toBe(0);
    });
    expect(steps[0]?.table).toBe(tables.rootOf(0));
  });

  it('map no two pages of any guests to one page of the host', () => {
    const memory = new HostMemory(3, false);
    const pages = [0, 1, 2].flatMap((vm) =>
      Array.from({ length: 512 }, (_, page) => memory.pageAt(vm, page, '2MiB')),
    );
    expect(new Set(pages).size).toBe(3 * 512);
  });

  it('have an entry missing for what is not the guest’s', () => {
    const tables = new TranslationTables(new HostMemory(2, false), 'second-level');
    tables.map(0, '2MiB');
    const { steps, hpa } = tables.walk(0, 5 * 2 ** 30);
    expect(hpa).toBeNull();
    expect(steps.map(({ level, entry }) => [level, entry === 0])).toEqual([
      [4, false],
      [3, true],
    ]);
    expect(tables.walk(1, 0).steps).toHaveLength(1);
  });
});

describe('a fault', () => {
  it('is recorded with requester, page, reason and level, and told once until it is cleared', () => {
    const { m, iommu } = attached('2MiB');
    const told: number[] = [];
    iommu.onFaultEvent((packet) => told.push(packet));
    expect(iommu.access(VF, 5 * 2 ** 30, false, 9)).toEqual({
      hpa: -1,
      time: m.prices.iotlbHit + 2 * m.prices.iotlbWalkLevel,
    });
    iommu.access(VF, 0xa000_0000, true, 10);
    expect(told).toEqual([9]);
    expect(iommu.s.faults.records.slice(0, 3)).toMatchObject([
      { source: 0x3b80, reason: 6, write: false, info: 0x140000, level: 3 },
      { source: 0x3b80, reason: 5, write: true, info: 0xa0000, level: 3 },
      null,
    ]);
    expect(iommu.entries).toBe(0);
  });

  it('comes from the context entry where the requester has none', () => {
    const { iommu } = attached('2MiB');
    expect(iommu.access({ rid: 0x3b82, vm: 1 }, 0, false, 0).hpa).toBe(-1);
    expect(iommu.s.faults.last).toMatchObject({ reason: 2, level: 0 });
  });

  it('goes unrecorded when all registers are taken, until software clears the overflow', () => {
    const f = createFaultRegisters();
    const one = { at: 0, source: 1, reason: 6, write: false, info: 0, level: 3, vm: 0, packet: 0 };
    expect(recordFault(f, one)).toBe(true);
    for (let i = 1; i < FAULT_RECORDS; i++) expect(recordFault(f, one)).toBe(false);
    expect(faultStatus(f)).toBe(2);
    recordFault(f, one);
    expect(faultStatus(f)).toBe(3);
    for (let i = 0; i < FAULT_RECORDS; i++) clearFault(f, i);
    clearFaultStatus(f);
    expect(faultStatus(f)).toBe(0);
    expect(recordFault(f, one)).toBe(true);
    expect(f.count).toBe(FAULT_RECORDS + 2);
  });
});
