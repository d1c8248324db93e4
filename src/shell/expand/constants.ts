const ORDER = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';

/** A number as arithmetic writes it: `10`, `010`, `0x10`, `2#10`; or what is wrong with it. */
export function constant(token: string): bigint | string {
  const [head = '', tail] = token.split('#');
  let base = 10;
  let digits = token;
  if (tail !== undefined) {
    base = Number(head);
    digits = tail;
    if (!(base >= 2 && base <= 64)) return 'invalid arithmetic base';
  } else if (/^0[xX]/.test(token)) {
    base = 16;
    digits = token.slice(2);
  } else if (token.startsWith('0')) base = 8;
  let value = 0n;
  for (const digit of base <= 36 ? digits.toLowerCase() : digits) {
    const worth = ORDER.indexOf(digit);
    if (worth < 0 || worth >= base) return 'value too great for base';
    value = BigInt.asIntN(64, value * BigInt(base) + BigInt(worth));
  }
  return value;
}
