/** What a run, or one guest of it, amounts to; public as `run --format json`. */
export interface Metrics extends MetricsBody {
  readonly vms: readonly VmMetrics[];
}

export interface VmMetrics extends MetricsBody {
  readonly name: string;
  readonly path: string;
}

export interface MetricsBody {
  readonly simulatedNs: number;
  readonly packets: {
    readonly sent: number;
    readonly delivered: number;
    /** Copies that a bridge or switch made of broadcasts; not in `sent`, but delivered or dropped like others. */
    readonly replicated: number;
    /** By cause, only causes that occurred. */
    readonly dropped: Readonly<Record<string, number>>;
    readonly inFlight: number;
  };
  readonly throughputGbps: number;
  readonly pps: number;
  readonly latencyNs: {
    readonly min: number;
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
    readonly p999: number;
    readonly max: number;
    readonly mean: number;
  };
  readonly exits: {
    /** Caused by I/O: register accesses, notifications, interrupts. */
    readonly total: number;
    readonly perPacket: number;
    readonly perSecond: number;
    readonly byReason: Readonly<Record<string, number>>;
    readonly time: ExitTimes;
    readonly byClass: {
      readonly LF: number;
      readonly L: number;
      readonly LX: number;
      readonly H: number;
    };
    /** What an idle guest does anyway: HLT and its timer's MSR writes. Not in the figures above. */
    readonly background: {
      readonly total: number;
      readonly perSecond: number;
      readonly byReason: Readonly<Record<string, number>>;
      readonly time: ExitTimes;
    };
  };
  readonly interrupts: {
    readonly physical: number;
    readonly virtual: number;
    readonly posted: number;
    readonly suppressed: number;
  };
  /** Payload copies by CPUs of the host; `perPacket` counts those of delivered packets only. */
  readonly copies: { readonly count: number; readonly bytes: number; readonly perPacket: number };
  readonly contextSwitches: number;
  /** Cores busy on average, by who pays. */
  readonly cpu: {
    readonly guest: number;
    readonly kvm: number;
    readonly vmm: number;
    readonly vhost: number;
    /** The switch process that polls; a guest's part of it is an equal share. */
    readonly pmd: number;
    readonly softirq: number;
    readonly idle: number;
  };
  readonly pcie: {
    readonly bytesUp: number;
    readonly bytesDown: number;
    readonly utilisation: number;
  };
  /** Bytes that frames take of the wire, preamble and gap included; out is away from the card. */
  readonly wire: {
    readonly bytesOut: number;
    readonly bytesIn: number;
    /** Of the busier direction of the ports that guests use. */
    readonly utilisation: number;
  };
  readonly iotlb: {
    readonly hits: number;
    readonly misses: number;
    /** Lookups of a PASID-table entry that the cache did not have; only in scalable mode. */
    readonly pasidMisses: number;
  };
}

/** By reason; only exits that are over, so that `count` may be less by one a guest than how many began. */
export type ExitTimes = Readonly<Record<string, ExitTime>>;

/** From the CPU's leaving the guest to its being back in it. */
export interface ExitTime {
  readonly count: number;
  readonly totalNs: number;
  readonly minNs: number;
  readonly maxNs: number;
  /** Standard deviation of a sample; 0 where there is but one. */
  readonly sdNs: number;
}
