/**
 * Deep copy of plain data: what a snapshot may hold. Objects, arrays, typed arrays, numbers, strings,
 * booleans, bigints, null and undefined; an object that occurs twice is copied twice.
 * Throws a TypeError naming the path for functions, symbols, class instances and cycles.
 */
export function clonePlain<T>(value: T): T {
  return copy(value, [], 0) as T;
}

// Deeper than any state has reason to be; a cycle ends here with its path instead of a stack overflow.
const MAX_DEPTH = 64;

function copy(value: unknown, path: (string | number)[], depth: number): unknown {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'function' || typeof value === 'symbol') refuse(typeof value, path);
    return value;
  }
  if (depth > MAX_DEPTH) refuse('a cycle or nesting deeper than 64', path);
  if (Array.isArray(value)) {
    const list = value as unknown[];
    let numbers = 0;
    while (numbers < list.length && typeof list[numbers] === 'number') numbers++;
    if (numbers === list.length) return list.slice();
    const out: unknown[] = [];
    for (let i = 0; i < list.length; i++) {
      const item = list[i];
      if (typeof item === 'number' || typeof item === 'string') {
        out.push(item);
        continue;
      }
      path.push(i);
      out.push(copy(item, path, depth + 1));
      path.pop();
    }
    return out;
  }
  if (ArrayBuffer.isView(value)) {
    if (value instanceof DataView) refuse('DataView', path);
    return (value as Uint8Array).slice();
  }
  const proto = Object.getPrototypeOf(value) as unknown;
  if (proto !== Object.prototype && proto !== null) refuse(nameOf(value), path);
  // A spread keeps the hidden class, so that compiled code fits the copy as well.
  const out: Record<string, unknown> = { ...value };
  for (const key of Object.keys(out)) {
    const item = out[key];
    if (typeof item === 'number' || typeof item === 'string') continue;
    path.push(key);
    const copied = copy(item, path, depth + 1);
    if (copied !== item) out[key] = copied;
    path.pop();
  }
  return out;
}

function nameOf(value: object): string {
  const maker = (value as { constructor?: { name?: string } }).constructor;
  return maker?.name ?? 'an object without prototype';
}

function refuse(what: string, path: readonly (string | number)[]): never {
  const at = path.map((p) => (typeof p === 'number' ? `[${String(p)}]` : `.${p}`)).join('');
  throw new TypeError(`not plain data at $${at}: ${what}`);
}

/** About how many bytes plain data takes in memory; for budgets, not for accounts. */
export function plainBytes(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value)) return 64 + value.byteLength;
  if (Array.isArray(value) && typeof value[0] === 'number') return 32 + 8 * value.length;
  let bytes = 32;
  for (const key of Object.keys(value))
    bytes += plainBytes((value as Record<string, unknown>)[key]);
  return bytes;
}
