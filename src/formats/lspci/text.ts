/** Lower-case hexadecimal, padded with zeros; wider values keep all their digits. */
export function hex(value: number | bigint, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

type NamedBit = readonly [name: string, mask: number];

/** `+` for a set bit, `-` for a clear one. */
export function sign(value: number, mask: number): string {
  return (value & mask) === 0 ? '-' : '+';
}

/** `Cap+ 66MHz-`: each name with the sign of its bit. */
export function flags(value: number, bits: readonly NamedBit[]): string {
  return bits.map(([name, mask]) => name + sign(value, mask)).join(' ');
}

/** The bits of `value` from `low` on, `width` of them. */
export function bitsOf(value: number, low: number, width: number): number {
  return Math.floor(value / 2 ** low) % 2 ** width;
}

const UNITS = ['', 'K', 'M', 'G', 'T'];

/** ` [size=16K]`, in the largest unit that divides it; nothing for 0. */
export function sizeSuffix(size: bigint): string {
  if (size === 0n) return '';
  let [value, unit] = [size, 0];
  while (unit < UNITS.length - 1 && value % 1024n === 0n) {
    value /= 1024n;
    unit++;
  }
  return ` [size=${String(value % 2n ** 32n)}${UNITS[unit] ?? ''}]`;
}
