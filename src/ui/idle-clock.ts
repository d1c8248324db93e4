/** Before the page begins anew, the visitor who only reads has this long to say so, wall ms. */
const NOTICE_MS = 15_000;

/** Seconds that are left to somebody who has done nothing for `idleMs`; null while there is no need to say it. */
export function secondsLeft(idleMs: number, afterMs: number): number | null {
  const left = afterMs - idleMs;
  if (left > Math.min(NOTICE_MS, afterMs / 2)) return null;
  return Math.max(0, Math.ceil(left / 1000));
}
