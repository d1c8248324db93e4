import type { Form, Notation } from './question';

export interface Verdict {
  readonly right: boolean;
  /** Name of the reason for this very answer; null: it is right. `other`: none of the likely mistakes. */
  readonly why: string | null;
}

/** Judges an answer: a number, or the name of an option. */
export function judgeAnswer(form: Form, given: number | string): Verdict {
  if (form.is === 'choice') {
    if (given === form.answer) return { right: true, why: null };
    const found = form.mistakes.find(({ answer }) => answer === given);
    return { right: false, why: found?.why ?? 'other' };
  }
  if (typeof given !== 'number') return { right: false, why: 'other' };
  const off = (from: number) => Math.abs(given - from) <= form.within * Math.abs(from);
  if (off(form.answer)) return { right: true, why: null };
  const found = form.mistakes.find(({ answer }) => given === answer || off(answer));
  return { right: false, why: found?.why ?? 'other' };
}

const BDF = /^(?:0000:)?([\da-f]{1,2}):([\da-f]{1,2})\.([0-7])$/u;

/**
 * A number as it was typed: decimal, hexadecimal with 0x, a bus number in hexadecimal, or `3b:10.2`; null where it is
 * none. Thousands may be set apart.
 */
export function readAnswer(text: string, notation: Notation): number | null {
  const word = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_,，]/gu, '');
  const [, bus, dev, fn] = (notation === 'bdf' ? BDF.exec(word) : null) ?? [];
  if (bus !== undefined) {
    const device = Number.parseInt(dev ?? '', 16);
    return device > 31 ? null : Number.parseInt(bus, 16) * 256 + device * 8 + Number(fn);
  }
  if (/^0x[\da-f]{1,13}$/u.test(word)) return Number.parseInt(word, 16);
  if (notation === 'bus') return /^[\da-f]{1,2}$/u.test(word) ? Number.parseInt(word, 16) : null;
  if (notation === 'hex' && /^[\da-f]{1,13}$/u.test(word)) return Number.parseInt(word, 16);
  return /^\d{1,15}(?:\.\d{1,9})?$/u.test(word) ? Number(word) : null;
}

/** A number as its notation has it. */
export function writeAnswer(value: number, notation: Notation): string {
  switch (notation) {
    case 'count':
      return String(value);
    case 'hex':
    case 'bus':
      return `0x${value.toString(16)}`;
    case 'bdf': {
      const two = (n: number) => n.toString(16).padStart(2, '0');
      return `${two(value >> 8)}:${two((value >> 3) & 31)}.${String(value & 7)}`;
    }
  }
}
