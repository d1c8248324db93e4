import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vectorsPerVf } from './device-profile';
import { DEVICES, deviceById } from './devices';
import { systemPageOf, type PcieHost } from './host-bus';
import { LIMIT_IDS, vfLimits, type LimitId } from './limits';

const GiB = 1024 ** 3;
const MiB = 1024 ** 2;
const roomy: PcieHost = { ari: true, busesPerRootPort: 8, mmioWindow: 64 * GiB };

function limits(id: string, host: PcieHost = roomy) {
  const device = deviceById(id);
  if (device === undefined) throw new Error(id);
  return vfLimits(device, host);
}

/** Behind a port of which only the windows are known. */
const elsewhere: PcieHost = {
  ...roomy,
  slot: { rid: 0x3a00, secondary: 0x3b, subordinate: 0x42 },
};

const why = (result: ReturnType<typeof limits>, id: LimitId) =>
  result.all.find((l) => l.id === id)?.why;

describe('the limit that binds first', () => {
  it.each([
    ['intel-82576', 14, 'driver-max'],
    ['intel-82599', 126, 'driver-max'],
    ['intel-xl710', 128, 'device-total'],
    ['intel-e810', 256, 'device-total'],
    ['nvidia-connectx5', 16, 'total-vfs'],
    ['intel-i350', 28, 'driver-max'],
    ['qemu-igb', 7, 'driver-max'],
  ] as const)('%s: %i VFs by %s', (id, max, binding) => {
    expect(limits(id)).toMatchObject({ max, binding });
  });

  it('tells that ixgbe keeps one of 64 pools for the PF', () => {
    expect(why(limits('intel-82599'), 'driver-max')).toEqual({
      id: 'driver-max',
      driver: 'ixgbe',
      maxVfs: 63,
      pools: 64,
      pfs: 2,
    });
  });

  it('reports ties: on the E810 three limits stand at 256', () => {
    expect(limits('intel-e810').ties).toEqual(['device-total', 'total-vfs', 'driver-max']);
  });
});

describe('bus numbers', () => {
  it('cost the E810 its last eight VFs when the port has one bus: PF1 120, not 121', () => {
    const one = limits('intel-e810', { ...roomy, busesPerRootPort: 1 });
    expect(one).toMatchObject({ max: 248, maxPerPf: [128, 120], binding: 'bus-numbers' });
    expect(limits('intel-e810', { ...roomy, busesPerRootPort: 2 }).max).toBe(256);
  });

  it('refuse every VF of an 82599 without ARI on a port with one bus', () => {
    const one = limits('intel-82599', { ...roomy, ari: false, busesPerRootPort: 1 });
    expect(one).toMatchObject({ max: 0, binding: 'bus-numbers' });
    expect(why(one, 'bus-numbers')).toMatchObject({ extraForFirst: [1, 1], buses: 1 });
    expect(limits('intel-82599', { ...roomy, ari: false, busesPerRootPort: 2 }).max).toBe(126);
  });

  it('do not bind with ARI on an 82599: all its VFs are on the PF’s own bus', () => {
    expect(limits('intel-82599', { ...roomy, busesPerRootPort: 1 })).toMatchObject({
      max: 126,
      binding: 'driver-max',
    });
  });

  it('end at ff however many are asked for', () => {
    expect(
      why(limits('intel-e810', { ...roomy, busesPerRootPort: 256 }), 'bus-numbers'),
    ).toMatchObject({
      subordinate: 0xff,
      buses: 0xff - 0x3b + 1,
    });
  });

  it('throws on a root port without a bus', () => {
    expect(() => limits('intel-e810', { ...roomy, busesPerRootPort: 0 })).toThrow('needs a bus');
  });
});

describe('a port without ARI forwarding', () => {
  it('reaches functions 2 to 7 of a ConnectX-5 and nothing of its PF1’s VFs', () => {
    expect(limits('nvidia-connectx5', { ...roomy, ari: false })).toMatchObject({
      max: 6,
      maxPerPf: [6, 0],
      binding: 'ari-reach',
    });
  });

  it('reaches no VF of the emulated igb, whose offset stays 128', () => {
    expect(limits('qemu-igb', { ...roomy, ari: false })).toMatchObject({
      max: 0,
      binding: 'ari-reach',
    });
  });
});

describe('the memory window', () => {
  it('is claimed for all TotalVFs of a PF or not at all', () => {
    // ixgbe: 2 × 16 KiB × 64 = 2 MiB a PF.
    expect(limits('intel-82599', { ...elsewhere, mmioWindow: 4 * MiB }).max).toBe(126);
    expect(limits('intel-82599', { ...elsewhere, mmioWindow: 4 * MiB - 1 })).toMatchObject({
      max: 63,
      maxPerPf: [63, 0],
      binding: 'memory-window',
    });
    expect(limits('intel-82599', { ...elsewhere, mmioWindow: 2 * MiB - 1 }).max).toBe(0);
  });

  it('of the lab’s port is whole MiB, so that there may be a little more than the host states', () => {
    // The ports of an 82599 have 1056 KiB of their own: 5.03 MiB become 6.
    const just = limits('intel-82599', { ...roomy, mmioWindow: 4 * MiB - 1 });
    expect(why(just, 'memory-window')).toMatchObject({ window: 6 * MiB - 1056 * 1024 });
    expect(just.max).toBe(126);
    expect(limits('intel-82599', { ...roomy, mmioWindow: 3 * MiB - 1 })).toMatchObject({
      maxPerPf: [63, 0],
      binding: 'memory-window',
    });
  });

  it('gives the sizes it reckons with: an E810 claims 18 MiB a PF', () => {
    expect(why(limits('intel-e810'), 'memory-window')).toMatchObject({
      perVf: 144 * 1024,
      perPf: 18 * MiB,
      pfsThatFit: 2,
    });
  });

  it('is no limit on a host that does not state one', () => {
    const host: PcieHost = { ari: true, busesPerRootPort: 8 };
    expect(limits('intel-e810', host).all.map((l) => l.id)).not.toContain('memory-window');
  });
});

describe('System Page Size', () => {
  it.each([
    [0x553, 4096, 4096],
    [0x553, 16_384, 65_536],
    [0x7ff, 16_384, 16_384],
    [0x553, 65_536, 65_536],
  ])('of %x for a kernel with pages of %i bytes is %i', (supported, page, written) => {
    expect(systemPageOf(supported, page)).toBe(written);
  });

  it('makes the VFs of an 82599 take four times the memory', () => {
    const perPf = (pageSize: number) =>
      why(limits('intel-82599', { ...roomy, pageSize }), 'memory-window');
    expect([4096, 16_384, 65_536].map(perPf)).toMatchObject([
      { perPf: 2 * MiB, systemPage: 4096 },
      { perPf: 8 * MiB, systemPage: 65_536 },
      { perPf: 8 * MiB, systemPage: 65_536 },
    ]);
  });
});

describe('what VF BARs claim of a PF’s TotalVFs', () => {
  // Device, TotalVFs, claim with 4 KiB and with 64 KiB system pages, in KiB.
  it.each([
    ['intel-82576', 8, 256, 1024],
    ['intel-i350', 8, 256, 1024],
    ['intel-82599', 64, 2048, 8192],
    ['intel-x550', 64, 2048, 8192],
    ['intel-xl710', 64, 5120, 8192],
    ['intel-e810', 128, 18 * 1024, 24 * 1024],
    ['nvidia-connectx7', 8, 8192, 8192],
  ] as const)('%s with %i VFs: %i and %i KiB', (id, totalVfs, small, large) => {
    for (const [pageSize, kib] of [
      [4096, small],
      [65_536, large],
    ] as const) {
      const host = { ...roomy, mmioWindow32: GiB, pageSize };
      const windows = limits(id, host).all.filter((l) => l.id.startsWith('memory-window'));
      expect(windows.map((l) => l.why)).toMatchObject([
        { perPf: kib * 1024, totalVfs, systemPage: pageSize },
      ]);
    }
  });

  it('lies below 4 GiB unless the BAR is 64-bit prefetchable', () => {
    const host = { ...elsewhere, mmioWindow32: 256 * 1024 };
    expect(limits('intel-82576', host)).toMatchObject({ max: 7, binding: 'memory-window-32' });
    expect(limits('intel-82599', host).all.map((l) => l.id)).not.toContain('memory-window-32');
  });
});

describe('every kind of limit', () => {
  it('is there for an E810 on a host that states its windows', () => {
    const host = { ...roomy, ari: false, mmioWindow32: GiB };
    const seen = new Set(
      ['intel-e810', 'nvidia-connectx5', 'intel-82576'].flatMap((id) =>
        limits(id, host).all.map((l) => l.id),
      ),
    );
    expect([...seen].toSorted()).toEqual([...LIMIT_IDS].toSorted());
  });

  it('knows 256 functions on a bus under ARI and 8 without, the PFs among them', () => {
    const at = (ari: boolean) => limits('intel-e810', { ari, busesPerRootPort: 1 }).all;
    const max = (ari: boolean) => at(ari).find((l) => l.id === 'functions-per-bus')?.max;
    expect([max(true), max(false)]).toEqual([254, 6]);
  });

  it('ends at 65,535 a PF, the register', () => {
    expect(limits('intel-e810').all.at(-1)).toMatchObject({
      id: 'num-vfs-register',
      max: 2 * 65_535,
    });
  });

  it('tells what binds next and how far away that is', () => {
    expect(limits('intel-e810').next).toEqual({ id: 'msix-vectors', max: 960, margin: 704 });
    expect(limits('intel-82599').next).toEqual({ id: 'total-vfs', max: 128, margin: 2 });
  });

  it('gives an E810’s VFs fewer vectors the more there are', () => {
    const e810 = deviceById('intel-e810')!;
    const given = [0, 1, 56, 57, 128, 480, 481].map((n) => vectorsPerVf(e810, n));
    expect(given).toEqual([null, 17, 17, 5, 5, 2, 0]);
    expect(vectorsPerVf(deviceById('intel-82599')!, 4)).toBeNull();
  });
});

describe('any card on any host', () => {
  const hosts = fc.record({
    ari: fc.boolean(),
    busesPerRootPort: fc.integer({ min: 1, max: 16 }),
    mmioWindow: fc.integer({ min: 0, max: 256 * MiB }),
    mmioWindow32: fc.integer({ min: 0, max: 256 * MiB }),
    pageSize: fc.constantFrom(4096, 16_384, 65_536),
  });

  it('never exceeds one of its limits, and the binding one is the lowest', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DEVICES), hosts, (device, host) => {
        const { max, maxPerPf, binding, ties, all } = vfLimits(device, host);
        const lowest = Math.min(...all.map((l) => l.max));
        expect(max).toBeLessThanOrEqual(lowest);
        expect(max).toBeLessThanOrEqual(maxPerPf.reduce((a, b) => a + b, 0));
        expect(all.find((l) => l.id === binding)?.max).toBe(lowest);
        expect(ties[0]).toBe(binding);
      }),
    );
  });

  it('gets no fewer VFs when the host has more to give', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DEVICES), hosts, (device, host) => {
        const buses = host.busesPerRootPort + 1;
        const more = { ...host, busesPerRootPort: buses, mmioWindow: GiB, mmioWindow32: GiB };
        expect(vfLimits(device, more).max).toBeGreaterThanOrEqual(vfLimits(device, host).max);
      }),
    );
  });
});
