import type { Command } from '../command';
import { quoteAlways } from '../quoting';

export const whoami: Command = {
  name: 'whoami',
  run({ args, out, err }) {
    const [first] = args;
    if (first !== undefined) {
      err(
        `whoami: extra operand ${quoteAlways(first)}\nTry 'whoami --help' for more information.\n`,
      );
      return 1;
    }
    out('root\n');
    return 0;
  },
};

export const id: Command = {
  name: 'id',
  run({ args, out, err }) {
    const flags = args
      .filter((arg) => arg.startsWith('-'))
      .join('')
      .replaceAll('-', '');
    const name = args.find((arg) => !arg.startsWith('-'));
    if (name !== undefined && name !== 'root') {
      err(`id: ${quoteAlways(name)}: no such user\n`);
      return 1;
    }
    const bad = Array.from(flags).find((letter) => !'ugGnrz'.includes(letter));
    if (bad !== undefined) {
      err(`id: invalid option -- '${bad}'\nTry 'id --help' for more information.\n`);
      return 1;
    }
    if (/[ugG]/.test(flags)) out(flags.includes('n') ? 'root\n' : '0\n');
    else out('uid=0(root) gid=0(root) groups=0(root)\n');
    return 0;
  },
};

export const hostname: Command = {
  name: 'hostname',
  run({ args, hostname: name, out, err }) {
    const [first] = args;
    if (first !== undefined && !/^-[sfi]$/.test(first)) {
      err('hostname: the name of the simulated host is fixed\n');
      return 1;
    }
    out(`${first === '-i' ? '127.0.1.1' : name}\n`);
    return 0;
  },
};

export const clear: Command = {
  name: 'clear',
  run({ columns, out }) {
    if (columns !== null) out('\x1b[H\x1b[2J\x1b[3J');
    return 0;
  },
};
