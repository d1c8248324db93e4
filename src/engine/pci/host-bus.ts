import type { Bytes, RoutingId } from '../units';
import { ridOf } from './routing';

/** What the host's PCIe side offers a card. A scenario's `host` satisfies it. */
export interface PcieHost {
  /** ARI Forwarding Enable in the root port above the card. */
  readonly ari: boolean;
  /** Bus numbers reserved behind the root port, from 1. */
  readonly busesPerRootPort: number;
  /** 64-bit prefetchable window of the root port, for VF BARs of that kind; absent = never short. */
  readonly mmioWindow?: Bytes;
  /** Window below 4 GiB, for 32-bit and for non-prefetchable VF BARs; absent = never short. */
  readonly mmioWindow32?: Bytes;
  /** The kernel's page, 4 KiB when absent; see {@link systemPageOf}. */
  readonly pageSize?: Bytes;
  /** The port above the card where the host is not the lab's own. */
  readonly slot?: RootPort;
}

/** The port the card hangs on; its bus numbers run from `secondary` to `subordinate`. */
export interface RootPort {
  readonly rid: RoutingId;
  readonly secondary: number;
  readonly subordinate: number;
  /** A downstream port of a switch, not of the root complex. */
  readonly onSwitch?: boolean;
}

/** Pages of kernels, bytes: x86 has the first, arm64 any of them. */
export const PAGE_SIZES = [4096, 16_384, 65_536] as const;

/** What bit 0 of the page size registers stands for. */
const FIRST_PAGE = 4096;

/**
 * What Linux writes into System Page Size, in bytes: the smallest page in Supported Page Sizes (bit n stands for
 * 2^(n + 12) bytes) that is no smaller than the kernel's own. 16 KiB is not among those every device supports, so a
 * kernel with such pages makes most cards use 64 KiB.
 */
export function systemPageOf(supportedPages: number, pageSize: Bytes = PAGE_SIZES[0]): Bytes {
  for (
    let page = FIRST_PAGE, bits = supportedPages;
    bits > 0;
    page *= 2, bits = Math.floor(bits / 2)
  ) {
    if (bits % 2 === 1 && page >= pageSize) return page;
  }
  return pageSize;
}

export const ROOT_BUS = 0x3a;
/** The highest bus number of a segment. */
export const LAST_BUS = 0xff;

/** The port above the card: the host's own slot, or root port 3a:00.0 of the lab's host with its bus numbers. */
export function rootPortOf(host: PcieHost): RootPort {
  if (host.slot !== undefined) return host.slot;
  if (!Number.isInteger(host.busesPerRootPort) || host.busesPerRootPort < 1) {
    throw new RangeError(`busesPerRootPort ${host.busesPerRootPort}: a root port needs a bus`);
  }
  const secondary = ROOT_BUS + 1;
  return {
    rid: ridOf(ROOT_BUS, 0, 0),
    secondary,
    subordinate: Math.min(LAST_BUS, secondary + host.busesPerRootPort - 1),
  };
}
