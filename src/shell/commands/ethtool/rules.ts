import { ip4Text } from '../../../engine/hw/addresses';
import type { NetDevice } from '../../../engine/linux/kernel';
import { FILTER_DRIVERS } from '../../../engine/pci/switch-abilities';
import type { RuleMatch } from '../../../engine/scenario/card-rule';
import { cardState, type TypedRule } from '../../card-state';
import { saidNtuples } from '../../said-rules';
import type { CommandContext } from '../../command';

interface Request {
  readonly context: CommandContext;
  readonly device: NetDevice;
}

/** Locations of perfect filters: ixgbe has 2,045 with the smallest table; ethtool takes the last free one. */
const LOCATIONS = 2046;

const FLOWS: Readonly<Record<string, RuleMatch>> = {
  ip4: { etherType: 'ipv4' },
  tcp4: { etherType: 'ipv4', protocol: 'tcp' },
  udp4: { etherType: 'ipv4', protocol: 'udp' },
};
const TITLES: Readonly<Record<string, string>> = {
  ip4: 'Raw IPv4',
  tcp4: 'TCP over IPv4',
  udp4: 'UDP over IPv4',
};
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;

const isAble = ({ driver }: NetDevice) => FILTER_DRIVERS.includes(driver ?? '');

function fail({ err }: CommandContext, text: string): number {
  err(`${text}\n`);
  return 1;
}

/** `ethtool -n DEV`. MODEL: ntuple filters are on from the start, and masks may differ from rule to rule. */
export function showRules({ context, device }: Request): number {
  if (!isAble(device))
    return fail(context, 'rxclass: Cannot get RX class rule count: Operation not supported');
  const typed = cardState(device).rules.filter(({ tool }) => tool === 'ethtool');
  const rules = [...saidNtuples(context, device), ...typed];
  const text = rules.map((rule) => ruleText(rule)).join('');
  context.out(
    `${String(context.kernel.machine.cpus)} RX rings available\nTotal ${String(rules.length)} rules\n\n${text}`,
  );
  return 0;
}

function ruleText({ rule: { match, action }, order, protocol }: TypedRule): string {
  // Bits of a mask that are set are not compared.
  const address = (ip: string | undefined) => {
    const [net = '0.0.0.0', length = '32'] = (ip ?? '0.0.0.0/0').split('/');
    return `${net} mask: ${ip4Text(2 ** (32 - Number(length)) - 1)}`;
  };
  const port = (value: number | undefined) =>
    `${String(value ?? 0)} mask: ${value === undefined ? '0xffff' : '0x0'}`;
  const ports =
    protocol === 'ip4'
      ? ['\tProtocol: 0 mask: 0xff', '\tL4 bytes: 0x0 mask: 0xffffffff']
      : [`\tSrc port: ${port(match.srcPort)}`, `\tDest port: ${port(match.dstPort)}`];
  const vlan =
    match.vlan === undefined
      ? []
      : [
          '\tVLAN EtherType: 0x0 mask: 0xffff',
          `\tVLAN: 0x${match.vlan.toString(16)} mask: 0xf000`,
          '\tUser-defined: 0x0 mask: 0xffffffffffffffff',
        ];
  const does = action === 'drop' ? 'Drop' : `Direct to VF ${action.slice(2)} queue 0`;
  return [
    `Filter: ${String(order)}`,
    `\tRule Type: ${TITLES[protocol] ?? protocol}`,
    `\tSrc IP addr: ${address(match.srcIp)}`,
    `\tDest IP addr: ${address(match.dstIp)}`,
    '\tTOS: 0x0 mask: 0xff',
    ...ports,
    ...vlan,
    `\tAction: ${does}`,
    '',
    '',
  ].join('\n');
}

/** `ethtool -N DEV flow-type udp4 dst-port 53 action -1`, `… delete LOC`. */
export function changeRules({ context, device }: Request): number {
  const words = context.args.slice(2);
  const bad = () =>
    fail(context, 'ethtool: bad command line argument(s)\nFor more information run ethtool -h');
  const refused = (text: string) => fail(context, `rmgr: Cannot insert RX class rule: ${text}`);
  const state = cardState(device);
  const own = state.rules.filter(({ tool }) => tool === 'ethtool');
  if (words[0] === 'delete') {
    const order = Number(words[1]);
    const found = own.find((rule) => rule.order === order);
    if (words[1] === undefined || !Number.isInteger(order)) return bad();
    if (!isAble(device))
      return fail(context, 'rmgr: Cannot delete RX class rule: Operation not supported');
    if (found === undefined)
      return fail(context, 'rmgr: Cannot delete RX class rule: Invalid argument');
    state.rules = state.rules.filter((rule) => rule !== found);
    return 0;
  }
  const [keyword, flow = ''] = words;
  if (keyword !== 'flow-type') return bad();
  let match = FLOWS[flow];
  if (match === undefined) return bad();
  let action: string | null = null;
  let vf: number | null = null;
  let order: number | null = null;
  for (let i = 2; i < words.length; i += 2) {
    const [key = '', value] = [words[i], words[i + 1]];
    const number = Number(value);
    if (value === undefined) return bad();
    const isIp = ADDRESS.test(value) && value.split('.').every((octet) => Number(octet) < 256);
    if ((key === 'src-ip' || key === 'dst-ip') && isIp)
      match = { ...match, [key === 'src-ip' ? 'srcIp' : 'dstIp']: value };
    else if (!Number.isInteger(number)) return bad();
    else if (key === 'src-port' && flow !== 'ip4') match = { ...match, srcPort: number };
    else if (key === 'dst-port' && flow !== 'ip4') match = { ...match, dstPort: number };
    else if (key === 'vlan') match = { ...match, vlan: number & 0xfff };
    else if (key === 'action') action = value;
    else if (key === 'vf') vf = number;
    else if (key === 'loc') order = number;
    else return bad();
  }
  if (action === null && vf === null) return bad();
  if (!isAble(device)) return refused('Operation not supported');
  // The PF's own rings get what is the PF's anyway; a VF has to be there.
  if (action !== '-1' && (vf === null || vf >= device.vfs.length))
    return refused('Invalid argument');
  const taken = new Set(own.map((rule) => rule.order));
  let free = LOCATIONS - 1;
  while (taken.has(free)) free -= 1;
  const at = order ?? free;
  const rule = {
    from: null,
    match,
    action: action === '-1' ? 'drop' : `vf${String(vf)}`,
    vlan: null,
  };
  const others = state.rules.filter((other) => other.tool !== 'ethtool' || other.order !== at);
  const typed: TypedRule = {
    rule,
    dev: device.name,
    tool: 'ethtool',
    order: at,
    protocol: flow,
    skipSw: true,
  };
  state.rules = [...others, typed].toSorted((a, b) => a.order - b.order);
  if (order === null) context.out(`Added rule with ID ${String(at)}\n`);
  return 0;
}
