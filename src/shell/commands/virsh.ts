import { SysError } from '../../engine/linux/errno';
import type { Command, CommandContext, GuestInfo } from '../command';
import { VirshError } from './virsh/failure';
import { domainXml, macOf, vdpaNode } from './virsh/domain-xml';
import { jobInfo, migrate } from './virsh/migrate';
import { bdfOf, dumpXml, findNode, nodeName } from './virsh/node-device';
import {
  attach,
  detach,
  functionsOf,
  hostdevAddress,
  needUnused,
  reattach,
  release,
} from './virsh/passthrough';
import { table } from './virsh/table';

/** A program of the host is no domain. */
const guestsOf = ({ lab }: Pick<CommandContext, 'lab'>): readonly GuestInfo[] =>
  lab?.guests().filter(({ path }) => path !== 'bare-metal') ?? [];

function need(words: readonly string[], at: number, option: string, command: string): string {
  const word = words[at];
  if (word === undefined) {
    throw new VirshError(`command '${command}' requires <${option}> option`);
  }
  return word;
}

function findGuest(context: CommandContext, words: readonly string[], command: string): GuestInfo {
  const name = need(words, 0, 'domain', command);
  const found = guestsOf(context).find(
    (guest) => guest.name === name || (guest.running && String(guest.id) === name),
  );
  if (found === undefined) throw new VirshError(`failed to get domain '${name}'`);
  return found;
}

function needRunning(guest: GuestInfo): GuestInfo {
  if (guest.running) return guest;
  throw new VirshError('Requested operation is not valid: domain is not running');
}

const has = (context: CommandContext, option: string): boolean => context.args.includes(option);

/** `--cap pci` and `--cap=pci`. */
function valueOf({ args }: CommandContext, option: string): string | undefined {
  const at = args.indexOf(option);
  return (
    args.find((word) => word.startsWith(`${option}=`))?.slice(option.length + 1) ??
    (at < 0 ? undefined : args[at + 1])
  );
}

function list(context: CommandContext): string {
  const all = has(context, '--all');
  const rows = guestsOf(context)
    .filter((guest) => all || guest.running)
    .map((guest) => [
      guest.running ? String(guest.id) : '-',
      guest.name,
      guest.running ? 'running' : 'shut off',
    ]);
  return table(['Id', 'Name', 'State'], rows);
}

/** Interfaces are node devices too: `net_eth0_52_54_00_12_34_56`. */
function netNodes({ kernel }: CommandContext): readonly string[] {
  return kernel.netDevices.map(({ name, mac }) => `net_${name}_${mac.replaceAll(':', '_')}`);
}

function nodeTree(context: CommandContext): string {
  const functions = context.kernel.functions();
  const children = (parent: number | null): typeof functions =>
    functions.filter((one) => (one.kernel?.parent ?? null) === parent);
  const lines = ['computer'];
  const visit = (parent: number | null, indent: string): void => {
    const below = children(parent);
    for (const [index, one] of below.entries()) {
      const isLast = index === below.length - 1;
      lines.push(`${indent}|`, `${indent}+- ${nodeName(bdfOf(one))}`);
      const rid = (one.bus << 8) | (one.device << 3) | one.fn;
      visit(rid, `${indent}${isLast ? ' ' : '|'}   `);
    }
  };
  visit(null, '  ');
  return `${lines.join('\n')}\n`;
}

function nodeList(context: CommandContext): string {
  if (has(context, '--tree')) return nodeTree(context);
  const cap = valueOf(context, '--cap');
  const pci = context.kernel.functions().map((one) => nodeName(bdfOf(one)));
  const nets = netNodes(context);
  const names =
    cap === undefined
      ? ['computer', ...nets, ...pci]
      : cap === 'pci'
        ? pci
        : cap === 'net'
          ? nets
          : null;
  if (names === null) {
    if (['system', 'usb', 'storage', 'scsi', 'vports', 'mdev', 'drm'].includes(cap ?? ''))
      return '';
    throw new VirshError('Invalid capability type');
  }
  return names.map((name) => `${name}\n`).join('');
}

function info(guest: GuestInfo): string {
  const rows: readonly (readonly [string, string])[] = [
    ['Id', guest.running ? String(guest.id) : '-'],
    ['Name', guest.name],
    ['OS Type', 'hvm'],
    ['State', guest.running ? 'running' : 'shut off'],
    ['CPU(s)', '1'],
    ['Max memory', '1048576 KiB'],
    ['Used memory', '1048576 KiB'],
    ['Persistent', 'yes'],
    ['Autostart', 'disable'],
    ['Managed save', 'no'],
    ['Security model', 'none'],
    ['Security DOI', '0'],
  ];
  return rows.map(([key, value]) => `${`${key}:`.padEnd(15)} ${value}\n`).join('');
}

const MODELS: Readonly<Record<string, string>> = { emulated: 'e1000' };

function interfaceList(guest: GuestInfo): string {
  const mac = macOf(guest);
  const made = vdpaNode(guest);
  const head = ['Interface', 'Type', 'Source', 'Model', 'MAC'];
  const direct = guest.path === 'sriov' || guest.path === 'passthrough';
  const shared = [`vnet${guest.id - 1}`, 'bridge', 'br0', MODELS[guest.path] ?? 'virtio', mac];
  const own = functionsOf(guest).map(() => ['-', 'hostdev', '-', '-', mac]);
  if (made !== null) return table(head, [['-', 'vdpa', made, 'virtio', mac]]);
  return table(head, direct && guest.failover !== true ? own : [shared, ...own]);
}

/** `0000:3b:10.0`, or short of the domain. */
function pciAddress(word: string): string {
  const match = /^(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,2}):([0-9a-f]{1,2})\.([0-7])$/i.exec(word);
  if (match === null)
    throw new VirshError(`cannot parse pci address '${word}' for network interface`);
  const [, domain = '0', bus = '', slot = '', fn = ''] = match;
  return `${domain.padStart(4, '0')}:${bus.padStart(2, '0')}:${slot.padStart(2, '0')}.${fn}`.toLowerCase();
}

type Action = (context: CommandContext, words: readonly string[], command: string) => string;

function interfaceSource(
  context: CommandContext,
  words: readonly string[],
  command: string,
): string {
  const type = valueOf(context, '--type') ?? need(words, 1, 'type', command);
  if (type !== 'hostdev') {
    throw new VirshError(`No support for ${type} in command '${command}'`);
  }
  return pciAddress(valueOf(context, '--source') ?? need(words, 2, 'source', command));
}

const ACTIONS: Readonly<Record<string, Action>> = {
  list: (context) => list(context),
  'nodedev-list': (context) => nodeList(context),
  'nodedev-dumpxml': (context, words, command) =>
    dumpXml(context, findNode(context, need(words, 0, 'device', command))),
  'nodedev-detach': (context, words, command) => {
    const name = need(words, 0, 'device', command);
    const bdf = bdfOf(findNode(context, name));
    needUnused(context, bdf);
    detach(context, bdf);
    return `Device ${name} detached\n`;
  },
  'nodedev-reattach': (context, words, command) => {
    const name = need(words, 0, 'device', command);
    reattach(context, bdfOf(findNode(context, name)));
    return `Device ${name} re-attached\n`;
  },
  dumpxml: (context, words, command) => domainXml(findGuest(context, words, command)),
  dominfo: (context, words, command) => info(findGuest(context, words, command)),
  domstate: (context, words, command) =>
    `${findGuest(context, words, command).running ? 'running' : 'shut off'}\n`,
  domiflist: (context, words, command) => interfaceList(findGuest(context, words, command)),
  'attach-device': (context, words, command) => {
    const guest = needRunning(findGuest(context, words, command));
    const { bdf, isManaged } = hostdevAddress(context, need(words, 1, 'file', command));
    attach(context, guest, bdf, isManaged);
    return 'Device attached successfully\n';
  },
  'detach-device': (context, words, command) => {
    const guest = findGuest(context, words, command);
    const { bdf, isManaged } = hostdevAddress(context, need(words, 1, 'file', command));
    release(context, guest, bdf, isManaged);
    return 'Device detached successfully\n';
  },
  'attach-interface': (context, words, command) => {
    const guest = needRunning(findGuest(context, words, command));
    attach(context, guest, interfaceSource(context, words, command), has(context, '--managed'));
    return 'Interface attached successfully\n';
  },
  'detach-interface': (context, words, command) => {
    const guest = findGuest(context, words, command);
    if (guest.bdf === null) throw new VirshError('No interface found whose type is hostdev');
    release(context, guest, guest.bdf, true);
    return 'Interface detached successfully\n';
  },
  migrate: (context, words, command) => {
    const guest = needRunning(findGuest(context, words, command));
    return migrate(context, guest, need(words, 1, 'desturi', command));
  },
  domjobinfo: (context, words, command) => {
    const { name } = findGuest(context, words, command);
    return jobInfo(context.lab?.lastMove?.(name) ?? null);
  },
};

/** Options that take the next word. */
const VALUED = new Set([
  '--cap',
  '--type',
  '--source',
  '--mac',
  '-c',
  '--connect',
  '--domain',
  '--file',
]);

function operands(args: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const word = args[i] ?? '';
    if (VALUED.has(word)) {
      if (word === '--domain' || word === '--file') found.push(args[i + 1] ?? '');
      i += 1;
    } else if (!word.startsWith('-')) found.push(word);
  }
  return found;
}

/** libvirt's shell, one command at a time. Every answer ends with an empty line. */
export const virsh: Command = {
  name: 'virsh',
  run(context) {
    const [command, ...words] = operands(context.args);
    if (has(context, '--version') || has(context, '-v')) {
      context.out('9.0.0\n');
      return 0;
    }
    if (command === undefined || command === 'help') {
      context.out(
        `Grouped commands:\n\n${Object.keys(ACTIONS)
          .map((name) => `    ${name}\n`)
          .join('')}\n`,
      );
      return 0;
    }
    const action = ACTIONS[command];
    if (action === undefined) {
      context.err(`error: unknown command: '${command}'\n`);
      return 1;
    }
    try {
      context.out(`${action(context, words, command)}\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof VirshError) && !(error instanceof SysError)) throw error;
      const lead = LEADS[command];
      const first =
        lead === undefined ||
        error.message.startsWith('failed to get domain') ||
        error.message.startsWith('Could not find') ||
        error.message.startsWith('command ')
          ? ''
          : `error: ${lead(words)}\n`;
      context.err(`${first}error: ${error.message}\n\n`);
      return 1;
    }
  },
  complete(words, { kernel, lab }) {
    if (words.length <= 2) return Object.keys(ACTIONS);
    if (words[1]?.startsWith('nodedev') === true) {
      return [...kernel.functions().map((one) => nodeName(bdfOf(one))), '--cap', '--tree'];
    }
    return guestsOf({ lab }).map((guest) => guest.name);
  },
};

/** The line above the reason. */
const LEADS: Readonly<Record<string, (words: readonly string[]) => string>> = {
  'nodedev-detach': ([name = '']) => `Failed to detach device ${name}`,
  'nodedev-reattach': ([name = '']) => `Failed to re-attach device ${name}`,
  'attach-device': ([, file = '']) => `Failed to attach device from ${file}`,
  'detach-device': ([, file = '']) => `Failed to detach device from ${file}`,
  'attach-interface': () => 'Failed to attach interface',
  'detach-interface': () => 'Failed to detach interface',
};
