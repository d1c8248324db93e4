import type { Command } from '../command';
import { quoteAlways } from '../quoting';

export const env: Command = {
  name: 'env',
  run(context) {
    const { args, out, err } = context;
    const variables = new Map(context.env);
    let i = 0;
    for (; /^-./.test(args[i] ?? ''); i += 1) {
      const arg = args[i] ?? '';
      if (arg === '-i' || arg === '-') variables.clear();
      else if (arg === '-u') {
        i += 1;
        variables.delete(args[i] ?? '');
      } else {
        err(
          `env: invalid option -- '${arg.replace(/^-+/, '').slice(0, 1)}'\nTry 'env --help' for more information.\n`,
        );
        return 125;
      }
    }
    const assignments: string[] = [];
    for (; /^[^=]+=/.test(args[i] ?? ''); i += 1) assignments.push(args[i] ?? '');
    const words = args.slice(i);
    if (words.length > 0) {
      const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
      const sets = assignments.map((text) =>
        text.replace(/=(.*)$/s, (_all, value: string) => `=${quote(value)}`),
      );
      return context.run([
        'eval',
        [...sets.map((set) => `export ${set};`), 'command', ...words.map(quote)].join(' '),
      ]);
    }
    for (const text of assignments) {
      const cut = text.indexOf('=');
      variables.set(text.slice(0, cut), text.slice(cut + 1));
    }
    for (const [name, value] of variables) out(`${name}=${value}\n`);
    return 0;
  },
};

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
