/** Sum of 16-bit words in network order, carries folded in later; an odd last byte counts as the high one (RFC 1071). */
export function sumWords(bytes: Uint8Array, from: number, to: number, start = 0): number {
  let sum = start;
  for (let i = from; i + 1 < to; i += 2) {
    sum += ((bytes[i] as number) << 8) | (bytes[i + 1] as number);
  }
  if ((to - from) % 2 === 1) sum += (bytes[to - 1] as number) << 8;
  return sum;
}

/** The Internet checksum of a sum: its ones' complement in 16 bits. */
export function foldChecksum(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded % 0x1_0000) + Math.floor(folded / 0x1_0000);
  return ~folded & 0xffff;
}

/** Checksum of a TCP, UDP or ICMPv6 segment with its pseudo-header, whatever the field in it holds if that is 0. */
export function segmentChecksum(
  addresses: Uint8Array,
  protocol: number,
  bytes: Uint8Array,
  from: number,
  to: number,
): number {
  const pseudo = sumWords(addresses, 0, addresses.length) + protocol + (to - from);
  return foldChecksum(sumWords(bytes, from, to, pseudo));
}
