import { DROP_CAUSES, EXIT_REASONS, type ExitReason } from './costs/facts';
import { ACCOUNTS, EXIT_NUMBERS, type Tally } from './hw/ledger';
import { polledShare } from './measure';
import type { ForkedHost } from './forked-host';
import { PS_PER_US, type Picos } from './units';

const reasons = EXIT_NUMBERS.map((reason) => EXIT_REASONS[reason as ExitReason]);

/** The counters of a series, one column each. `cpu` in picoseconds of a core, all others counts or bytes. */
export const SERIES_FIELDS = [
  ...reasons.map((reason) => `exits.${reason}` as const),
  /** Exits that idling causes. */
  ...reasons.map((reason) => `idle.${reason}` as const),
  ...DROP_CAUSES.map((cause) => `dropped.${cause}` as const),
  ...ACCOUNTS.map((account) => `cpu.${account}` as const),
  'sent',
  'delivered',
  'deliveredBytes',
  'interrupts.physical',
  'interrupts.virtual',
  'interrupts.posted',
  'interrupts.suppressed',
  'pcie.up',
  'pcie.down',
  'wire.out',
  'wire.in',
  'iotlb.hits',
  'iotlb.misses',
] as const;
export type SeriesField = (typeof SERIES_FIELDS)[number];

const FIELDS = SERIES_FIELDS.length;
const CPU = SERIES_FIELDS.indexOf('cpu.guest');
const PMD = SERIES_FIELDS.indexOf('cpu.pmd');

/** Counters over a stretch of a run, window by window. */
export interface SeriesColumns {
  /** Window `i` lasts from `edges[i]` to `edges[i + 1]` (its own end included). */
  readonly edges: Float64Array<ArrayBuffer>;
  /** What was counted in window `i` of the field `k` of `SERIES_FIELDS`: `counts[k * windows + i]`. */
  readonly counts: Float64Array<ArrayBuffer>;
}

const MOST_WINDOWS = 256;
/** Hosts with hundreds of guests get fewer windows, so that all stay below this. */
const MOST_BYTES = 8 * 1024 * 1024;
const LEAST_WINDOWS = 64;
const FIRST_WINDOW: Picos = 20 * PS_PER_US;

/**
 * The books of a run over its time. What is kept are their sums at the edges of windows, so nothing is counted twice and the
 * windows' sum is the total. When there are too many, every second edge goes: neighbouring windows merge, all stay equally long.
 */
export class Series {
  private readonly host: ForkedHost;
  private readonly most: number;
  private width: Picos;
  /** One sample of all guests' books an edge, the first at time 0. */
  private readonly samples: Float64Array[] = [];

  constructor(host: ForkedHost, end: Picos) {
    this.host = host;
    const bytes = host.parts.machine.s.tallies.length * FIELDS * 8;
    this.most = Math.max(LEAST_WINDOWS, Math.min(MOST_WINDOWS, Math.floor(MOST_BYTES / bytes)));
    let width = end / this.most;
    while (width > FIRST_WINDOW) width /= 2;
    this.width = Math.max(1, Math.ceil(width));
    this.samples.push(this.sample(0));
  }

  get bytes(): number {
    return this.samples.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Runs events up to `until`, at most `maxEvents`, and takes a sample at every edge on the way. Returns how many events. */
  run(until: Picos, maxEvents: number): number {
    let events = 0;
    for (;;) {
      const edge = this.samples.length * this.width;
      events += this.host.run(Math.min(edge, until), maxEvents - events);
      if (edge > until || this.host.nextEvent <= edge) return events;
      this.samples.push(this.sample(edge));
      if (this.samples.length > this.most) this.merge();
    }
  }

  /** The windows up to `at`, which is where the run stands; of one guest, or of everything (null). */
  read(at: Picos, vm: number | null): SeriesColumns {
    const inside = this.samples.filter((_, i) => i * this.width < at || i === 0);
    const edges = Float64Array.from([...inside.keys()].map((i) => i * this.width).concat(at));
    const sums = [...inside, this.sample(at)].map((sample) => this.row(sample, vm));
    const windows = edges.length - 1;
    const counts = new Float64Array(windows * FIELDS);
    for (let i = 0; i < windows; i++) {
      for (let k = 0; k < FIELDS; k++) {
        counts[k * windows + i] =
          ((sums[i + 1] as Float64Array)[k] as number) - ((sums[i] as Float64Array)[k] as number);
      }
    }
    return { edges, counts };
  }

  private merge(): void {
    let kept = 0;
    for (let i = 0; i < this.samples.length; i += 2) {
      this.samples[kept++] = this.samples[i] as Float64Array;
    }
    this.samples.length = kept;
    this.width *= 2;
  }

  private sample(at: Picos): Float64Array {
    const { machine, cpus } = this.host.parts;
    const { tallies } = machine.s;
    const out = new Float64Array(tallies.length * FIELDS);
    tallies.forEach((tally, i) => {
      write(tally, out, i * FIELDS);
    });
    cpus.eachUnbooked(at, (vm, account, _step, spent) => {
      const row = (vm < 0 ? machine.vmCount : vm) * FIELDS + CPU + account;
      out[row] = (out[row] as number) + spent;
    });
    return out;
  }

  private row(sample: Float64Array, vm: number | null): Float64Array {
    const rows = sample.length / FIELDS;
    const of = (row: number) => sample.subarray(row * FIELDS, (row + 1) * FIELDS);
    if (vm === null) {
      const sum = new Float64Array(FIELDS);
      for (let row = 0; row < rows; row++) {
        of(row).forEach((n, k) => {
          sum[k] = (sum[k] as number) + n;
        });
      }
      return sum;
    }
    const own = of(vm).slice();
    const share = polledShare(this.host.parts, vm);
    own[PMD] = (own[PMD] as number) + share * (of(rows - 1)[PMD] as number);
    return own;
  }
}

/** In the order of `SERIES_FIELDS`. */
function write(t: Tally, out: Float64Array, first: number): void {
  let at = first;
  for (const reason of EXIT_NUMBERS) out[at++] = t.exits[reason] as number;
  for (const reason of EXIT_NUMBERS) out[at++] = t.idleExits[reason] as number;
  for (let i = 0; i < DROP_CAUSES.length; i++) out[at++] = t.dropped[i] as number;
  for (let i = 0; i < ACCOUNTS.length; i++) out[at++] = t.cpu[i] as number;
  out[at++] = t.sent;
  out[at++] = t.delivered;
  out[at++] = t.deliveredBytes;
  out[at++] = t.irqPhysical;
  out[at++] = t.irqVirtual;
  out[at++] = t.irqPosted;
  out[at++] = t.irqSuppressed;
  out[at++] = t.pcieUp;
  out[at++] = t.pcieDown;
  out[at++] = t.wireOut;
  out[at++] = t.wireIn;
  out[at++] = t.iotlbHits;
  out[at] = t.iotlbMisses;
}
