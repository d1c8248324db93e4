import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMULAS } from '../costs/formulas';
import { PROFILE_IDS, PROFILES } from '../costs/profiles';
import { CYCLES } from './check';
import { FIGURES, type Figure } from './published';
import { SILENT } from './silent';
import { CHECKS, validate } from './validate';

const rows = CHECKS.map(validate);

describe('validation', () => {
  it('says of every figure that was seen what the model makes of it, or why it is silent', () => {
    const checked = new Set(CHECKS.map(({ figure }) => figure));
    const silent = SILENT.flatMap(({ figures }) => figures);
    expect(new Set(silent).size).toBe(silent.length);
    expect(silent.filter((id) => checked.has(id) || !FIGURES.has(id))).toEqual([]);
    const seen = [...FIGURES.values()].filter(({ evidence }) => evidence !== 'recalled');
    const left = seen.filter(({ id }) => !checked.has(id) && !silent.includes(id));
    expect(left.map(({ id }) => id)).toEqual([]);
  });

  it('judges by no figure that nobody saw again', () => {
    const recalled = CHECKS.filter(({ figure }) => FIGURES.get(figure)?.evidence === 'recalled');
    expect(recalled).toEqual([]);
  });

  it('gives a reason for every miss, and for misses only', () => {
    expect(rows.filter(({ pass, why }) => !pass && why === null).map(({ id }) => id)).toEqual([]);
    const stale = CHECKS.filter(({ why }, i) => why !== undefined && rows[i]?.pass === true);
    expect(stale.map(({ figure }) => figure)).toEqual([]);
  });

  it('passes what went into the table', () => {
    expect(rows.filter(({ input, pass }) => input && !pass).map(({ id }) => id)).toEqual([]);
  });

  it('gives numbers, and the same ones again', () => {
    expect(rows.filter(({ model, ratio }) => !(model >= 0 && ratio >= 0))).toEqual([]);
    const check = CHECKS.find(({ figure }) => figure === 'heng23.off.rate');
    expect(check && validate(check)).toEqual(rows.find(({ id }) => id === check?.figure));
  });

  it('runs each scenario on the profile it names', () => {
    const other = rows.filter(
      ({ scenario, profile }) => scenario !== null && scenario.host?.profile !== profile,
    );
    expect(other).toEqual([]);
  });
});

describe('derivations', () => {
  const formulas = [
    ...Object.values(FORMULAS),
    ...PROFILE_IDS.flatMap((id) =>
      Object.values(PROFILES[id].prices).flatMap(({ formula }) => formula ?? []),
    ),
  ];
  const terms = formulas.flatMap((formula) => formula.terms);

  it('take figures as they were published', () => {
    const figures = terms.filter(({ source }) => FIGURES.has(source));
    expect(figures.length).toBeGreaterThan(20);
    const wrong = figures.filter(({ source, value, unit }) => {
      const published = FIGURES.get(source)?.value;
      const values = typeof published === 'number' ? [published] : (published ?? []);
      // A rate may be told in millions, to three digits.
      const told = FIGURES.get(source)?.unit === '1/s' && unit === 'Mpps' ? value * 1e6 : value;
      const fits = values.some((each) => Math.abs(told / each - 1) < 0.001);
      return !fits && source !== 'makita18.after.tput';
    });
    expect(wrong).toEqual([]);
    // 6958.1 Mbit/s of 1472 bytes.
    const rate = (6958.1e6 / 8 / 1472).toFixed(0);
    expect(terms.find(({ source }) => source === 'makita18.after.tput')?.value).toBe(Number(rate));
  });

  it('name figures or prices, nothing else', () => {
    const known = new Set([
      'exitLight',
      'contextSwitch',
      'guestDriverPacket',
      'mmioEmul',
      'copyFixed',
      'copyByte',
    ]);
    expect(terms.filter(({ source }) => !FIGURES.has(source) && !known.has(source))).toEqual([]);
  });

  it('of constants hold too', () => {
    expect(FIGURES.get('agesen12.hw_roundtrip.sandy_bridge')?.value).toBe(CYCLES.hardware);
    const surcharge =
      Number(FIGURES.get('wanpeng19.msr_write.before')?.value) -
      Number(FIGURES.get('wanpeng19.msr_write.before_nomit')?.value);
    expect(surcharge * 2500).toBeCloseTo(CYCLES.mitigations, 0);
  });
});

const REFERENCE = new URL('../../../../shared/reference/measurements.json', import.meta.url);

describe('published.json', () => {
  it.skipIf(!existsSync(REFERENCE))(
    'holds the figures of the reference, unchanged (skipped without it)',
    () => {
      const { figures } = JSON.parse(readFileSync(REFERENCE, 'utf8')) as {
        figures: { id: string; value: unknown; unit: string; evidence: string; mode: string }[];
      };
      expect([...FIGURES.keys()]).toEqual(figures.map(({ id }) => id));
      const unit = ({ unit: name, qualifier }: Figure) =>
        qualifier === undefined ? name : `${name} (${qualifier})`;
      const ours = [...FIGURES.values()].map((each) => [
        each.value,
        unit(each),
        each.evidence,
        each.mode,
      ]);
      expect(ours).toEqual(
        figures.map((each) => [
          typeof each.value === 'string' ? null : each.value,
          each.unit,
          each.evidence,
          each.mode,
        ]),
      );
    },
  );
});
