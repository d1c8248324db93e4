import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plugCard } from './card';
import { DEVICES, deviceById } from './devices';
import type { PcieHost } from './host-bus';
import { vfLimits } from './limits';

const roomy: PcieHost = { ari: true, busesPerRootPort: 8 };

function plug(id: string, numVfs: number, host: PcieHost = roomy) {
  const device = deviceById(id);
  if (device === undefined) throw new Error(id);
  return plugCard(device, numVfs, host);
}

const vfBdfs = (card: ReturnType<typeof plug>, pf: number) =>
  card.functions.filter((f) => f.kind === 'vf' && f.pf === pf).map((f) => f.bdf);

describe('a card in the slot', () => {
  it('has its VFs where the offset and the stride of an 82599 put them', () => {
    const card = plug('intel-82599', 4);
    expect(card.functions.map((f) => f.bdf)).toEqual([
      '3b:00.0',
      '3b:00.1',
      '3b:10.0',
      '3b:10.2',
      '3b:10.4',
      '3b:10.6',
    ]);
    expect(card.functions[2]).toMatchObject({
      kind: 'vf',
      pf: 0,
      index: 0,
      deviceId: 0x10ed,
      driver: 'ixgbevf',
      msix: 3,
      queues: 2,
      bars: [
        { index: 0, sizeBytes: 16384 },
        { index: 3, sizeBytes: 16384 },
      ],
    });
  });

  it('fills PF0 up to its own maximum, then PF1', () => {
    const card = plug('intel-82599', 65);
    expect(card.pfs.map((pf) => pf.numVfs)).toEqual([63, 2]);
    expect(vfBdfs(card, 1)).toEqual(['3b:10.1', '3b:10.3']);
  });

  it('moves the VFs of an 82599 to the next bus without ARI', () => {
    expect(vfBdfs(plug('intel-82599', 1, { ...roomy, ari: false }), 0)).toEqual(['3c:10.0']);
  });

  it('spills the last eight of 256 E810 VFs to the next bus', () => {
    const pf1 = vfBdfs(plug('intel-e810', 256), 1);
    expect(pf1[0]).toBe('3b:11.0');
    expect(pf1.filter((bdf) => bdf.startsWith('3c:'))).toHaveLength(8);
    expect(pf1.at(-1)).toBe('3c:00.7');
  });

  it('takes 120 VFs on the E810’s PF1 when the port has one bus, and not one more', () => {
    const one: PcieHost = { ...roomy, busesPerRootPort: 1 };
    expect(vfBdfs(plug('intel-e810', 248, one), 1).at(-1)).toBe('3b:1f.7');
    expect(() => plug('intel-e810', 249, one)).toThrow('bus-numbers');
  });

  it('refuses more than the limits allow, and what is not a count', () => {
    expect(() => plug('intel-82599', 127)).toThrow('driver-max');
    expect(() => plug('intel-82599', -1)).toThrow(RangeError);
    expect(() => plug('intel-82599', 1.5)).toThrow(RangeError);
  });

  it('takes NumVFs of each PF, so that PF1 has VFs and PF0 none', () => {
    const device = deviceById('intel-82599')!;
    const card = plugCard(device, [0, 2], roomy);
    expect(card.pfs.map((pf) => pf.numVfs)).toEqual([0, 2]);
    expect(card.functions.map((f) => f.bdf)).toEqual(['3b:00.0', '3b:00.1', '3b:10.1', '3b:10.3']);
    expect(plugCard(device, [3], roomy).pfs.map((pf) => pf.numVfs)).toEqual([3, 0]);
    expect(() => plugCard(device, [0, 64], roomy)).toThrow('PF1 numVfs 64 not in 0..63');
    expect(() => plugCard(device, [0, 0, 1], roomy)).toThrow('no PF2');
  });

  it('tells which offsets are not from a dump of the device', () => {
    const [pf0, pf1] = plug('intel-82599', 0).pfs;
    expect([pf0?.derived, pf1?.derived]).toEqual([false, true]);
  });

  const plugged = fc
    .record({
      device: fc.constantFrom(...DEVICES),
      host: fc.record({ ari: fc.boolean(), busesPerRootPort: fc.integer({ min: 1, max: 8 }) }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ device, host, share }) =>
      plugCard(device, Math.round(share * vfLimits(device, host).max), host),
    );

  it('never gives two functions one Routing ID', () => {
    fc.assert(
      fc.property(plugged, ({ functions }) => {
        expect(new Set(functions.map((f) => f.rid)).size).toBe(functions.length);
      }),
    );
  });

  it('keeps every VF on a bus between its PF’s and the port’s last', () => {
    fc.assert(
      fc.property(plugged, ({ functions, rootPort }) => {
        for (const f of functions) {
          expect(f.rid >> 8).toBeGreaterThanOrEqual(rootPort.secondary);
          expect(f.rid >> 8).toBeLessThanOrEqual(rootPort.subordinate);
        }
      }),
    );
  });

  it('lists a function under the same index whatever is enabled after it', () => {
    fc.assert(
      fc.property(plugged, (card) => {
        const full = plugCard(
          card.device,
          vfLimits(card.device, { ari: card.ari, busesPerRootPort: 8 }).max,
          {
            ari: card.ari,
            busesPerRootPort: 8,
          },
        );
        const known = card.functions.filter((f) => f.kind === 'pf' || f.pf === 0);
        expect(full.functions.slice(0, known.length)).toEqual(known);
      }),
    );
  });
});
