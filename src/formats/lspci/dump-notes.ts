/** A region as `lspci -v` writes it: what no byte of the dump says. */
export interface NotedRegion {
  /** 0 to 5 a BAR, 6 the expansion ROM. */
  readonly index: number;
  /** Bytes; null where the line names none. */
  readonly size: number | null;
  readonly kind: 'io' | 'mem';
  readonly base: bigint | null;
  readonly prefetchable: boolean;
  readonly wide: boolean;
  /** Assigned by the kernel, the register reads 0: a VF's. */
  readonly virtual: boolean;
}

/** What the text lines of a `-v` dump tell beside the bytes. */
export interface DumpNotes {
  readonly regions: NotedRegion[];
  driver: string | null;
  modules: readonly string[];
  iommuGroup: string | null;
  numaNode: number | null;
  irq: number | null;
  physicalSlot: string | null;
  /** As `[8086:10ca]` of `-nn`; the VFs of a dump have no other name. */
  ids: readonly [vendor: number, device: number] | null;
}

export function noNotes(): DumpNotes {
  return {
    regions: [],
    driver: null,
    modules: [],
    iommuGroup: null,
    numaNode: null,
    irq: null,
    physicalSlot: null,
    ids: null,
  };
}

const UNIT: Readonly<Record<string, number>> = { K: 1, M: 2, G: 3, T: 4 };
const REGION =
  /^(?:Region (\d): (?:\[virtual\] |\[enhanced\] )?(Memory|I\/O ports)|(Expansion ROM)) at (\S+)(.*)/s;

function sizeIn(text: string): number | null {
  const [, digits, unit = ''] = /\[size=(\d{1,12})([KMGT]?)\]/.exec(text) ?? [];
  if (digits === undefined) return null;
  const size = Number(digits) * 1024 ** (UNIT[unit] ?? 0);
  return Number.isSafeInteger(size) ? size : null;
}

/** Takes what a line below a function's head tells; false where it tells nothing that is wanted here. */
export function noteLine(notes: DumpNotes, line: string): boolean {
  const text = line.trim();
  const region = REGION.exec(text);
  if (region !== null) {
    const [, index, what, , where = '', rest = ''] = region;
    notes.regions.push({
      index: index === undefined ? 6 : Number(index),
      size: sizeIn(rest),
      kind: what === 'I/O ports' ? 'io' : 'mem',
      base: /^[0-9a-f]{1,16}$/.test(where) ? BigInt(`0x${where}`) : null,
      prefetchable: /[( ]prefetchable/.test(rest),
      wide: rest.includes('64-bit'),
      virtual: rest.includes('[virtual]') || text.includes(': [virtual]'),
    });
    return true;
  }
  const at = text.indexOf(': ');
  const value = text.slice(at + 2).trim();
  if (at > 0 && value !== '') {
    switch (text.slice(0, at)) {
      case 'Kernel driver in use':
        notes.driver = value;
        return true;
      case 'Kernel modules':
        notes.modules = value.split(', ');
        return true;
      case 'IOMMU group':
        notes.iommuGroup = value;
        return true;
      case 'NUMA node':
        notes.numaNode = /^\d{1,5}$/.test(value) ? Number(value) : null;
        return true;
      case 'Physical Slot':
        notes.physicalSlot = value;
        return true;
      case 'Interrupt': {
        const irq = /routed to IRQ (\d{1,9})/.exec(value)?.[1];
        notes.irq = irq === undefined ? null : Number(irq);
        return true;
      }
      default:
    }
  }
  return false;
}

/** The numbers that `-n` and `-nn` put into the head of a function. */
export function idsInHead(line: string): readonly [number, number] | null {
  const found = [...line.slice(0, 400).matchAll(/(?:\[| )([0-9a-f]{4}):([0-9a-f]{4})\b/gi)].at(-1);
  if (found === undefined) return null;
  return [parseInt(found[1] ?? '', 16), parseInt(found[2] ?? '', 16)];
}
