import { formatQuantity, parseQuantity, RATE, SIZE, TIME } from '../scenario/quantity';
import { shortened } from '../scenario/allowed';

/** One key of a scenario and the values it takes in turn. */
export interface Axis {
  /** JSON path, as `vms.0.traffic.packetBytes`. */
  readonly key: string;
  /** As they stand in a scenario's JSON. */
  readonly values: readonly unknown[];
}

/** Why a sweep is refused. Words are made from it in i18n; `allowed` is also what the command line prints. */
export interface SweepFault {
  readonly code: 'bad-text' | 'unknown-key' | 'bad-value' | 'twice' | 'nothing' | 'too-large';
  /** The key concerned, '' for the whole. */
  readonly key: string;
  readonly found: string;
  readonly allowed: string;
}

export type AxisResult =
  { readonly ok: true; readonly axis: Axis } | { readonly ok: false; readonly fault: SweepFault };

/** Points of the largest sweep. */
export const MAX_POINTS = 5_000;

const NUMBER = '[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?';
const UNIT = '[A-Za-zµμ]*';
const RANGE = new RegExp(
  `^(${NUMBER})(${UNIT})\\.\\.(${NUMBER})(${UNIT})(?::(x?)(${NUMBER})(${UNIT}))?$`,
  'u',
);
const KEY = /^[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*$/u;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
export const VARY_FORM = 'KEY=A..B, KEY=A..B:STEP, KEY=A..B:xFACTOR or KEY=A,B,C';

/**
 * `KEY=A..B`, `KEY=A..B:STEP` (added), `KEY=A..B:xFACTOR` (multiplied) or `KEY=A,B,C`. Numbers may carry units, all of one
 * kind; without a step it is one of the unit of A. Values of a list are JSON or bare text.
 */
export function parseVary(text: string): AxisResult {
  const equals = text.indexOf('=');
  const key = text.slice(0, Math.max(0, equals)).trim();
  const values = text.slice(equals + 1).trim();
  if (equals < 1 || values === '') return refuse('bad-text', '', text, VARY_FORM);
  if (!KEY.test(key) || key.split('.').some((part) => FORBIDDEN.has(part))) {
    return refuse('unknown-key', key, key, 'a key of a scenario, as vms.0.traffic.packetBytes');
  }
  if (values.includes('..')) return range(key, values);
  const list = values.split(',').map((item) => valueOf(item.trim()));
  return { ok: true, axis: { key, values: [...new Set(list)] } };
}

function range(key: string, text: string): AxisResult {
  const match = RANGE.exec(text);
  if (match === null) return refuse('bad-text', key, text, VARY_FORM);
  const [, a = '', unitA = '', b = '', unitB = '', times = '', step, unitStep = ''] = match;
  const dimension = [TIME, SIZE, RATE].find(({ units }) => unitA !== '' && unitA in units);
  const fits = (unit: string) =>
    dimension === undefined ? unit === '' : parseQuantity(`1${unit}`, dimension) !== null;
  if (!fits(unitA) || !fits(unitB) || (step !== undefined && times === '' && !fits(unitStep))) {
    return refuse('bad-text', key, text, 'numbers with units of one kind, or without');
  }
  const size = (number: string, unit: string) =>
    dimension === undefined ? Number(number) : Number(number) * (dimension.units[unit] ?? 1);
  const [from, to] = [size(a, unitA), size(b, unitB)];
  const by =
    step === undefined ? size('1', unitA) : times === '' ? size(step, unitStep) : Number(step);
  const rises = times === '' ? by > 0 : by > 1 && from > 0;
  if (!rises || from > to) {
    return refuse('bad-text', key, text, 'a rising range with a step above 0, or a factor above 1');
  }
  const ratio = times === '' ? (to - from) / by : Math.log(to / from) / Math.log(by);
  const count = Math.floor(ratio + 1e-9) + 1;
  if (count > MAX_POINTS) return tooLarge(key, count);
  const numbers = Array.from({ length: count }, (_, i) =>
    Number((times === '' ? from + i * by : from * by ** i).toPrecision(12)),
  );
  const values =
    dimension === undefined ? numbers : numbers.map((value) => formatQuantity(value, dimension));
  return { ok: true, axis: { key, values } };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function refuse(
  code: SweepFault['code'],
  key: string,
  found: string,
  allowed: string,
): { readonly ok: false; readonly fault: SweepFault } {
  return { ok: false, fault: { code, key, found: shortened(found), allowed } };
}

export function tooLarge(key: string, count: number) {
  const found = Number.isSafeInteger(count) ? String(count) : count.toExponential(1);
  return refuse('too-large', key, found, String(MAX_POINTS));
}
