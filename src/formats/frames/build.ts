import { ETHERTYPE, PROTOCOL } from '../../engine/hw/addresses';
import { foldChecksum, segmentChecksum, sumWords } from './checksum';

const ETHERNET_BYTES = 14;
const VLAN_BYTES = 4;
const IPV4_BYTES = 20;
const IPV6_BYTES = 40;
const UDP_BYTES = 8;
const TCP_BYTES = 20;
const TIMESTAMPS_BYTES = 12;
const ICMP_BYTES = 8;
const HOP_LIMIT = 64;
const DONT_FRAGMENT = 0x4000;
/** Not scaled: there is no handshake to say by how much. */
const WINDOW = 0xffff;

/** Flags of TCP, RFC 9293. */
export const TCP_FLAG = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32 } as const;

export type Transport =
  | { readonly kind: 'udp'; readonly srcPort: number; readonly dstPort: number }
  | {
      readonly kind: 'tcp';
      readonly srcPort: number;
      readonly dstPort: number;
      readonly seq: number;
      readonly ack: number;
      readonly flags: number;
      /** Milliseconds of the time-stamp option; null without it. */
      readonly timestamp: number | null;
    }
  | {
      readonly kind: 'icmp-echo';
      readonly reply: boolean;
      readonly ident: number;
      readonly seq: number;
    };

export interface Link {
  /** `52:54:00:00:00:00` */
  readonly src: string;
  readonly dst: string;
  /** 802.1Q tag: VLAN and priority; null without. */
  readonly vlan: { readonly id: number; readonly priority: number } | null;
}

export interface IpFrame {
  readonly link: Link;
  /** Both of the same family, as `192.0.2.1` or `2001:db8::1`. */
  readonly from: string;
  readonly to: string;
  readonly ident: number;
  readonly transport: Transport;
  /** Length of the whole frame without FCS. */
  readonly bytes: number;
  /** Beginning of the payload; the rest is filled. Cut where there is no room. */
  readonly text: string;
}

/** Bytes before the payload. */
export function headerBytes(
  { vlan }: Pick<Link, 'vlan'>,
  ipv6: boolean,
  transport: Transport,
): number {
  const link = ETHERNET_BYTES + (vlan === null ? 0 : VLAN_BYTES);
  return link + (ipv6 ? IPV6_BYTES : IPV4_BYTES) + transportBytes(transport);
}

function transportBytes(transport: Transport): number {
  if (transport.kind === 'udp') return UDP_BYTES;
  if (transport.kind === 'icmp-echo') return ICMP_BYTES;
  return TCP_BYTES + (transport.timestamp === null ? 0 : TIMESTAMPS_BYTES);
}

export function macBytes(mac: string): readonly number[] {
  return mac.split(':').map((byte) => Number.parseInt(byte, 16));
}

export function ipBytes(address: string): readonly number[] {
  if (!address.includes(':')) return address.split('.').map(Number);
  const [head = '', tail] = address.split('::');
  const words = (part: string) =>
    part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16));
  const [before, after] = [words(head), words(tail ?? '')];
  const middle = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array.from({ length: middle }, () => 0), ...after];
  return all.flatMap((word) => [word >> 8, word & 0xff]);
}

/** An Ethernet frame with an IP packet in it, every checksum right. A frame too short for its headers is made longer. */
export function ipFrame(frame: IpFrame): Uint8Array<ArrayBuffer> {
  const { link, transport } = frame;
  const ipv6 = frame.from.includes(':');
  const header = headerBytes(link, ipv6, transport);
  const out = new Uint8Array(Math.max(frame.bytes, header));
  const at = writeLink(out, link, ipv6 ? ETHERTYPE.ipv6 : ETHERTYPE.ipv4);
  const ip = at + (ipv6 ? IPV6_BYTES : IPV4_BYTES);
  fill(out, header, frame.text);
  writeTransport(out, ip, transport, ipv6);
  const addresses = Uint8Array.from([...ipBytes(frame.from), ...ipBytes(frame.to)]);
  const protocol =
    transport.kind === 'icmp-echo'
      ? ipv6
        ? PROTOCOL.icmpv6
        : PROTOCOL.icmp
      : PROTOCOL[transport.kind];
  const view = new DataView(out.buffer);
  if (ipv6) {
    out[at] = 0x60;
    view.setUint16(at + 4, out.length - ip);
    out[at + 6] = protocol;
    out[at + 7] = HOP_LIMIT;
    out.set(addresses, at + 8);
  } else {
    out[at] = 0x45;
    view.setUint16(at + 2, out.length - at);
    view.setUint16(at + 4, frame.ident & 0xffff);
    view.setUint16(at + 6, DONT_FRAGMENT);
    out[at + 8] = HOP_LIMIT;
    out[at + 9] = protocol;
    out.set(addresses, at + 12);
    view.setUint16(at + 10, foldChecksum(sumWords(out, at, ip)));
  }
  const field = ip + { udp: 6, tcp: 16, 'icmp-echo': 2 }[transport.kind];
  const plain = transport.kind === 'icmp-echo' && !ipv6;
  const sum = plain
    ? foldChecksum(sumWords(out, ip, out.length))
    : segmentChecksum(addresses, protocol, out, ip, out.length);
  // A UDP checksum of 0 would say that there is none.
  view.setUint16(field, transport.kind === 'udp' && sum === 0 ? 0xffff : sum);
  return out;
}

export interface ArpFrame {
  readonly link: Link;
  readonly reply: boolean;
  readonly senderIp: string;
  readonly targetMac: string;
  readonly targetIp: string;
  readonly bytes: number;
}

/** A host's own address, asked for backwards (RFC 903): QEMU says so where a guest is, and knows no IP address of it. */
export function rarpFrame(link: Link, bytes: number): Uint8Array<ArrayBuffer> {
  const none = '0.0.0.0';
  const frame = { link, senderIp: none, targetMac: link.src, targetIp: none, bytes };
  return addressFrame(frame, ETHERTYPE.rarp, 3);
}

/** ARP for IPv4 over Ethernet (RFC 826), padded with zeros to its length. */
export function arpFrame({ reply, ...frame }: ArpFrame): Uint8Array<ArrayBuffer> {
  return addressFrame(frame, ETHERTYPE.arp, reply ? 2 : 1);
}

function addressFrame(
  frame: Omit<ArpFrame, 'reply'>,
  type: number,
  operation: number,
): Uint8Array<ArrayBuffer> {
  const arpBytes = 28;
  const at = ETHERNET_BYTES + (frame.link.vlan === null ? 0 : VLAN_BYTES);
  const out = new Uint8Array(Math.max(frame.bytes, at + arpBytes));
  writeLink(out, frame.link, type);
  out.set([0, 1, 8, 0, 6, 4, 0, operation], at);
  out.set(macBytes(frame.link.src), at + 8);
  out.set(ipBytes(frame.senderIp), at + 14);
  out.set(macBytes(frame.targetMac), at + 18);
  out.set(ipBytes(frame.targetIp), at + 24);
  return out;
}

function writeLink(out: Uint8Array, { src, dst, vlan }: Link, type: number): number {
  out.set(macBytes(dst), 0);
  out.set(macBytes(src), 6);
  const view = new DataView(out.buffer);
  if (vlan === null) {
    view.setUint16(12, type);
    return ETHERNET_BYTES;
  }
  view.setUint16(12, ETHERTYPE.vlan);
  view.setUint16(14, ((vlan.priority & 7) << 13) | (vlan.id & 0xfff));
  view.setUint16(16, type);
  return ETHERNET_BYTES + VLAN_BYTES;
}

function writeTransport(out: Uint8Array, at: number, transport: Transport, ipv6: boolean): void {
  const view = new DataView(out.buffer, out.byteOffset);
  if (transport.kind === 'icmp-echo') {
    if (ipv6) out[at] = transport.reply ? 129 : 128;
    else out[at] = transport.reply ? 0 : 8;
    view.setUint16(at + 4, transport.ident & 0xffff);
    view.setUint16(at + 6, transport.seq & 0xffff);
    return;
  }
  view.setUint16(at, transport.srcPort);
  view.setUint16(at + 2, transport.dstPort);
  if (transport.kind === 'udp') {
    view.setUint16(at + 4, out.length - at);
    return;
  }
  view.setUint32(at + 4, transport.seq >>> 0);
  view.setUint32(at + 8, transport.ack >>> 0);
  out[at + 12] = (transportBytes(transport) / 4) << 4;
  out[at + 13] = transport.flags;
  view.setUint16(at + 14, WINDOW);
  if (transport.timestamp === null) return;
  // NOP, NOP, time stamps: kind 8, length 10 (RFC 7323).
  out.set([1, 1, 8, 10], at + TCP_BYTES);
  view.setUint32(at + TCP_BYTES + 4, transport.timestamp >>> 0);
}

const FILLER = 0x2e;

function fill(out: Uint8Array, at: number, text: string): void {
  out.fill(FILLER, at);
  const room = Math.min(text.length, out.length - at);
  for (let i = 0; i < room; i++) out[at + i] = text.charCodeAt(i) & 0x7f;
}
