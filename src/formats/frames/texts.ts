/** `52:54:00:00:00:00` */
export function macText(bytes: Uint8Array, at: number): string {
  return Array.from(bytes.subarray(at, at + 6), two).join(':');
}

/** `192.0.2.1` */
export function ip4Text(bytes: Uint8Array, at: number): string {
  return bytes.subarray(at, at + 4).join('.');
}

/** RFC 5952: no leading zeros, the longest run of zero words left out. */
export function ip6Text(bytes: Uint8Array, at: number): string {
  const words = Array.from(
    { length: 8 },
    (_, i) => ((bytes[at + 2 * i] as number) << 8) | (bytes[at + 2 * i + 1] as number),
  );
  let [best, length] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let run = 0;
    while (words[i + run] === 0) run++;
    if (run > length) [best, length] = [i, run];
  }
  const hex = (some: readonly number[]) => some.map((word) => word.toString(16)).join(':');
  if (best < 0) return hex(words);
  return `${hex(words.slice(0, best))}::${hex(words.slice(best + length))}`;
}

/** `0x0800` of so many bytes, at most six. */
export function hexWord(view: DataView, at: number, length: number): string {
  let text = '0x';
  for (let i = 0; i < length; i++) text += two(view.getUint8(at + i));
  return text;
}

export function two(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** `IPv4 (0x0800)`, `UDP (17)`; the number alone where it has no name. */
export function named(
  value: number,
  names: Readonly<Record<number, string>>,
  hexDigits = 0,
): string {
  const number = hexDigits > 0 ? `0x${value.toString(16).padStart(hexDigits, '0')}` : String(value);
  const name = names[value];
  return name === undefined ? number : `${name} (${number})`;
}

const FLAG_NAMES = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'] as const;

/** `PSH, ACK` */
export function flagLetters(flags: number): string {
  return FLAG_NAMES.filter((_, bit) => (flags & (1 << bit)) !== 0).join(', ');
}
