import { ETHERTYPE, PROTOCOL } from '../hw/addresses';
import { ABSENT, type FrameHeader } from '../hw/frame-match';

/** Ethernet, a tag, the longest IPv4 header and the first words of what it carries. */
const HEAD_BYTES = 14 + 4 + 60 + 8;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The beginning of a frame that a scenario keeps as base64, as far as its headers can go; zeros at its end were left out. */
export function headOfFrame(base64: string): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  let [bits, have, at] = [0, 0, 0];
  for (const letter of base64) {
    const value = LETTERS.indexOf(letter);
    if (value < 0 || at === HEAD_BYTES) break;
    bits = ((bits << 6) | value) & 0xffff;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    head[at++] = (bits >> have) & 0xff;
  }
  return head;
}

const NO_IP = { srcIp: ABSENT, dstIp: ABSENT, protocol: ABSENT };
const NO_PORTS = { srcPort: ABSENT, dstPort: ABSENT, icmpType: ABSENT };
const FRAGMENT_OFFSET = 0x1fff;

/** What the headers of a captured frame say. IPv6 has its protocol and ports, its addresses are not read. */
export function headerOfBytes(bytes: Uint8Array): Omit<FrameHeader, 'length'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mac = (at: number) => view.getUint16(at) * 2 ** 32 + view.getUint32(at + 2);
  let [at, tci, etherType] = [14, 0, view.getUint16(12)];
  if (etherType === ETHERTYPE.vlan)
    [at, tci, etherType] = [18, view.getUint16(14), view.getUint16(16)];
  const link = { dstMac: mac(0), srcMac: mac(6), tci, etherType };
  if (etherType === ETHERTYPE.ipv6) {
    const protocol = view.getUint8(at + 6);
    return { ...link, ...NO_IP, protocol, ...portsAt(view, at + 40, protocol) };
  }
  if (etherType !== ETHERTYPE.ipv4) return { ...link, ...NO_IP, ...NO_PORTS };
  const protocol = view.getUint8(at + 9);
  const ip = { srcIp: view.getUint32(at + 12), dstIp: view.getUint32(at + 16), protocol };
  // Only the first fragment has the header of what is carried.
  const later = (view.getUint16(at + 6) & FRAGMENT_OFFSET) !== 0;
  const header = 4 * (view.getUint8(at) & 0xf);
  return { ...link, ...ip, ...(later ? NO_PORTS : portsAt(view, at + header, protocol)) };
}

function portsAt(view: DataView, at: number, protocol: number) {
  if (at + 4 > view.byteLength) return NO_PORTS;
  if (protocol === PROTOCOL.icmp) return { ...NO_PORTS, icmpType: view.getUint8(at) };
  if (protocol !== PROTOCOL.tcp && protocol !== PROTOCOL.udp) return NO_PORTS;
  return { srcPort: view.getUint16(at), dstPort: view.getUint16(at + 2), icmpType: ABSENT };
}
