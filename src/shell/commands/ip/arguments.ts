import { incomplete, IpFailure, wrongArgument } from './failure';

/** The words of a command line, taken one by one. */
export class Arguments {
  private readonly words: readonly string[];
  private at = 0;

  constructor(words: readonly string[]) {
    this.words = words;
  }

  get left(): number {
    return this.words.length - this.at;
  }

  /** The word at hand, not taken. */
  peek(): string | undefined {
    return this.words[this.at];
  }

  take(): string | undefined {
    const word = this.words[this.at];
    if (word !== undefined) this.at += 1;
    return word;
  }

  /** A value that must follow. */
  need(): string {
    const word = this.take();
    if (word === undefined) throw incomplete();
    return word;
  }

  rest(): readonly string[] {
    return this.words.slice(this.at);
  }
}

/** iproute2's `matches`: any beginning of the keyword will do. */
export function abbreviates(word: string, keyword: string): boolean {
  return word !== '' && keyword.startsWith(word);
}

/** C's strtoul with base 0, the whole word; null where it is none or too large. */
export function unsigned(word: string): number | null {
  const value = integer(word.replace(/^\s+/, ''));
  return value === null || value < 0 || value > 0xffffffff ? null : value;
}

/** C's strtol with base 0. */
export function integer(word: string): number | null {
  const match = /^([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(word);
  if (match === null) return null;
  const [, sign = '', digits = ''] = match;
  const value =
    digits.length > 1 && /^0[0-7]/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  if (value > 0x7fffffff && sign === '-') return null;
  return value > 0xffffffff ? null : sign === '-' ? -value : value;
}

/** `get_integer`: fits an int. */
export function int(word: string, name: string): number {
  const value = integer(word);
  if (value === null || value > 0x7fffffff) {
    throw wrongArgument(word, `Invalid "${name}" value\n`);
  }
  return value;
}

/** `parse_on_off`: newer keywords, which name the choices. */
export function oneOf(keyword: string, word: string): boolean {
  if (abbreviates(word, 'on') && word.length === 2) return true;
  if (word === 'off') return false;
  throw new IpFailure(
    1,
    `Error: argument of "${keyword}" must be one of "off", "on", not "${word}"\n`,
  );
}

/** The older ones. */
export function onOff(keyword: string, word: string): boolean {
  if (word === 'on') return true;
  if (word === 'off') return false;
  throw new IpFailure(1, `Error: argument of "${keyword}" must be "on" or "off", not "${word}"\n`);
}

/** `ll_addr_a2n`: bytes in hexadecimal between colons; each may have one digit. */
export function linkAddress(word: string): readonly number[] {
  return word.split(':').map((part) => {
    const digits = /^\s*(?:0[xX])?([0-9a-fA-F]+)/.exec(part)?.[1];
    const value = digits === undefined ? 256 : Number.parseInt(digits, 16);
    if (value > 255) throw new IpFailure(1, `"${part}" is invalid lladdr.\n`);
    return value;
  });
}

/** An Ethernet address as six bytes with two digits each. */
export function macAddress(word: string): string {
  const bytes = linkAddress(word);
  if (bytes.length !== 6) {
    throw new IpFailure(1, `Invalid address length ${bytes.length} - must be 6 bytes\n`);
  }
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

/** `check_ifname`: up to 15 characters, none of them a slash, a blank or a colon's kin. */
export function isInterfaceName(word: string): boolean {
  return (
    word.length > 0 && word.length < 16 && !/[/\s]/.test(word) && word !== '.' && word !== '..'
  );
}
