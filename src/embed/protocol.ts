// What a host page and an embedded lab say to each other (`postMessage`). Anything else is not answered.
import * as v from 'valibot';
import { SOURCE, VERSION, type Refusal } from './names';

/** Characters of a request's scenario or command line at most. */
export const LONGEST_SCENARIO = 1_000_000;
export const LONGEST_LINE = 4_000;
export const MOST_STEPS = 1_000;

const id = v.union([v.pipe(v.number(), v.integer()), v.pipe(v.string(), v.maxLength(100))]);
// Passed on as it came: a copy would lose keys such as `__proto__`, which the scenario's own check refuses.
const isObject = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nothing = v.optional(v.strictObject({}));

/** The methods, and what each takes. */
const PARAMS = {
  /** From here on this page is told of events. */
  hello: nothing,
  load: v.strictObject({ scenario: v.custom<object>(isObject, 'an object') }),
  play: nothing,
  pause: nothing,
  step: v.optional(
    v.strictObject({
      n: v.optional(
        v.pipe(v.number(), v.integer(), v.minValue(-MOST_STEPS), v.maxValue(MOST_STEPS)),
        1,
      ),
    }),
  ),
  /** `12.5us`, or nanoseconds. */
  seek: v.strictObject({
    t: v.union([v.pipe(v.number(), v.minValue(0)), v.pipe(v.string(), v.maxLength(40))]),
  }),
  /** Up to the end of the run, or to the moment shown. */
  metrics: v.optional(v.strictObject({ at: v.optional(v.picklist(['end', 'now']), 'end') })),
  exec: v.strictObject({ commandLine: v.pipe(v.string(), v.maxLength(LONGEST_LINE)) }),
} as const;

export type Method = keyof typeof PARAMS;
export const METHODS = Object.keys(PARAMS) as readonly Method[];
export type ParamsOf<M extends Method> = v.InferOutput<(typeof PARAMS)[M]>;
export type Request = {
  [M in Method]: {
    readonly id: number | string;
    readonly method: M;
    readonly params: ParamsOf<M>;
  };
}[Method];

const envelope = v.object({
  source: v.literal(SOURCE),
  version: v.literal(VERSION),
  id,
  method: v.picklist(METHODS),
  params: v.optional(v.unknown()),
});

export type Read =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly id: number | string; readonly error: Refusal };

/** A request; what is wrong with one whose method is known; null for any other message. Never throws. */
export function readRequest(data: unknown): Read | null {
  const shape = v.safeParse(envelope, data);
  if (!shape.success) return null;
  const { method } = shape.output;
  const params = v.safeParse(PARAMS[method], shape.output.params);
  if (params.success) {
    const request = { id: shape.output.id, method, params: params.output };
    return { ok: true, request: request as Request };
  }
  const [issue] = params.issues;
  const place = v.getDotPath(issue) ?? '';
  const message = `${method}: ${place === '' ? 'params' : `params.${place}`}: expected ${issue.expected ?? issue.type.replace('_', ' ')}, received ${issue.received}`;
  return { ok: false, id: shape.output.id, error: { code: 'bad-params', message } };
}
