import { ETHERTYPE, PROTOCOL } from '../../engine/hw/addresses';
import { foldChecksum, segmentChecksum, sumWords } from './checksum';
import { flagLetters, hexWord, ip4Text, ip6Text, macText, named } from './texts';

export const LAYERS = [
  'eth',
  'vlan',
  'arp',
  'ip',
  'ip6',
  'udp',
  'tcp',
  'icmp',
  'icmp6',
  'payload',
] as const;
export type LayerId = (typeof LAYERS)[number];

/** A field of a frame: which bytes, and what they say. */
export interface FrameField {
  /** Key of its name in the catalogue. */
  readonly id: string;
  /** First byte and last, from 0. */
  readonly from: number;
  readonly to: number;
  readonly value: string;
  /** Of a checksum. */
  readonly right?: boolean;
}

export interface FrameLayer {
  readonly layer: LayerId;
  readonly from: number;
  readonly to: number;
  readonly fields: readonly FrameField[];
}

const ETHERTYPES = {
  [ETHERTYPE.ipv4]: 'IPv4',
  [ETHERTYPE.arp]: 'ARP',
  [ETHERTYPE.rarp]: 'RARP',
  [ETHERTYPE.vlan]: '802.1Q',
  [ETHERTYPE.ipv6]: 'IPv6',
};
const PROTOCOLS = {
  [PROTOCOL.icmp]: 'ICMP',
  [PROTOCOL.tcp]: 'TCP',
  [PROTOCOL.udp]: 'UDP',
  [PROTOCOL.icmpv6]: 'ICMPv6',
};

/** Takes a frame apart, field by field, as far as it is known; never throws, whatever the bytes. */
export function decodeFrame(bytes: Uint8Array): readonly FrameLayer[] {
  return new Decoder(bytes).run();
}

class Decoder {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly layers: FrameLayer[] = [];
  private fields: FrameField[] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  run(): readonly FrameLayer[] {
    if (this.bytes.length < 14) {
      this.payload(0, this.bytes.length);
      return this.layers;
    }
    this.field('dst', 0, 6, macText(this.bytes, 0));
    this.field('src', 6, 6, macText(this.bytes, 6));
    let type = this.type(12);
    this.close('eth', 0, 14);
    let at = 14;
    while (type === ETHERTYPE.vlan && this.has(at, 4)) {
      const tci = this.view.getUint16(at);
      this.field('priority', at, 1, String(tci >> 13));
      this.field('vlan', at, 2, String(tci & 0xfff));
      type = this.type(at + 2);
      this.close('vlan', at, at + 4);
      at += 4;
    }
    const asks = type === ETHERTYPE.arp || type === ETHERTYPE.rarp;
    if (asks && this.has(at, 28)) this.arp(at);
    else if (type === ETHERTYPE.ipv4 && this.has(at, 20)) this.ip(at);
    else if (type === ETHERTYPE.ipv6 && this.has(at, 40)) this.ip6(at);
    else this.payload(at, this.bytes.length);
    return this.layers;
  }

  private arp(at: number): void {
    this.field('hardware', at, 6, hexWord(this.view, at, 6));
    const operation = this.view.getUint16(at + 6);
    this.field(
      'operation',
      at + 6,
      2,
      named(operation, { 1: 'request', 2: 'reply', 3: 'reverse request' }),
    );
    this.field('senderMac', at + 8, 6, macText(this.bytes, at + 8));
    this.field('senderIp', at + 14, 4, ip4Text(this.bytes, at + 14));
    this.field('targetMac', at + 18, 6, macText(this.bytes, at + 18));
    this.field('targetIp', at + 24, 4, ip4Text(this.bytes, at + 24));
    this.close('arp', at, at + 28);
    this.payload(at + 28, this.bytes.length);
  }

  private ip(at: number): void {
    const header = 4 * ((this.bytes[at] as number) & 0xf);
    const total = this.view.getUint16(at + 2);
    if (header < 20 || !this.has(at, header)) return this.payload(at, this.bytes.length);
    const end = Math.min(this.bytes.length, at + Math.max(header, total));
    const protocol = this.bytes[at + 9] as number;
    const fragment = this.view.getUint16(at + 6);
    this.field('header', at, 1, `4, ${String(header)} B`);
    this.field('dscp', at + 1, 1, hexWord(this.view, at + 1, 1));
    this.field('length', at + 2, 2, `${String(total)} B`);
    this.field('ident', at + 4, 2, String(this.view.getUint16(at + 4)));
    this.field(
      'fragment',
      at + 6,
      2,
      fragment === 0x4000 ? 'DF, 0' : hexWord(this.view, at + 6, 2),
    );
    this.field('ttl', at + 8, 1, String(this.bytes[at + 8]));
    this.field('protocol', at + 9, 1, named(protocol, PROTOCOLS));
    const right = foldChecksum(sumWords(this.bytes, at, at + header)) === 0;
    this.checksum(at + 10, right);
    this.field('src', at + 12, 4, ip4Text(this.bytes, at + 12));
    this.field('dst', at + 16, 4, ip4Text(this.bytes, at + 16));
    if (header > 20) this.field('options', at + 20, header - 20, hexWord(this.view, at + 20, 4));
    this.close('ip', at, at + header);
    const addresses = this.bytes.subarray(at + 12, at + 20);
    const isFirst = (fragment & 0x1fff) === 0;
    if (isFirst) this.transport(at + header, end, protocol, addresses, (fragment & 0x2000) !== 0);
    else this.payload(at + header, end);
    // What pads the frame to its shortest length.
    this.payload(end, this.bytes.length);
  }

  private ip6(at: number): void {
    const length = this.view.getUint16(at + 4);
    const next = this.bytes[at + 6] as number;
    const end = Math.min(this.bytes.length, at + 40 + length);
    this.field('flow', at, 4, hexWord(this.view, at, 4));
    this.field('length', at + 4, 2, `${String(length)} B`);
    this.field('protocol', at + 6, 1, named(next, PROTOCOLS));
    this.field('hopLimit', at + 7, 1, String(this.bytes[at + 7]));
    this.field('src', at + 8, 16, ip6Text(this.bytes, at + 8));
    this.field('dst', at + 24, 16, ip6Text(this.bytes, at + 24));
    this.close('ip6', at, at + 40);
    this.transport(at + 40, end, next, this.bytes.subarray(at + 8, at + 40), false);
    this.payload(end, this.bytes.length);
  }

  private transport(
    at: number,
    end: number,
    protocol: number,
    addresses: Uint8Array,
    more: boolean,
  ): void {
    const room = end - at;
    // A fragment's checksum is that of the whole datagram, which is not here.
    const right = () => more || segmentChecksum(addresses, protocol, this.bytes, at, end) === 0;
    if (protocol === PROTOCOL.udp && room >= 8) {
      this.ports(at);
      this.field('length', at + 4, 2, `${String(this.view.getUint16(at + 4))} B`);
      this.checksum(at + 6, this.view.getUint16(at + 6) === 0 || right());
      this.close('udp', at, at + 8);
      return this.payload(at + 8, end);
    }
    if (protocol === PROTOCOL.tcp && room >= 20) return this.tcp(at, end, right);
    if ((protocol === PROTOCOL.icmp || protocol === PROTOCOL.icmpv6) && room >= 8) {
      const v6 = protocol === PROTOCOL.icmpv6;
      const [type, code] = [this.bytes[at] as number, this.bytes[at + 1] as number];
      const names = v6 ? ICMP6_TYPES : ICMP_TYPES;
      this.field('icmpType', at, 2, `${named(type, names)}, ${String(code)}`);
      this.checksum(at + 2, v6 ? right() : foldChecksum(sumWords(this.bytes, at, end)) === 0);
      this.field('rest', at + 4, 4, hexWord(this.view, at + 4, 4));
      this.close(v6 ? 'icmp6' : 'icmp', at, at + 8);
      return this.payload(at + 8, end);
    }
    this.payload(at, end);
  }

  private tcp(at: number, end: number, right: () => boolean): void {
    const header = 4 * ((this.bytes[at + 12] as number) >> 4);
    if (header < 20 || at + header > end) return this.payload(at, end);
    this.ports(at);
    this.field('seq', at + 4, 4, String(this.view.getUint32(at + 4)));
    this.field('ack', at + 8, 4, String(this.view.getUint32(at + 8)));
    this.field('offset', at + 12, 1, `${String(header)} B`);
    this.field('flags', at + 13, 1, flagLetters(this.bytes[at + 13] as number));
    this.field('window', at + 14, 2, String(this.view.getUint16(at + 14)));
    this.checksum(at + 16, right());
    this.field('urgent', at + 18, 2, String(this.view.getUint16(at + 18)));
    if (header > 20) this.field('options', at + 20, header - 20, `${String(header - 20)} B`);
    this.close('tcp', at, at + header);
    this.payload(at + header, end);
  }

  private ports(at: number): void {
    this.field('srcPort', at, 2, String(this.view.getUint16(at)));
    this.field('dstPort', at + 2, 2, String(this.view.getUint16(at + 2)));
  }

  private payload(from: number, to: number): void {
    if (to <= from) return;
    this.field('data', from, to - from, `${String(to - from)} B`);
    this.close('payload', from, to);
  }

  private has(at: number, length: number): boolean {
    return at + length <= this.bytes.length;
  }

  private type(at: number): number {
    const type = this.view.getUint16(at);
    this.field('type', at, 2, named(type, ETHERTYPES, 4));
    return type;
  }

  private checksum(at: number, right: boolean): void {
    const value = hexWord(this.view, at, 2);
    this.fields.push({ id: 'checksum', from: at, to: at + 1, value, right });
  }

  private field(id: string, at: number, length: number, value: string): void {
    this.fields.push({ id, from: at, to: at + length - 1, value });
  }

  private close(layer: LayerId, from: number, to: number): void {
    this.layers.push({ layer, from, to: to - 1, fields: this.fields });
    this.fields = [];
  }
}

const ICMP_TYPES = { 0: 'echo reply', 3: 'destination unreachable', 8: 'echo request' };
const ICMP6_TYPES = {
  128: 'echo request',
  129: 'echo reply',
  133: 'router solicitation',
  134: 'router advertisement',
  135: 'neighbor solicitation',
  136: 'neighbor advertisement',
};
