/** Ports of the services that the lab's traffic uses (RFC 862 and 863): what answers, and what takes everything. */
export const ECHO = 7;
export const DISCARD = 9;
/** Of those that clients take (RFC 6335), the first that no dissector knows another use of; each flow of a guest’s traffic has one. */
export const FIRST_CLIENT_PORT = 50_000;

export const ETHERTYPE = {
  ipv4: 0x0800,
  arp: 0x0806,
  rarp: 0x8035,
  vlan: 0x8100,
  ipv6: 0x86dd,
} as const;
export const PROTOCOL = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;

/** Guests are 192.0.2.10 and up, the machine at the other end of port n is 192.0.2.(1 + n): RFC 5737, for documentation. */
const NETWORK = '192.0.2';
const FIRST_GUEST = 10;
/** Owners of further addresses of a capture: 198.51.100.0/24, for documentation too. */
const OTHERS = '198.51.100';
const LAST_HOST = 254;
/** First three bytes of QEMU's and KVM's default addresses (52:54:00). */
const GUEST_MAC = '52:54:00:00:00';
/** Documentation range of unicast MAC addresses, RFC 7042. */
const PEER_MAC = '00:00:5e:00:53';
export const BROADCAST_MAC = 'ff:ff:ff:ff:ff:ff';
export const BROADCAST_IP = `${NETWORK}.255`;

export interface Address {
  /** `52:54:00:00:00:00` */
  readonly mac: string;
  /** `192.0.2.10` */
  readonly ip: string;
}

/** The bridge's own interface, whose MAC address a virtual service has too. */
export const SERVICE: Address = { mac: '52:54:00:ff:00:00', ip: `${NETWORK}.200` };

const twoDigits = (n: number) => n.toString(16).padStart(2, '0');

export function guestAddress(vm: number): Address {
  return { mac: `${GUEST_MAC}:${twoDigits(vm)}`, ip: `${NETWORK}.${String(FIRST_GUEST + vm)}` };
}

/** RFC 3849, for documentation: the last part is that of the IPv4 address, in hexadecimal. */
const NETWORK_6 = '2001:db8::';

/** The same interface's address of IPv6. */
export function ip6Of(ip4: string): string {
  return `${NETWORK_6}${Number(ip4.split('.').at(-1)).toString(16)}`;
}

/** The machine at the other end of a port's wire. */
export function peerAddress(port: number): Address {
  return { mac: `${PEER_MAC}:${twoDigits(port + 1)}`, ip: `${NETWORK}.${String(port + 1)}` };
}

/** The owner of an address of a capture, by its number there; a group's is a multicast address. */
export function capturedAddress(mac: string, index: number): Address {
  if (mac === BROADCAST_MAC) return { mac, ip: BROADCAST_IP };
  const bytes = mac.split(':').map((byte) => Number.parseInt(byte, 16));
  const [first = 0, , , a = 0, b = 0, c = 0] = bytes;
  // RFC 1112: the low 23 bits of the group are those of its MAC address.
  if ((first & 1) === 1) return { mac, ip: `239.${String(a & 0x7f)}.${String(b)}.${String(c)}` };
  return { mac, ip: `${OTHERS}.${String(1 + (index % LAST_HOST))}` };
}

/** 48 bits as a number. */
export function macNumber(mac: string): number {
  return mac.split(':').reduce((value, byte) => value * 256 + Number.parseInt(byte, 16), 0);
}

/** 32 bits as an unsigned number. */
export function ip4Number(ip: string): number {
  return ip.split('.').reduce((value, byte) => value * 256 + Number(byte), 0);
}

export function macText(value: number): string {
  return value.toString(16).padStart(12, '0').match(/../g)?.join(':') ?? '';
}

export function ip4Text(value: number): string {
  return [24, 16, 8, 0].map((bits) => String((value >>> bits) & 0xff)).join('.');
}
