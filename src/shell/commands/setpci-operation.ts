import { CAPABILITIES, EXTENDED, REGISTERS } from './setpci-registers';

export type Width = 1 | 2 | 4;

/** A value to write and the bits of it that count. */
export interface Write {
  readonly value: number;
  readonly mask: number;
}

/** One `<reg>[=<values>]` of a setpci command line. */
export interface Operation {
  /** The capability the address counts from; null for an address of its own. */
  readonly capability: { readonly extended: boolean; readonly id: number } | null;
  /** Which of several capabilities with that ID. */
  readonly instance: number;
  readonly address: number;
  readonly width: Width;
  /** null reads. */
  readonly writes: readonly Write[] | null;
}

/** What is wrong with the command line; setpci points to its help then. */
export class SyntaxFault extends Error {}

const SPACE = 4096;
const WIDTHS: Readonly<Record<string, Width>> = { B: 1, W: 2, L: 4 };

/** Hexadecimal with or without `0x`, up to 32 bits; null for anything else. */
export function parseHex(text: string): number | null {
  if (!/^(0x)?[0-9a-f]+$/i.test(text)) return null;
  const value = parseInt(text, 16);
  return value <= 0xffffffff ? value : null;
}

interface Base {
  readonly capability: Operation['capability'];
  readonly at: number;
  readonly width: Width | null;
}

function parseBase(text: string): Base {
  const plain = parseHex(text);
  if (plain !== null) return { capability: null, at: plain, width: null };
  const name = text.toUpperCase();
  const register = REGISTERS.find(([known]) => known === name);
  if (register !== undefined) {
    return { capability: null, at: register[1], width: WIDTHS[register[2]] ?? null };
  }
  for (const [prefix, known, most] of [
    ['ECAP', EXTENDED, 0xffff],
    ['CAP', CAPABILITIES, 0xff],
  ] as const) {
    if (!name.startsWith(prefix)) continue;
    const rest = name.slice(prefix.length);
    const listed = known.find(([one]) => rest === `_${one}`)?.[1];
    const id = listed ?? parseHex(rest);
    if (id === null || id > most) break;
    return { capability: { extended: prefix === 'ECAP', id }, at: 0, width: null };
  }
  throw new SyntaxFault(`Unknown register "${text}".`);
}

/** `head<sign>tail`, the tail null where the sign does not stand there. */
function split(text: string, sign: string): [string, string | null] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

function parseWrite(text: string, width: Width): Write {
  const most = 256 ** width - 1;
  const [valueText, maskText] = split(text, ':');
  const value = parseHex(valueText);
  if (value === null) throw new SyntaxFault(`Invalid value "${valueText}".`);
  if (value > most) throw new SyntaxFault(`Value "${valueText}" is out of range.`);
  if (maskText === null) return { value, mask: most };
  const mask = parseHex(maskText);
  if (mask === null) throw new SyntaxFault(`Invalid mask "${maskText}".`);
  if (mask > most) throw new SyntaxFault(`Mask "${maskText}" is out of range.`);
  return { value, mask };
}

/** `<base>[+<offset>][.(B|W|L)][@<number>][=<values>]`. Throws SyntaxFault. */
export function parseOperation(text: string): Operation {
  const [register, valuesText] = split(text, '=');
  const [withWidth, numberText] = split(register, '@');
  const instance = numberText === null ? 0 : parseHex(numberText);
  if (instance === null) throw new SyntaxFault(`Invalid number "${numberText ?? ''}".`);
  const [withOffset, widthText] = split(withWidth, '.');
  const given = widthText === null ? null : WIDTHS[widthText.toUpperCase()];
  if (given === undefined) throw new SyntaxFault(`Invalid width "${widthText ?? ''}".`);
  const [baseText, offsetText] = split(withOffset, '+');
  const offset = offsetText === null ? 0 : parseHex(offsetText);
  if (offset === null || offset >= SPACE) {
    throw new SyntaxFault(`Invalid offset "${offsetText ?? ''}".`);
  }
  const base = parseBase(baseText);
  const width = given ?? base.width;
  if (width === null) throw new SyntaxFault('Missing width.');
  const address = base.at + offset;
  if (address + width > SPACE) {
    throw new SyntaxFault(`Register number ${address.toString(16).padStart(2, '0')} out of range.`);
  }
  if (address % width !== 0) {
    throw new SyntaxFault(`Unaligned register address ${address.toString(16).padStart(2, '0')}.`);
  }
  if (valuesText === '') throw new SyntaxFault('Missing value.');
  const writes = valuesText?.split(',').map((one) => parseWrite(one, width)) ?? null;
  return { capability: base.capability, instance, address, width, writes };
}
