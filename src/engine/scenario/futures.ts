import type { PathId, Scenario } from './scenario';
import type { ScenarioInput } from './schema';

/** Ways of one run that a file keeps, its own among them. */
export const MOST_FUTURES = 4;
/** Values in which one of them differs from the file's own. */
export const MOST_DIFFERING = 200;

type FutureInput = NonNullable<NonNullable<ScenarioInput['futures']>['others']>[number];

/** Another way that the run of a file goes. */
export interface OtherFuture {
  readonly scenario: Scenario;
  /** The path of the guest to compare with; null: the same as the file's own has. */
  readonly beside: PathId | 'none' | null;
}

/** All but the file's own, oldest first. */
export interface OtherFutures {
  /** Which of all the file's own is, counted from 0; the first is what the others are forks of. */
  readonly shown: number;
  readonly others: readonly OtherFuture[];
}

/** The file of another future: what it says of it in place of its own. */
export function inputOfFuture(
  { futures: _futures, ...own }: ScenarioInput,
  { set = {} }: FutureInput,
): unknown {
  return withSet(own, set);
}

/** A copy with other values, by their places in a scenario; null: nothing is said there, and so the default holds. */
export function withSet(input: unknown, set: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(set).reduce<unknown>(
    (at, [place, value]) => placed(at, place.split('.'), value),
    input,
  );
}

function placed(at: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (/^\d{1,2}$/u.test(key)) {
    const list: unknown[] = Array.isArray(at) ? [...(at as unknown[])] : [];
    const index = Number(key);
    // What comes after one that is not there is not there either.
    if (value === null && rest.length === 0) return list.slice(0, index);
    while (list.length < index) list.push({});
    list[index] = placed(list[index], rest, value);
    return list;
  }
  const record = typeof at === 'object' && at !== null && !Array.isArray(at) ? at : {};
  if (value === null && rest.length === 0) {
    return Object.fromEntries(Object.entries(record).filter(([own]) => own !== key));
  }
  const inner = Object.hasOwn(record, key) ? (record as Record<string, unknown>)[key] : undefined;
  return { ...record, [key]: placed(inner, rest, value) };
}
