import type { Builtin } from '../exec/shell';
import { pathOfProgram } from '../places';
import { quotePlain } from '../quoting';

/** A program that needs the shell: it runs another one with a changed environment. */
export const env: Builtin = {
  name: 'env',
  program: true,
  run(call) {
    const { args, shell, out, err } = call;
    const { runner, variables } = shell;
    let i = 0;
    let empty = false;
    const removed: string[] = [];
    for (; (args[i] ?? '').startsWith('-'); i += 1) {
      const arg = args[i] ?? '';
      if (arg === '-i' || arg === '-') empty = true;
      else if (arg === '-u') {
        i += 1;
        removed.push(args[i] ?? '');
      } else {
        const letter = arg.replace(/^-+/, '').slice(0, 1);
        err(`env: invalid option -- '${letter}'\nTry 'env --help' for more information.\n`);
        return 125;
      }
    }
    const set: (readonly [string, string])[] = [];
    for (; /^[^=]+=/.test(args[i] ?? ''); i += 1) {
      const text = args[i] ?? '';
      const cut = text.indexOf('=');
      set.push([text.slice(0, cut), text.slice(cut + 1)]);
    }
    const words = args.slice(i);
    return (
      runner?.subshell(() => {
        for (const { name, exported, readonly } of variables.entries())
          if (exported && (empty || removed.includes(name)) && !readonly)
            variables.mark(name, 'exported', false);
        for (const [name, value] of set) {
          variables.set(name, value);
          variables.mark(name, 'exported', true);
        }
        const [name] = words;
        if (name === undefined) {
          for (const [variable, value] of variables.environment()) out(`${variable}=${value}\n`);
          return 0;
        }
        if (name.includes('/') || pathOfProgram(shell.parts, name) !== null)
          return runner.words(words, call.descriptors);
        err(`env: ${quotePlain(name)}: No such file or directory\n`);
        return 127;
      }) ?? 1
    );
  },
};

export const which: Builtin = {
  name: 'which',
  program: true,
  run({ args, shell, out }) {
    const names = args.filter((arg) => !arg.startsWith('-'));
    let status = names.length === 0 ? 1 : 0;
    for (const name of names) {
      const path = pathOfProgram(shell.parts, name);
      if (path === null) status = 1;
      else out(`${path}\n`);
    }
    return status;
  },
};
