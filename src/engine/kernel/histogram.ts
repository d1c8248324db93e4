import type { Picos } from '../units';

/**
 * Log-linear histogram (as HDR histograms are): 64 equal buckets per power of two, so a quantile is
 * off by less than 1/64 of its value (1.6 %); values below 128 are exact. Plain data.
 */
export interface HistogramState {
  /** Bucket counts; grows to the largest value recorded, never beyond BUCKETS. */
  counts: Float64Array;
  count: number;
  /** Sum of the values, split so that it stays exact: sum = sumHigh · 2^40 + sumLow. */
  sumHigh: number;
  sumLow: number;
  min: number;
  max: number;
}

const SUB_BITS = 6;
const SUB = 1 << SUB_BITS;
/** Values go up to 2^53: exponents 0 … 46 above the first linear 128. */
const BUCKETS = SUB * (53 - SUB_BITS + 1);
const POWERS = Float64Array.from({ length: 53 - SUB_BITS }, (_, i) => 2 ** i);
const SPLIT = 2 ** 40;

export function createHistogram(): HistogramState {
  return {
    counts: new Float64Array(SUB * 2),
    count: 0,
    sumHigh: 0,
    sumLow: 0,
    min: Infinity,
    max: -Infinity,
  };
}

/** Bucket of an integer value 0 … 2^53 − 1. */
function bucketOf(value: number): number {
  if (value < SUB * 2) return value;
  // Exponent above the linear part; the upper half of a value beyond 2^32 tells it without Math.log2.
  let exponent: number;
  if (value < 4294967296) {
    exponent = 31 - Math.clz32(value) - SUB_BITS;
  } else {
    exponent = 63 - Math.clz32(Math.floor(value / 4294967296)) - SUB_BITS;
  }
  return exponent * SUB + Math.floor(value / (POWERS[exponent] as number));
}

/** Largest value that falls into the bucket. */
function upperOf(bucket: number): number {
  if (bucket < SUB * 2) return bucket;
  const exponent = Math.floor(bucket / SUB) - 1;
  return (bucket - exponent * SUB + 1) * (POWERS[exponent] as number) - 1;
}

/** Counts one integer value, 0 … 2^53 − 1; anything else throws a RangeError. */
export function record(h: HistogramState, value: Picos): void {
  if (!(Number.isSafeInteger(value) && value >= 0)) {
    throw new RangeError(`histogram value ${String(value)} is not a whole number of picoseconds`);
  }
  const bucket = bucketOf(value);
  if (bucket >= h.counts.length) widen(h, bucket);
  h.counts[bucket] = (h.counts[bucket] as number) + 1;
  h.count++;
  const high = value < SPLIT ? 0 : Math.floor(value / SPLIT);
  addToSum(h, high, value - high * SPLIT);
  if (value < h.min) h.min = value;
  if (value > h.max) h.max = value;
}

function addToSum(h: HistogramState, high: number, low: number): void {
  h.sumLow += low;
  h.sumHigh += high;
  if (h.sumLow >= SPLIT) {
    h.sumLow -= SPLIT;
    h.sumHigh++;
  }
}

function widen(h: HistogramState, bucket: number): void {
  let length = h.counts.length;
  while (length <= bucket) length *= 2;
  const counts = new Float64Array(Math.min(length, BUCKETS));
  counts.set(h.counts);
  h.counts = counts;
}

/**
 * The value at or below which a share `q` (0 … 1) of the recorded values lies: the upper edge of its
 * bucket, within min … max. NaN when nothing was recorded.
 */
export function quantile(h: HistogramState, q: number): Picos {
  if (h.count === 0) return NaN;
  const rank = Math.max(1, Math.ceil(Math.min(1, Math.max(0, q)) * h.count));
  let seen = 0;
  for (let i = 0; i < h.counts.length; i++) {
    seen += h.counts[i] as number;
    if (seen >= rank) return Math.max(h.min, Math.min(h.max, upperOf(i)));
  }
  return h.max;
}

/** Values `from` ≤ v < `to`, and how many. */
export interface Bucket {
  readonly from: Picos;
  readonly to: Picos;
  readonly count: number;
}

/** The buckets from the smallest to the largest value, empty ones between them too, `perOctave` (1 … 64, a power of two) a power of two. */
export function buckets(h: Readonly<HistogramState>, perOctave: number): readonly Bucket[] {
  if (h.count === 0) return [];
  const size = SUB / perOctave;
  const [first, last] = [h.min, h.max].map((value) => Math.floor(bucketOf(value) / size));
  const found: Bucket[] = [];
  for (let i = first as number; i <= (last as number); i++) {
    let many = 0;
    for (let k = i * size; k < (i + 1) * size; k++) many += h.counts[k] ?? 0;
    found.push({
      from: i === 0 ? 0 : upperOf(i * size - 1) + 1,
      to: upperOf((i + 1) * size - 1) + 1,
      count: many,
    });
  }
  return found;
}

/** Adds everything counted in `from` to `into`. */
export function merge(into: HistogramState, from: Readonly<HistogramState>): void {
  if (from.counts.length > into.counts.length) widen(into, from.counts.length - 1);
  for (let i = 0; i < from.counts.length; i++) {
    into.counts[i] = (into.counts[i] as number) + (from.counts[i] as number);
  }
  into.count += from.count;
  addToSum(into, from.sumHigh, from.sumLow);
  into.min = Math.min(into.min, from.min);
  into.max = Math.max(into.max, from.max);
}

/** Smallest value recorded, NaN when none. */
export const min = (h: Readonly<HistogramState>): Picos => (h.count === 0 ? NaN : h.min);
/** Largest value recorded, NaN when none. */
export const max = (h: Readonly<HistogramState>): Picos => (h.count === 0 ? NaN : h.max);
export const count = (h: Readonly<HistogramState>): number => h.count;
/** Arithmetic mean of the exact values (not of buckets), NaN when none. */
export const mean = (h: Readonly<HistogramState>): number =>
  h.count === 0 ? NaN : (h.sumHigh / h.count) * SPLIT + h.sumLow / h.count;
