import type { Builtin, BuiltinCall, Shell } from '../exec/shell';
import { pathOfProgram } from '../places';
import { reusable } from './words';

export const KEYWORDS = [
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'case',
  'esac',
  'for',
  'while',
  'until',
  'do',
  'done',
  'in',
  'function',
  'time',
  '{',
  '}',
  '!',
  '[[',
  ']]',
];

type Meaning =
  | { readonly kind: 'alias'; readonly value: string }
  | { readonly kind: 'keyword' | 'function' | 'builtin' }
  | { readonly kind: 'file'; readonly path: string };

function meaning(shell: Shell, name: string): Meaning | null {
  const alias = shell.aliases.get(name);
  if (alias !== undefined) return { kind: 'alias', value: alias };
  if (KEYWORDS.includes(name)) return { kind: 'keyword' };
  if (shell.functions.has(name)) return { kind: 'function' };
  const builtin = shell.parts.builtins.get(name);
  if (builtin !== undefined && builtin.program !== true) return { kind: 'builtin' };
  const path = pathOfProgram(shell.parts, name);
  return path === null ? null : { kind: 'file', path };
}

const type: Builtin = {
  name: 'type',
  run({ args, shell, out, complain }) {
    let status = 0;
    const short = args[0] === '-t';
    const names = args.filter((arg) => !/^-[tapfP]+$/.test(arg));
    if (args[0] === '-P' || args[0] === '-p') {
      for (const name of names) {
        const path = pathOfProgram(shell.parts, name);
        if (path === null) status = 1;
        else out(`${path}\n`);
      }
      return status;
    }
    for (const name of names) {
      const found = meaning(shell, name);
      if (found === null) {
        if (!short) complain(`${name}: not found`);
        status = 1;
      } else if (short) out(`${found.kind}\n`);
      else if (found.kind === 'alias') out(`${name} is aliased to \`${found.value}'\n`);
      else if (found.kind === 'keyword') out(`${name} is a shell keyword\n`);
      else if (found.kind === 'function') out(`${name} is a function\n`);
      else if (found.kind === 'file') out(`${name} is ${found.path}\n`);
      else out(`${name} is a shell builtin\n`);
    }
    return status;
  },
};

const command: Builtin = {
  name: 'command',
  run(call) {
    const { args, shell, out, complain } = call;
    const [first, ...rest] = args;
    if (first === undefined) return 0;
    if (first !== '-v' && first !== '-V') {
      const words = first === '--' || first === '-p' ? rest : args;
      return shell.runner?.words(words, call.descriptors) ?? 1;
    }
    let status = 1;
    for (const name of rest) {
      const found = meaning(shell, name);
      if (found === null) {
        if (first === '-V') complain(`${name}: not found`);
        continue;
      }
      status = 0;
      if (found.kind === 'alias') out(`alias ${name}=${reusable(found.value)}\n`);
      else out(`${found.kind === 'file' ? found.path : name}\n`);
    }
    return status;
  },
};

function show(call: BuiltinCall, name: string, value: string): void {
  call.out(`alias ${name}='${value.replaceAll("'", "'\\''")}'\n`);
}

const alias: Builtin = {
  name: 'alias',
  run(call) {
    const { args, shell } = call;
    const names = args.filter((arg) => arg !== '-p');
    if (names.length === 0)
      for (const [name, value] of [...shell.aliases].sort(([a], [b]) => (a < b ? -1 : 1)))
        show(call, name, value);
    let status = 0;
    for (const word of names) {
      const cut = word.indexOf('=');
      if (cut > 0) {
        const name = word.slice(0, cut);
        if (/^[\w.+,:@%-]+$/.test(name)) shell.aliases.set(name, word.slice(cut + 1));
        else {
          call.complain(`\`${name}': invalid alias name`);
          status = 1;
        }
        continue;
      }
      const value = shell.aliases.get(word);
      if (value === undefined) {
        call.complain(`${word}: not found`);
        status = 1;
      } else show(call, word, value);
    }
    return status;
  },
};

const unalias: Builtin = {
  name: 'unalias',
  run({ args, shell, complain }) {
    if (args[0] === '-a') shell.aliases.clear();
    let status = 0;
    for (const name of args.filter((arg) => arg !== '-a')) {
      if (shell.aliases.delete(name)) continue;
      complain(`${name}: not found`);
      status = 1;
    }
    return status;
  },
};

const history: Builtin = {
  name: 'history',
  run({ args, shell, out, complain }) {
    const [first] = args;
    if (first === '-c') {
      shell.history.length = 0;
      return 0;
    }
    if (first !== undefined && !/^\d+$/.test(first)) {
      complain(`${first}: numeric argument required`);
      return 1;
    }
    const from = first === undefined ? 0 : Math.max(0, shell.history.length - Number(first));
    for (const [i, line] of shell.history.slice(from).entries())
      out(`${String(from + i + 1).padStart(5)}  ${line}\n`);
    return 0;
  },
};

export const nameBuiltins: readonly Builtin[] = [type, command, alias, unalias, history];
