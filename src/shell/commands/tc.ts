import type { Command, CommandContext } from '../command';
import { saidFilters } from '../said-rules';
import { cardState, switchPort, type TypedRule } from '../card-state';
import { Arguments } from './ip/arguments';
import { IpFailure } from './ip/failure';
import { readFlower } from './tc/flower';
import { filterText } from './tc/show';

const USAGE = `Usage:	tc [ OPTIONS ] OBJECT { COMMAND | help }
	tc [-force] -batch filename
where  OBJECT := { qdisc | class | filter | chain |
		    action | monitor | exec }
       OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] | -r[aw] |
		    -o[neline] | -j[son] | -p[retty] | -c[olor]
		    -b[atch] [filename] | -n[etns] name | -N[umeric] |
		     -nm | -nam[es] | { -cf | -conf } path
		     -br[ief] }
`;

/** Where tc begins to number filters that were given no preference, downwards. */
const FIRST_PREF = 49152;

const kernelSays = (text: string) =>
  new IpFailure(2, `RTNETLINK answers: ${text}\nWe have an error talking to the kernel\n`);

function needDevice({ kernel }: CommandContext, name: string | null): string {
  if (name === null) throw new IpFailure(255, '"dev" is required argument\n');
  if (!kernel.netDevices.some((device) => device.name === name))
    throw new IpFailure(1, `Cannot find device "${name}"\n`);
  return name;
}

/** `dev NAME` and the hook it is about. */
function readPlace(context: CommandContext, args: Arguments): { dev: string; hook: string } {
  let dev: string | null = null;
  let hook = '';
  for (let word = args.peek(); word !== undefined; word = args.peek()) {
    if (word === 'dev') {
      args.take();
      dev = args.need();
    } else if (['ingress', 'egress', 'root', 'clsact', 'parent'].includes(word)) {
      args.take();
      hook = word === 'parent' ? args.need() : word;
    } else break;
  }
  return { dev: needDevice(context, dev), hook: hook === 'ffff:' ? 'ingress' : hook };
}

function qdisc(context: CommandContext, args: Arguments): void {
  const { kernel } = context;
  const verb = args.take() ?? 'show';
  if (verb === 'show' || verb === 'list') {
    const wanted = args.take() === 'dev' ? needDevice(context, args.need()) : null;
    for (const { name, qdisc: root } of kernel.netDevices) {
      if (wanted !== null && name !== wanted) continue;
      context.out(`qdisc ${root} 0: dev ${name} root refcnt 2 \n`);
      const at = switchPort(kernel, name);
      const kind = at === null ? undefined : cardState(at.pf).qdiscs.get(name);
      if (kind !== undefined) context.out(`qdisc ${kind} ffff: dev ${name} parent ffff:fff1 \n`);
    }
    return;
  }
  const { dev, hook } = readPlace(context, args);
  const kind = hook === 'clsact' ? 'clsact' : 'ingress';
  const at = switchPort(kernel, dev);
  if (verb !== 'add' && verb !== 'del' && verb !== 'replace')
    throw new IpFailure(1, `Command "${verb}" is unknown, try "tc qdisc help".\n`);
  // Elsewhere such a queueing discipline would have nothing to act on here.
  if (at === null || (hook !== 'ingress' && hook !== 'clsact'))
    throw kernelSays('Operation not supported');
  const { qdiscs } = cardState(at.pf);
  if (verb === 'del') {
    if (!qdiscs.delete(dev)) throw kernelSays('Invalid argument');
    const state = cardState(at.pf);
    state.rules = state.rules.filter((rule) => rule.tool !== 'tc' || rule.dev !== dev);
  } else if (verb === 'add' && qdiscs.has(dev)) {
    throw new IpFailure(2, 'Error: Exclusivity flag on, cannot modify.\n');
  } else qdiscs.set(dev, kind);
}

function filter(context: CommandContext, args: Arguments, withCounters: boolean): void {
  const { kernel, lab } = context;
  const verb = args.take() ?? 'show';
  const { dev } = readPlace(context, args);
  const at = switchPort(kernel, dev);
  const state = at === null ? null : cardState(at.pf);
  if (verb === 'show' || verb === 'list') {
    const typed = (state?.rules ?? []).filter((rule) => rule.tool === 'tc' && rule.dev === dev);
    const rules = [
      ...saidFilters(context, dev),
      ...typed.map((rule) => ({ ...rule, said: rule.rule })),
    ];
    for (const [i, rule] of rules.entries()) {
      const hits = lab?.ruleHits?.(rule.said) ?? { packets: 0, bytes: 0 };
      const nameOf = (port: string) => portName(context, rule, port);
      context.out(filterText(rule, i + 1, nameOf, withCounters ? hits : null));
    }
    return;
  }
  if (state === null || at === null || !state.qdiscs.has(dev)) {
    throw state === null
      ? kernelSays('Operation not supported')
      : new IpFailure(
          2,
          "Error: Parent Qdisc doesn't exists.\nWe have an error talking to the kernel\n",
        );
  }
  if (verb === 'del') {
    const pref = args.take() === 'pref' ? Number(args.need()) : null;
    const isMeant = (rule: TypedRule) =>
      rule.tool === 'tc' && rule.dev === dev && (pref === null || rule.order === pref);
    if (pref !== null && !state.rules.some(isMeant))
      throw new IpFailure(
        2,
        'Error: Filter with specified priority/protocol not found.\nWe have an error talking to the kernel\n',
      );
    state.rules = state.rules.filter((rule) => !isMeant(rule));
    return;
  }
  if (verb !== 'add')
    throw new IpFailure(1, `Command "${verb}" is unknown, try "tc filter help".\n`);
  const portOf = (name: string): string | null => {
    const target = switchPort(kernel, name);
    return target?.pf === at.pf ? target.port : null;
  };
  const { rule, pref, protocol, skipSw } = readFlower(args, at.port, portOf);
  const prefs = state.rules.filter(({ tool }) => tool === 'tc').map(({ order }) => order);
  const order = pref ?? Math.min(FIRST_PREF + 1, ...prefs) - 1;
  state.rules.push({ rule, dev, tool: 'tc', order, protocol, skipSw });
  state.rules.sort((a, b) => a.order - b.order);
}

/** The interface that stands for a port of the switch. */
function portName({ kernel }: CommandContext, { dev }: TypedRule, port: string): string {
  const at = switchPort(kernel, dev);
  const others = kernel.netDevices.map(({ name }) => ({ name, at: switchPort(kernel, name) }));
  return others.find((other) => other.at?.pf === at?.pf && other.at?.port === port)?.name ?? dev;
}

/** `tc`: flower filters on the interfaces of a card's switch, which the card enforces. */
export const tc: Command = {
  name: 'tc',
  run(context) {
    const flags = context.args.filter((word) => word.startsWith('-'));
    const args = new Arguments(context.args.filter((word) => !word.startsWith('-')));
    try {
      const object = args.take();
      if (object === undefined || object === 'help') context.out(USAGE);
      else if (object === 'qdisc') qdisc(context, args);
      else if (object === 'filter')
        filter(
          context,
          args,
          flags.some((flag) => flag.startsWith('-s')),
        );
      else throw new IpFailure(1, `Object "${object}" is unknown, try "tc help".\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof IpFailure)) throw error;
      context.err(error.message);
      return error.status;
    }
  },
  complete(words, { kernel }) {
    if (words.length <= 2) return ['qdisc', 'filter'];
    if (words.length === 3) return ['show', 'add', 'del'];
    const names = kernel.netDevices.map(({ name }) => name);
    return [
      'dev',
      'ingress',
      'protocol',
      'ip',
      'flower',
      'skip_sw',
      'ip_proto',
      'dst_port',
      'action',
      'drop',
      ...names,
    ];
  },
};
