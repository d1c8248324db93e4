import { LAST_PORT, type Said, type Span } from './iptables-rule';
import { readValue } from './selectors';

/** A line that iptables refuses, with what it prints and how it ends. */
export class IptablesError extends Error {
  readonly status: number;

  constructor(text: string, status: number) {
    super(text);
    this.status = status;
  }
}

export const VERSION = 'iptables v1.8.9 (nf_tables)';
const HINT = "Try `iptables -h' or 'iptables --help' for more information.\n";
/** Of the command line. */
export const wrong = (what: string) => new IptablesError(`${VERSION}: ${what}\n${HINT}`, 2);
export const badArgument = (word: string) =>
  new IptablesError(`Bad argument \`${word}'\n${HINT}`, 2);

/** IFNAMSIZ - 1 */
const LONGEST_NAME = 15;

export function readName(text: string, negate: boolean): Said<string> | null {
  if (text === '') throw wrong('Empty interface is likely to be undesired');
  if (text.length > LONGEST_NAME) {
    throw wrong(
      `interface name \`${text}' must be shorter than IFNAMSIZ (${String(LONGEST_NAME)})`,
    );
  }
  return text === '+' && !negate ? null : { value: text, negate };
}

/** `A[/MASK][,A[/MASK]…]`; parts of an address that are not there are 0. */
export function readAddresses(text: string, negate: boolean): readonly Said<Span>[] {
  return text.split(',').map((each) => {
    const [address = '', mask = '32'] = each.split('/');
    const parts = address.split('.');
    const from = readValue(
      'ip',
      [...parts, '0', '0', '0'].slice(0, Math.max(4, parts.length)).join('.'),
    );
    if (typeof from === 'string') throw wrong(`host/network \`${address}' not found`);
    const size = 2 ** (32 - readMask(mask));
    const first = Math.floor(from / size) * size;
    return { value: [first, first + size - 1], negate };
  });
}

function readMask(text: string): number {
  if (/^\d+$/u.test(text) && Number(text) <= 32) return Number(text);
  const mask = readValue('ip', text);
  const length = typeof mask === 'number' ? 32 - Math.log2(2 ** 32 - mask) : Number.NaN;
  if (!Number.isInteger(length)) throw wrong(`invalid mask \`${text}' specified`);
  return length;
}

/** `N`, `N:M`, `:M`, `N:`. */
export function readPorts(text: string): Span {
  const parts = text.split(':');
  const port = (part: string, none: number): number => {
    if (part === '' && parts.length === 2) return none;
    const value = readValue('port', part);
    // 1.8.9 takes the low 16 bits of a number that is too high; here it is refused.
    if (typeof value === 'string' || parts.length > 2) {
      throw wrong(`Port "${part}" does not resolve to anything.\n`);
    }
    return value;
  };
  const [from = '', to] = parts;
  return to === undefined ? [port(from, 0), port(from, 0)] : [port(from, 0), port(to, LAST_PORT)];
}
