import { describe, expect, test } from 'vitest';
import { makeQuest } from './make';
import { FAULT_KINDS } from './quest';
import { SIGNS } from './signs';
import { symptoms } from './symptoms';
import { worldOfInput } from './world';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

describe.each(FAULT_KINDS)('%s', (kind) => {
  test.each(SEEDS)('seed %i: one fault, seen by its symptom and its signs alone', (seed) => {
    const quest = makeQuest(seed, kind);
    const healthy = worldOfInput(quest.healthy);
    const faulty = worldOfInput(quest.faulty);
    const signs = (world: typeof healthy) =>
      FAULT_KINDS.flatMap((each) => SIGNS[each](world).map(({ site }) => `${each}@${site}`));
    expect(symptoms(healthy.metrics, faulty.metrics)).not.toEqual([]);
    expect(signs(faulty)).toEqual([`${kind}@${quest.site}`]);
    expect(signs(healthy)).toEqual([]);
    for (const { packets } of [...healthy.metrics.vms, ...faulty.metrics.vms]) {
      expect(packets.inFlight).toBeGreaterThanOrEqual(0);
    }
  });
});
