import type { Picos } from '../units';
import type { Region } from './host-memory';
import type { Iommu } from './iommu';
import type { Machine } from './machine';
import { headerOf, prefixOf, type FunctionWiring } from './nic-wiring';
import type { PcieLink } from './pcie-link';
import { RING } from './queue-pair';
import { FATE, RogueDma } from './rogue-dma';

/** A function's accesses to memory: translated in its domain, then over the link. Each returns when it is done. */
export class Dma {
  readonly rogue: RogueDma;
  private readonly m: Machine;
  private readonly link: PcieLink;
  private readonly iommu: Iommu;

  constructor(m: Machine, link: PcieLink, iommu: Iommu, functionCount: number) {
    this.m = m;
    this.link = link;
    this.iommu = iommu;
    this.rogue = new RogueDma(m, link, iommu, functionCount);
  }

  read(w: FunctionWiring, region: Region, slot: number, bytes: number, packet: number): Picos {
    return this.readFrom(w, region, slot % RING, bytes, packet);
  }

  write(
    w: FunctionWiring,
    region: Region,
    slot: number,
    bytes: number,
    packet: number,
    at: Picos,
  ): Picos {
    return this.writeTo(w, region, slot % RING, bytes, packet, at);
  }

  /** Anywhere in the memory that a guest's rings lie in, in units of 16 bytes. */
  readAt(w: FunctionWiring, slot: number, bytes: number, packet: number): Picos {
    return this.readFrom(w, 'ring', slot, bytes, packet);
  }

  writeAt(w: FunctionWiring, slot: number, bytes: number, packet: number, at: Picos): Picos {
    return this.writeTo(w, 'ring', slot, bytes, packet, at);
  }

  /** Data of a frame out of the transmit buffer that its descriptor names; a rogue's may name any address. */
  fetch(w: FunctionWiring, slot: number, bytes: number, packet: number): Picos {
    if (!this.rogue.isDue(w, 'dma-read')) return this.read(w, 'tx', slot, bytes, packet);
    return this.rogue.read(w, slot, bytes, packet);
  }

  /** A received frame into the buffer that its descriptor names. */
  store(w: FunctionWiring, slot: number, packet: number): Picos {
    const { m, rogue } = this;
    const bytes = m.bytesOf(packet) + headerOf(w);
    if (!rogue.isDue(w, 'dma-write')) return this.write(w, 'rx', slot, bytes, packet, m.now);
    return rogue.write(w, slot, bytes, packet, m.now);
  }

  /** The fetch or store made last did not go to its buffer in the guest's memory; then shows where it ended. */
  strayed(w: FunctionWiring, packet: number, end: Picos, write: boolean): boolean {
    if (this.rogue.fate === FATE.none) return false;
    this.rogue.lead(w, packet, end, write);
    return true;
  }

  private readFrom(
    w: FunctionWiring,
    region: Region,
    slot: number,
    bytes: number,
    packet: number,
  ): Picos {
    const { m, link } = this;
    const latency = m.prices.dmaRead + this.translate(w, region, slot, packet);
    return link.read(w.vm, m.now, bytes, latency, prefixOf(w));
  }

  private writeTo(
    w: FunctionWiring,
    region: Region,
    slot: number,
    bytes: number,
    packet: number,
    at: Picos,
  ): Picos {
    this.m.wrote(w.vm, region, slot, true);
    const walk = this.translate(w, region, slot, packet);
    return this.link.write(w.vm, at, bytes, prefixOf(w)) + this.m.prices.dmaWrite + walk;
  }

  private translate(w: FunctionWiring, region: Region, slot: number, packet: number): Picos {
    return w.translated ? this.iommu.translate(w, region, slot, packet, w.nth) : 0;
  }
}
