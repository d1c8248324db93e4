import type { Command } from '../command';

/** Found by running the shell's own `type`: nobody else knows what programs there are. */
export const which: Command = {
  name: 'which',
  run({ args, run }) {
    let status = args.length === 0 ? 1 : 0;
    for (const name of args.filter((arg) => !arg.startsWith('-')))
      if (run(['type', '-P', name]) !== 0) status = 1;
    return status;
  },
};
