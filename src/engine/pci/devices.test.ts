import { describe, expect, it } from 'vitest';
import { layoutEntry, routingOf } from './device-profile';
import { DEVICES, DEVICES_WITHOUT_FACTS, deviceById } from './devices';

/** One device of the fact collection, the fields used here. */
interface Fact {
  readonly id: string;
  readonly name: string;
  readonly vendorId: string;
  readonly deviceId: string;
  readonly vfDeviceId: string;
  readonly class: string;
  readonly linuxDriverPf: string;
  readonly linuxDriverVf: string;
  readonly routing: readonly {
    readonly pf: number;
    readonly ariHierarchy: boolean | null;
    readonly firstVfOffset: number;
    readonly vfStride: number;
    readonly verified: boolean;
  }[];
  readonly vfBars: readonly {
    readonly index: number;
    readonly sizeBytes: number | null;
    readonly is64bit: boolean;
    readonly prefetchable: boolean;
  }[];
}

const NUMERIC = [
  'pfs',
  'pcieGen',
  'pcieLanes',
  'totalVfsPerPf',
  'driverMaxVfsPerPf',
  'deviceTotalVfs',
  'msixPerPf',
  'msixPerVf',
  'queuesPerVf',
] as const;

describe('the device table', () => {
  it('names every device once', () => {
    expect(new Set(DEVICES.map((d) => d.id)).size).toBe(DEVICES.length);
    expect(deviceById('intel-82599')?.name).toContain('82599');
    expect(deviceById('no-such-card')).toBeUndefined();
  });

  it('has the five cards the first lessons use', () => {
    const five = ['intel-82576', 'intel-82599', 'intel-xl710', 'intel-e810', 'nvidia-connectx5'];
    expect(five.filter((id) => deviceById(id) === undefined)).toEqual([]);
  });

  it.each(DEVICES)('has routing for every PF of $id with and without ARI', (device) => {
    expect(device.routing).toHaveLength(device.pfs * 2);
    expect(() => routingOf(device, device.pfs, true)).toThrow(RangeError);
  });

  it.each(DEVICES)('lists nothing for $id that the layout of its family contradicts', (device) => {
    const listed = device.routing.map(({ firstVfOffset, vfStride }) => ({
      firstVfOffset,
      vfStride,
    }));
    const byRule = device.routing.map(({ pf, ari, vfStride }) =>
      layoutEntry(device.layout, vfStride, device.totalVfsPerPf, pf, ari),
    );
    expect(listed).toEqual(byRule);
  });
});

// The fact collection lies beside the repository where the facts are gathered; a clone has only
// our table of them, and then this comparison is skipped.
const facts = Object.values(
  import.meta.glob<Fact[]>('../../../../shared/reference/devices.json', {
    eager: true,
    import: 'default',
  }),
).flat();

describe.skipIf(facts.length === 0)('the device table and ../shared/reference/devices.json', () => {
  it('cover the same network devices, each simulated or listed as short of facts', () => {
    const network = facts.filter((f) => f.class === '0x020000').map((f) => f.id);
    const ours = [...DEVICES.map((d) => d.id), ...Object.keys(DEVICES_WITHOUT_FACTS)];
    expect(ours.toSorted()).toEqual(network.toSorted());
  });

  it.each(facts.filter((f) => deviceById(f.id) !== undefined))('agree on $id', (fact) => {
    const device = deviceById(fact.id)!;
    expect(device.name).toBe(fact.name);
    expect([device.vendorId, device.deviceId, device.vfDeviceId]).toEqual(
      [fact.vendorId, fact.deviceId, fact.vfDeviceId].map(Number),
    );
    expect([device.driverPf, device.driverVf]).toEqual([fact.linuxDriverPf, fact.linuxDriverVf]);
    const values = fact as unknown as Record<string, number | null>;
    expect(device.linkGbps).toBe(values.linkSpeedGbps);
    const picked = (from: object) => NUMERIC.map((key) => [key, (from as typeof values)[key]]);
    expect(picked(device)).toEqual(picked(fact));
    expect(device.vfBars).toHaveLength(fact.vfBars.length);
    for (const [i, ours] of device.vfBars.entries()) {
      const theirs = fact.vfBars[i]!;
      // A size the collection does not know may only stand here as an assumption.
      expect(theirs.sizeBytes !== null || device.assumed.includes('vfBars')).toBe(true);
      expect(ours).toEqual({ ...theirs, sizeBytes: theirs.sizeBytes ?? ours.sizeBytes });
    }
    for (const { pf, ariHierarchy, firstVfOffset, vfStride, verified } of fact.routing) {
      expect(routingOf(device, pf, ariHierarchy ?? true)).toEqual({
        pf,
        ari: ariHierarchy ?? true,
        firstVfOffset,
        vfStride,
        // An entry that does not say whether ARI was on is not evidence for one of the two.
        verified: verified && ariHierarchy !== null,
        derived: false,
      });
    }
    expect(device.routing.filter((e) => !e.derived)).toHaveLength(fact.routing.length);
  });
});
