import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explainVfRoutingId,
  extraBuses,
  formatBdf,
  ridOf,
  vfRoutingId,
  vfsUpToBus,
} from './routing';

/** name, PF, offset, stride, VFs, first VF, last VF, extra buses: worked examples from real listings. */
const EXAMPLES = [
  ['82576 without ARI', 0x0100, 384, 2, 8, '02:10.0', '02:11.6', 1],
  ['82576 PF1 with ARI', 0x8201, 128, 2, 8, '82:10.1', '82:11.7', 0],
  ['82599 without ARI', 0x0300, 384, 2, 64, '04:10.0', '04:1f.6', 1],
  ['82599 PF1 without ARI', 0x0301, 384, 2, 64, '04:10.1', '04:1f.7', 1],
  ['82599 with ARI', 0x8300, 128, 2, 64, '83:10.0', '83:1f.6', 0],
  ['X550 PF1 with ARI', 0x3b01, 128, 2, 64, '3b:10.1', '3b:1f.7', 0],
  ['I350 without ARI', 0x0400, 384, 4, 8, '05:10.0', '05:13.4', 1],
  ['I350 PF3 with ARI', 0x0403, 128, 4, 8, '04:10.3', '04:13.7', 0],
  ['XXV710 PF0', 0x1800, 16, 1, 64, '18:02.0', '18:09.7', 0],
  ['XXV710 PF1', 0x1801, 79, 1, 64, '18:0a.0', '18:11.7', 0],
  ['X710 PF2 without ARI', 0x1702, 334, 1, 32, '18:0a.0', '18:0d.7', 1],
  ['E810 PF0', 0x9800, 8, 1, 128, '98:01.0', '98:10.7', 0],
  ['E810 PF1', 0x9801, 135, 1, 128, '98:11.0', '99:00.7', 1],
  ['E810 four ports, PF3', 0x6c03, 197, 1, 64, '6c:19.0', '6d:00.7', 1],
  ['ConnectX-5 Ex PF1', 0x8601, 5, 1, 4, '86:00.6', '86:01.1', 0],
  ['ConnectX-7 PF1', 0xb101, 9, 1, 8, 'b1:01.2', 'b1:02.1', 0],
  ['mlx5 PF0, 126 VFs', 0x0300, 2, 1, 126, '03:00.2', '03:0f.7', 0],
  ['mlx5 PF1, 126 VFs', 0x0301, 127, 1, 126, '03:10.0', '03:1f.5', 0],
  ['PM174X', 0x2e00, 32, 1, 64, '2e:04.0', '2e:0b.7', 0],
  ['255 VFs fit one bus', 0x4000, 1, 1, 255, '40:00.1', '40:1f.7', 0],
  ['256 VFs do not', 0x4000, 1, 1, 256, '40:00.1', '41:00.0', 1],
  ['1000 VFs', 0x2000, 16, 1, 1000, '20:02.0', '23:1e.7', 3],
  ['2048 VFs', 0x4000, 1, 1, 2048, '40:00.1', '48:00.0', 8],
  ['65535 VFs fill the segment', 0x0000, 1, 1, 65535, '00:00.1', 'ff:1f.7', 255],
] as const;

describe('Routing IDs of VFs', () => {
  it.each(EXAMPLES)('%s', (_, pf, offset, stride, vfs, first, last, extra) => {
    expect(formatBdf(vfRoutingId(pf, offset, stride, 1))).toBe(first);
    expect(formatBdf(vfRoutingId(pf, offset, stride, vfs))).toBe(last);
    expect(extraBuses(pf, offset, stride, vfs)).toBe(extra);
  });

  it('explains the sum term by term', () => {
    expect(explainVfRoutingId(0x3b00, 128, 2, 3)).toEqual({
      pf: 0x3b00,
      firstVfOffset: 128,
      vfStride: 2,
      index: 2,
      product: 4,
      sum: 0x3b84,
      wraps: false,
      rid: 0x3b84,
    });
  });

  it('wraps at 16 bits and says so', () => {
    const steps = explainVfRoutingId(0xff00, 128, 2, 65);
    expect(steps.wraps).toBe(true);
    expect(formatBdf(steps.rid)).toBe('00:00.0');
  });

  it('refuses what the specification forbids', () => {
    expect(() => vfRoutingId(0x3b00, 128, 2, 0)).toThrow('VFs count from 1');
    expect(() => vfRoutingId(0x3b00, 0, 2, 1)).toThrow('First VF Offset 0');
    expect(() => vfRoutingId(0x3b00, 128, 0, 2)).toThrow('VF Stride 0');
    expect(() => ridOf(0x100, 0, 0)).toThrow(RangeError);
    expect(() => ridOf(0, 32, 0)).toThrow(RangeError);
    expect(() => ridOf(0, 0, 8)).toThrow(RangeError);
  });

  it('prints the domain only when asked', () => {
    expect(formatBdf(ridOf(0x03, 0x10, 2))).toBe('03:10.2');
    expect(formatBdf(ridOf(0x03, 0x10, 2), 0)).toBe('0000:03:10.2');
  });

  it('needs no extra bus for no VFs', () => {
    expect(extraBuses(0x0300, 384, 2, 0)).toBe(0);
  });

  it('counts the VFs up to a bus exactly where the bus number steps over it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0x7fff }),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 3 }),
        (pf, offset, stride, spare) => {
          const lastBus = (pf >> 8) + spare;
          const n = vfsUpToBus(pf, offset, stride, lastBus, 65535);
          expect(extraBuses(pf, offset, stride, n)).toBeLessThanOrEqual(spare);
          expect(extraBuses(pf, offset, stride, n + 1)).toBeGreaterThan(spare);
        },
      ),
    );
  });
});
