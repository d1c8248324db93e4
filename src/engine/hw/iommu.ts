import { FACT } from '../costs/facts';
import type { Part } from '../kernel/sim';
import type { Picos } from '../units';
import type { Machine } from './machine';

interface IommuState {
  /** Cached translations, least recently used first: domain · 2^20 + page. */
  iotlb: number[];
}

/** Entries of the IOTLB (pcie18.iotlb.entries). */
export const IOTLB_ENTRIES = 64;
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
  s: IommuState = { iotlb: [] };

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
    const { iotlb } = this.s;
    const key = vm * 1048576 + page;
    const at = iotlb.lastIndexOf(key);
    const hit = at >= 0;
    if (hit) iotlb.splice(at, 1);
    else if (iotlb.length >= IOTLB_ENTRIES) iotlb.shift();
    iotlb.push(key);
    const tally = this.m.tally(vm);
    if (hit) tally.iotlbHits++;
    else tally.iotlbMisses++;
    this.m.fact(hit ? FACT['iotlb-hit'] : FACT['iotlb-miss'], vm, packet, vm, page, 0);
    const { iotlbHit, iotlbWalkLevel } = this.m.prices;
    return hit ? iotlbHit : iotlbHit + LEVELS[pages] * iotlbWalkLevel;
  }
}
