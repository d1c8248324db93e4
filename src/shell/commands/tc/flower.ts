import type { CardRule, RuleMatch } from '../../../engine/scenario/card-rule';
import type { Arguments } from '../ip/arguments';
import { IpFailure } from '../ip/failure';

const PROTOCOLS: Readonly<Record<string, RuleMatch['etherType'] | null>> = {
  all: null,
  ip: 'ipv4',
  ipv6: 'ipv6',
  arp: 'arp',
  '802.1q': null,
};

const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/;
const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;

const illegal = (what: string, word: string) =>
  new IpFailure(1, `Illegal "${what}"\n${word === '' ? '' : `bad value ${word}\n`}`);

interface Flower {
  readonly rule: CardRule;
  readonly pref: number | null;
  readonly protocol: string;
  readonly skipSw: boolean;
}

/** What follows `tc filter add dev REP ingress`. `portOf`: a port of the same switch by its interface. */
export function readFlower(
  args: Arguments,
  from: string,
  portOf: (name: string) => string | null,
): Flower {
  let pref: number | null = null;
  let protocol = 'all';
  for (let word = args.take(); word !== 'flower'; word = args.take()) {
    if (word === 'protocol') protocol = args.need().toLowerCase();
    else if (word === 'pref' || word === 'prio') pref = number(args, 'prio', 65_535);
    else if (word === undefined) throw new IpFailure(1, 'filter: a classifier is missing\n');
    else
      throw new IpFailure(
        1,
        `Unknown filter "${word}", hence option "${args.peek() ?? ''}" is unparsable\n`,
      );
  }
  const etherType = PROTOCOLS[protocol];
  if (etherType === undefined)
    throw new IpFailure(255, `Error: argument "${protocol}" is wrong: invalid protocol\n`);
  let match: RuleMatch = etherType === null ? {} : { etherType };
  let skipSw = false;
  let action: string | null = null;
  let vlan: number | null = null;
  for (let word = args.take(); word !== undefined; word = args.take()) {
    if (word === 'skip_sw') skipSw = true;
    else if (word === 'skip_hw') throw notInCard();
    else if (word === 'src_mac') match = { ...match, srcMac: mac(args, word) };
    else if (word === 'dst_mac') match = { ...match, dstMac: mac(args, word) };
    else if (word === 'vlan_id') match = { ...match, vlan: number(args, word, 4094) };
    else if (word === 'ip_proto') match = { ...match, protocol: transport(args) };
    else if (word === 'src_ip') match = { ...match, srcIp: address(args, word) };
    else if (word === 'dst_ip') match = { ...match, dstIp: address(args, word) };
    else if (word === 'src_port') match = { ...match, srcPort: port(args, word, match) };
    else if (word === 'dst_port') match = { ...match, dstPort: port(args, word, match) };
    else if (word === 'action') {
      const done = readAction(args, portOf);
      action = done.action ?? action;
      vlan = done.vlan ?? vlan;
    } else throw new IpFailure(1, `What is "${word}"?\n`);
  }
  // A filter without an action, or with a tag alone, decides nothing that the card could do.
  if (action === null) throw notInCard();
  return { rule: { from, match, action, vlan }, pref, protocol, skipSw };
}

function readAction(
  args: Arguments,
  portOf: (name: string) => string | null,
): { readonly action: string | null; readonly vlan: number | null } {
  const kind = args.need();
  if (kind === 'drop') return { action: 'drop', vlan: null };
  if (kind === 'vlan') {
    const what = args.need();
    if (what !== 'push' && what !== 'pop') throw illegal('vlan action', what);
    if (what === 'push' && args.take() !== 'id')
      throw new IpFailure(1, 'id needs to be specified\n');
    const vlan = what === 'push' ? number(args, 'id', 4094) : 0;
    if (args.peek() === 'pipe') args.take();
    return { action: null, vlan };
  }
  if (kind === 'mirred') {
    const [way, does, dev] = [args.need(), args.need(), args.need()];
    const name = args.need();
    if (way !== 'egress' || dev !== 'dev') throw illegal('mirred', way);
    if (does !== 'redirect') throw notInCard();
    const target = portOf(name);
    if (target === null) throw notInCard();
    return { action: target, vlan: null };
  }
  throw new IpFailure(1, `Unknown action "${kind}"\n`);
}

/** The software's own classifier is not modelled: every rule here is one that the card takes. */
const notInCard = () =>
  new IpFailure(
    2,
    'RTNETLINK answers: Operation not supported\nWe have an error talking to the kernel\n',
  );

function number(args: Arguments, what: string, most: number): number {
  const word = args.need();
  const value = Number(word);
  if (!/^\d+$/.test(word) || value > most) throw illegal(what, word);
  return value;
}

function mac(args: Arguments, what: string): string {
  const word = args.need();
  if (!MAC.test(word)) throw illegal(what, word);
  return word.toLowerCase();
}

function address(args: Arguments, what: string): string {
  const word = args.need();
  const isOne =
    ADDRESS.test(word) &&
    word
      .split(/[./]/)
      .slice(0, 4)
      .every((n) => Number(n) < 256);
  if (!isOne || Number(word.split('/')[1] ?? 32) > 32) throw illegal(what, word);
  return word;
}

function transport(args: Arguments): NonNullable<RuleMatch['protocol']> {
  const word = args.need();
  if (word === 'tcp' || word === 'udp' || word === 'icmp') return word;
  throw illegal('ip_proto', word);
}

function port(args: Arguments, what: string, { protocol }: RuleMatch): number {
  const value = number(args, what, 65_535);
  if (protocol !== 'tcp' && protocol !== 'udp') throw illegal(what, '');
  return value;
}
