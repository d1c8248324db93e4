import { SysError } from '../../engine/linux/errno';
import type { NvmeController } from '../../engine/linux/kernel';
import type { Command, CommandContext } from '../command';

/** Completions of Virtualization Management, as libnvme words them; bit 14 is Do Not Retry. */
const STATUS: Readonly<Record<number, string>> = {
  0x2: 'Invalid Field in Command: A reserved coded value or an unsupported value in a defined field',
  0x11f: 'Invalid Controller Identifier: An invalid controller id was specified',
  0x120:
    'Invalid Secondary Controller State: The requested secondary controller action is invalid based on the secondary and primary controllers current states',
  0x121:
    'Invalid Number of Controller Resources: The specified number of Flexible Resources is invalid',
  0x122:
    'Invalid Resource Identifier: At least one of the specified resource identifiers was invalid',
};

class Refused extends Error {}

function open(context: CommandContext, command: string, path: string | undefined): NvmeController {
  if (path === undefined) throw new Refused(`${command}: Invalid argument`);
  const name = /^\/dev\/(nvme\d+)$/.exec(path)?.[1];
  const controller = name === undefined ? null : context.kernel.nvme(name);
  if (controller !== null) return controller;
  let isThere = true;
  try {
    context.fs.stat(path, true);
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    isThere = false;
  }
  throw new Refused(
    isThere ? `${command}: Inappropriate ioctl for device` : `${path}: No such file or directory`,
  );
}

const hex = (value: number): string => `0x${value.toString(16).padStart(4, '0')}`;

function listSecondary(context: CommandContext, controller: NvmeController): void {
  const entries = controller.secondaries();
  const rows = entries.map(({ online, queues, interrupts }, index) =>
    [
      `   SCEntry[${String(index).padEnd(3)}]:`,
      '................',
      `     SCID      : Secondary Controller Identifier : ${hex(index + 1)}`,
      `     PCID      : Primary Controller Identifier   : ${hex(0)}`,
      `     SCS       : Secondary Controller State      : ${hex(Number(online))} (${online ? 'Online' : 'Offline'})`,
      `     VFN       : Virtual Function Number         : ${hex(index + 1)}`,
      `     NVQ       : Num VQ Flex Resources Assigned  : ${hex(queues)}`,
      `     NVI       : Num VI Flex Resources Assigned  : ${hex(interrupts)}`,
      '',
    ].join('\n'),
  );
  context.out(
    `Identify Secondary Controller List:\n   NUMID       : Number of Identifiers           : ${entries.length}\n${rows.join('')}`,
  );
}

const OPTIONS: Readonly<Record<string, 'controller' | 'resource' | 'action' | 'count'>> = {
  '-c': 'controller',
  '--cntlid': 'controller',
  '-r': 'resource',
  '--rt': 'resource',
  '-a': 'action',
  '--act': 'action',
  '-n': 'count',
  '--nr': 'count',
};

function manage(
  context: CommandContext,
  controller: NvmeController,
  words: readonly string[],
): number {
  const given = { controller: 0, resource: 0, action: 0, count: 0 };
  for (let i = 0; i < words.length; i += 1) {
    const [key = '', ...joined] = (words[i] ?? '').split('=');
    const option = OPTIONS[key];
    if (option === undefined) throw new Refused(`virt-mgmt: unrecognized option '${key}'`);
    if (joined.length === 0) i += 1;
    const text = joined.length > 0 ? joined.join('=') : (words[i] ?? '');
    const value = /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : Number.NaN;
    if (Number.isNaN(value)) {
      throw new Refused(
        `Expected word argument for '${key.replace(/^-+/, '')}' but got '${text}'!`,
      );
    }
    given[option] = value;
  }
  const kind = given.resource === 0 ? 'queues' : 'interrupts';
  const { status, modified } = controller.manage(given.action, kind, given.controller, given.count);
  if (status !== 0) {
    context.err(`NVMe status: ${STATUS[status & 0x7ff] ?? 'Unknown'}(${hex(status)})\n`);
    return 1;
  }
  const count = modified === 0 ? '0' : `0x${modified.toString(16)}`;
  context.out(`success, Number of Controller Resources Modified (NRM):${count}\n`);
  return 0;
}

const COMMANDS = ['list-secondary', 'virt-mgmt', 'reset', 'version'] as const;

/** nvme-cli, as far as VFs of an NVMe controller need it. */
export const nvme: Command = {
  name: 'nvme',
  run(context) {
    const [command, ...rest] = context.args;
    const path = rest.find((word) => word.startsWith('/'));
    const words = rest.filter((word) => word !== path);
    try {
      switch (command) {
        case 'version':
          context.out('nvme version 2.3 (git 2.3)\nlibnvme version 1.3 (git 1.3)\n');
          return 0;
        case 'list-secondary':
          listSecondary(context, open(context, 'id secondary controller list', path));
          return 0;
        case 'virt-mgmt':
          return manage(context, open(context, 'virt-mgmt', path), words);
        case 'reset':
          open(context, 'Reset', path).reset();
          return 0;
        case undefined:
        case 'help':
          context.out(
            `nvme-2.3\nusage: nvme <command> [<device>] [<args>]\n\nThe sub-commands of this host:\n${COMMANDS.map((name) => `  ${name}\n`).join('')}`,
          );
          return command === undefined ? 1 : 0;
        default:
          throw new Refused(`ERROR: Invalid sub-command '${command}'`);
      }
    } catch (error) {
      if (error instanceof SysError) context.err(`Reset: ${error.message}\n`);
      else if (error instanceof Refused) context.err(`${error.message}\n`);
      else throw error;
      return 1;
    }
  },
  complete: (words, { fs }) => {
    if (words.length <= 2) return COMMANDS;
    return fs
      .list('/dev')
      .filter((name) => /^nvme\d+$/.test(name))
      .map((name) => `/dev/${name}`);
  },
};
