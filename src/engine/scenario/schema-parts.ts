import * as v from 'valibot';
import * as allowed from './allowed';
import { parseQuantity, quantityPattern } from './quantity';
import type { Dimension } from './quantity';

/** What the schema is put together from: each check's message is what is allowed at its place. */

export function number(min: number, max: number) {
  const text = allowed.range(min, max);
  return v.pipe(v.number(text), v.minValue(min, text), v.maxValue(max, text));
}

export function whole(min: number, max: number) {
  const text = allowed.whole(min, max);
  return v.pipe(v.number(text), v.integer(text), v.minValue(min, text), v.maxValue(max, text));
}

export function quantity(dimension: Dimension, min: string, max: string) {
  const text = allowed.withUnit(min, max);
  const low = parseQuantity(min, dimension) ?? 0;
  const high = parseQuantity(max, dimension) ?? 0;
  return v.pipe(
    v.string(text),
    v.regex(new RegExp(quantityPattern(dimension)), text),
    v.check((input) => {
      const value = parseQuantity(input, dimension);
      // No quantity at all is the issue of the check before.
      return value === null || (value >= low && value <= high);
    }, text),
  );
}

export function text(most: number) {
  return v.pipe(
    v.string(allowed.TEXT),
    v.maxLength(most, `text of at most ${String(most)} characters`),
  );
}

export function list<const T extends v.GenericSchema>(item: T, most: number) {
  return v.pipe(v.array(item, allowed.list(most)), v.maxLength(most, allowed.list(most)));
}

export const flag = () => v.boolean(allowed.BOOLEAN);

/** Words for people who write scenario files in an editor that reads the published schema. */
export function about<const T extends v.GenericSchema>(schema: T, text: string) {
  return v.pipe(schema, v.description(text));
}

export function choice<const T extends readonly string[]>(options: T) {
  return v.picklist(options, allowed.oneOf(options));
}

export function object<const T extends Record<string, v.GenericSchema>>(entries: {
  [K in keyof T]: T[K];
}) {
  const optional = {} as { [K in keyof T]: v.ExactOptionalSchema<T[K], undefined> };
  for (const key of Object.keys(entries) as (keyof T & string)[]) {
    optional[key] = v.exactOptional(entries[key]);
  }
  return v.strictObject(optional, allowed.OBJECT);
}
