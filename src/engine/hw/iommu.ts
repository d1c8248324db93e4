import { FACT } from '../costs/facts';
import type { Part } from '../kernel/sim';
import type { Picos } from '../units';
import type { Machine } from './machine';

interface IommuState {
  /** Cached translations: domain · 2^20 + page. */
  keys: Int32Array;
  /** When each was used last, counted in translations. */
  used: Float64Array;
  filled: number;
  count: number;
}

/** Entries of the IOTLB (pcie18.iotlb.entries). */
export const IOTLB_ENTRIES = 64;
const GUESSES = 1024;
/** Levels walked to a leaf of a four-level table (VT-d second-level paging), by the size of its page. */
export const LEVELS = { '4KiB': 4, '2MiB': 3, '1GiB': 2 } as const;
export type GuestPages = keyof typeof LEVELS;
/** What a domain's addresses lead to, each in a piece of memory of 1 MiB. */
const REGION = { ring: 1, tx: 2, rx: 3 } as const;
export type Region = keyof typeof REGION;

/** Number of the page that entry `slot` of a region lies in: descriptors of 16 bytes, buffers of 2 KiB. */
export function pageOf(pages: GuestPages, region: Region, slot: number): number {
  if (pages === '1GiB') return 0;
  if (pages === '2MiB') return REGION[region];
  return REGION[region] * 1024 + Math.floor((slot * (region === 'ring' ? 16 : 2048)) / 4096);
}

/**
 * DMA remapping: one domain a guest, guest-physical addresses mapped once for all of its memory.
 * MODEL: the context cache always hits, caches of the table's upper levels never do.
 */
export class Iommu implements Part {
  readonly name = 'iommu';
  s: IommuState = {
    keys: new Int32Array(IOTLB_ENTRIES),
    used: new Float64Array(IOTLB_ENTRIES),
    filled: 0,
    count: 0,
  };
  /** By a key's low bits, the entry where it was found last: only ever a guess. */
  private readonly guess = new Uint8Array(GUESSES);

  private readonly m: Machine;

  constructor(m: Machine) {
    this.m = m;
    m.sim.add(this);
  }

  on(): void {
    throw new Error('iommu: has no events');
  }

  /** Time to translate an access to page `page` of guest `vm`'s domain. */
  translate(vm: number, page: number, packet: number, pages: GuestPages): Picos {
    const hit = this.use(vm * 1048576 + page);
    const tally = this.m.tally(vm);
    if (hit) tally.iotlbHits++;
    else tally.iotlbMisses++;
    this.m.fact(hit ? FACT['iotlb-hit'] : FACT['iotlb-miss'], vm, packet, vm, page, 0);
    const { iotlbHit, iotlbWalkLevel } = this.m.prices;
    return hit ? iotlbHit : iotlbHit + LEVELS[pages] * iotlbWalkLevel;
  }

  /** Entries that hold a translation. */
  get entries(): number {
    return this.s.filled;
  }

  /** Looks the key up; a new one takes the place of the least recently used. */
  private use(key: number): boolean {
    const { s } = this;
    const { keys, used, filled } = s;
    s.count++;
    const hint = ((key >> 20) * 7 + key) & (GUESSES - 1);
    let i = this.guess[hint] as number;
    if (i >= filled || keys[i] !== key) {
      i = 0;
      while (i < filled && keys[i] !== key) i++;
      if (i === filled) {
        i = this.replace(key);
        this.guess[hint] = i;
        used[i] = s.count;
        return false;
      }
      this.guess[hint] = i;
    }
    used[i] = s.count;
    return true;
  }

  private replace(key: number): number {
    const { s } = this;
    let at = s.filled;
    if (at < IOTLB_ENTRIES) s.filled++;
    else {
      at = 0;
      for (let i = 1; i < IOTLB_ENTRIES; i++)
        if ((s.used[i] as number) < (s.used[at] as number)) at = i;
    }
    s.keys[at] = key;
    return at;
  }
}
