import { expect, test } from 'vitest';
import { kernelPageOf } from './kernel-page';
import type { DumpedPf } from './dumped-pf';

const KiB = 1024;
const page = (...written: readonly number[]) =>
  kernelPageOf({ pfs: written.map((systemPage) => ({ systemPage }) as DumpedPf) });

test('the kernel of a dump has the largest page that no System Page Size is below', () => {
  expect(page()).toBe(4 * KiB);
  expect(page(4 * KiB)).toBe(4 * KiB);
  expect(page(64 * KiB)).toBe(64 * KiB);
  // A card that supports 16 KiB beside one that does not.
  expect(page(64 * KiB, 16 * KiB)).toBe(16 * KiB);
  // A device whose page is fixed, as ThunderX's 1 MiB, says less.
  expect(page(1024 * KiB)).toBe(64 * KiB);
  expect(page(1024 * KiB, 4 * KiB)).toBe(4 * KiB);
  expect(page(8 * KiB)).toBe(4 * KiB);
});
