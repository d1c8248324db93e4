import type { Picos } from '../units';
import { pageOf, type Iommu, type Region } from './iommu';
import type { Machine } from './machine';
import type { FunctionWiring } from './nic-wiring';
import type { PcieLink } from './pcie-link';
import { RING } from './queue-pair';

/** A function's accesses to memory: translated in its domain, then over the link. Each returns when it is done. */
export class Dma {
  private readonly m: Machine;
  private readonly link: PcieLink;
  private readonly iommu: Iommu;

  constructor(m: Machine, link: PcieLink, iommu: Iommu) {
    this.m = m;
    this.link = link;
    this.iommu = iommu;
  }

  read(w: FunctionWiring, region: Region, slot: number, bytes: number, packet: number): Picos {
    const walk = this.translate(w, region, slot, packet);
    return this.link.read(w.vm, this.m.now, bytes, this.m.prices.dmaRead + walk);
  }

  write(
    w: FunctionWiring,
    region: Region,
    slot: number,
    bytes: number,
    packet: number,
    at: Picos,
  ): Picos {
    const walk = this.translate(w, region, slot, packet);
    return this.link.write(w.vm, at, bytes) + this.m.prices.dmaWrite + walk;
  }

  private translate(w: FunctionWiring, region: Region, slot: number, packet: number): Picos {
    if (!w.translated) return 0;
    return this.iommu.translate(w.vm, pageOf(w.pages, region, slot % RING), packet, w.pages);
  }
}
