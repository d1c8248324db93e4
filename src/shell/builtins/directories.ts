import { SysError } from '../../engine/linux/errno';
import type { Builtin } from '../exec/shell';

export const pwd: Builtin = {
  name: 'pwd',
  run({ args, shell, out, complain, err }) {
    for (const arg of args.filter((word) => word.startsWith('-') && word !== '-')) {
      if (/^-[LP]+$/.test(arg)) continue;
      complain(`${arg.slice(0, 2)}: invalid option`);
      err('pwd: usage: pwd [-LP]\n');
      return 2;
    }
    const physical = args.includes('-P');
    out(`${physical ? shell.files.real('.') : shell.files.cwd}\n`);
    return 0;
  },
};

export const cd: Builtin = {
  name: 'cd',
  run({ args, shell, out, complain, err }) {
    const { variables, files } = shell;
    let physical = false;
    let i = 0;
    for (; /^-./.test(args[i] ?? ''); i += 1) {
      const arg = args[i] ?? '';
      if (arg === '--') {
        i += 1;
        break;
      }
      if (!/^-[LPe@]+$/.test(arg)) {
        complain(`${arg.slice(0, 2)}: invalid option`);
        err('cd: usage: cd [-L|[-P [-e]] [-@]] [dir]\n');
        return 2;
      }
      physical = arg.includes('P');
    }
    const [given, ...more] = args.slice(i);
    if (more.length > 0) {
      complain('too many arguments');
      return 1;
    }
    const named = { undefined: 'HOME', '-': 'OLDPWD' }[String(given)];
    const target = named === undefined ? given : variables.get(named);
    if (target === undefined) {
      complain(`${named ?? 'HOME'} not set`);
      return 1;
    }
    const before = files.cwd;
    try {
      if (target !== '') files.chdir(target);
      if (physical) files.chdir(files.real('.'));
    } catch (error) {
      if (!(error instanceof SysError)) throw error;
      complain(
        shell.flavour === 'bash'
          ? `${target}: ${error.message}`
          : `can't cd to ${target}: ${error.message}`,
      );
      return shell.flavour === 'bash' ? 1 : 2;
    }
    variables.set('OLDPWD', before);
    variables.set('PWD', files.cwd);
    if (given === '-') out(`${files.cwd}\n`);
    return 0;
  },
};
