import { ETHERTYPE, PROTOCOL } from '../../engine/hw/addresses';
import { SERVICES } from './services';
import type { Summary } from './summary';

export type Test = (frame: Summary) => boolean;

type Side = 'src' | 'dst' | 'either';

const PROTOCOLS: Readonly<Record<string, Test>> = {
  ip: ({ ip }) => ip?.version === 4,
  ip6: ({ ip }) => ip?.version === 6,
  arp: ({ type }) => type === ETHERTYPE.arp,
  rarp: ({ type }) => type === ETHERTYPE.rarp,
  tcp: ({ ip }) => ip?.protocol === PROTOCOL.tcp,
  udp: ({ ip }) => ip?.protocol === PROTOCOL.udp,
  icmp: ({ ip }) => ip?.version === 4 && ip.protocol === PROTOCOL.icmp,
  icmp6: ({ ip }) => ip?.version === 6 && ip.protocol === PROTOCOL.icmpv6,
};
const KINDS = ['host', 'net', 'port'] as const;
const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/iu;
/** Deeper than anybody writes: parentheses and `not` in each other. */
const MAX_DEPTH = 100;

/** The part of pcap-filter(7) that Ethernet, ARP, IP, TCP, UDP, ICMP and VLANs need; null where it is not understood. */
export function readFilter(text: string): Test | null {
  const words = text.match(/[()!]|&&|\|\||[^\s()!]+/gu) ?? [];
  if (words.length === 0) return () => true;
  try {
    const parser = new Parser(words);
    const test = parser.any(0);
    return parser.done ? test : null;
  } catch (error) {
    if (error instanceof FilterError) return null;
    throw error;
  }
}

class FilterError extends Error {}

class Parser {
  private readonly words: readonly string[];
  private at = 0;
  /** Tags that `vlan` has led behind: what follows it asks about what is there. */
  private tags = 0;

  constructor(words: readonly string[]) {
    this.words = words;
  }

  get done(): boolean {
    return this.at === this.words.length;
  }

  any(depth: number): Test {
    if (depth > MAX_DEPTH) throw new FilterError();
    const tests = [this.all(depth)];
    while (this.take('or') || this.take('||')) tests.push(this.all(depth));
    return (frame) => tests.some((test) => test(frame));
  }

  private all(depth: number): Test {
    const tests = [this.one(depth)];
    while (this.take('and') || this.take('&&')) tests.push(this.one(depth));
    return (frame) => tests.every((test) => test(frame));
  }

  private one(depth: number): Test {
    if (depth > MAX_DEPTH) throw new FilterError();
    if (this.take('not') || this.take('!')) {
      const test = this.one(depth + 1);
      return (frame) => !test(frame);
    }
    if (this.take('(')) {
      const test = this.any(depth + 1);
      if (!this.take(')')) throw new FilterError();
      return test;
    }
    return this.primitive();
  }

  private primitive(): Test {
    if (this.take('vlan')) return this.vlan();
    if (this.take('less')) return this.size((length, bound) => length <= bound);
    if (this.take('greater')) return this.size((length, bound) => length >= bound);
    if (this.take('ether')) return this.ether();
    if (this.take('broadcast')) return ({ dstMac }) => dstMac === 'ff:ff:ff:ff:ff:ff';
    const protocol = PROTOCOLS[this.words[this.at] ?? ''];
    if (protocol !== undefined) {
      this.at++;
      const next = this.words[this.at] ?? '';
      const goesOn = ['src', 'dst', ...KINDS].includes(next);
      if (!goesOn) return this.behindTags(protocol);
      const test = this.address();
      return (frame) => protocol(frame) && test(frame);
    }
    return this.address();
  }

  private behindTags(test: Test): Test {
    const { tags } = this;
    return (frame) => frame.tags.length === tags && test(frame);
  }

  private address(): Test {
    return this.behindTags(this.addressTest());
  }

  private addressTest(): Test {
    const side = this.side();
    const kind = KINDS.find((each) => this.take(each));
    if (kind === undefined && side === 'either') throw new FilterError();
    const value = this.word();
    if (kind === 'port') return portTest(side, value);
    if (kind === 'net') return netTest(side, value);
    if (!/^[\d.]+$|^[\da-f]*:[\da-f:.]*$/iu.test(value)) throw new FilterError();
    return sides(side, (frame) => [
      frame.ip?.src ?? frame.arp?.senderIp ?? '',
      frame.ip?.dst ?? frame.arp?.targetIp ?? '',
    ])((address) => address === value.toLowerCase());
  }

  private side(): Side {
    if (this.take('src')) {
      if (this.words[this.at] !== 'or' || this.words[this.at + 1] !== 'dst') return 'src';
      this.at += 2;
      return 'either';
    }
    return this.take('dst') ? 'dst' : 'either';
  }

  private ether(): Test {
    if (this.take('broadcast')) return ({ dstMac }) => dstMac === 'ff:ff:ff:ff:ff:ff';
    if (this.take('multicast'))
      return ({ dstMac }) => (Number.parseInt(dstMac.slice(0, 2), 16) & 1) === 1;
    const side = this.side();
    if (!this.take('host') && side === 'either') throw new FilterError();
    const value = this.word().toLowerCase();
    if (!MAC.test(value)) throw new FilterError();
    return sides(side, ({ srcMac, dstMac }) => [srcMac, dstMac])((mac) => mac === value);
  }

  private vlan(): Test {
    const next = this.words[this.at] ?? '';
    const outer = this.tags++;
    if (!/^\d+$/u.test(next)) return ({ tags }) => tags.length > outer;
    this.at++;
    return ({ tags }) => tags[outer]?.id === Number(next);
  }

  private size(compare: (length: number, bound: number) => boolean): Test {
    const bound = Number(this.word());
    if (!Number.isInteger(bound)) throw new FilterError();
    return ({ length }) => compare(length, bound);
  }

  private take(word: string): boolean {
    if (this.words[this.at] !== word) return false;
    this.at++;
    return true;
  }

  private word(): string {
    const word = this.words[this.at++];
    if (word === undefined) throw new FilterError();
    return word;
  }
}

function sides<T>(side: Side, of: (frame: Summary) => readonly [T, T]) {
  return (test: (value: T) => boolean): Test =>
    (frame) => {
      const [src, dst] = of(frame);
      return (side !== 'dst' && test(src)) || (side !== 'src' && test(dst));
    };
}

function portTest(side: Side, value: string): Test {
  const named = Object.entries(SERVICES).find(([, name]) => name === value)?.[0];
  const port = Number(named ?? value);
  if (!Number.isInteger(port) || port < 0 || port > 0xffff) throw new FilterError();
  return sides(side, ({ ip }) => [ip?.srcPort ?? -1, ip?.dstPort ?? -1])((each) => each === port);
}

function netTest(side: Side, value: string): Test {
  const [address = '', bits = ''] = value.split('/');
  const parts = address.split('.');
  if (!/^\d+(?:\.\d+){0,3}$/u.test(address)) throw new FilterError();
  const length = bits === '' ? 8 * parts.length : Number(bits);
  if (!Number.isInteger(length) || length > 32) throw new FilterError();
  const number = (text: string) =>
    [0, 1, 2, 3].reduce((all, i) => all * 256 + Number(text.split('.')[i] ?? 0), 0);
  const cut = (text: string) => Math.floor(number(text) / 2 ** (32 - length));
  const wanted = cut(address);
  return sides(side, (frame) => [
    frame.ip?.src ?? frame.arp?.senderIp ?? '',
    frame.ip?.dst ?? frame.arp?.targetIp ?? '',
  ])((each) => each.includes('.') && cut(each) === wanted);
}
