import type { Command, CommandContext } from '../command';
import { abbreviates, Arguments } from './ip/arguments';
import { IpFailure } from './ip/failure';
import { show } from './ip/link-show';
import { set, talk } from './ip/link-set';
import { jsonText } from './ip/json';
import type { Looks } from './ip/paper';
import { iplinkUsage, ipUsage } from './ip/usage';
import { SysError } from '../../engine/linux/errno';

/** In the order in which iproute2 tries a beginning. Those without a function of ours have nothing to show. */
const OBJECTS = [
  'address',
  'addrlabel',
  'maddress',
  'route',
  'rule',
  'neighbor',
  'neighbour',
  'ntable',
  'ntbl',
  'link',
  'l2tp',
  'fou',
  'ila',
  'macsec',
  'tunnel',
  'tunl',
  'tuntap',
  'tap',
  'token',
  'tcpmetrics',
  'tcp_metrics',
  'monitor',
  'xfrm',
  'mroute',
  'mrule',
  'netns',
  'netconf',
  'vrf',
  'sr',
  'nexthop',
  'mptcp',
  'ioam',
  'help',
] as const;

type Flag = 'statistics' | 'details' | 'brief' | 'json' | 'pretty' | 'oneLine' | 'colour' | 'none';

/** Options in the order in which their beginnings are tried. */
const OPTIONS: readonly (readonly [string, Flag])[] = [
  ['-statistics', 'statistics'],
  ['-stats', 'statistics'],
  ['-details', 'details'],
  ['-resolve', 'none'],
  ['-oneline', 'oneLine'],
  ['-timestamp', 'none'],
  ['-json', 'json'],
  ['-human', 'none'],
  ['-iec', 'none'],
  ['-brief', 'brief'],
  ['-pretty', 'pretty'],
  ['-numeric', 'none'],
  ['-all', 'none'],
  ['-4', 'none'],
  ['-6', 'none'],
  ['-0', 'none'],
];

function colour(option: string, terminal: boolean): boolean | null {
  const match = /^-(c|co|col|colo|color)(?:=(always|auto|never))?$/.exec(option);
  if (match === null) return null;
  const [, , when = 'always'] = match;
  return when === 'always' || (when === 'auto' && terminal);
}

function readOptions(args: Arguments, terminal: boolean): Looks | 'version' {
  const looks = {
    statistics: 0,
    details: false,
    brief: false,
    json: false,
    pretty: false,
    oneLine: false,
    colour: false,
  };
  for (let word = args.peek(); word?.startsWith('-') === true; word = args.peek()) {
    args.take();
    if (word === '--') break;
    // Two hyphens are as good as one.
    const option = word.startsWith('--') ? word.slice(1) : word;
    if (abbreviates(option, '-help') && option.length > 1) throw ipUsage();
    if (option === '-V' || option === '-Version') return 'version';
    const coloured = colour(option, terminal);
    const found = OPTIONS.find(([name]) => abbreviates(option, name) && option.length > 1);
    if (option === '-f' || option === '-family') args.need();
    else if (coloured !== null) looks.colour = coloured;
    else if (found === undefined) {
      throw new IpFailure(255, `Option "${option}" is unknown, try "ip -help".\n`);
    } else if (found[1] === 'statistics') looks.statistics += 1;
    else if (found[1] !== 'none') looks[found[1]] = true;
  }
  return { ...looks, colour: looks.colour && !looks.json };
}

function link(context: CommandContext, args: Arguments, looks: Looks): void {
  const word = args.take();
  const is = (...keywords: readonly string[]): boolean =>
    word !== undefined && keywords.some((keyword) => abbreviates(word, keyword));
  if (word === undefined) show(context, args, looks, true);
  else if (is('add')) {
    talk(() => {
      throw new SysError('EOPNOTSUPP');
    });
  } else if (is('set', 'change')) set(context, args);
  else if (is('delete')) remove(context, args);
  else if (is('show', 'lst', 'list')) show(context, args, looks, true);
  else if (is('help')) throw iplinkUsage();
  else throw new IpFailure(255, `Command "${word}" is unknown, try "ip link help".\n`);
}

function remove(context: CommandContext, args: Arguments): void {
  const word = args.need();
  const name = word === 'dev' ? args.need() : word;
  if (!context.kernel.netDevices.some((device) => device.name === name)) {
    throw new IpFailure(1, `Cannot find device "${name}"\n`);
  }
  talk(() => {
    throw new SysError('EOPNOTSUPP');
  });
}

/** Tables that are empty on this host, or a change that it does not take. */
function list(context: CommandContext, object: string, args: Arguments, looks: Looks): void {
  const word = args.take();
  if (word === undefined || ['show', 'lst', 'list'].some((name) => abbreviates(word, name))) {
    if (object === 'address') show(context, args, looks, false);
    else if (looks.json) context.out(jsonText([], looks.pretty));
  } else if (['add', 'delete', 'change', 'replace', 'flush'].some((n) => abbreviates(word, n))) {
    talk(() => {
      throw new SysError('EOPNOTSUPP');
    });
  } else {
    throw new IpFailure(255, `Command "${word}" is unknown, try "ip ${object} help".\n`);
  }
}

function run(context: CommandContext): void {
  const args = new Arguments(context.args);
  const looks = readOptions(args, context.columns !== null);
  if (looks === 'version') {
    context.out('ip utility, iproute2-6.1.0, libbpf 1.1.2\n');
    return;
  }
  const word = args.take();
  if (word === undefined) throw ipUsage();
  const object = OBJECTS.find((name) => abbreviates(word, name));
  if (object === undefined) {
    throw new IpFailure(1, `Object "${word}" is unknown, try "ip help".\n`);
  }
  if (object === 'help') throw ipUsage();
  if (object === 'link') link(context, args, looks);
  else list(context, object, args, looks);
}

const VF_WORDS = ['mac', 'vlan', 'rate', 'max_tx_rate', 'min_tx_rate', 'spoofchk', 'query_rss'];
const SET_WORDS = ['up', 'down', 'mtu', 'address', 'name', 'promisc', 'vf'];

export const ip: Command = {
  name: 'ip',
  run(context) {
    try {
      run(context);
      return 0;
    } catch (error) {
      if (!(error instanceof IpFailure)) throw error;
      context.err(error.message);
      return error.status;
    }
  },
  complete(words, { kernel }) {
    const names = kernel.netDevices.map((device) => device.name);
    const plain = words.slice(1).filter((word) => !word.startsWith('-'));
    const before = plain.at(-2) ?? '';
    const [object = '', verb = ''] = plain;
    if (plain.length <= 1) return ['link', 'address', 'route', 'neighbour', 'help'];
    if (!abbreviates(object, 'link')) return ['show', ...names];
    if (plain.length === 2) return ['show', 'set', 'help'];
    if (!abbreviates(verb, 'set')) return [...names, 'dev', 'up'];
    if (plain.length === 3 || before === 'dev') return ['dev', ...names];
    if (before === 'vf') {
      const device = kernel.netDevices.find(({ name }) => plain.includes(name));
      return (device?.vfs ?? []).map((_, index) => String(index));
    }
    if (['spoofchk', 'trust', 'query_rss', 'promisc'].includes(before)) return ['on', 'off'];
    if (before === 'state') return ['auto', 'enable', 'disable'];
    return plain.includes('vf') ? [...VF_WORDS, 'trust', 'state', 'qos', 'proto'] : SET_WORDS;
  },
};
