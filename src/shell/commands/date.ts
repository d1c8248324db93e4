import { dateAt, MONTHS, two } from '../clock';
import type { Command } from '../command';
import { readOptions } from '../options';
import { quoteAlways } from '../quoting';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `+FORMAT`; what is no conversion stays. `now` in ns since the host started. */
function formatted(format: string, date: Date, now: number): string {
  const hours = date.getUTCHours();
  const ymd = `${String(date.getUTCFullYear())}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const hms = `${two(hours)}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const start = Date.UTC(date.getUTCFullYear(), 0, 1);
  const values: Readonly<Record<string, string>> = {
    '%': '%',
    n: '\n',
    t: '\t',
    Y: String(date.getUTCFullYear()),
    y: two(date.getUTCFullYear() % 100),
    m: two(date.getUTCMonth() + 1),
    d: two(date.getUTCDate()),
    e: String(date.getUTCDate()).padStart(2),
    H: two(hours),
    I: two(hours % 12 === 0 ? 12 : hours % 12),
    M: two(date.getUTCMinutes()),
    S: two(date.getUTCSeconds()),
    N: String(Math.floor(now) % 1e9).padStart(9, '0'),
    s: String(Math.floor(date.getTime() / 1000)),
    F: ymd,
    T: hms,
    R: hms.slice(0, 5),
    D: `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${two(date.getUTCFullYear() % 100)}`,
    a: (DAYS[date.getUTCDay()] ?? '').slice(0, 3),
    A: DAYS[date.getUTCDay()] ?? '',
    b: MONTHS[date.getUTCMonth()] ?? '',
    h: MONTHS[date.getUTCMonth()] ?? '',
    B: LONG_MONTHS[date.getUTCMonth()] ?? '',
    j: String(Math.floor((date.getTime() - start) / 86_400_000) + 1).padStart(3, '0'),
    p: hours < 12 ? 'AM' : 'PM',
    u: String(date.getUTCDay() === 0 ? 7 : date.getUTCDay()),
    w: String(date.getUTCDay()),
    z: '+0000',
    Z: 'UTC',
    c: `${(DAYS[date.getUTCDay()] ?? '').slice(0, 3)} ${MONTHS[date.getUTCMonth()] ?? ''} ${String(date.getUTCDate()).padStart(2)} ${hms} ${String(date.getUTCFullYear())}`,
    x: `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${two(date.getUTCFullYear() % 100)}`,
    X: hms,
  };
  return format.replace(/%([a-zA-Z%])/g, (all, letter: string) => values[letter] ?? all);
}

export const date: Command = {
  name: 'date',
  run(context) {
    const options = readOptions(context, {
      short: 'uRI',
      long: { utc: 'u', universal: 'u', 'rfc-email': 'R', 'iso-8601': 'I' },
    });
    if (options === null) return 1;
    const [first, extra] = options.operands;
    if (extra !== undefined) {
      context.err(
        `date: extra operand ${quoteAlways(extra)}\nTry 'date --help' for more information.\n`,
      );
      return 1;
    }
    if (first !== undefined && !first.startsWith('+')) {
      context.err(`date: invalid date ${quoteAlways(first)}\n`);
      return 1;
    }
    const now = context.kernel.now();
    let format = '%a %b %e %T %Z %Y';
    if (options.has('R')) format = '%a, %d %b %Y %T %z';
    if (options.has('I')) format = '%F';
    context.out(`${formatted(first?.slice(1) ?? format, dateAt(now), now)}\n`);
    return 0;
  },
};
