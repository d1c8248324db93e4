/**
 * What a frame's headers say, as numbers, and conditions on them. One module for all who look at frames by their headers:
 * the host's netfilter (nft, iptables, ebtables), access lists of the switch in the NIC, tc flower.
 * `paths/frame-headers.ts` reads the headers of a packet; nobody here knows who asks.
 */
export interface FrameHeader {
  /** MAC addresses, 48 bits. */
  readonly srcMac: number;
  readonly dstMac: number;
  /** Tag as it is there (TCI: VLAN ID in bits 11 to 0, priority in 15 to 13); 0 = none. */
  readonly tci: number;
  readonly etherType: number;
  /** IPv4 addresses, unsigned; ABSENT without an IPv4 header. */
  readonly srcIp: number;
  readonly dstIp: number;
  /** Of IPv4 or IPv6: 1 ICMP, 6 TCP, 17 UDP; ABSENT without either. */
  readonly protocol: number;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly icmpType: number;
  /** Of the packet in the frame, without link header and tag, bytes. */
  readonly length: number;
}

export type HeaderField = keyof FrameHeader;

/** The frame has no such field. */
export const ABSENT = -1;

/** Ranges of values, both ends included; a single value is a range of one. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** One field lies in one of the ranges, or with `negate` in none of them. A frame without the field meets no condition on it. */
export interface Condition {
  readonly field: HeaderField;
  /** Bits that count, before the ranges are looked at; null = all. */
  readonly mask: number | null;
  readonly ranges: Ranges;
  readonly negate: boolean;
}

/** `field` is `value`, as far as the bits of `mask` go. */
export function fieldIs(
  field: HeaderField,
  value: number,
  mask: number | null = null,
  negate = false,
): Condition {
  return { field, mask, ranges: [[value, value]], negate };
}

export function isIn(value: number, ranges: Ranges): boolean {
  for (const [from, to] of ranges) if (value >= from && value <= to) return true;
  return false;
}

export function meets(header: FrameHeader, { field, mask, ranges, negate }: Condition): boolean {
  const value = header[field];
  if (value === ABSENT) return false;
  return isIn(mask === null ? value : masked(value, mask), ranges) !== negate;
}

/** All of the conditions; none at all are met by every frame. */
export function matches(header: FrameHeader, conditions: readonly Condition[]): boolean {
  for (const condition of conditions) if (!meets(header, condition)) return false;
  return true;
}

const WORD = 2 ** 24;

/** `value & mask` of up to 48 bits: the language's own operator has 32. */
export function masked(value: number, mask: number): number {
  const high = Math.floor(value / WORD) & Math.floor(mask / WORD);
  return high * WORD + ((value % WORD) & (mask % WORD));
}
