import { offsetOf, PAGE_SHIFT, type Owner, type Region } from './hw/host-memory';
import { RING } from './hw/queue-pair';
import { TranslationTables, type WalkStep } from './hw/translation-tables';
import type { HostParts } from './paths/host';

/** One entry that a walk reads, in hexadecimal but for level and index. */
export interface WalkRow {
  readonly level: number;
  readonly index: number;
  readonly table: string;
  readonly entry: string;
  readonly present: boolean;
}

/** The buffer of a guest's next frame to be sent, as its kernel, the CPU and its device know it. */
export interface AddressWalk {
  readonly vm: number;
  readonly bdf: string;
  /** Of its entry in the transmit ring. */
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
/** Guests whose walks are shown at most. */
const MOST = 16;

/** Of guest `only`, or (-1) of all that have a function. */
export function inspectAddresses(host: HostParts, only: number): Addresses {
  const { iommu, nic, plan } = host;
  const { faults } = iommu.s;
  const assigned = plan.vms.filter(
    ({ index, fn }) => fn >= 0 && nic.isInUse(fn) && (only < 0 || index === only),
  );
  const seen = iommu.cached().filter(({ vm }) => only < 0 || vm === only);
  const { last } = faults;
  return {
    walks: assigned.slice(0, MOST).map(({ index }) => walkOf(host, index)),
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

function walkOf(host: HostParts, vm: number): AddressWalk {
  const { iommu, nic, plan, machine } = host;
  const fn = plan.vms[vm]?.fn ?? -1;
  const pages = plan.vms[vm]?.config.tuning.pages ?? '2MiB';
  const slot = nic.queue(fn).txHead % RING;
  const gpa = iommu.memory.guestBase(vm) + offsetOf('tx', slot);
  const ept = new TranslationTables(iommu.memory, 'ept');
  ept.map(vm, pages);
  const cpu = ept.walk(vm, gpa);
  const tally = machine.tally(vm);
  return {
    vm,
    bdf: plan.card.functions[fn]?.bdf ?? '',
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
