const GOLDEN = 0xdeadbeef;

const rol = (word: number, shift: number) => (word << shift) | (word >>> (32 - shift));

/** Bob Jenkins' hash as Linux has it (include/linux/jhash.h), of whole words; unsigned. */
export function jhash(words: readonly number[], seed: number): number {
  let a = (GOLDEN + 4 * words.length + seed) | 0;
  let [b, c, at] = [a, a, 0];
  for (; words.length - at > 3; at += 3) {
    a = (a + (words[at] as number)) | 0;
    b = (b + (words[at + 1] as number)) | 0;
    c = (c + (words[at + 2] as number)) | 0;
    a = ((a - c) ^ rol(c, 4)) | 0;
    c = (c + b) | 0;
    b = ((b - a) ^ rol(a, 6)) | 0;
    a = (a + c) | 0;
    c = ((c - b) ^ rol(b, 8)) | 0;
    b = (b + a) | 0;
    a = ((a - c) ^ rol(c, 16)) | 0;
    c = (c + b) | 0;
    b = ((b - a) ^ rol(a, 19)) | 0;
    a = (a + c) | 0;
    c = ((c - b) ^ rol(b, 4)) | 0;
    b = (b + a) | 0;
  }
  const left = words.length - at;
  if (left === 0) return c >>> 0;
  if (left > 2) c = (c + (words[at + 2] as number)) | 0;
  if (left > 1) b = (b + (words[at + 1] as number)) | 0;
  a = (a + (words[at] as number)) | 0;
  c = ((c ^ b) - rol(b, 14)) | 0;
  a = ((a ^ c) - rol(c, 11)) | 0;
  b = ((b ^ a) - rol(a, 25)) | 0;
  c = ((c ^ b) - rol(b, 16)) | 0;
  a = ((a ^ c) - rol(c, 4)) | 0;
  b = ((b ^ a) - rol(a, 14)) | 0;
  c = ((c ^ b) - rol(b, 24)) | 0;
  return c >>> 0;
}

/** A number below `modulus` from 32 bits (reciprocal_scale). */
export function scaled(bits: number, modulus: number): number {
  return Math.floor((bits * modulus) / 2 ** 32);
}

/** A header field of `bytes` in network order, as it lies in nf_tables' registers on a little-endian CPU. */
export function registersOf(value: number, bytes: number): readonly number[] {
  const octets = Array.from(
    { length: bytes },
    (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) % 256,
  );
  const words: number[] = [];
  for (let i = 0; i < bytes; i += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = octets.slice(i, i + 4);
    words.push(a | (b << 8) | (c << 16) | (d << 24));
  }
  return words;
}
