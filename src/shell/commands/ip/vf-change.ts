import type { VfSettings } from '../../../engine/linux/kernel';
import { abbreviates, macAddress, oneOf, unsigned, type Arguments } from './arguments';
import { incomplete, IpFailure, wrongArgument } from './failure';

/** What follows one `vf N`. */
export interface VfChange {
  readonly vf: number;
  mac?: string;
  vlan?: { readonly id: number; readonly qos: number; readonly protocol: VfSettings['protocol'] };
  rate?: { readonly min: number; readonly max: number };
  spoofCheck?: boolean;
  linkState?: VfSettings['linkState'];
  queryRss?: boolean;
  trust?: boolean;
  guid?: boolean;
}

/** Protocols that `ll_proto_a2n` knows and a VF's tag cannot be. */
const OTHER_PROTOCOLS =
  /^(loop|pup|ip|ipv4|arp|ipv6|aarp|ipx|pppoe|mpls_uc|lldp|all|0x[0-9a-f]+)$/i;

function vlanProtocol(word: string): VfSettings['protocol'] {
  const lower = word.toLowerCase();
  if (lower === '802.1q') return '802.1Q';
  if (lower === '802.1ad') return '802.1ad';
  throw wrongArgument(
    word,
    OTHER_PROTOCOLS.test(word)
      ? 'Invalid "vlan protocol" value - supported 802.1Q, 802.1ad\n'
      : 'protocol is invalid\n',
  );
}

function number(args: Arguments, name: string, most = 0xffffffff): number {
  const word = args.need();
  const value = unsigned(word);
  if (value === null || value > most) throw wrongArgument(word, `Invalid "${name}" value\n`);
  return value;
}

function vlan(args: Arguments): NonNullable<VfChange['vlan']> {
  const id = number(args, 'vlan', 4095);
  const next = (keyword: string): boolean => {
    const word = args.peek();
    if (word === undefined || !abbreviates(word, keyword)) return false;
    args.take();
    return true;
  };
  const qos = next('qos') ? number(args, 'qos') : 0;
  const protocol = next('proto') ? vlanProtocol(args.need()) : '802.1Q';
  return { id, qos, protocol };
}

function linkState(word: string): VfSettings['linkState'] {
  for (const state of ['auto', 'enable', 'disable'] as const) {
    if (abbreviates(word, state)) return state;
  }
  throw wrongArgument(word, 'Invalid "state" value\n');
}

function guid(word: string): true {
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2}){7}$/i.test(word)) {
    throw wrongArgument(word, 'Invalid GUID format\n');
  }
  return true;
}

/** Reads keywords for one VF until one is not about it. A rate given alone keeps the other as it is. */
export function readVf(args: Arguments, vf: number, now: VfSettings | undefined): VfChange {
  const change: VfChange = { vf };
  const before = args.left;
  const isNewRate = args
    .rest()
    .some((word) => abbreviates(word, 'max_tx_rate') || abbreviates(word, 'min_tx_rate'));
  let min: number | undefined;
  let max: number | undefined;
  for (let word = args.peek(); word !== undefined; word = args.peek()) {
    const is = (keyword: string): boolean => abbreviates(word ?? '', keyword);
    const known = [
      'mac',
      'vlan',
      'rate',
      'max_tx_rate',
      'min_tx_rate',
      'spoofchk',
      'query_rss',
      'trust',
      'state',
      'node_guid',
      'port_guid',
    ].find(is);
    if (known === undefined) break;
    args.take();
    if (known === 'mac') change.mac = macAddress(args.need());
    else if (known === 'vlan') change.vlan = vlan(args);
    else if (known === 'rate') {
      const rate = number(args, 'rate');
      if (isNewRate) max ??= rate;
      else change.rate = { min: now?.minTxRate ?? 0, max: rate };
    } else if (known === 'max_tx_rate') max = number(args, 'max tx rate');
    else if (known === 'min_tx_rate') min = number(args, 'min tx rate');
    else if (known === 'spoofchk') change.spoofCheck = oneOf(known, args.need());
    else if (known === 'query_rss') change.queryRss = oneOf(known, args.need());
    else if (known === 'trust') change.trust = oneOf(known, args.need());
    else if (known === 'state') change.linkState = linkState(args.need());
    else change.guid = guid(args.need());
  }
  if (min !== undefined || max !== undefined) {
    const rate = { min: min ?? now?.minTxRate ?? 0, max: max ?? now?.maxTxRate ?? 0 };
    if (rate.max !== 0 && rate.min > rate.max) {
      throw new IpFailure(
        1,
        `Invalid min_tx_rate ${rate.min} - must be <= max_tx_rate ${rate.max}\n`,
      );
    }
    change.rate = rate;
  }
  if (args.left === before) throw incomplete();
  return change;
}
