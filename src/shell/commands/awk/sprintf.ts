import { decimal } from '../../builtins/printf';
import { toNumber, toText, type Value } from './values';

const MAX_WIDTH = 10_000;

/** awk's printf: C's conversions without `*`. */
export function sprintf(format: string, values: readonly Value[]): string {
  let at = 0;
  return format.replace(
    /%([-+ #0]*)([1-9]\d*|)(?:\.(\d*))?([a-zA-Z%])/g,
    (all, flags: string, width: string, places: string | undefined, type: string) => {
      if (type === '%') return '%';
      const value = values[at] ?? '';
      at += 1;
      const exact = places === undefined ? null : Number(places);
      let text: string;
      let zero = flags.includes('0');
      if (type === 's') {
        text = exact === null ? toText(value) : toText(value).slice(0, exact);
        zero = false;
      } else if (type === 'c') {
        const code =
          typeof value === 'number' ? String.fromCharCode(value & 0xffff) : toText(value);
        text = code.slice(0, 1);
      } else if ('di'.includes(type)) {
        text = String(Math.trunc(toNumber(value)));
        if (flags.includes('+') && !text.startsWith('-')) text = `+${text}`;
      } else if ('xXou'.includes(type)) {
        const base = type === 'o' ? 8 : type === 'u' ? 10 : 16;
        text = Math.abs(Math.trunc(toNumber(value))).toString(base);
        if (type === 'X') text = text.toUpperCase();
      } else if ('feg'.includes(type))
        text = decimal(toNumber(value), type, Math.min(100, exact ?? 6));
      else return all;
      const cells = Math.min(MAX_WIDTH, Number(width));
      if (flags.includes('-')) return text.padEnd(cells);
      if (!zero) return text.padStart(cells);
      const sign = /^[-+]?/.exec(text)?.[0] ?? '';
      return sign + text.slice(sign.length).padStart(cells - sign.length, '0');
    },
  );
}
