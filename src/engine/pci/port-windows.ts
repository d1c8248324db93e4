import type { Bytes } from '../units';
import { blueprintOf } from './cards/catalog';
import type { CardBlueprint, FunctionBlueprint } from './cards/blueprint';
import { systemPageOf, type PcieHost } from './host-bus';

/** 64-bit prefetchable BARs lie above 4 GiB, others below. */
interface Claims {
  readonly low: Bytes;
  readonly high: Bytes;
}

/** The memory windows of the lab's root port, bytes. */
interface PortWindows {
  /** What firmware sets aside: for the card's own BARs, and beside them what the host states for VFs. */
  readonly reserved: Claims;
  /** What is left beside the card's own BARs. A window is a whole number of MiB, so it may be a little more than stated. */
  readonly room: Claims;
}

const MiB = 1024 ** 2;
/** What firmware gives a slot in which nothing asks for such memory: something may be plugged in later. */
const EMPTY_SLOT = 2 * MiB;
/** Firmware's window above 4 GiB where the host states none. */
const DEFAULT_WINDOW_64 = 64 * 1024 ** 3;

function claimsOf(sizes: readonly { readonly size: number; readonly above: boolean }[]): Claims {
  const sum = (above: boolean) =>
    sizes.filter((s) => s.above === above).reduce((total, { size }) => total + size, 0);
  return { low: sum(false), high: sum(true) };
}

/** What the card's own BARs and ROMs take of the port's windows. */
function ownBars(functions: readonly FunctionBlueprint[]): Claims {
  return claimsOf(
    functions.flatMap(({ bars, romBytes }) => [
      { size: romBytes, above: false },
      ...bars
        .filter(({ kind }) => kind !== 'io')
        .map((bar) => ({ size: bar.size, above: bar.kind === 'mem64' && bar.prefetchable })),
    ]),
  );
}

/** What all of its VFs would take under a kernel with such pages. */
function vfBars(functions: readonly FunctionBlueprint[], pageSize: Bytes | undefined): Claims {
  return claimsOf(
    functions.flatMap(({ sriov }) => {
      if (sriov === null) return [];
      const page = systemPageOf(sriov.supportedPages, pageSize);
      return sriov.vfBars.map(({ sizeBytes, is64bit, prefetchable }) => ({
        size: Math.max(sizeBytes, page) * sriov.totalVfs,
        above: is64bit && prefetchable,
      }));
    }),
  );
}

const known = new Map<string, CardBlueprint | null>();

function cardOf(id: string): CardBlueprint | null {
  const found = known.get(id) ?? blueprintOf(id);
  known.set(id, found);
  return found;
}

/** Of the port above the card with this id. */
export function portWindows(id: string, host: PcieHost): PortWindows {
  const functions = cardOf(id)?.functions ?? [];
  const own = ownBars(functions);
  // As firmware does it that knows of SR-IOV: below 4 GiB what the VFs need, and no more.
  const low = own.low + (host.mmioWindow32 ?? vfBars(functions, host.pageSize).low);
  const high = own.high + (host.mmioWindow ?? DEFAULT_WINDOW_64);
  const room = (window: Bytes, taken: Bytes) =>
    Math.max(Math.ceil(window / MiB) * MiB, taken === 0 ? EMPTY_SLOT : 0) - taken;
  return {
    reserved: { low, high },
    room: { low: room(low, own.low), high: room(high, own.high) },
  };
}
