import type { Bytes, RoutingId } from '../../units';
import { readAt, walk, type WalkProblem } from '../registers/walk';

/** One function of a host as a dump has it: 64, 256 or 4096 bytes, fewer where the dump is cut. */
export interface DumpedFunction {
  readonly rid: RoutingId;
  readonly config: Uint8Array;
  /** Sizes of BARs 0 to 5 and of the Expansion ROM (6), where the listing's text tells them. */
  readonly barSizes?: Readonly<Record<number, Bytes>>;
  /** Of regions whose BAR register reads 0 (`[virtual]`): a VF's, whose BARs stand in its PF. */
  readonly vfBarSizes?: Readonly<Record<number, Bytes>>;
}

/** Something about a dump that a reader should know; i18n or a message makes the sentence. */
export type DumpProblem =
  | { readonly kind: 'short'; readonly rid: RoutingId; readonly bytes: number }
  | { readonly kind: 'duplicate'; readonly rid: RoutingId }
  | { readonly kind: 'list'; readonly rid: RoutingId; readonly problem: WalkProblem }
  /** A bridge whose bus numbers lead to itself or upwards, or are another bridge's. */
  | { readonly kind: 'bridge-buses'; readonly rid: RoutingId }
  /** The PF has no VFs to give: TotalVFs 0. */
  | { readonly kind: 'no-vfs'; readonly rid: RoutingId }
  /** InitialVFs differs from TotalVFs: Linux answers EIO. */
  | { readonly kind: 'initial-vfs'; readonly rid: RoutingId; readonly initialVfs: number }
  /** First VF Offset 0, or VF Stride 0 with more than one VF: Linux answers EIO. */
  | { readonly kind: 'offset-zero' | 'stride-zero'; readonly rid: RoutingId }
  /** From this VF on (from 1) Routing IDs pass ffff and come round to bus 00. */
  | { readonly kind: 'wraps'; readonly rid: RoutingId; readonly fromVf: number }
  /** A VF BAR that no VF BAR can be: I/O, 64 bits in register 5, or a reserved type. */
  | { readonly kind: 'vf-bar'; readonly rid: RoutingId; readonly index: number }
  /** A size that is no power of two from 16 bytes to 2^52. */
  | { readonly kind: 'bar-size'; readonly rid: RoutingId; readonly index: number }
  /** Nobody gave the VF BARs addresses: no VF can be enabled until the kernel finds room. */
  | { readonly kind: 'vf-bars-unassigned'; readonly rid: RoutingId };

export interface BridgeWindow {
  /** First address; large ones lose low bits, which a window's are 0 anyway. */
  readonly base: number;
  readonly size: Bytes;
}

export interface DumpedBridge {
  readonly rid: RoutingId;
  readonly secondary: number;
  readonly subordinate: number;
  /** 4 root port, 5 upstream, 6 downstream, 7 PCIe to PCI, 8 PCI to PCIe; null = not PCI Express. */
  readonly portType: number | null;
  readonly ariSupported: boolean;
  readonly ariEnabled: boolean;
  readonly memory: BridgeWindow | null;
  readonly prefetchable: BridgeWindow | null;
}

const HEADER_BYTES = 64;
const VF_ID = 0xffff;
const BRIDGE_LAYOUT = 1;

export const busOf = (rid: RoutingId): number => rid >> 8;

/** 0xffffffff where ids are all ones: a VF, whose ids stand in its PF. */
export const looksLikeVf = ({ config }: DumpedFunction): boolean =>
  config.length >= HEADER_BYTES && readAt(config, 0, 2) === VF_ID;

export const isBridge = ({ config }: DumpedFunction): boolean =>
  config.length >= HEADER_BYTES && (readAt(config, 0x0e, 1) & 0x7f) === BRIDGE_LAYOUT;

function window(base: number, limit: number): BridgeWindow | null {
  return limit < base ? null : { base, size: limit - base + 1 };
}

const MiB_UNITS = 0x10000;
const LAST_OF_MIB = 0xf_ffff;

export function readBridge(fn: DumpedFunction): DumpedBridge {
  const read = (offset: number, width: 1 | 2 | 4) => readAt(fn.config, offset, width);
  const field = (offset: number) => (read(offset, 2) & 0xfff0) * MiB_UNITS;
  const wide = (read(0x24, 2) & 0xf) === 1;
  const upper = (offset: number) => (wide ? read(offset, 4) * 2 ** 32 : 0);
  const pcie = walk(fn.config).capabilities.find(
    (c) => c.kind === 'capability' && c.capId === 0x10,
  );
  const hasSecond = pcie !== undefined && pcie.at + 0x2a <= fn.config.length;
  const bit = (offset: number) =>
    hasSecond && (readAt(fn.config, pcie.at + offset, 2) & 0x20) !== 0;
  return {
    rid: fn.rid,
    secondary: read(0x19, 1),
    subordinate: read(0x1a, 1),
    portType: pcie === undefined ? null : (read(pcie.at + 2, 2) >> 4) & 0xf,
    ariSupported: bit(0x24),
    ariEnabled: bit(0x28),
    memory: window(field(0x20), field(0x22) + LAST_OF_MIB),
    prefetchable: window(upper(0x28) + field(0x24), upper(0x2c) + field(0x26) + LAST_OF_MIB),
  };
}
