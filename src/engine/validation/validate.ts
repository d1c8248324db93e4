import { PROFILES, priceSheet, type ProfileId } from '../costs/profiles';
import { measure } from '../measure';
import type { Metrics } from '../metrics';
import { buildHost } from '../paths/host';
import { parseScenario } from '../scenario/parse';
import type { ScenarioInput } from '../scenario/schema';
import { CYCLES, TOLERANCES, type Check, type Kind, type PriceProbe } from './check';
import { PCIE } from './pcie';
import { PRICES } from './prices';
import { FIGURES, type Figure } from './published';
import { RUNS } from './runs';
import { VHOST_RUNS } from './runs-vhost';
import { SWITCH } from './switch-process';

export const CHECKS: readonly Check[] = [...PRICES, ...RUNS, ...VHOST_RUNS, ...SWITCH, ...PCIE];

/** One line of the table: a published figure beside the model's. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly kind: Kind;
  readonly profile: ProfileId;
  /** How the model was asked. */
  readonly how: string;
  readonly published: number | readonly [number, number];
  readonly model: number;
  readonly unit: string;
  /** Model over published; over the nearer end of a range, 1 within it. */
  readonly ratio: number;
  /** As a share of 1; of `exits` a factor. */
  readonly tolerance: number;
  readonly pass: boolean;
  /** The figure went into the cost table, so passing it proves little. */
  readonly input: boolean;
  /** Why it misses; null where it passes, and where it should have. */
  readonly why: string | null;
  /** What was run, to be run again; null where no run was needed. */
  readonly scenario: ScenarioInput | null;
  readonly source: string;
  readonly conditions: string | null;
}

/** Runs one check. Throws where the check itself is wrong: an unknown figure or a scenario that is refused. */
export function validate(check: Check): Row {
  const figure = FIGURES.get(check.figure);
  if (figure?.value === undefined || figure.value === null) {
    throw new Error(`validation: no value is known for ${check.figure}`);
  }
  const model = modelValue(check, figure);
  const ratio = ratioOf(model, figure.value);
  const tolerance = TOLERANCES[check.kind];
  const pass = isWithin(ratio, check.kind);
  return {
    id: check.figure,
    what: figure.what,
    kind: check.kind,
    profile: check.profile,
    how: check.how,
    published: figure.value,
    model,
    unit: figure.unit,
    ratio,
    tolerance,
    pass,
    input: check.isInput ?? false,
    why: pass ? null : (check.why ?? null),
    scenario: check.probe.type === 'run' ? check.probe.scenario : null,
    source: figure.source,
    conditions: figure.conditions ?? null,
  };
}

function isWithin(ratio: number, kind: Kind): boolean {
  const tolerance = TOLERANCES[kind];
  if (kind === 'exits') return ratio >= 1 / tolerance && ratio <= tolerance;
  return Math.abs(ratio - 1) <= tolerance;
}

function ratioOf(model: number, published: number | readonly [number, number]): number {
  if (typeof published === 'number') return model / published;
  const [low, high] = published;
  if (model < low) return model / low;
  return model > high ? model / high : 1;
}

function modelValue({ probe, profile }: Check, { unit }: Figure): number {
  switch (probe.type) {
    case 'formula':
      return probe.value();
    case 'price':
      return inUnit(cyclesOf(probe, profile), unit, PROFILES[profile].cpuGHz);
    case 'run':
      return probe.read(
        simulate(probe.scenario),
        probe.beside === undefined ? null : simulate(probe.beside),
      );
  }
}

function cyclesOf({ terms }: PriceProbe, profile: ProfileId): number {
  const { cpuGHz } = PROFILES[profile];
  const value = new Map<string, number>(Object.entries(CYCLES));
  for (const row of priceSheet({ profile, cpuGHz })) value.set(row.id, row.value);
  return terms.reduce((sum, [id, factor]) => sum + factor * (value.get(id) ?? NaN), 0);
}

function inUnit(cycles: number, unit: string, ghz: number): number {
  switch (unit) {
    case 'cycles':
      return cycles;
    case 'ns':
      return cycles / ghz;
    case 'us':
      return cycles / ghz / 1000;
    case 'Mpps':
      return (1000 * ghz) / cycles;
    default:
      throw new Error(`validation: no price is told in ${unit}`);
  }
}

function simulate(input: ScenarioInput): Metrics {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(`validation: ${JSON.stringify(parsed.issues)}`);
  const host = buildHost(parsed.scenario);
  const { until } = parsed.scenario.run;
  host.machine.sim.run(until);
  return measure(host, until);
}
