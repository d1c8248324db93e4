import type { Command } from '../command';
import { quoteAlways } from '../quoting';

export const printenv: Command = {
  name: 'printenv',
  run({ args, env: variables, out }) {
    if (args.length === 0) for (const [name, value] of variables) out(`${name}=${value}\n`);
    let status = 0;
    for (const name of args) {
      const value = variables.get(name);
      if (value === undefined) status = 1;
      else out(`${value}\n`);
    }
    return status;
  },
};

export const watch: Command = {
  name: 'watch',
  run({ args, err }) {
    const command = args.filter((arg) => !arg.startsWith('-')).join(' ');
    err(
      `watch: nothing changes by itself while a command runs here; use: while true; do ${command === '' ? 'COMMAND' : quoteAlways(command).slice(1, -1)}; sleep 1; done\n`,
    );
    return 1;
  },
};
