import type { Builtin, BuiltinCall } from '../exec/shell';
import { ReadonlyVariable } from '../exec/variables';
import { IDENTIFIER, inDoubleQuotes, reusable } from './words';

interface Declaration {
  readonly flags: ReadonlySet<string>;
  readonly names: readonly string[];
}

/** Flags and names; null (and a complaint) where a flag is none of these. */
function declaration(call: BuiltinCall, known: string, usage: string): Declaration | null {
  const flags = new Set<string>();
  let i = 0;
  for (; /^[-+]./.test(call.args[i] ?? ''); i += 1) {
    const arg = call.args[i] ?? '';
    if (arg === '--') {
      i += 1;
      break;
    }
    for (const letter of arg.slice(1)) {
      if (!known.includes(letter)) {
        call.complain(`-${letter}: invalid option`);
        call.err(`${call.name}: usage: ${usage}\n`);
        return null;
      }
      flags.add(arg.startsWith('+') ? `+${letter}` : letter);
    }
  }
  return { flags, names: call.args.slice(i) };
}

/** `NAME` or `NAME=value`; each name is shown to `then` after its value was set. */
function each(call: BuiltinCall, names: readonly string[], then: (name: string) => void): number {
  const { variables } = call.shell;
  let status = 0;
  for (const word of names) {
    const found = /^([A-Za-z_]\w*)(\+?)=(.*)$/s.exec(word);
    const name = found?.[1] ?? word;
    if (!IDENTIFIER.test(name)) {
      call.complain(`\`${word}': not a valid identifier`);
      status = 1;
      continue;
    }
    try {
      const before = found?.[2] === '+' ? (variables.get(name) ?? '') : '';
      if (found !== null) variables.set(name, before + (found[3] ?? ''));
      then(name);
    } catch (error) {
      if (!(error instanceof ReadonlyVariable)) throw error;
      call.shell.complain(error.message);
      status = 1;
    }
  }
  return status;
}

function list(call: BuiltinCall, want: 'exported' | 'readonly' | null): void {
  for (const entry of call.shell.variables.entries()) {
    if (want !== null && !entry[want]) continue;
    const flags = `${entry.readonly ? 'r' : ''}${entry.exported ? 'x' : ''}`;
    call.out(
      `declare -${flags === '' ? '-' : flags} ${entry.name}=${inDoubleQuotes(entry.value)}\n`,
    );
  }
}

const exportBuiltin: Builtin = {
  name: 'export',
  run(call) {
    const given = declaration(call, 'fnp', 'export [-fn] [name[=value] ...] or export -p');
    if (given === null) return 2;
    if (given.names.length === 0) list(call, 'exported');
    return each(call, given.names, (name) => {
      call.shell.variables.mark(name, 'exported', !given.flags.has('n'));
    });
  },
};

const readonlyBuiltin: Builtin = {
  name: 'readonly',
  run(call) {
    const given = declaration(call, 'aAfp', 'readonly [-aAf] [name[=value] ...] or readonly -p');
    if (given === null) return 2;
    if (given.names.length === 0) list(call, 'readonly');
    return each(call, given.names, (name) => {
      call.shell.variables.mark(name, 'readonly', true);
    });
  },
};

const declare: Builtin = {
  name: 'declare',
  run(call) {
    const given = declaration(
      call,
      'gprxt',
      'declare [-gprx] [name[=value] ...] or declare -p [name ...]',
    );
    if (given === null) return 2;
    const { variables } = call.shell;
    if (given.flags.has('p') && given.names.length > 0) {
      let status = 0;
      for (const name of given.names) {
        const entry = variables.entries().find((one) => one.name === name);
        if (entry === undefined) {
          call.complain(`${name}: not found`);
          status = 1;
          continue;
        }
        const flags = `${entry.readonly ? 'r' : ''}${entry.exported ? 'x' : ''}`;
        call.out(`declare -${flags === '' ? '-' : flags} ${name}=${inDoubleQuotes(entry.value)}\n`);
      }
      return status;
    }
    if (given.names.length === 0) {
      if (given.flags.size > 0) list(call, given.flags.has('x') ? 'exported' : null);
      else
        for (const { name, value } of variables.entries()) call.out(`${name}=${reusable(value)}\n`);
    }
    return each(call, given.names, (name) => {
      if (given.flags.has('x')) variables.mark(name, 'exported', true);
      if (given.flags.has('+x')) variables.mark(name, 'exported', false);
      if (given.flags.has('r')) variables.mark(name, 'readonly', true);
    });
  },
};

const local: Builtin = {
  name: 'local',
  run(call) {
    const { variables } = call.shell;
    if (!variables.inFunction) {
      call.complain('can only be used in a function');
      return 1;
    }
    for (const word of call.args.filter((arg) => !arg.startsWith('-')))
      variables.declareLocal(/^\w*/.exec(word)?.[0] ?? '', '');
    return each(
      call,
      call.args.filter((arg) => !arg.startsWith('-')),
      () => undefined,
    );
  },
};

const unset: Builtin = {
  name: 'unset',
  run(call) {
    const given = declaration(call, 'fvn', 'unset [-f] [-v] [-n] [name ...]');
    if (given === null) return 2;
    let status = 0;
    for (const name of given.names) {
      if (
        given.flags.has('f') ||
        (call.shell.variables.get(name) === undefined && !given.flags.has('v'))
      ) {
        call.shell.functions.delete(name);
        continue;
      }
      try {
        call.shell.variables.unset(name);
      } catch (error) {
        if (!(error instanceof ReadonlyVariable)) throw error;
        call.complain(`${name}: cannot unset: readonly variable`);
        status = 1;
      }
    }
    return status;
  },
};

const LETTERS: Readonly<Record<string, string>> = { f: 'noglob', u: 'nounset', x: 'xtrace' };

const set: Builtin = {
  name: 'set',
  run(call) {
    const { args, shell } = call;
    if (args.length === 0) {
      for (const { name, value } of shell.variables.entries())
        call.out(`${name}=${reusable(value)}\n`);
      return 0;
    }
    let i = 0;
    for (; /^[-+]./.test(args[i] ?? ''); i += 1) {
      const arg = args[i] ?? '';
      if (arg === '--') {
        shell.positional = args.slice(i + 1);
        return 0;
      }
      const on = arg.startsWith('-');
      const change = (option: string) => {
        if (on) shell.options.add(option);
        else shell.options.delete(option);
      };
      for (const letter of arg.slice(1)) {
        const option = LETTERS[letter];
        if (option !== undefined) change(option);
        else if (letter === 'o') {
          i += 1;
          const name = args[i] ?? '';
          if (![...Object.values(LETTERS), 'pipefail'].includes(name)) {
            call.complain(`${name}: this option is not simulated`);
            return 2;
          }
          change(name);
        } else if ('abehkmnptvBCEHPT'.includes(letter)) {
          call.complain(`-${letter}: this option is not simulated`);
          return 2;
        } else {
          call.complain(`${arg.slice(0, 1)}${letter}: invalid option`);
          call.err('set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n');
          return 2;
        }
      }
    }
    if (i < args.length) shell.positional = args.slice(i);
    return 0;
  },
};

const shift: Builtin = {
  name: 'shift',
  run(call) {
    const [count = '1'] = call.args;
    if (!/^\d+$/.test(count)) {
      call.complain(`${count}: numeric argument required`);
      return 1;
    }
    if (Number(count) > call.shell.positional.length) return 1;
    call.shell.positional = call.shell.positional.slice(Number(count));
    return 0;
  },
};

export const variableBuiltins: readonly Builtin[] = [
  exportBuiltin,
  readonlyBuiltin,
  declare,
  { ...declare, name: 'typeset' },
  local,
  unset,
  set,
  shift,
];
