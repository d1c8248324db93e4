import type * as v from 'valibot';
import * as allowed from './allowed';
import type { Issue } from './scenario';

/**
 * What the schema library leaves out, checked first and from the same schema: every unknown key (it
 * reports one per object), an array where an object belongs (it takes one for the other), and lists
 * too long to be worth walking. Depth is bounded by the schema, not by the input.
 */
export interface Structure {
  readonly issues: Issue[];
  /** A list is longer than allowed, so its items have not been looked at and should not be. */
  readonly tooLong: boolean;
}

export function checkStructure(schema: v.GenericSchema, input: unknown, most: number): Structure {
  const issues: Issue[] = [];
  const found = { issues, tooLong: false };
  walk(schema, input, '', found, most);
  return found;
}

function walk(
  schema: v.GenericSchema,
  input: unknown,
  path: string,
  found: { issues: Issue[]; tooLong: boolean },
  most: number,
): void {
  const inner = unwrapped(schema);
  if (typeof input !== 'object' || input === null) return;
  if (inner.options !== undefined) {
    // The unions of this schema hold at most one kind of object.
    const option = inner.options.map(unwrapped).find((each) => each.entries !== undefined);
    if (option !== undefined) walk(option, input, path, found, most);
  } else if (inner.entries !== undefined) {
    if (Array.isArray(input)) {
      add(found, most, {
        path,
        code: 'wrong-type',
        found: allowed.shown(input),
        allowed: allowed.OBJECT,
      });
      return;
    }
    const entries = inner.entries;
    const record = input as Readonly<Record<string, unknown>>;
    for (const key of Object.keys(record)) {
      const at = joined(path, key);
      const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
      if (entry !== undefined) walk(entry, record[key], at, found, most);
      else {
        add(found, most, {
          path: at,
          code: 'unknown-key',
          found: allowed.shortened(key),
          allowed: allowed.oneOf(Object.keys(entries)),
        });
      }
    }
  } else if (inner.item !== undefined && Array.isArray(input)) {
    const longest = maxLength(inner);
    if (input.length > longest) {
      found.tooLong = true;
      add(found, most, {
        path,
        code: 'out-of-range',
        found: allowed.shown(input),
        allowed: allowed.list(longest),
      });
      return;
    }
    for (let index = 0; index < input.length; index++) {
      walk(inner.item, input[index], joined(path, String(index)), found, most);
    }
  }
}

function add(found: { issues: Issue[] }, most: number, issue: Issue): void {
  if (found.issues.length < most) found.issues.push(issue);
}

export function joined(path: string, key: string): string {
  return path === '' ? allowed.shortened(key) : `${path}.${allowed.shortened(key)}`;
}

/** The few properties of the library's schema objects that describe shape. */
type Shape = v.GenericSchema & {
  readonly wrapped?: v.GenericSchema;
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly item?: v.GenericSchema;
  readonly options?: readonly v.GenericSchema[];
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[];
};

function unwrapped(schema: v.GenericSchema): Shape {
  let shape: Shape = schema;
  while (shape.wrapped !== undefined) shape = shape.wrapped;
  // The options of a picklist are values, not schemas.
  return shape.type === 'picklist' ? ({ ...shape, options: undefined } as unknown as Shape) : shape;
}

function maxLength(shape: Shape): number {
  const limit = shape.pipe?.find((action) => action.type === 'max_length')?.requirement;
  return typeof limit === 'number' ? limit : Infinity;
}
