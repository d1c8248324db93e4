import type { PathId } from './scenario';

type Input = { readonly [key: string]: unknown };

const isRecord = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The input with another path for a group of guests, and without what stood at these places. */
export function withPath(
  input: unknown,
  index: number,
  path: PathId,
  lost: readonly string[],
): Input {
  const whole = isRecord(input) ? input : {};
  const groups: readonly unknown[] = Array.isArray(whole['vms']) ? whole['vms'] : [];
  const vms = Array.from({ length: Math.max(groups.length, index + 1) }, (_, n) => groups[n] ?? {});
  const group = vms[index];
  const changed = lost
    .map((place) => place.split('.').slice(2))
    .reduce<unknown>(without, { ...(isRecord(group) ? group : {}), path });
  return { ...whole, vms: vms.map((each, n) => (n === index ? changed : each)) };
}

function without(at: unknown, [key = '', ...rest]: readonly string[]): unknown {
  if (!isRecord(at) || !Object.hasOwn(at, key)) return at;
  const { [key]: old, ...others } = at;
  return rest.length === 0 ? others : { ...others, [key]: without(old, rest) };
}
