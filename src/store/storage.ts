/** Preferences that outlive the page. Storage may be refused (sandboxed frames, blocked cookies): then nothing is kept. */

const PREFIX = 'sriov-lab.';

/** Instead of the browser's storage, once it is not to be used. */
let held: Map<string, string> | null = null;

/** From here on nothing is read from the browser or left in it. */
export function holdInMemory(): void {
  held = new Map();
}

export function recall<T extends string>(key: string, allowed: readonly T[]): T | null {
  const found = recallText(key);
  return allowed.find((value) => value === found) ?? null;
}

/** What was kept, whatever it is by now: others may have written there. */
export function recallText(key: string): string | null {
  if (held !== null) return held.get(key) ?? null;
  try {
    return globalThis.localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/** Keeps a text; false where the browser keeps nothing: then it holds until the page is closed. */
export function remember(key: string, value: string): boolean {
  if (held !== null) {
    held.set(key, value);
    return true;
  }
  try {
    globalThis.localStorage.setItem(PREFIX + key, value);
    return true;
  } catch {
    return false;
  }
}

export function forget(key: string): void {
  held?.delete(key);
  try {
    if (held === null) globalThis.localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept.
  }
}
