import { offsetOf, PAGE_SHIFT, type Owner, type Region } from './hw/host-memory';
import { RING, type QueuePair } from './hw/queue-pair';
import { TranslationTables, type WalkStep } from './hw/translation-tables';
import { pasidOf } from './paths/guest-queues';
import type { HostParts } from './paths/host';

/** One entry that a walk reads, in hexadecimal but for level and index. */
export interface WalkRow {
  readonly level: number;
  readonly index: number;
  readonly table: string;
  readonly entry: string;
  readonly present: boolean;
}

/** A function's access to its guest's memory for a packet: a buffer of one direction, or a descriptor. */
export interface MemoryAccess {
  readonly packet: number;
  readonly region: Region;
}

/** A buffer or descriptor of a guest, as its kernel, the CPU and its device know it. */
export interface AddressWalk {
  readonly vm: number;
  readonly bdf: string;
  /** PASID of its requests; 0: they carry none. */
  readonly pasid: number;
  /** Packet that the access is for; 0 for the frame that is sent next. */
  readonly packet: number;
  readonly region: Region;
  /** Of its entry in the ring. */
  readonly slot: number;
  /** In the kernel's direct map of all memory (page_offset_base of Linux without KASLR). */
  readonly gva: string;
  readonly gpa: string;
  readonly hpa: string;
  readonly ept: readonly WalkRow[];
  /** Null where the device's address is the host's: no IOMMU. */
  readonly iommu: readonly WalkRow[] | null;
  readonly hits: number;
  readonly misses: number;
}

export interface FaultShown {
  readonly source: string;
  readonly address: string;
  readonly reason: string;
  readonly write: boolean;
  readonly level: number;
  readonly vm: number;
}

export interface TrespassShown {
  readonly from: number;
  readonly write: boolean;
  readonly hpa: string;
  readonly owner: Owner;
  readonly vm: number;
  readonly region: Region | null;
  readonly slot: number;
  readonly hit: number;
}

/** Who translates what: walks, what the IOTLB holds, what was stopped and what was not. */
export interface Addresses {
  readonly walks: readonly AddressWalk[];
  /** The latest used first. */
  readonly iotlb: readonly { readonly vm: number; readonly page: string }[];
  readonly faults: number;
  readonly last: FaultShown | null;
  /** The latest first. */
  readonly trespasses: readonly TrespassShown[];
}

const DIRECT_MAP = 0xffff_8880_0000_0000n;
const hex = (n: number | bigint) => `0x${n.toString(16)}`;
const NEXT_FRAME: MemoryAccess = { packet: 0, region: 'tx' };
/** Guests whose walks are shown at most. */
const MOST = 16;

/** Of guest `only`, or (-1) of all that have a function. `access`: what is asked about instead of the next frame. */
export function inspectAddresses(host: HostParts, only: number, access?: MemoryAccess): Addresses {
  const { iommu, nic, plan } = host;
  const { faults } = iommu.s;
  const assigned = plan.vms.filter(
    ({ index, fn, queue }) => fn >= 0 && nic.isInUse(queue) && (only < 0 || index === only),
  );
  const seen = iommu.cached().filter(({ vm }) => only < 0 || vm === only);
  const { last } = faults;
  return {
    walks: assigned.slice(0, MOST).map(({ index }) => walkOf(host, index, access)),
    iotlb: seen.map(({ vm, page }) => ({
      vm,
      page: hex(page * 2 ** PAGE_SHIFT[iommu.pagesOf(vm)]),
    })),
    faults: faults.count,
    last: last && {
      source: `${two(last.source >> 8)}:${two((last.source >> 3) & 31)}.${String(last.source & 7)}`,
      address: last.reason < 0x20 ? hex(last.info * 4096) : `IRTE ${hex(last.info)}`,
      reason: `0x${two(last.reason)}`,
      write: last.write,
      level: last.level,
      vm: last.vm,
    },
    trespasses: nic.dma.rogue.s.trespasses.toReversed().map(({ from, write, hpa, where, hit }) => ({
      from,
      write,
      hpa: hex(hpa),
      owner: where.owner,
      vm: where.vm,
      region: where.region,
      slot: where.slot,
      hit,
    })),
  };
}

/** Entry of a ring that a packet has, or had last; -1 where it has none. */
function slotOf(q: QueuePair, { packet, region }: MemoryAccess): number {
  const sent = region === 'rx' ? -1 : q.tx.lastIndexOf(packet);
  if (sent >= 0) return sent;
  if (region !== 'rx' && q.pieces.includes(packet)) return q.txHead % RING;
  return region === 'tx' ? -1 : q.rx.lastIndexOf(packet);
}

function walkOf(host: HostParts, vm: number, access?: MemoryAccess): AddressWalk {
  const { iommu, nic, plan, machine } = host;
  const planned = plan.vms[vm];
  const fn = planned?.queue ?? -1;
  const pages = plan.vms[vm]?.config.tuning.pages ?? '2MiB';
  const q = nic.queue(fn);
  const found = access === undefined ? -1 : slotOf(q, access);
  const { packet, region } = access !== undefined && found >= 0 ? access : NEXT_FRAME;
  const slot = found >= 0 ? found : q.txHead % RING;
  const gpa = iommu.memory.guestBase(vm) + offsetOf(region, slot);
  const ept = new TranslationTables(iommu.memory, 'ept');
  ept.map(vm, pages);
  const cpu = ept.walk(vm, gpa);
  const tally = machine.tally(vm);
  return {
    vm,
    packet,
    region,
    bdf: plan.card.functions[plan.vms[vm]?.carrier ?? -1]?.bdf ?? '',
    pasid: planned === undefined ? 0 : pasidOf(planned),
    slot,
    gva: hex(DIRECT_MAP + BigInt(gpa)),
    gpa: hex(gpa),
    hpa: hex(cpu.hpa ?? 0),
    ept: cpu.steps.map(rowOf),
    iommu: iommu.tables.isMapped(vm) ? iommu.tables.walk(vm, gpa).steps.map(rowOf) : null,
    hits: tally.iotlbHits,
    misses: tally.iotlbMisses,
  };
}

function rowOf({ level, index, table, entry }: WalkStep): WalkRow {
  return { level, index, table: hex(table), entry: hex(entry), present: entry % 2 === 1 };
}

function two(n: number): string {
  return n.toString(16).padStart(2, '0');
}
