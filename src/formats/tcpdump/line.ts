import { ETHERTYPE, PROTOCOL } from '../../engine/hw/addresses';
import { foldChecksum, segmentChecksum, sumWords } from '../frames/checksum';
import { hexWord } from '../frames/texts';
import { SERVICES } from './services';
import { summarise, type IpSummary, type Summary } from './summary';

export interface LineOptions {
  /** -e */
  readonly link: boolean;
  /** -n */
  readonly numeric: boolean;
  /** How many -v. */
  readonly verbose: number;
  /** -q */
  readonly quiet: boolean;
  /** -S: sequence numbers as they are. */
  readonly absolute: boolean;
}

const TYPES: Readonly<Record<number, string>> = {
  [ETHERTYPE.ipv4]: 'IPv4',
  [ETHERTYPE.arp]: 'ARP',
  [ETHERTYPE.rarp]: 'Reverse ARP',
  [ETHERTYPE.vlan]: '802.1Q',
  [ETHERTYPE.ipv6]: 'IPv6',
};
const PROTOCOLS: Readonly<Record<number, string>> = {
  [PROTOCOL.icmp]: 'ICMP',
  [PROTOCOL.tcp]: 'TCP',
  [PROTOCOL.udp]: 'UDP',
  [PROTOCOL.icmpv6]: 'ICMPv6',
};

const typeText = (type: number) =>
  `ethertype ${TYPES[type] ?? 'Unknown'} (0x${type.toString(16).padStart(4, '0')})`;

/** Prints frames as tcpdump 4.99 does, time aside. It remembers where each TCP connection began, as that does. */
export class LinePrinter {
  private readonly options: LineOptions;
  private readonly begun = new Map<string, { readonly from: string; seq: number; ack: number }>();

  constructor(options: LineOptions) {
    this.options = options;
  }

  line(bytes: Uint8Array): string {
    const frame = summarise(bytes);
    const { link, quiet } = this.options;
    const { ip, arp, type, tags, length } = frame;
    const rest = arp !== null ? this.arp(frame) : ip !== null ? this.ip(bytes, frame, ip) : '';
    if (!link) {
      if (arp !== null) return `ARP, ${rest}`;
      if (ip !== null) return `${ip.version === 4 ? 'IP' : 'IP6'} ${rest}`;
      return `${frame.srcMac} > ${frame.dstMac}, ${typeText(type)}, length ${String(length)}: `;
    }
    const outer = tags.length > 0 ? ETHERTYPE.vlan : type;
    const kind = quiet ? (TYPES[outer] ?? 'Unknown') : typeText(outer);
    const vlans = tags.map(({ id, priority }) => {
      return `vlan ${String(id)}, p ${String(priority)}, `;
    });
    const named = quiet ? (TYPES[type] ?? 'Unknown') : typeText(type);
    const inner = tags.length > 0 ? `${vlans.join('')}${named}, ` : '';
    return `${frame.srcMac} > ${frame.dstMac}, ${kind}, length ${String(length)}: ${inner}${rest}`;
  }

  private arp({ arp, length, at }: Summary): string {
    if (arp === null) return '';
    const head = this.options.verbose > 0 ? 'Ethernet (len 6), IPv4 (len 4), ' : '';
    const size = `length ${String(length - at)}`;
    const known = arp.targetMac === '00:00:00:00:00:00' ? '' : ` (${arp.targetMac})`;
    if (arp.operation === 3)
      return `${head}Reverse Request who-is ${arp.targetMac} tell ${arp.senderMac}, ${size}`;
    return arp.operation === 1
      ? `${head}Request who-has ${arp.targetIp}${known} tell ${arp.senderIp}, ${size}`
      : `${head}Reply ${arp.senderIp} is-at ${arp.senderMac}, ${size}`;
  }

  private ip(bytes: Uint8Array, { at }: Summary, ip: IpSummary): string {
    const head = this.options.verbose > 0 ? ipHead(bytes, at, ip) : '';
    const ports = ip.srcPort >= 0;
    const [src, dst] = ports
      ? [`${ip.src}.${this.port(ip.srcPort)}`, `${ip.dst}.${this.port(ip.dstPort)}`]
      : [ip.src, ip.dst];
    return `${head}${src} > ${dst}: ${this.transport(bytes, at, ip)}`;
  }

  private transport(bytes: Uint8Array, at: number, ip: IpSummary): string {
    const { protocol, transport, end } = ip;
    const size = end - transport;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const addresses =
      ip.version === 4 ? bytes.subarray(at + 12, at + 20) : bytes.subarray(at + 8, at + 40);
    const sum = () => segmentChecksum(addresses, protocol, bytes, transport, end) === 0;
    if (protocol === PROTOCOL.udp && size >= 8) {
      const field = hexWord(view, transport + 6, 2);
      const check = sum() ? '[udp sum ok] ' : `[bad udp cksum ${field}!] `;
      return `${this.options.verbose >= (ip.version === 4 ? 2 : 1) ? check : ''}UDP, length ${String(size - 8)}`;
    }
    if (protocol === PROTOCOL.tcp && size >= 20) return this.tcp(view, ip, sum);
    const v6 = protocol === PROTOCOL.icmpv6;
    if ((protocol === PROTOCOL.icmp || v6) && size >= 8) {
      const type = view.getUint8(transport);
      const echo = v6 ? { 128: 'request', 129: 'reply' } : { 8: 'request', 0: 'reply' };
      const what = (echo as Readonly<Record<number, string>>)[type];
      const [id, seq] = [view.getUint16(transport + 4), view.getUint16(transport + 6)];
      const body =
        what === undefined
          ? `type-#${String(type)}`
          : `echo ${what}, id ${String(id)}, seq ${String(seq)}`;
      return `${v6 ? 'ICMP6' : 'ICMP'}${v6 ? ',' : ''} ${body}, length ${String(size)}`;
    }
    return ` ip-proto-${String(protocol)} ${String(size)}`;
  }

  private tcp(view: DataView, ip: IpSummary, sum: () => boolean): string {
    const at = ip.transport;
    const header = 4 * (view.getUint8(at + 12) >> 4);
    const length = ip.end - at - header;
    if (this.options.quiet) return `tcp ${String(length)}`;
    const flags = view.getUint8(at + 13);
    let [seq, ack] = [view.getUint32(at + 4), view.getUint32(at + 8)];
    if (!this.options.absolute) [seq, ack] = this.relative(ip, seq, ack);
    const parts = [`Flags [${flagText(flags)}]`];
    if (this.options.verbose > 0)
      parts.push(`cksum ${hexWord(view, at + 16, 2)} (${sum() ? 'correct' : 'incorrect'})`);
    if (length > 0 || (flags & 7) !== 0)
      parts.push(`seq ${String(seq)}${length > 0 ? `:${String((seq + length) >>> 0)}` : ''}`);
    if ((flags & 16) !== 0) parts.push(`ack ${String(ack)}`);
    parts.push(`win ${String(view.getUint16(at + 14))}`);
    const options = optionText(view, at + 20, Math.min(at + header, ip.end));
    if (options !== '') parts.push(`options [${options}]`);
    return `${parts.join(', ')}, length ${String(length)}`;
  }

  /** As print-tcp.c: the first segment as it is, those after it counted from it. */
  private relative(ip: IpSummary, seq: number, ack: number): [number, number] {
    const [from, to] = [`${ip.src} ${String(ip.srcPort)}`, `${ip.dst} ${String(ip.dstPort)}`];
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    const known = this.begun.get(key);
    if (known === undefined) {
      this.begun.set(key, { from, seq, ack: (ack - 1) >>> 0 });
      return [seq, ack];
    }
    const [own, other] = known.from === from ? [known.seq, known.ack] : [known.ack, known.seq];
    return [(seq - own) >>> 0, (ack - other) >>> 0];
  }

  private port(port: number): string {
    return this.options.numeric ? String(port) : (SERVICES[port] ?? String(port));
  }
}

function flagText(flags: number): string {
  const letters = ['F', 'S', 'R', 'P', '.', 'U', 'E', 'W'];
  const text = letters.filter((_, bit) => (flags & (1 << bit)) !== 0).join('');
  return text === '' ? 'none' : text;
}

function optionText(view: DataView, from: number, end: number): string {
  const found: string[] = [];
  for (let at = from; at < end;) {
    const kind = view.getUint8(at);
    if (kind === 0) {
      found.push('eol');
      break;
    }
    if (kind === 1) {
      found.push('nop');
      at++;
      continue;
    }
    const length = at + 1 < end ? view.getUint8(at + 1) : 0;
    if (length < 2 || at + length > end) break;
    if (kind === 8 && length === 10)
      found.push(`TS val ${String(view.getUint32(at + 2))} ecr ${String(view.getUint32(at + 6))}`);
    else if (kind === 2 && length === 4) found.push(`mss ${String(view.getUint16(at + 2))}`);
    else if (kind === 3 && length === 3) found.push(`wscale ${String(view.getUint8(at + 2))}`);
    else if (kind === 4) found.push('sackOK');
    else found.push(`unknown-${String(kind)}`);
    at += length;
  }
  return found.join(',');
}

function ipHead(bytes: Uint8Array, at: number, ip: IpSummary): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = `${PROTOCOLS[ip.protocol] ?? 'unknown'} (${String(ip.protocol)})`;
  if (ip.version === 6) {
    const flow = view.getUint32(at) & 0xfffff;
    const label = flow === 0 ? '' : `flowlabel 0x${flow.toString(16).padStart(5, '0')}, `;
    const size = String(view.getUint16(at + 4));
    return `(${label}hlim ${String(bytes[at + 7])}, next-header ${name} payload length: ${size}) `;
  }
  const fragment = view.getUint16(at + 6);
  const flags = [(fragment & 0x4000) !== 0 ? 'DF' : '', (fragment & 0x2000) !== 0 ? '+' : ''];
  const set = flags.filter((flag) => flag !== '').join(', ');
  const bad = foldChecksum(sumWords(bytes, at, ip.transport)) !== 0;
  const fields = [
    `tos 0x${(bytes[at + 1] as number).toString(16)}`,
    `ttl ${String(bytes[at + 8])}`,
    `id ${String(view.getUint16(at + 4))}`,
    `offset ${String((fragment & 0x1fff) * 8)}`,
    `flags [${set === '' ? 'none' : set}]`,
    `proto ${name}`,
    `length ${String(view.getUint16(at + 2))}`,
    ...(bad ? [`bad cksum ${view.getUint16(at + 10).toString(16)}`] : []),
  ];
  return `(${fields.join(', ')})\n    `;
}

/** -x and -X without, -xx and -XX with the link's header. */
export function hexLines(bytes: Uint8Array, letters: boolean): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    let hex = '';
    let ascii = '';
    row.forEach((byte, i) => {
      hex += `${i % 2 === 0 ? ' ' : ''}${byte.toString(16).padStart(2, '0')}`;
      ascii += byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
    });
    const offset = `0x${at.toString(16).padStart(4, '0')}`;
    text += `\t${offset}: ${letters ? `${hex.padEnd(40)}  ${ascii}` : hex}\n`;
  }
  return text;
}
