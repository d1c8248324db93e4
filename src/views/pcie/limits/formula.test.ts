import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEVICES, deviceById } from '../../../engine/pci/devices';
import { vfLimits } from '../../../engine/pci/limits';
import { formulaOf } from './formula';

const formulas = (id: string, host: Parameters<typeof vfLimits>[1]) =>
  Object.fromEntries(
    vfLimits(deviceById(id)!, host).all.map(({ id: limit, why, max }) => [
      limit,
      formulaOf(why, max),
    ]),
  );

it('writes out how the numbers of an 82599 come about', () => {
  const host = { ari: true, busesPerRootPort: 1, mmioWindow: 64 * 2 ** 30 };
  expect(formulas('intel-82599', host)).toMatchObject({
    'total-vfs': 'TotalVFs · PF = 64 · 2 = 128',
    'driver-max': '(64 − 1) · 2 = 126',
    'functions-per-bus': '256 + 0 · 256 − 2 = 254',
    'num-vfs-register': '(2¹⁶ − 1) · 2 = 131,070',
  });
  expect(formulas('intel-82599', host)['memory-window']).toContain('≤ 64 GiB');
  expect(formulas('intel-82599', { ...host, mmioWindow: 2 ** 20 })['memory-window']).toContain(
    '= 4 MiB > 1.97 MiB',
  );
});

it('has whole numbers for every card on every host', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...DEVICES),
      fc.boolean(),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 0, max: 2 ** 32 }),
      (device, ari, busesPerRootPort, mmioWindow) => {
        const { all } = vfLimits(device, { ari, busesPerRootPort, mmioWindow });
        for (const { why, max } of all) {
          expect(formulaOf(why, max)).not.toMatch(/NaN|undefined|Infinity/u);
        }
      },
    ),
  );
});
