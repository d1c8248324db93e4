import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsv } from './csv';

/** Reads what RFC 4180 describes, by its grammar. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const token = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (found === null) throw new Error(`not CSV at ${String(token.lastIndex)}`);
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

test('quotes what needs it and nothing else', () => {
  expect(
    toCsv(
      ['a', 'b "c"'],
      [
        [1.5, 'x,y'],
        [null, 'two\nlines'],
        [Number.NaN, true],
      ],
    ),
  ).toBe('a,"b ""c"""\r\n1.5,"x,y"\r\n,"two\nlines"\r\n,true\r\n');
});

test('whatever goes in comes out again', () => {
  const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 5,
    }),
  );
  fc.assert(
    fc.property(table, ([header = [], ...rows]) => {
      expect(parse(toCsv(header, rows))).toEqual([header, ...rows]);
    }),
  );
});
