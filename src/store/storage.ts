/** Preferences that outlive the page. Storage may be refused (sandboxed frames, blocked cookies): then nothing is kept. */

const PREFIX = 'sriov-lab.';

export function recall<T extends string>(key: string, allowed: readonly T[]): T | null {
  try {
    const found = globalThis.localStorage.getItem(PREFIX + key);
    return allowed.find((value) => value === found) ?? null;
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    globalThis.localStorage.setItem(PREFIX + key, value);
  } catch {
    // The choice holds until the page is closed.
  }
}
