import { ETHERTYPE, ip4Number, ip4Text, macNumber, macText, PROTOCOL } from '../hw/addresses';
import { fieldIs, type Condition, type HeaderField } from '../hw/frame-match';

/** What values of a selector are written as. */
export type ValueType =
  | 'mac'
  | 'ip'
  | 'port'
  | 'protocol'
  | 'ethertype'
  | 'icmp-type'
  | 'number'
  | 'packet-type'
  | 'name';

export interface Selector {
  readonly type: ValueType;
  /** Header field, or what the hook knows of the frame beside its headers. */
  readonly reads: HeaderField | 'iifname' | 'oifname' | 'physdev-in' | 'physdev-out' | 'pkttype';
  /** The field is these bits of it, shifted down to 0. */
  readonly bits?: { readonly mask: number; readonly unit: number };
  /** What else has to be so, or the frame has no such field. */
  readonly needs: readonly Condition[];
}

const ip4 = [fieldIs('etherType', ETHERTYPE.ipv4)];
const udp = [fieldIs('protocol', PROTOCOL.udp)];
const tcp = [fieldIs('protocol', PROTOCOL.tcp)];
const tagged = [fieldIs('tci', 0, null, true)];

/** By the words of nft(8), "Payload expressions" and "Meta expressions". */
export const SELECTORS: Readonly<Record<string, Selector>> = {
  'ether saddr': { type: 'mac', reads: 'srcMac', needs: [] },
  'ether daddr': { type: 'mac', reads: 'dstMac', needs: [] },
  'ether type': { type: 'ethertype', reads: 'etherType', needs: [] },
  'meta protocol': { type: 'ethertype', reads: 'etherType', needs: [] },
  'vlan id': { type: 'number', reads: 'tci', bits: { mask: 0xfff, unit: 1 }, needs: tagged },
  'vlan pcp': { type: 'number', reads: 'tci', bits: { mask: 0xe000, unit: 0x2000 }, needs: tagged },
  'ip saddr': { type: 'ip', reads: 'srcIp', needs: ip4 },
  'ip daddr': { type: 'ip', reads: 'dstIp', needs: ip4 },
  'ip protocol': { type: 'protocol', reads: 'protocol', needs: ip4 },
  'ip length': { type: 'number', reads: 'length', needs: ip4 },
  'meta l4proto': { type: 'protocol', reads: 'protocol', needs: [] },
  'meta length': { type: 'number', reads: 'length', needs: [] },
  'meta pkttype': { type: 'packet-type', reads: 'pkttype', needs: [] },
  'udp sport': { type: 'port', reads: 'srcPort', needs: udp },
  'udp dport': { type: 'port', reads: 'dstPort', needs: udp },
  'tcp sport': { type: 'port', reads: 'srcPort', needs: tcp },
  'tcp dport': { type: 'port', reads: 'dstPort', needs: tcp },
  'th sport': { type: 'port', reads: 'srcPort', needs: [] },
  'th dport': { type: 'port', reads: 'dstPort', needs: [] },
  'icmp type': {
    type: 'icmp-type',
    reads: 'icmpType',
    needs: [...ip4, fieldIs('protocol', PROTOCOL.icmp)],
  },
  iifname: { type: 'name', reads: 'iifname', needs: [] },
  oifname: { type: 'name', reads: 'oifname', needs: [] },
  // What only iptables' module of this name looks at: the bridge's port below br0.
  'physdev in': { type: 'name', reads: 'physdev-in', needs: [] },
  'physdev out': { type: 'name', reads: 'physdev-out', needs: [] },
};

/** Words that begin a selector, each with what may follow it. */
export const AFTER: Readonly<Record<string, readonly string[]>> = {
  ether: ['saddr', 'daddr', 'type'],
  vlan: ['id', 'pcp'],
  ip: ['saddr', 'daddr', 'protocol', 'length'],
  udp: ['sport', 'dport'],
  tcp: ['sport', 'dport'],
  th: ['sport', 'dport'],
  icmp: ['type'],
  meta: ['protocol', 'l4proto', 'length', 'pkttype', 'iifname', 'oifname'],
};

const PROTOCOLS: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  tcp: 6,
  udp: 17,
  gre: 47,
  esp: 50,
  icmpv6: 58,
  'ipv6-icmp': 58,
  sctp: 132,
};
const ETHERTYPES: Readonly<Record<string, number>> = {
  ip: ETHERTYPE.ipv4,
  arp: ETHERTYPE.arp,
  '8021q': ETHERTYPE.vlan,
  vlan: ETHERTYPE.vlan,
  ip6: ETHERTYPE.ipv6,
};
const ICMP_TYPES: Readonly<Record<string, number>> = {
  'echo-reply': 0,
  'destination-unreachable': 3,
  'source-quench': 4,
  redirect: 5,
  'echo-request': 8,
  'time-exceeded': 11,
  'parameter-problem': 12,
};
/** Where a frame is addressed to, as the receiving interface sees it (PACKET_HOST, … in linux/if_packet.h). */
const PACKET_TYPES: Readonly<Record<string, number>> = {
  host: 0,
  unicast: 0,
  broadcast: 1,
  multicast: 2,
  other: 3,
};
/** Of /etc/services, those that the lab's lessons may meet. */
const SERVICES: Readonly<Record<string, number>> = {
  echo: 7,
  discard: 9,
  ssh: 22,
  domain: 53,
  http: 80,
  ntp: 123,
  https: 443,
};

/** Where a name stands for one protocol's port only. */
const ONLY: Readonly<Record<string, 'tcp' | 'udp'>> = { ssh: 'tcp', http: 'tcp', ntp: 'udp' };

/** A port by the name of its service, or by its number where it has none (getservbyport). */
export function serviceOf(port: number, protocol: 'tcp' | 'udp'): string {
  const found = Object.keys(SERVICES).find((name) => SERVICES[name] === port);
  return found !== undefined && (ONLY[found] ?? protocol) === protocol ? found : String(port);
}

/** Highest value of each type that is a number. */
const HIGHEST: Readonly<Partial<Record<ValueType, number>>> = {
  port: 65_535,
  protocol: 255,
  ethertype: 65_535,
  'icmp-type': 255,
  number: 0xffff_ffff,
};

const NAMES: Readonly<Partial<Record<ValueType, Readonly<Record<string, number>>>>> = {
  port: SERVICES,
  protocol: PROTOCOLS,
  ethertype: ETHERTYPES,
  'icmp-type': ICMP_TYPES,
  'packet-type': PACKET_TYPES,
};

/** What nft answers to a word that is no value of the type. */
const REFUSALS: Readonly<Record<ValueType, string>> = {
  mac: 'Could not parse Ethernet address',
  ip: 'Could not resolve hostname: Name or service not known',
  port: 'Could not resolve service: Servname not supported for ai_socktype',
  protocol: 'Could not resolve protocol name',
  ethertype: 'Could not parse Ethernet protocol',
  'icmp-type': 'Could not parse ICMP type',
  number: 'Could not parse integer',
  'packet-type': 'Could not parse packet type',
  name: 'Could not parse interface name',
};

const MAC = /^([0-9a-f]{1,2}:){5}[0-9a-f]{1,2}$/i;
const IP = /^\d{1,3}(\.\d{1,3}){3}$/;

/** A value's number, or why there is none. */
export function readValue(type: ValueType, text: string): number | string {
  if (type === 'mac') return MAC.test(text) ? macNumber(text) : REFUSALS.mac;
  if (type === 'ip') {
    const fine = IP.test(text) && text.split('.').every((part) => Number(part) <= 255);
    return fine ? ip4Number(text) : REFUSALS.ip;
  }
  const names = NAMES[type];
  if (names !== undefined && Object.hasOwn(names, text)) return names[text] ?? 0;
  if (!/^(0x[0-9a-f]+|\d+)$/i.test(text)) return REFUSALS[type];
  const value = Number(text);
  if (value <= (HIGHEST[type] ?? 0xffff_ffff)) return value;
  return type === 'port' ? 'Service out of range' : 'Value out of range';
}

/** As `nft list` writes it. */
export function writeValue(type: ValueType, value: number): string {
  if (type === 'mac') return macText(value);
  if (type === 'ip') return ip4Text(value);
  if (type === 'port') return String(value);
  const names = NAMES[type] ?? {};
  const name = Object.keys(names).find((key) => names[key] === value);
  if (name !== undefined) return name;
  return type === 'ethertype' ? `0x${value.toString(16).padStart(4, '0')}` : String(value);
}

/** Does a name meet a pattern: itself, or with `*` at its end its beginning. */
export function isNamed(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
