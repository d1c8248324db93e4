import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placedTables, walk } from './walk';

/** A type 0 header with a capability list that begins at 40. */
function header(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes[0x06] = 0x10;
  bytes[0x34] = 0x40;
  return bytes;
}

describe('walking capability lists', () => {
  test('a loop ends the list and is named', () => {
    const bytes = header(256);
    bytes.set([0x01, 0x50], 0x40);
    bytes.set([0x11, 0x40], 0x50);
    const { capabilities, problems } = walk(bytes);
    expect(capabilities.map(({ at }) => at)).toEqual([0x40, 0x50]);
    expect(problems).toEqual([{ kind: 'loop', at: 0x40 }]);
  });

  test('a pointer into the header, and one past what was read', () => {
    const bytes = header(256);
    bytes.set([0x01, 0x10], 0x40);
    expect(walk(bytes).problems).toEqual([{ kind: 'out-of-range', at: 0x10 }]);
    expect(walk(header(64)).problems).toEqual([{ kind: 'cut-off', at: 0x40 }]);
  });

  test('ones mean that nobody is there', () => {
    const nobody = walk(new Uint8Array(4096).fill(0xff));
    expect(nobody.capabilities).toEqual([]);
    expect(placedTables(nobody)).toEqual([]);
  });

  test('an ID that no table has is still listed', () => {
    const bytes = header(4096);
    bytes.set([0x7e, 0x00], 0x40);
    bytes.set([0xee, 0x7e, 0x01, 0x00], 0x100);
    const walked = walk(bytes);
    expect(walked.capabilities.map(({ capId, table }) => [capId, table])).toEqual([
      [0x7e, undefined],
      [0x7eee, undefined],
    ]);
    expect(placedTables(walked).map(({ table }) => table.id)).toEqual(['header0']);
  });

  test('any bytes at all', () => {
    const bytes = fc.uint8Array({ minLength: 0, maxLength: 4096, size: 'max' });
    fc.assert(
      fc.property(bytes, (raw) => {
        const { capabilities } = walk(raw);
        const places = capabilities.map(({ at }) => at);
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });
});
