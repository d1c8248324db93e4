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
/** Levels walked to a 2 MiB leaf of a four-level table (VT-d second-level paging). */
const LEVELS_TO_2M = 3;

/**
 * DMA remapping: one domain a guest, guest-physical addresses mapped once for all of its memory.
 * MODEL: huge pages back the guests, so a leaf covers 2 MiB; the context cache always hits.
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

  /** Time to translate an access to 2 MiB page `page` of guest `vm`'s domain. */
  translate(vm: number, page: number, packet: number): Picos {
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
    return hit ? iotlbHit : iotlbHit + LEVELS_TO_2M * iotlbWalkLevel;
  }
}
