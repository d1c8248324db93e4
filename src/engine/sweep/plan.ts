import { parseScenario } from '../scenario/parse';
import type { Issue } from '../scenario/scenario';
import { withValue } from './grid';
import { MAX_POINTS, parseVary, tooLarge, type Axis, type SweepFault } from './vary';

export type SweepPlan =
  | {
      readonly ok: true;
      readonly axes: readonly Axis[];
      /** Product of the axes: points are numbered from 0, the first axis slowest. */
      readonly size: number;
    }
  | { readonly ok: false; readonly fault: SweepFault };

/** Issues that no other value of the other keys could mend: the axis itself is wrong. */
const HOPELESS: Readonly<Partial<Record<Issue['code'], SweepFault['code']>>> = {
  'unknown-key': 'unknown-key',
  'wrong-type': 'bad-value',
  'not-allowed': 'bad-value',
  'bad-quantity': 'bad-value',
};

/**
 * Checks what is to be varied of a scenario (its JSON, itself in order). A value outside its range is none of the faults:
 * its points say so, and the others are computed.
 */
export function planSweep(base: unknown, vary: readonly string[]): SweepPlan {
  const axes: Axis[] = [];
  if (vary.length === 0) return fault('nothing', '', '', 'at least one key that varies');
  for (const text of vary) {
    const parsed = parseVary(text);
    if (!parsed.ok) return parsed;
    const { key } = parsed.axis;
    const other = axes.find((axis) => overlaps(axis.key, key));
    if (other !== undefined) return fault('twice', key, other.key, 'each key once');
    axes.push(parsed.axis);
  }
  const size = axes.reduce((product, { values }) => product * values.length, 1);
  if (size > MAX_POINTS) return tooLarge('', size);
  for (const { key, values } of axes) {
    for (const value of values) {
      const wrong = issueAt(withValue(base, key, value), key);
      const code = wrong === undefined ? undefined : HOPELESS[wrong.code];
      if (wrong !== undefined && code !== undefined) {
        return fault(code, wrong.path, wrong.found, wrong.allowed);
      }
    }
  }
  return { ok: true, axes, size };
}

function fault(code: SweepFault['code'], key: string, found: string, allowed: string): SweepPlan {
  return { ok: false, fault: { code, key, found, allowed } };
}

function overlaps(a: string, b: string): boolean {
  return `${a}.`.startsWith(`${b}.`) || `${b}.`.startsWith(`${a}.`);
}

/** What is wrong at a key, on the way to it, or inside its value. */
function issueAt(input: unknown, key: string): Issue | undefined {
  const parsed = parseScenario(input);
  return parsed.ok ? undefined : parsed.issues.find(({ path }) => overlaps(path, key));
}
