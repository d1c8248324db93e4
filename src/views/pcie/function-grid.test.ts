import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plugCard } from '../../engine/pci/card';
import { deviceById } from '../../engine/pci/devices';
import { busGrids, GRID_KEYS, moveInGrid, needsGrid, vfRanges } from './function-grid';

function card(id: string, numVfs: number, ari = true) {
  return plugCard(deviceById(id)!, numVfs, { ari, busesPerRootPort: 8 });
}

describe('the grid of function numbers', () => {
  it('appears once a PF has more than sixteen VFs', () => {
    expect(needsGrid(card('intel-82599', 16))).toBe(false);
    expect(needsGrid(card('intel-82599', 17))).toBe(true);
    // 28 VFs over four ports are seven each.
    expect(needsGrid(card('intel-i350', 28))).toBe(false);
  });

  it('puts each function at the low byte of its Routing ID', () => {
    const full = card('intel-82599', 63);
    const [grid] = busGrids(full);
    expect(grid!.bus).toBe(0x3b);
    expect(grid!.cells).toHaveLength(256);
    expect(full.functions[grid!.cells[0x82]!]!.bdf).toBe('3b:10.2');
    expect(grid!.cells[0x83]).toBeNull();
    expect(grid!.used).toBe(65);
  });

  it('starts a second bus where the VFs of an E810 spill over: 250 functions and 8', () => {
    const grids = busGrids(card('intel-e810', 256));
    expect(grids.map(({ bus, used }) => [bus, used])).toEqual([
      [0x3b, 250],
      [0x3c, 8],
    ]);
  });

  it('shows the PFs’ bus and the VFs’ bus of an 82599 without ARI', () => {
    const grids = busGrids(card('intel-82599', 63, false));
    expect(grids.map(({ bus, used }) => [bus, used])).toEqual([
      [0x3b, 2],
      [0x3c, 63],
    ]);
  });

  it('holds every function of the card exactly once', () => {
    const e810 = card('intel-e810-4port', 256);
    const shown = busGrids(e810).flatMap((grid) => grid.cells.filter((fn) => fn !== null));
    expect(shown.toSorted((a, b) => a - b)).toEqual(e810.functions.map((_, fn) => fn));
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

describe('the VFs as ranges', () => {
  it('has a row for every PF and bus number', () => {
    const e810 = card('intel-e810', 256);
    const rows = vfRanges(e810).map((r) => [
      r.pf,
      r.count,
      e810.functions[r.first]!.bdf,
      e810.functions[r.last]!.bdf,
    ]);
    expect(rows).toEqual([
      [0, 128, '3b:01.0', '3b:10.7'],
      [1, 120, '3b:11.0', '3b:1f.7'],
      [1, 8, '3c:00.0', '3c:00.7'],
    ]);
  });

  it('is empty without VFs', () => {
    expect(vfRanges(card('intel-e810', 0))).toEqual([]);
  });
});
