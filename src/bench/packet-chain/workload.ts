/**
 * The workload "packet chain": S sources, each packet passes six stations of its source and two that
 * all share. All times are integers in ticks; the same numbers for every engine.
 */
export const A = 2 ** 30;
export const OWN_STATIONS = 6;
export const OWN_SERVICE = [
  569083163, 665719943, 472446403, 751619279, 601295423, 708669611,
] as const;
export const SHARED_SERVICE = [858993461, 912680551] as const;
/** One arrival and eight completions. */
export const EVENTS_PER_PACKET = 9;
export const HISTOGRAM_BUCKETS = 1024;

export const SOURCES = [1, 16, 256] as const;

/** Published checksums for 1,000,000 packets, by number of sources. */
export const CHECKSUMS: Readonly<Record<number, string>> = {
  1: 'n=1000000 sum=5701324448671373 maxlat=8693985792 qown=2 qshared=3 end=1074148087687205 hist=c9487781',
  16: 'n=1000000 sum=63651869317248990 maxlat=83093798870 qown=1 qshared=8 end=1076721078210716 hist=189da869',
  256: 'n=1000000 sum=976611434663400437 maxlat=1238767120019 qown=2 qshared=21 end=1088095181294750 hist=e60c785d',
};

export function quota(packets: number, sources: number, source: number): number {
  return Math.floor(packets / sources) + (source < packets % sources ? 1 : 0);
}

export function rngStart(source: number): number {
  return Math.imul(0x9e3779b9, source + 1) | 0;
}

export function xorshift32(state: number): number {
  let x = state;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x;
}

export interface Outcome {
  packets: number;
  /** Sum of latencies = sumHigh · 2^32 + sumLow, exactly. */
  sumHigh: number;
  sumLow: number;
  maxLatency: number;
  maxOwnQueue: number;
  maxSharedQueue: number;
  end: number;
  histogram: ArrayLike<number>;
}

/** Latencies of all packets; every engine keeps the same statistics in the same way. */
export class Latencies {
  packets = 0;
  readonly histogram = new Uint32Array(HISTOGRAM_BUCKETS);
  // [sum of high parts, sum of low parts, largest]: doubles that are written for every packet.
  private readonly sums = new Float64Array(3);
  private readonly perBucket: number;

  constructor(sources: number) {
    this.perBucket = 1 / (sources * 2 ** 27);
  }

  record(latency: number): void {
    this.packets++;
    const sums = this.sums;
    const high = Math.floor(latency / 4294967296);
    sums[0] = (sums[0] as number) + high;
    sums[1] = (sums[1] as number) + (latency - high * 4294967296);
    if (latency > (sums[2] as number)) sums[2] = latency;
    // 1 / (S · 2^27) is exact for S a power of two only, so `sources` must be one.
    const bucket = latency * this.perBucket;
    const i = bucket < HISTOGRAM_BUCKETS ? bucket | 0 : HISTOGRAM_BUCKETS - 1;
    this.histogram[i] = (this.histogram[i] as number) + 1;
  }

  outcome(maxOwnQueue: number, maxSharedQueue: number, end: number): Outcome {
    return {
      packets: this.packets,
      sumHigh: this.sums[0] as number,
      sumLow: this.sums[1] as number,
      maxLatency: this.sums[2] as number,
      maxOwnQueue,
      maxSharedQueue,
      end,
      histogram: this.histogram,
    };
  }
}

export function checksum(o: Outcome): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < HISTOGRAM_BUCKETS; i++) {
    hash = Math.imul(hash ^ (o.histogram[i] ?? 0), 16777619) >>> 0;
  }
  const sum = BigInt(o.sumHigh) * 4294967296n + BigInt(o.sumLow);
  return [
    `n=${String(o.packets)}`,
    `sum=${String(sum)}`,
    `maxlat=${String(o.maxLatency)}`,
    `qown=${String(o.maxOwnQueue)}`,
    `qshared=${String(o.maxSharedQueue)}`,
    `end=${String(o.end)}`,
    `hist=${hash.toString(16).padStart(8, '0')}`,
  ].join(' ');
}
