import { expect, test } from 'vitest';
import { completeRun } from '../testing';
import { Lookout } from './lookout';
import { watch } from './watch';

const run = completeRun({
  vms: [{ count: 1, path: 'virtio', traffic: { kind: 'cbr', pps: 100_000, direction: 'both' } }],
  run: { until: '40ms' },
});

const seen = (lookout: Lookout, from: number, to: number, goesOn = () => true) => {
  const look = lookout.look(from, to, goesOn);
  const sightings = look.parts.flatMap((part) => part.sightings);
  return { ...look, sightings: sightings.filter(({ at }) => at >= from && at <= to) };
};

test('pieces put together are what is seen at once', () => {
  expect(run.log.dropped).toBeGreaterThan(0);
  const [from, to] = [9.1e9, 17.3e9];
  const { sightings, state } = seen(new Lookout(run), from, to);
  expect(state).toBe('whole');
  expect(sightings).toEqual(watch(run, from, to + 1).sightings);
});

test('a look that is stopped has the latest, and goes on where it stopped', () => {
  const lookout = new Lookout(run);
  const first = seen(lookout, 1e9, 21e9, () => false);
  expect([first.from, first.state]).toEqual([20e9, 'more']);
  let pieces = 0;
  const second = seen(lookout, 1e9, 21e9, () => pieces++ < 3);
  expect([second.from, second.state]).toEqual([14e9, 'more']);
  expect(second.sightings.slice(-first.sightings.length)).toEqual(first.sightings);
});

test('more than can be kept is not looked through, and that is said', () => {
  const { from, state } = seen(new Lookout(run, 4_000), 0, 40e9);
  expect(state).toBe('full');
  expect(from).toBeGreaterThan(30e9);
});
