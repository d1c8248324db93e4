import { COSTS, pricesAt, type CostId, type CostOverrides, type Prices } from './costs';
import { FORMULAS, type Formula } from './formulas';

/** Ids of the host profiles; public. `lab` is the table of costs.ts as it stands. */
export const PROFILE_IDS = ['lab', 'sandy-bridge', 'skylake-mitigated', 'recent'] as const;
export type ProfileId = (typeof PROFILE_IDS)[number];

/** A price of a profile that is not the one of costs.ts, in the same unit. */
export interface OwnPrice {
  readonly value: number;
  /** As in `Cost`. */
  readonly source: string;
  readonly formula?: Formula;
}

/** A kind of host: its clock, what it can do, and one cost table. */
export interface HostProfile {
  /** What it stands for, and which published figures belong to it. */
  readonly what: string;
  readonly cpuGHz: number;
  readonly apicv: boolean;
  /** Where they differ from costs.ts. */
  readonly prices: Readonly<Partial<Record<CostId, OwnPrice>>>;
}

/** Mitigations on less off, of one exit on one machine: 875 cycles. */
const MITIGATIONS = [
  { value: 1.08, unit: 'us', source: 'wanpeng19.msr_write.before' },
  { value: 0.73, unit: 'us', source: 'wanpeng19.msr_write.before_nomit', factor: -1 },
] as const;

const mitigated = (value: number, of: number, source: string): OwnPrice => ({
  value,
  source: `${source} + mitigations`,
  formula: { ghz: 2.5, terms: [{ value: of, unit: 'cycles', source }, ...MITIGATIONS] },
});

/** A cold copy is bound by memory, so a byte takes the same time at every clock: what 4 KiB take more than 1500 bytes. */
const copyAt = (ghz: number, value: number): OwnPrice => ({
  value,
  source: 'lend.copy4k.cold less lend.copy1500.cold',
  formula: {
    ghz,
    terms: [
      { value: 457, unit: 'ns', source: 'lend.copy4k.cold', factor: 1 / 2596 },
      { value: 231, unit: 'ns', source: 'lend.copy1500.cold', factor: -1 / 2596 },
    ],
  },
});

const wakeupAt = (value: number, ghz: number): OwnPrice => ({
  value,
  source: 'lend.wakeup_roundtrip less contextSwitch',
  formula: {
    ghz,
    terms: [
      { value: 5.8, unit: 'us', source: 'lend.wakeup_roundtrip', factor: 0.5 },
      { value: 3240, unit: 'cycles', source: 'contextSwitch', factor: -1 },
    ],
  },
});

/** The doorbell of `makita18` belongs to a Skylake-era host; its cycles are taken for other hosts too. */
const KICK: OwnPrice = {
  value: 1360,
  source: 'makita18.derived.kick_cost less exitLight',
  formula: {
    ghz: 2.5,
    terms: [
      { value: 1.92, unit: 'us', source: 'makita18.derived.kick_cost' },
      { value: 3440, unit: 'cycles', source: 'exitLight', factor: -1 },
    ],
  },
};

/** All that a vhost worker of 2.6 GHz does for a frame of 64 bytes that the tap drops, less its copy. */
const VHOST_PACKET: OwnPrice = {
  value: 689,
  source: 'wang18.vhost.tx.before less the copy',
  formula: {
    ghz: 2.6,
    terms: [
      { value: 3.1, unit: 'Mpps', source: 'wang18.vhost.tx.before' },
      { value: 135, unit: 'cycles', source: 'copyFixed', factor: -1 },
      { value: 457, unit: 'ns', source: 'lend.copy4k.cold', factor: -64 / 2596 },
      { value: 231, unit: 'ns', source: 'lend.copy1500.cold', factor: 64 / 2596 },
    ],
  },
};

const NATIVE_ACCESS = (value: number, ghz: number): OwnPrice => ({
  value,
  source: 'rizzo13.reg_access.native_range',
  formula: {
    ghz,
    terms: [{ value: 0.1, unit: 'us', source: 'rizzo13.reg_access.native_range' }],
  },
});

/**
 * One cost table a kind of host. What a table does not name it takes from costs.ts. A figure whose source names
 * no hardware belongs to a profile by its kernel: before 4.15 (January 2018) the first, before 5.3 the second, else
 * the last.
 */
export const PROFILES: Readonly<Record<ProfileId, HostProfile>> = {
  lab: {
    what: '2.7 GHz server, event prices of 2015 to 2017, APICv',
    cpuGHz: 2.7,
    apicv: true,
    prices: {},
  },
  'sandy-bridge': {
    what: 'server of 2012, 2.7 GHz, no APICv, no mitigations',
    cpuGHz: 2.7,
    apicv: false,
    prices: {
      // Seen as a whole: exit, way to user space and back, a register of an e1000.
      deviceRegister: {
        value: 1098,
        source: 'rizzo13.reg_access.user less the transitions',
        formula: {
          ghz: 2.7,
          terms: [
            { value: 3.7, unit: 'us', source: 'rizzo13.reg_access.user' },
            { value: 6732, unit: 'cycles', source: 'dall17.x86.io_user', factor: -1 },
            { value: 2160, unit: 'cycles', source: 'mmioEmul', factor: -1 },
          ],
        },
      },
      copyByte: copyAt(2.7, 0.235),
      kick: KICK,
    },
  },
  'skylake-mitigated': {
    what: 'server of 2017 to 2019, 2.5 GHz, APICv, mitigations in software',
    cpuGHz: 2.5,
    apicv: true,
    prices: {
      exitLight: mitigated(3440, 2565, 'dall17.x86.io_kernel'),
      exitFastpath: mitigated(2175, 1300, 'dall16.x86.hypercall'),
      exitEoi: mitigated(2431, 1556, 'dall16.x86.virq_completion'),
      userRoundtrip: {
        value: 5042,
        source: 'assumed (the same surcharge on the way to user space)',
        formula: {
          ghz: 2.5,
          terms: [
            { value: 6732, unit: 'cycles', source: 'dall17.x86.io_user' },
            { value: 2565, unit: 'cycles', source: 'dall17.x86.io_kernel', factor: -1 },
            ...MITIGATIONS,
          ],
        },
      },
      syscall: { value: 1000, source: 'assumed (page-table isolation)' },
      copyByte: copyAt(2.5, 0.2176),
      wakeup: wakeupAt(4010, 2.5),
      kick: KICK,
      vhostPacket: VHOST_PACKET,
      mmioWriteCpu: NATIVE_ACCESS(250, 2.5),
      guestStackTx: {
        value: 3421,
        source: 'makita18.after.tput less guestDriverPacket',
        formula: {
          ghz: 2.5,
          terms: [
            { value: 590_871, unit: '1/s', source: 'makita18.after.tput' },
            { value: 405, unit: 'cycles', source: 'guestDriverPacket', factor: -2 },
          ],
        },
      },
    },
  },
  recent: {
    what: 'server of today, 3.0 GHz, APICv, mitigations in hardware',
    cpuGHz: 3,
    apicv: true,
    prices: {
      // The tracepoints do not see the transition of the hardware itself.
      exitLight: {
        value: 2254,
        source: 'arcangeli19.pending_int.avg + agesen12.hw_roundtrip.sandy_bridge',
        formula: {
          ghz: 3,
          terms: [
            { value: 0.49, unit: 'us', source: 'arcangeli19.pending_int.avg' },
            { value: 784, unit: 'cycles', source: 'agesen12.hw_roundtrip.sandy_bridge' },
          ],
        },
      },
      exitFastpath: {
        value: 1774,
        source: 'arcangeli19.msr_write.min + agesen12.hw_roundtrip.sandy_bridge',
        formula: {
          ghz: 3,
          terms: [
            { value: 0.33, unit: 'us', source: 'arcangeli19.msr_write.min' },
            { value: 784, unit: 'cycles', source: 'agesen12.hw_roundtrip.sandy_bridge' },
          ],
        },
      },
      exitEoi: {
        value: 2104,
        source: 'arcangeli19.msr_write.avg.pipe + agesen12.hw_roundtrip.sandy_bridge',
        formula: {
          ghz: 3,
          terms: [
            { value: 0.44, unit: 'us', source: 'arcangeli19.msr_write.avg.pipe' },
            { value: 784, unit: 'cycles', source: 'agesen12.hw_roundtrip.sandy_bridge' },
          ],
        },
      },
      deviceRegister: {
        value: 26_790,
        source: 'fands25.qemu.mmio',
        formula: { ghz: 3, terms: [{ value: 8.93, unit: 'us', source: 'fands25.qemu.mmio' }] },
      },
      copyByte: copyAt(3, 0.2612),
      wakeup: wakeupAt(5460, 3),
      kick: KICK,
      vhostPacket: VHOST_PACKET,
      mmioWriteCpu: NATIVE_ACCESS(300, 3),
      guestStackTx: { value: 3421, source: 'assumed (cycles of skylake-mitigated)' },
      guestStackRx: {
        value: 2219,
        source: 'heng23.off.rate less guestDriverPacket',
        formula: {
          ghz: 3,
          terms: [
            { value: 1_143_277, unit: '1/s', source: 'heng23.off.rate' },
            { value: 405, unit: 'cycles', source: 'guestDriverPacket', factor: -1 },
          ],
        },
      },
    },
  },
};

/** A host as its prices need it: which table, at which clock. */
interface Priced {
  readonly profile: ProfileId;
  readonly cpuGHz: number;
}

/** Prices of a host: its profile's table at its own clock, `overrides` in place of single values. */
export function pricesOf({ profile, cpuGHz }: Priced, overrides: CostOverrides = {}): Prices {
  const own = Object.entries(PROFILES[profile].prices).map(([id, price]) => [id, price.value]);
  return pricesAt(cpuGHz, { ...(Object.fromEntries(own) as CostOverrides), ...overrides });
}

/** One price as it is shown: its value on this host, and where it comes from. */
export interface PriceRow {
  readonly id: CostId;
  readonly what: string;
  readonly value: number;
  readonly unit: (typeof COSTS)[CostId]['unit'];
  /** The same as a time, nanoseconds (for `copyByte` a byte); null for sizes and shares. */
  readonly ns: number | null;
  readonly range: readonly [number, number];
  readonly basis: 'measured' | 'derived' | 'assumed' | 'set';
  readonly source: string;
  /** Only of the table's own value. */
  readonly formula: Formula | null;
}

/** The cost table of a host, row by row. `set` is what the scenario put in place of the table's value. */
export function priceSheet(host: Priced, overrides: CostOverrides = {}): readonly PriceRow[] {
  return (Object.keys(COSTS) as CostId[]).map((id) => {
    const { what, unit, range } = COSTS[id];
    const own = PROFILES[host.profile].prices[id];
    const set = overrides[id];
    const { value, source } = own ?? COSTS[id];
    const formula = (own === undefined ? FORMULAS[id] : own.formula) ?? null;
    const shown = set ?? value;
    const ns =
      unit === 'ns' ? shown : unit === 'bytes' || unit === 'share' ? null : shown / host.cpuGHz;
    const basis = source.startsWith('assumed')
      ? 'assumed'
      : formula === null
        ? 'measured'
        : 'derived';
    return {
      id,
      what,
      value: shown,
      unit,
      ns,
      range,
      basis: set === undefined ? basis : 'set',
      source: set === undefined ? source : 'scenario',
      formula: set === undefined ? formula : null,
    };
  });
}
