import { describe, expect, test } from 'vitest';
import { completeRun, scenario } from '../testing';
import { COSTS, pricesAt, type CostId } from './costs';
import { FORMULAS, formulaValue } from './formulas';
import { PROFILE_IDS, PROFILES, pricesOf, priceSheet } from './profiles';

const host = (profile: (typeof PROFILE_IDS)[number]) => scenario({ host: { profile } }).host;

describe('the cost table', () => {
  test.each(Object.keys(FORMULAS) as CostId[])('%s is what its formula comes to', (id) => {
    const formula = FORMULAS[id];
    if (formula === undefined) throw new Error(id);
    expect(Math.abs(formulaValue(formula) / COSTS[id].value - 1)).toBeLessThan(0.01);
    for (const { source } of formula.terms) expect(source).not.toContain('assumed');
  });

  test('holds every price within its range', () => {
    for (const { value, range } of Object.values(COSTS)) {
      expect(value).toBeGreaterThanOrEqual(range[0]);
      expect(value).toBeLessThanOrEqual(range[1]);
    }
  });
});

describe.each(PROFILE_IDS)('profile %s', (id) => {
  test('holds every price within its range', () => {
    const outside = priceSheet(host(id)).filter(
      ({ value, range }) => value < range[0] || value > range[1],
    );
    expect(outside).toEqual([]);
  });

  test('gives for each derived price what its formula comes to', () => {
    const off = Object.entries(PROFILES[id].prices).filter(
      ([, { value, formula }]) =>
        formula !== undefined && Math.abs(formulaValue(formula) / value - 1) > 0.01,
    );
    expect(off).toEqual([]);
  });

  test('says of each price how it is known', () => {
    for (const row of priceSheet(host(id))) {
      expect(row.source).not.toBe('');
      expect(row.basis === 'derived').toBe(
        row.formula !== null && !row.source.startsWith('assumed'),
      );
    }
  });
});

describe('the prices of a run', () => {
  test('are those of costs.ts where no profile is named', () => {
    expect(pricesOf(host('lab'))).toEqual(pricesAt(2.7));
  });

  test('are those of the profile, at its clock, with its APIC', () => {
    const { cpuGHz, apicv, postedInterrupts } = host('sandy-bridge');
    expect([cpuGHz, apicv, postedInterrupts]).toEqual([2.7, false, false]);
    expect(pricesOf(host('skylake-mitigated')).exitLight).toBe(Math.round((3440 * 1000) / 2.5));
    const slow = scenario({ host: { profile: 'recent', cpuGHz: 1 } }).host;
    expect(pricesOf(slow).exitLight).toBe(2_254_000);
  });

  test('show in the time a packet takes', () => {
    const p50 = (extra: object) =>
      completeRun({
        ...extra,
        vms: [{ count: 1, path: 'emulated', traffic: { kind: 'single' } }],
        run: { until: '1ms' },
      }).metrics().latencyNs.p50;
    const usual = p50({});
    expect(p50({ host: { profile: 'lab' } })).toBe(usual);
    expect(p50({ host: { profile: 'skylake-mitigated' } })).toBeGreaterThan(usual);
    // One heavy exit lies before the frame's departure.
    const more = p50({ costs: { deviceRegister: 10_800 + 2_700 } }) - usual;
    expect(more).toBeCloseTo(1000, -1);
  });

  test('a price that a scenario sets is shown as set', () => {
    const { host: lab, costs } = scenario({ costs: { wakeup: 9000 } });
    const rows = priceSheet(lab, costs);
    expect(rows.find(({ id }) => id === 'wakeup')).toMatchObject({ value: 9000, basis: 'set' });
    expect(rows.filter(({ basis }) => basis === 'set')).toHaveLength(1);
  });
});
