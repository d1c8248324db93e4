import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureOf, samplePf } from '../testing';
import { blocksOf, changedBytes, countIn, registerAt, registersOf, rowsOf } from './byte-map';

describe('the map of a configuration space', () => {
  it('has a block for the header and each capability, in the order of the addresses', () => {
    const blocks = blocksOf(pictureOf(samplePf()));
    expect(blocks.map((b) => [b.key, b.at, b.size])).toEqual([
      ['header0-0', 0, 64],
      ['msix-112', 0x70, 12],
      ['sriov-352', 0x160, 64],
    ]);
  });

  it('shows bytes that no table explains as blocks without a name', () => {
    const space = samplePf();
    space.set(0x50, 4, 0xdeadbeef);
    space.set(0xffc, 1, 1);
    const others = blocksOf(pictureOf(space)).filter((b) => b.placed === null);
    expect(others.map((b) => [b.at, b.size])).toEqual([
      [0x50, 4],
      [0xffc, 4],
    ]);
  });

  it('keeps tables apart that claim the same bytes, as a hand-edited dump may', () => {
    const { bytes, writable, clearable, tables } = pictureOf(samplePf());
    const [header, msix] = tables;
    const hostile = [header!, { ...msix!, at: 0x3e }, { ...msix!, at: 0x44 }, { ...msix!, at: -4 }];
    const blocks = blocksOf({ bytes, writable, clearable, tables: hostile });
    const named = blocks.filter((b) => b.placed !== null);
    expect(named.map((b) => [b.at, b.size])).toEqual([
      [0, 0x3e],
      [0x3e, 6],
      [0x44, 12],
    ]);
  });

  it('finds the register that covers a byte', () => {
    const picture = pictureOf(samplePf());
    expect(registerAt(picture, 0x169)?.register.name).toBe('SR-IOV Control');
    expect(registerAt(picture, 0x172)).toBeNull();
    expect(registerAt(picture, 0x90)).toBeNull();
  });

  it.each([8, 16])('in rows of %i covers every byte of a block once', (columns) => {
    const picture = pictureOf(samplePf());
    for (const block of blocksOf(picture)) {
      const rows = rowsOf(block, columns);
      const bytes = rows.flatMap(({ slots }) =>
        slots.flatMap(({ at, size }) => Array.from({ length: size }, (_, i) => at + i)),
      );
      expect(bytes).toEqual(Array.from({ length: block.size }, (_, i) => block.at + i));
      for (const { at, slots } of rows) {
        expect(at % columns).toBe(0);
        for (const slot of slots) {
          expect(slot.column).toBe(slot.at % columns);
          expect(slot.column + slot.size).toBeLessThanOrEqual(columns);
        }
      }
      const shown = rows.flatMap(({ slots }) => slots.flatMap((s) => s.register ?? []));
      expect(shown).toEqual(registersOf(block).map((r) => r.register));
    }
  });

  it('holds no matter which bytes and offsets a dump has', () => {
    const { tables, writable, clearable } = pictureOf(samplePf());
    fc.assert(
      fc.property(
        fc.constantFrom(64, 256, 4096),
        fc.array(fc.integer({ min: -8, max: 5000 }), { maxLength: 6 }),
        fc.uint8Array({ minLength: 8, maxLength: 8 }),
        (size, offsets, seed) => {
          const bytes = Uint8Array.from({ length: size }, (_, i) => seed[i % 8]!);
          const placed = offsets.map((at, i) => ({ table: tables[i % 3]!.table, at }));
          const blocks = blocksOf({ bytes, writable, clearable, tables: placed });
          let end = 0;
          for (const block of blocks) {
            expect(block.at).toBeGreaterThanOrEqual(end);
            expect(block.size).toBeGreaterThan(0);
            end = block.at + block.size;
            rowsOf(block, 16);
          }
          expect(end).toBeLessThanOrEqual(size);
        },
      ),
    );
  });
});

it('marks the bytes that a write changed', () => {
  const space = samplePf();
  const before = space.bytes();
  space.write(0x170, 2, 0x0107);
  const changed = changedBytes(before, space.bytes());
  expect([...changed]).toEqual([0x170, 0x171]);
  expect(countIn(changed, 0x160, 64)).toBe(2);
  expect(changedBytes(before, new Uint8Array(64)).size).toBe(0);
});
