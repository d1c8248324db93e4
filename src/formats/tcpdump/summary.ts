import { ETHERTYPE, PROTOCOL } from '../../engine/hw/addresses';
import { ip4Text, ip6Text, macText } from '../frames/texts';

/** What a filter asks about, and a line tells, of one frame. */
export interface Summary {
  readonly length: number;
  readonly srcMac: string;
  readonly dstMac: string;
  /** VLAN ids, outermost first. */
  readonly tags: readonly { readonly id: number; readonly priority: number }[];
  /** Behind the tags. */
  readonly type: number;
  /** Where what the type names begins. */
  readonly at: number;
  readonly ip: IpSummary | null;
  readonly arp: ArpSummary | null;
}

export interface IpSummary {
  readonly version: 4 | 6;
  readonly src: string;
  readonly dst: string;
  readonly protocol: number;
  readonly transport: number;
  readonly end: number;
  readonly srcPort: number;
  readonly dstPort: number;
}

export interface ArpSummary {
  readonly operation: number;
  readonly senderMac: string;
  readonly senderIp: string;
  readonly targetMac: string;
  readonly targetIp: string;
}

/** Reads what is there of a frame; never throws. */
export function summarise(bytes: Uint8Array): Summary {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (at: number, length: number) => at + length <= bytes.length;
  const tags: { id: number; priority: number }[] = [];
  let at = 14;
  let type = has(12, 2) ? view.getUint16(12) : 0;
  while (type === ETHERTYPE.vlan && has(at, 4)) {
    const tci = view.getUint16(at);
    tags.push({ id: tci & 0xfff, priority: tci >> 13 });
    type = view.getUint16(at + 2);
    at += 4;
  }
  const head = {
    length: bytes.length,
    srcMac: has(6, 6) ? macText(bytes, 6) : '',
    dstMac: has(0, 6) ? macText(bytes, 0) : '',
    tags,
    type,
    at,
  };
  if ((type === ETHERTYPE.arp || type === ETHERTYPE.rarp) && has(at, 28)) {
    const arp = {
      operation: view.getUint16(at + 6),
      senderMac: macText(bytes, at + 8),
      senderIp: ip4Text(bytes, at + 14),
      targetMac: macText(bytes, at + 18),
      targetIp: ip4Text(bytes, at + 24),
    };
    return { ...head, ip: null, arp };
  }
  const ports = (protocol: number, from: number, end: number) => {
    const some = (protocol === PROTOCOL.tcp || protocol === PROTOCOL.udp) && from + 4 <= end;
    return some
      ? { srcPort: view.getUint16(from), dstPort: view.getUint16(from + 2) }
      : { srcPort: -1, dstPort: -1 };
  };
  if (type === ETHERTYPE.ipv4 && has(at, 20)) {
    const transport = at + 4 * ((bytes[at] as number) & 0xf);
    const end = Math.max(transport, Math.min(bytes.length, at + view.getUint16(at + 2)));
    const protocol = bytes[at + 9] as number;
    const [src, dst] = [ip4Text(bytes, at + 12), ip4Text(bytes, at + 16)];
    const more = ports(protocol, transport, Math.min(end, bytes.length));
    return { ...head, arp: null, ip: { version: 4, src, dst, protocol, transport, end, ...more } };
  }
  if (type === ETHERTYPE.ipv6 && has(at, 40)) {
    const transport = at + 40;
    const end = Math.min(bytes.length, transport + view.getUint16(at + 4));
    const protocol = bytes[at + 6] as number;
    const [src, dst] = [ip6Text(bytes, at + 8), ip6Text(bytes, at + 24)];
    const more = ports(protocol, transport, end);
    return { ...head, arp: null, ip: { version: 6, src, dst, protocol, transport, end, ...more } };
  }
  return { ...head, ip: null, arp: null };
}
