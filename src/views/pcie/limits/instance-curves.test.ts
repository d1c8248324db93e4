import { expect, it } from 'vitest';
import { deviceById } from '../../../engine/pci/devices';
import { instanceBills } from '../../../engine/pci/instances/bill';
import { COUNTS, countIndex, kindCurve, rowCurve } from './instance-curves';

const bills = (id: string) =>
  instanceBills(deviceById(id)!, { ari: true, busesPerRootPort: 2, mmioWindow: 2 ** 36 });

it('goes from 1 to 4,000 in whole numbers', () => {
  expect([COUNTS[0], COUNTS.at(-1)]).toEqual([1, 4000]);
  expect(COUNTS.every((c, i) => Number.isInteger(c) && c > (COUNTS[i - 1] ?? 0))).toBe(true);
  expect([1, 4000, 9999].map((c) => COUNTS[countIndex(c)])).toEqual([1, 4000, 4000]);
});

it('ends a kind where its first resource ends, and lets one that does not end there run on', () => {
  const adi = bills('intel-e810').find(({ kind }) => kind === 'adi')!;
  expect(kindCurve(adi).end).toEqual([1920, 1]);
  const pasids = adi.rows.find(({ resource }) => resource === 'pasids')!;
  expect(rowCurve(pasids).xs.at(-1)).toBe(4000);
  expect(rowCurve(pasids).end).toBeNull();
});

it('draws nothing of a kind that can have no instance', () => {
  const host = { ari: false, busesPerRootPort: 1, mmioWindow: 2 ** 30 };
  const vf = instanceBills(deviceById('intel-82599')!, host).find(({ kind }) => kind === 'vf')!;
  expect(vf.most).toBe(0);
  expect(kindCurve(vf)).toEqual({ xs: [], shares: [], end: null });
});
