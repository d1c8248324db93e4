import type { Axis } from './vary';

/** Values of point `index`, by axis. */
export function valuesAt(axes: readonly Axis[], index: number): readonly unknown[] {
  let rest = index;
  return axes
    .toReversed()
    .map(({ values }) => {
      const value = values[rest % values.length];
      rest = Math.floor(rest / values.length);
      return value;
    })
    .toReversed();
}

/** The scenario (JSON) of point `index`. */
export function inputAt(base: unknown, axes: readonly Axis[], index: number): unknown {
  const values = valuesAt(axes, index);
  return axes.reduce((input, { key }, i) => withValue(input, key, values[i]), base);
}

/** The input with `value` at a JSON path; lists grow by the index named, what stands in the way gives way. */
export function withValue(input: unknown, key: string, value: unknown): unknown {
  return placed(input, key.split('.'), value);
}

function placed(input: unknown, keys: readonly string[], value: unknown): unknown {
  const [first, ...rest] = keys;
  if (first === undefined) return value;
  if (/^\d{1,3}$/u.test(first) && (Array.isArray(input) || typeof input !== 'object')) {
    const list = Array.isArray(input) ? [...(input as unknown[])] : [];
    while (list.length < Number(first)) list.push({});
    list[Number(first)] = placed(list[Number(first)], rest, value);
    return list;
  }
  const record = typeof input === 'object' && input !== null ? input : {};
  return { ...record, [first]: placed((record as Record<string, unknown>)[first], rest, value) };
}
