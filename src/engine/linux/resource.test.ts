import { expect, test } from 'vitest';
import { Clock } from './clock';
import { parseBool, parseUnsigned } from './parse';
import { formatRegion, IO, MEM, MEM_64, PREFETCH, Region, UNSET } from './resource';

test('ranges do not overlap, and the lowest aligned gap is found', () => {
  const root = new Region('root', 0, 0xffff, MEM);
  const a = new Region('a', 0x1000, 0x1fff, MEM);
  expect(root.request(a)).toBeNull();
  expect(root.request(new Region('b', 0x1800, 0x27ff, MEM))).toBe(a);
  expect(root.request(new Region('c', 0xf000, 0x1ffff, MEM))).toBe(root);
  expect(root.findFree(0x800, 0x1000, 0xffff, 0x800, (at) => at)).toBe(0x2000);
  expect(root.findFree(0x10000, 0, 0xffff, 0x1000, (at) => at)).toBeNull();
  const around = new Region('around', 0x800, 0x2fff, MEM);
  root.insert(around);
  expect([...around.children()]).toEqual([a]);
  expect(a.release()).toBe(true);
  expect(around.hasChildren).toBe(false);
});

test('ranges print as %pR', () => {
  expect(formatRegion(new Region('', 0xc000, 0xc01f, IO))).toBe('[io  0xc000-0xc01f]');
  expect(formatRegion(new Region('', 0x3f6, 0x3f6, IO))).toBe('[io  0x03f6]');
  const pref = MEM | MEM_64 | PREFETCH;
  expect(formatRegion(new Region('', 0x100000000, 0x10001ffff, pref))).toBe(
    '[mem 0x100000000-0x10001ffff 64bit pref]',
  );
  expect(formatRegion(new Region('', 0, 0x1fffff, MEM | MEM_64 | UNSET))).toBe(
    '[mem size 0x00200000 64bit]',
  );
});

test('numbers as the kernel reads them', () => {
  expect(['2', '+2', '0x2', '02', '2\n', '2\0junk'].map((text) => parseUnsigned(text, 9))).toEqual([
    2, 2, 2, 2, 2, 2,
  ]);
  expect(
    ['', '\n', '08', '2 ', ' 2', '2\n\n', '0b1', '10'].map((t) => parseUnsigned(t, 9)),
  ).toEqual(Array(8).fill(null));
  expect(['on', 'of', 'Yes', '0', '2', ''].map(parseBool)).toEqual([
    true,
    false,
    true,
    false,
    null,
    null,
  ]);
});

test('queued work runs in the order of its time, also what it queues itself', () => {
  const clock = new Clock();
  const ran: string[] = [];
  clock.after(30, () => ran.push(`c${clock.now}`));
  clock.after(10, () => {
    ran.push(`a${clock.now}`);
    clock.after(10, () => ran.push(`b${clock.now}`));
  });
  clock.pass(25);
  expect(ran).toEqual(['a10', 'b20']);
  clock.pass(25);
  expect(ran).toEqual(['a10', 'b20', 'c30']);
  expect(clock.now).toBe(50);
});
