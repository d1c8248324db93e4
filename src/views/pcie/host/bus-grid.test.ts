import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crowdedHost, hostOf } from '../testing';
import { busGrids, GRID_KEYS, moveInGrid } from './bus-grid';
import { indexHost } from './host-index';

const gridsOf = (id: string, numVfs: number, ari = true) =>
  busGrids(indexHost(hostOf(id, numVfs, ari)));

describe('the grid of function numbers', () => {
  it('appears once a PF has more than sixteen VFs', () => {
    expect(gridsOf('intel-82599', 16)).toEqual([]);
    expect(gridsOf('intel-82599', 17)).toHaveLength(1);
    // 28 VFs over four ports are seven each.
    expect(gridsOf('intel-i350', 28)).toEqual([]);
  });

  it('puts each function at the low byte of its Routing ID', () => {
    const [grid] = gridsOf('intel-82599', 63);
    expect(grid!.bus).toBe(0x3b);
    expect(grid!.cells).toHaveLength(256);
    expect(grid!.cells[0x82]!.bdf).toBe('3b:10.2');
    expect(grid!.cells[0x83]).toBeNull();
    expect(grid!.used).toBe(65);
  });

  it('starts a second bus where the VFs of an E810 spill over: 250 functions and 8', () => {
    expect(gridsOf('intel-e810', 256).map(({ bus, used }) => [bus, used])).toEqual([
      [0x3b, 250],
      [0x3c, 8],
    ]);
  });

  it('shows the PFs’ bus and the VFs’ bus of an 82599 without ARI', () => {
    expect(gridsOf('intel-82599', 63, false).map(({ bus, used }) => [bus, used])).toEqual([
      [0x3b, 2],
      [0x3c, 63],
    ]);
  });

  it('holds a whole segment: 256 buses of 256 functions', () => {
    const grids = busGrids(indexHost(crowdedHost(65_535)));
    expect(grids).toHaveLength(256);
    expect(grids.every(({ used }) => used === 256)).toBe(true);
  });
});

describe('moving in the grid', () => {
  it('runs on over the end of a row, stays in the column, and stops at the edges', () => {
    expect(moveInGrid(0x0f, 'ArrowRight')).toBe(0x10);
    expect(moveInGrid(0x10, 'ArrowLeft')).toBe(0x0f);
    expect(moveInGrid(0x05, 'ArrowUp')).toBe(0x05);
    expect(moveInGrid(0xf5, 'ArrowDown')).toBe(0xf5);
    expect(moveInGrid(0x35, 'ArrowDown')).toBe(0x45);
    expect(moveInGrid(0x00, 'ArrowLeft')).toBe(0x00);
    expect(moveInGrid(0xff, 'ArrowRight')).toBe(0xff);
    expect(moveInGrid(0x35, 'Home')).toBe(0x30);
    expect(moveInGrid(0x35, 'End')).toBe(0x3f);
    expect(moveInGrid(0x35, 'PageUp')).toBe(0x05);
    expect(moveInGrid(0x35, 'PageDown')).toBe(0xf5);
  });

  it('never leaves the bus', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...GRID_KEYS), (at, key) => {
        const to = moveInGrid(at, key);
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(255);
      }),
    );
  });
});
