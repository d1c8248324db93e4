/** Who owns a page of the host's physical memory. */
export const OWNERS = [
  'guest',
  'host-buffers',
  'host-kernel',
  'translation-tables',
  'nobody',
] as const;
export type Owner = (typeof OWNERS)[number];

/** What a driver's memory holds, each in a piece of 2 MiB. */
export const REGIONS = ['ring', 'tx', 'rx'] as const;
export type Region = (typeof REGIONS)[number];

export const PAGE_SHIFT = { '4KiB': 12, '2MiB': 21, '1GiB': 30 } as const;
export type GuestPages = keyof typeof PAGE_SHIFT;

/** What lies at a host-physical address. */
export interface Located {
  readonly owner: Owner;
  /** Guest whose memory it is; -1 otherwise. */
  readonly vm: number;
  /** Null where it is none of a driver's rings and buffers. */
  readonly region: Region | null;
  /** Entry of the ring that the address belongs to, and of which queue pair. */
  readonly slot: number;
  readonly nth: number;
}

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const REGION_BYTES = 2 * MIB;
/** Of one queue pair; the next one's begins after it. */
const QUEUE_BYTES = 4 * REGION_BYTES;
/** First entry of each: descriptors of 16 bytes, buffers of 2 KiB. */
const REGION_AT: Readonly<Record<Region, number>> = {
  ring: REGION_BYTES,
  tx: 2 * REGION_BYTES,
  rx: 3 * REGION_BYTES,
};
const STRIDE: Readonly<Record<Region, number>> = { ring: 16, tx: 2048, rx: 2048 };

/** Memory of one guest, bytes. */
export const GUEST_BYTES = GIB;
/** Translation tables lie here: the IOMMU's, then KVM's. */
export const TABLES_AT = 128 * MIB;
const TABLES_END = 2 * GIB;
/** Rings and packet buffers of the host's own driver. */
const HOST_BUFFERS_AT = 2.5 * GIB;
const HOST_BUFFERS_END = HOST_BUFFERS_AT + QUEUE_BYTES;
/** Below it the host's low memory ends; then come devices, and interrupts at 0xfee00000. */
const LOW_END = 3 * GIB;
const GUESTS_AT = 4 * GIB;
/** Odd, so that multiplying by it scatters pages and loses none. */
const SCATTER = { '4KiB': 40503, '2MiB': 181, '1GiB': 1 } as const;

/** Where entry `slot` of a region of the nth queue pair lies in the memory of a guest or of the host's driver, from its beginning. */
export function offsetOf(region: Region, slot: number, nth = 0): number {
  return nth * QUEUE_BYTES + REGION_AT[region] + slot * STRIDE[region];
}

/**
 * The host's physical memory: whose page lies where. Each guest has 1 GiB, its pages scattered over a GiB of the host's
 * as an allocator would leave them; where no IOMMU translates they lie one to one, since a device then takes a guest's
 * addresses for the host's.
 * MODEL: what the bytes are is not kept, only whose they are.
 */
export class HostMemory {
  /** Guests, and after them the memory of a switch process. */
  private readonly owners: number;
  readonly oneToOne: boolean;

  constructor(guests: number, oneToOne: boolean) {
    this.owners = guests + 1;
    this.oneToOne = oneToOne;
  }

  /** Row of a guest's tables and memory; anything below 0 is the switch process. */
  rowOf(vm: number): number {
    return vm < 0 ? this.owners - 1 : vm;
  }

  /** First address of a guest's memory as the guest and its device know it. */
  guestBase(vm: number): number {
    return this.oneToOne ? this.hostBase(vm) : 0;
  }

  /** First host-physical address of what belongs to a guest; of the host's own buffers for 'host'. */
  hostBase(of: number | 'host'): number {
    return of === 'host' ? HOST_BUFFERS_AT : GUESTS_AT + this.rowOf(of) * GUEST_BYTES;
  }

  /** Host-physical address of page `page` of a guest. */
  pageAt(vm: number, page: number, pages: GuestPages): number {
    const size = 2 ** PAGE_SHIFT[pages];
    const count = GUEST_BYTES / size;
    return this.hostBase(vm) + (this.oneToOne ? page : (page * SCATTER[pages]) % count) * size;
  }

  locate(hpa: number): Located {
    const nothing = { vm: -1, region: null, slot: 0, nth: 0 };
    if (hpa >= GUESTS_AT && hpa < GUESTS_AT + this.owners * GUEST_BYTES) {
      const row = Math.floor((hpa - GUESTS_AT) / GUEST_BYTES);
      if (row === this.owners - 1) return { ...nothing, owner: 'nobody' };
      // Only where pages lie one to one does the place alone tell what is in them.
      const inside = this.oneToOne ? within(hpa - this.hostBase(row)) : nothing;
      const { region, slot, nth } = inside;
      return { owner: 'guest', vm: row, region, slot, nth };
    }
    if (hpa >= HOST_BUFFERS_AT && hpa < HOST_BUFFERS_END)
      return { owner: 'host-buffers', vm: -1, ...within(hpa - HOST_BUFFERS_AT) };
    if (hpa >= TABLES_AT && hpa < TABLES_END) return { ...nothing, owner: 'translation-tables' };
    return { ...nothing, owner: hpa < LOW_END ? 'host-kernel' : 'nobody' };
  }
}

function within(offset: number): Pick<Located, 'region' | 'slot' | 'nth'> {
  const nth = Math.floor(offset / QUEUE_BYTES);
  const rest = offset - nth * QUEUE_BYTES;
  const region = REGIONS.find(
    (each) => Math.floor(rest / REGION_BYTES) * REGION_BYTES === REGION_AT[each],
  );
  if (region === undefined) return { region: null, slot: 0, nth };
  return { region, slot: Math.floor((rest - REGION_AT[region]) / STRIDE[region]), nth };
}
