import { FACT } from '../costs/facts';
import type { Part } from '../kernel/sim';
import type { Picos } from '../units';
import { HostMemory, offsetOf, PAGE_SHIFT, type GuestPages, type Region } from './host-memory';
import { createFaultRegisters, REASON, recordFault, type FaultRegisters } from './iommu-faults';
import type { Machine } from './machine';
import { TranslationTables } from './translation-tables';

interface IommuState {
  /** Cached translations: domain · 2^20 + page. */
  keys: Int32Array;
  /** When each was used last, counted in translations. */
  used: Float64Array;
  filled: number;
  count: number;
  /** PASID cache: requester ID · 2^20 + PASID, the latest used first. */
  pasids: number[];
  faults: FaultRegisters;
}

/** Entries of the IOTLB (pcie18.iotlb.entries). */
export const IOTLB_ENTRIES = 64;
const GUESSES = 1024;
const DOMAIN = 1048576;
/** Entries of the PASID cache. MODEL: assumed; no specification or measurement says how many there are. */
export const PASID_ENTRIES = 32;
/** Entries read where it misses: one of the PASID directory, one of the PASID table (VT-d 3.4.3). */
export const PASID_LEVELS = 2;
/** Levels walked to a leaf of a four-level table (VT-d second-level paging), by the size of its page. */
export const LEVELS = { '4KiB': 4, '2MiB': 3, '1GiB': 2 } as const;

/** Who asks: requester ID, and the domain its context entry names. */
export interface Requester {
  readonly rid: number;
  readonly vm: number;
  /** PASID that its requests carry; none is 0 (RID_PASID). */
  readonly pasid?: number | undefined;
}

/**
 * DMA remapping: root table → context entry of the requester → the guest's table, and an IOTLB before it. In scalable mode
 * the context entry leads to a table by PASID, whose entry names the guest's: so several guests may share a requester ID.
 * Guest-physical addresses are mapped once for all of a guest's memory.
 * MODEL: the context cache always hits, caches of the table's upper levels never do.
 */
export class Iommu implements Part {
  readonly name = 'iommu';
  s: IommuState = {
    keys: new Int32Array(IOTLB_ENTRIES),
    used: new Float64Array(IOTLB_ENTRIES),
    filled: 0,
    count: 0,
    pasids: [],
    faults: createFaultRegisters(),
  };
  readonly memory: HostMemory;
  readonly tables: TranslationTables;
  /** Context entries: domain by requester ID. */
  readonly contexts = new Map<number, number>();
  private readonly pages: GuestPages[] = [];
  /** By a key's low bits, the entry where it was found last: only ever a guess. */
  private readonly guess = new Uint8Array(GUESSES);
  private tell: (packet: number) => void = () => undefined;

  private readonly m: Machine;
  private readonly scalable: boolean;

  constructor(m: Machine, memory = new HostMemory(m.vmCount, false), scalable = false) {
    this.m = m;
    this.scalable = scalable;
    this.memory = memory;
    this.tables = new TranslationTables(memory, 'second-level');
    m.sim.add(this);
  }

  on(): void {
    throw new Error('iommu: has no events');
  }

  /** Who takes the fault event interrupt. */
  onFaultEvent(tell: (packet: number) => void): void {
    this.tell = tell;
  }

  /** VFIO gives a function to a guest: context entry and, for the guest's first, its table. */
  attach({ rid, vm }: Requester, pages: GuestPages): void {
    this.contexts.set(rid, vm);
    this.pages[this.memory.rowOf(vm)] = pages;
    this.tables.map(vm, pages);
  }

  pagesOf(vm: number): GuestPages {
    return this.pages[this.memory.rowOf(vm)] ?? '2MiB';
  }

  /** Time to translate an access to an entry of a ring or to a buffer of the nth queue pair of the requester's guest. */
  translate(who: Requester, region: Region, slot: number, packet: number, nth = 0): Picos {
    const { vm } = who;
    const entry = this.pasidEntry(who, packet);
    const pages = this.pagesOf(vm);
    const address = offsetOf(region, slot, nth);
    const page = address >> PAGE_SHIFT[pages];
    const hit = this.use(vm * DOMAIN + page);
    this.count(hit, vm, packet, page);
    const { iotlbHit, iotlbWalkLevel } = this.m.prices;
    const walked = entry + (hit ? 0 : this.tables.read(vm, address));
    return iotlbHit + walked * iotlbWalkLevel;
  }

  /**
   * An access to any address. Host-physical address and time; -1 for the address where it is stopped, which is recorded.
   * What leads nowhere is not cached.
   */
  access(
    { rid, vm, pasid }: Requester,
    address: number,
    write: boolean,
    packet: number,
  ): { readonly hpa: number; readonly time: Picos } {
    const { iotlbHit, iotlbWalkLevel } = this.m.prices;
    const page = Math.floor(address / 4096);
    const fault = (reason: number, level: number) =>
      this.fault({ source: rid, pasid, reason, write, info: page, level, vm, packet });
    if (!this.contexts.has(rid)) {
      fault(REASON.noContext, 0);
      return { hpa: -1, time: iotlbHit };
    }
    const entry = this.pasidEntry({ rid, vm, pasid }, packet);
    const { steps, hpa } = this.tables.walk(vm, address);
    this.count(false, vm, packet, page);
    if (hpa === null) fault(write ? REASON.write : REASON.read, steps.at(-1)?.level ?? 0);
    return { hpa: hpa ?? -1, time: iotlbHit + (entry + steps.length) * iotlbWalkLevel };
  }

  /** Writes a fault down and, where none is pending yet, tells the host's kernel. */
  fault(what: Omit<Parameters<typeof recordFault>[1], 'at'>): void {
    const { vm, packet, reason, level, write, info } = what;
    this.m.fact(FACT['iommu-fault'], vm, packet, reason, level * 2 + (write ? 1 : 0), info);
    if (recordFault(this.s.faults, { ...what, at: this.m.now })) this.tell(packet);
  }

  /** Entries that hold a translation. */
  get entries(): number {
    return this.s.filled;
  }

  /** What the IOTLB holds, the latest used first. */
  cached(): { readonly vm: number; readonly page: number }[] {
    const { keys, used, filled } = this.s;
    return Array.from({ length: filled }, (_, i) => i)
      .toSorted((a, b) => (used[b] as number) - (used[a] as number))
      .map((i) => {
        const key = keys[i] as number;
        const vm = Math.floor(key / DOMAIN);
        return { vm, page: key - vm * DOMAIN };
      });
  }

  /** Levels read to find the requester's PASID-table entry: none where the cache has it, or in legacy mode. */
  private pasidEntry({ rid, vm, pasid = 0 }: Requester, packet: number): number {
    if (!this.scalable) return 0;
    const { pasids } = this.s;
    const key = rid * DOMAIN + pasid;
    const at = pasids.indexOf(key);
    if (at === 0) return 0;
    if (at > 0) pasids.splice(at, 1);
    pasids.unshift(key);
    if (at > 0) return 0;
    if (pasids.length > PASID_ENTRIES) pasids.pop();
    this.m.tally(vm).pasidMisses++;
    this.m.fact(FACT['pasid-miss'], vm, packet, pasid, rid, 0);
    return PASID_LEVELS;
  }

  private count(hit: boolean, vm: number, packet: number, page: number): void {
    const tally = this.m.tally(vm);
    if (hit) tally.iotlbHits++;
    else tally.iotlbMisses++;
    this.m.fact(hit ? FACT['iotlb-hit'] : FACT['iotlb-miss'], vm, packet, vm, page, 0);
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
