/**
 * sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, no multiplication, so the same bits on
 * every engine. One stream per name: two runs that differ in one part draw the same numbers elsewhere.
 */
export interface RngState {
  a: number;
  b: number;
  c: number;
  d: number;
}

/** FNV-1a over the UTF-16 code units of `name`, started from `basis`. */
function hashName(name: string, basis: number): number {
  let h = basis;
  for (let i = 0; i < name.length; i++) {
    h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  }
  return h | 0;
}

/** The stream called `name` of a run seeded with `seed` (any number; its low 53 bits count). */
export function seedRng(seed: number, name: string): RngState {
  const high = Math.floor(seed / 4294967296) | 0;
  const s: RngState = {
    a: hashName(name, 0x811c9dc5 ^ high),
    b: hashName(name, 0x9e3779b9),
    c: seed | 0,
    d: 1,
  };
  // sfc32 asks for rounds between seeding and use, so that near seeds part.
  for (let i = 0; i < 15; i++) nextU32(s);
  return s;
}

/** Next 32-bit word, 0 … 2^32 − 1. */
export function nextU32(s: RngState): number {
  const t = (((s.a + s.b) | 0) + s.d) | 0;
  s.d = (s.d + 1) | 0;
  s.a = s.b ^ (s.b >>> 9);
  s.b = (s.c + (s.c << 3)) | 0;
  s.c = (((s.c << 21) | (s.c >>> 11)) + t) | 0;
  return t >>> 0;
}

/** Uniform in [0, 1), all 53 bits of a double's fraction. */
export function nextUnit(s: RngState): number {
  const high = nextU32(s) >>> 5;
  const low = nextU32(s) >>> 6;
  return (high * 67108864 + low) / 9007199254740992;
}

/**
 * Exponentially distributed with the given mean, at least 0 and at most about 36.7 means. Not rounded.
 * Uses its own logarithm: ECMAScript leaves the last bits of `Math.log` to each browser.
 */
export function nextExponential(s: RngState, mean: number): number {
  return -mean * lnUnit(1 - nextUnit(s));
}

const SQRT_HALF = 0.7071067811865476;
const LN2 = 0.6931471805599453;

/** Natural logarithm of `u` in (0, 1], from exactly specified operations only. */
function lnUnit(u: number): number {
  let m = u;
  let halvings = 0;
  while (m < SQRT_HALF) {
    m *= 2;
    halvings++;
  }
  // ln m = 2 atanh((m - 1) / (m + 1)); |x| < 0.1716, so x^23 is below the last bit.
  const x = (m - 1) / (m + 1);
  const x2 = x * x;
  let sum = 0;
  for (let k = 21; k >= 1; k -= 2) sum = sum * x2 + 1 / k;
  return 2 * x * sum - halvings * LN2;
}
