import { describe, expect, test } from 'vitest';
import { capabilityTable, extendedTable, headerTable } from './index';
import { PCIE_ROOT_PORT } from './pcie';
import type { RegisterTable } from './register';

/** Every table, by asking for each ID in each of its forms. */
function all(): readonly RegisterTable[] {
  const found = new Set<RegisterTable | undefined>();
  for (const layout of [0, 1]) found.add(headerTable(() => layout));
  for (let id = 0; id < 0x100; id++) {
    for (const low of [0x01, 0x02, 0x42, 0x52, 0x62, 0x92]) {
      for (const high of [0, 0x80, 0x180, 0x100]) {
        const read = (offset: number) => (offset === 0x40 ? id : low | high);
        found.add(capabilityTable(read, 0x40));
      }
    }
    found.add(extendedTable(() => id, 0x100, undefined));
    found.add(extendedTable(() => id, 0x100, PCIE_ROOT_PORT));
  }
  return [...found].filter((table) => table !== undefined);
}

const tables = all();

describe('register tables', () => {
  test('there are all of them', () => {
    expect(new Set(tables.map(({ id }) => id)).size).toBeGreaterThan(30);
  });

  test.each(tables.map((table) => [table.title, table] as const))('%s', (_title, table) => {
    const taken = new Set<number>();
    for (const { offset, size, fields } of table.registers) {
      expect(offset % size).toBe(0);
      expect(offset + size).toBeLessThanOrEqual(table.size);
      for (let i = offset; i < offset + size; i++) {
        expect(taken).not.toContain(i);
        taken.add(i);
      }
      let above = size * 8;
      for (const { bits, reset = 0 } of fields) {
        const [high, low] = bits;
        expect(high).toBeLessThan(above);
        expect(high).toBeGreaterThanOrEqual(low);
        expect(reset).toBeLessThan(2 ** (high - low + 1));
        above = low;
      }
    }
    const names = table.registers.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
