import { expect, it } from 'vitest';
import { Births } from './births';

const PACKETS = 1_000_000;
const bornAt = (id: number) => id * 67_200;

it('knows every packet while they are few', () => {
  const births = new Births();
  for (let id = 1; id <= 5_000; id++) births.add(id, bornAt(id));
  expect(births.every).toBe(1);
  expect(births.before(1)).toBe(bornAt(1));
  expect(births.before(4_321)).toBe(bornAt(4_321));
});

it('knows a moment shortly before when they are many, and keeps to its size', () => {
  const births = new Births();
  for (let id = 1; id <= PACKETS; id++) births.add(id, bornAt(id));
  expect(births.every).toBe(8);
  expect(births.bytes).toBeLessThanOrEqual(2 ** 21);
  for (const id of [1, 77, 4_321, 500_003, PACKETS]) {
    expect(births.before(id)).toBeLessThanOrEqual(bornAt(id));
    expect(births.before(id)).toBeGreaterThan(bornAt(id - births.every));
  }
});

it('answers for ids that are missing, and before the first', () => {
  const births = new Births();
  births.add(7, 700);
  births.add(9, 900);
  expect(births.before(3)).toBe(0);
  expect(births.before(8)).toBe(700);
  expect(births.before(100)).toBe(900);
});
