import type { Picos } from '../store/vocabulary';

/** The part of the run that the time line shows. */
export interface Page {
  readonly from: Picos;
  readonly to: Picos;
}

/** Lengths a page can have: 1, 2, 5 of each decade from 1 µs, and the whole run last. */
export function pageLengths(end: Picos): readonly Picos[] {
  const lengths: Picos[] = [];
  for (let decade = 1e6; decade < end; decade *= 10) {
    for (const digit of [1, 2, 5]) if (digit * decade < end) lengths.push(digit * decade);
  }
  return [...lengths, end];
}

/** The shortest page that holds the first journey with some room. */
export function firstLength(journeyEnd: Picos, end: Picos): Picos {
  return pageLengths(end).find((length) => length >= journeyEnd * 1.02) ?? end;
}

/** One step up or down the lengths. */
export function nextLength(length: Picos, end: Picos, direction: 1 | -1): Picos {
  const lengths = pageLengths(end);
  const at = lengths.findIndex((each) => each >= length);
  return (
    lengths[
      Math.min(Math.max((at === -1 ? lengths.length - 1 : at) + direction, 0), lengths.length - 1)
    ] ?? end
  );
}

/** The page with the cursor on it; the present one as long as the cursor has not left it. */
export function pageWith(cursor: Picos, length: Picos, end: Picos, present: Page | null): Page {
  const keeps =
    present !== null &&
    cursor >= present.from &&
    cursor <= present.to &&
    present.to - present.from === Math.min(length, end - present.from);
  if (keeps) return present;
  // At its very end the run is seen from before.
  const from = Math.max(0, Math.floor(Math.min(cursor, end - 1) / length) * length);
  return { from, to: Math.min(from + length, end) };
}
