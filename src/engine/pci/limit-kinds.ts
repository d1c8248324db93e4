import type { Bytes } from '../units';

/**
 * In the order a learner meets them: what the silicon has, what its registers say, what the
 * driver accepts, then what the host can give. Ties are reported in this order.
 */
export const LIMIT_IDS = [
  'device-total',
  'total-vfs',
  'driver-max',
  'queue-pairs',
  'msix-vectors',
  'ari-reach',
  'bus-numbers',
  'functions-per-bus',
  'memory-window',
  'memory-window-32',
  'num-vfs-register',
] as const;
export type LimitId = (typeof LIMIT_IDS)[number];

/** The window that VF BARs of one kind must fit in, and what they claim of it. */
interface WindowWhy {
  /** Memory of one VF, each BAR at least a system page. */
  readonly perVf: Bytes;
  /** For each of a PF's TotalVFs, claimed at boot, all or nothing. */
  readonly perPf: Bytes;
  /** For all PFs. */
  readonly needed: Bytes;
  /** What the window has beside the card's own BARs. */
  readonly window: Bytes;
  readonly systemPage: Bytes;
  readonly totalVfs: number;
  readonly pfsThatFit: number;
  readonly pfs: number;
}

/** The numbers behind a limit; i18n makes the sentence. */
export type LimitWhy =
  /** The controller has `vfs` in all, its `ports` divide them evenly. */
  | { readonly id: 'device-total'; readonly vfs: number; readonly ports: number }
  /** `totals` of each PF; `totalVfs` is PF0's. */
  | {
      readonly id: 'total-vfs';
      readonly totalVfs: number;
      readonly totals: readonly number[];
      readonly pfs: number;
    }
  /** `pools` not null: one of them stays with the PF. */
  | {
      readonly id: 'driver-max';
      readonly driver: string;
      readonly maxVfs: number;
      readonly pools: number | null;
      readonly pfs: number;
    }
  /** Of a PF's `pairs` it keeps `keptByPf`; a VF gets no fewer than `perVf`. */
  | {
      readonly id: 'queue-pairs';
      readonly pairs: number;
      readonly keptByPf: number;
      readonly perVf: number;
      readonly pfs: number;
    }
  /** Of a PF's `vectors` it keeps `keptByPf`; a VF needs `perVf` at least. */
  | {
      readonly id: 'msix-vectors';
      readonly vectors: number;
      readonly keptByPf: number;
      readonly perVf: number;
      readonly pfs: number;
    }
  /** Without ARI only functions 0 to `lastFunction` of device 0 answer on the card's own bus. */
  | { readonly id: 'ari-reach'; readonly lastFunction: number; readonly pfs: number }
  | {
      readonly id: 'bus-numbers';
      readonly secondary: number;
      readonly subordinate: number;
      readonly buses: number;
      /** Extra bus numbers each PF needs for its first VF, and for all of its VFs. */
      readonly extraForFirst: readonly number[];
      readonly extraForAll: readonly number[];
    }
  /** `onOwnBus` functions on the card's bus (256 under ARI, 8 without), 256 on each bus behind it. */
  | {
      readonly id: 'functions-per-bus';
      readonly onOwnBus: number;
      readonly perBus: number;
      readonly buses: number;
      readonly pfs: number;
    }
  | ({ readonly id: 'memory-window' } & WindowWhy)
  | ({ readonly id: 'memory-window-32' } & WindowWhy)
  /** TotalVFs and NumVFs have 16 bits: `register` VFs for each PF. */
  | { readonly id: 'num-vfs-register'; readonly register: number; readonly pfs: number };

export interface VfLimit {
  readonly id: LimitId;
  /** VFs on the whole card if nothing else limited it. */
  readonly max: number;
  /** The same for each PF; null where only the card as a whole is limited. */
  readonly perPf: readonly number[] | null;
  readonly why: LimitWhy;
}

export interface VfLimits {
  /** VFs this card can have on this host. */
  readonly max: number;
  /** How many of them PF k can have. */
  readonly maxPerPf: readonly number[];
  /** The limit met first: the lowest, and of equals the first in {@link LIMIT_IDS}. */
  readonly binding: LimitId;
  /** All limits that stand at the same number, the binding one included. */
  readonly ties: readonly LimitId[];
  /** The limit met next if those were lifted, and how many VFs above them it stands; null = none is higher. */
  readonly next: { readonly id: LimitId; readonly max: number; readonly margin: number } | null;
  /** Every limit that exists for this card on this host, in the order of {@link LIMIT_IDS}. */
  readonly all: readonly VfLimit[];
}
