import type { Issue } from '../engine/scenario/scenario';

/** A scenario as it stands in a file: any part may be missing, nothing has been checked. */
export type Input = Readonly<Record<string, unknown>>;

interface Simple {
  readonly name: string;
  /** JSON path in a scenario. */
  readonly path: string;
  /** The text of a value this parameter can hold, or null for a value it cannot. */
  readonly write: (value: unknown) => string | null;
  /** What cannot be read stays text: the scenario's own check words the refusal. */
  readonly read: (text: string) => unknown;
}

const NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/u;
const WORD = /^[\w.-]{1,64}$/u;
const GUEST = /^vm[0-9]{1,3}$/u;

const number = {
  write: (value: unknown) =>
    typeof value === 'number' && Number.isFinite(value) ? String(value) : null,
  read: (text: string) => (NUMBER.test(text) ? Number(text) : text),
};

const word = {
  write: (value: unknown) => (typeof value === 'string' && WORD.test(value) ? value : null),
  read: (text: string) => text,
};

const direction = {
  write: (value: unknown) => {
    if (typeof value === 'string') return GUEST.test(value) ? null : word.write(value);
    if (!isRecord(value) || Object.keys(value).join() !== 'to') return null;
    const { to } = value;
    return typeof to === 'string' && GUEST.test(to) ? to : null;
  },
  read: (text: string) => (GUEST.test(text) ? { to: text } : text),
};

/** Scenario values with a parameter of their own, in the order they are written. */
export const SIMPLE: readonly Simple[] = [
  { name: 'path', path: 'vms.0.path', ...word },
  { name: 'vfs', path: 'nic.numVfs', ...number },
  { name: 'vms', path: 'vms.0.count', ...number },
  { name: 'device', path: 'nic.device', ...word },
  { name: 'traffic', path: 'vms.0.traffic.kind', ...word },
  { name: 'dir', path: 'vms.0.traffic.direction', ...direction },
  { name: 'packet', path: 'vms.0.traffic.packetBytes', ...number },
  { name: 'pps', path: 'vms.0.traffic.pps', ...number },
  { name: 'seed', path: 'seed', ...number },
];

/** Name of the parameter that holds the value at a JSON path, or null for a part of `#s=`. */
export function parameterOf(path: string): string | null {
  const simple = SIMPLE.find((each) => path === each.path || path.startsWith(`${each.path}.`));
  return simple?.name ?? null;
}

/** Takes what fits the simple parameters out of a scenario: their texts, and what is left. */
export function splitInput(input: Input): {
  readonly texts: readonly (readonly [name: string, text: string])[];
  readonly rest: Input;
} {
  const texts: (readonly [string, string])[] = [];
  let rest: unknown = input;
  for (const { name, path, write } of SIMPLE) {
    const keys = path.split('.');
    const text = write(valueAt(input, keys));
    if (text === null) continue;
    texts.push([name, text]);
    rest = without(rest, keys);
  }
  return { texts, rest: withoutEmpty(rest) };
}

/** The input with `value` at a JSON path; what stands in the way of the path gives way. */
export function withValue(input: unknown, path: string, value: unknown): Input {
  return placed(input, path.split('.'), value) as Input;
}

/** The check lists no more issues than this: with so many there is no telling what was meant. */
const HOPELESS = 50;

/**
 * The input without the parts that were refused, so that the rest can be tried again. Where a refused
 * value is a default, what encloses it goes. The result is smaller each time and ends as `{}`, which is
 * always a scenario.
 */
export function dropIssues(input: unknown, issues: readonly Issue[]): Input {
  if (issues.length >= HOPELESS) return {};
  let rest: unknown = input;
  for (const { path } of issues) {
    // A capture without some of its frames is another capture, a direction without its guest none.
    const target = targetOf(input, path.replace(/(\.traffic\.(?:replay|direction))\..*$/su, '$1'));
    if (target === null) return {};
    rest = without(rest, target);
  }
  return isRecord(rest) && issues.length > 0 ? rest : {};
}

/** Keys of the part to remove for an issue at `path`; null for everything. */
function targetOf(input: unknown, path: string): readonly string[] | null {
  const keys: string[] = [];
  let value = input;
  let left = path;
  while (left !== '') {
    const key = nextKey(value, left);
    if (key === undefined) break;
    keys.push(key.own);
    value = (value as Record<string, unknown>)[key.own];
    left = left.slice(key.taken + 1);
  }
  while (keys.length > 0) {
    const parent = valueAt(input, keys.slice(0, -1));
    // An empty list element is already all default: removing it again would change nothing.
    if (!Array.isArray(parent) || !isEmpty(valueAt(input, keys))) return keys;
    keys.pop();
  }
  return null;
}

/** Issue paths shorten long keys with `…`, and a key may hold dots itself. */
function nextKey(
  value: unknown,
  left: string,
): { readonly own: string; readonly taken: number } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const own of Object.keys(value)) {
    if (left === own || left.startsWith(`${own}.`)) return { own, taken: own.length };
    if (left.endsWith('…') && own.startsWith(left.slice(0, -1))) return { own, taken: left.length };
  }
  return undefined;
}

export function valueAt(input: unknown, keys: readonly string[]): unknown {
  let value = input;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function placed(at: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (/^[0-9]+$/u.test(key)) {
    const list: unknown[] = Array.isArray(at) ? [...(at as unknown[])] : [];
    while (list.length < Number(key)) list.push({});
    list[Number(key)] = placed(list[Number(key)], rest, value);
    return list;
  }
  const record = isRecord(at) ? at : {};
  const inner = Object.hasOwn(record, key) ? record[key] : undefined;
  return { ...record, [key]: placed(inner, rest, value) };
}

/** A copy without the part at `keys`; elements of lists leave `{}`, so that the others keep their index. */
function without(at: unknown, keys: readonly string[]): unknown {
  const [key, ...rest] = keys;
  if (key === undefined || typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) {
    return at;
  }
  if (Array.isArray(at)) {
    const list: unknown[] = [...(at as unknown[])];
    list[Number(key)] = rest.length === 0 ? {} : without(list[Number(key)], rest);
    return list;
  }
  const record = at as Input;
  if (rest.length > 0) return { ...record, [key]: without(record[key], rest) };
  const { [key]: _gone, ...others } = record;
  return others;
}

/** Without the empty objects and lists that removing left behind on the paths of simple parameters. */
function withoutEmpty(input: unknown): Input {
  let rest = input;
  for (const keys of [['vms', '0', 'traffic'], ['nic']]) {
    if (isEmpty(valueAt(rest, keys))) rest = without(rest, keys);
  }
  const vms = valueAt(rest, ['vms']);
  if (Array.isArray(vms) && vms.every(isEmpty) && vms.length <= 1) rest = without(rest, ['vms']);
  return isRecord(rest) ? rest : {};
}

function isEmpty(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}

function isRecord(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
