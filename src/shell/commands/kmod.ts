import { SysError } from '../../engine/linux/errno';
import type { Command, CommandContext } from '../command';
import { MODULES } from './kmod/modules';

/** Underscores and hyphens are the same in a module's name. */
const plain = (name: string): string => name.replaceAll('-', '_');

interface LoadedModule {
  readonly name: string;
  readonly size: number;
  readonly uses: number;
  readonly users: readonly string[];
}

/** `/proc/modules`. */
function loadedModules({ fs }: Pick<CommandContext, 'fs'>): readonly LoadedModule[] {
  let text = '';
  try {
    text = fs.readText('/proc/modules');
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', size = '0', uses = '0', users = '-'] = line.split(' ');
      return {
        name,
        size: Number(size),
        uses: Number(uses),
        users: users.split(',').filter((user) => user !== '-' && user !== ''),
      };
    });
}

const directory = ({ kernel }: CommandContext): string => `/lib/modules/${kernel.release}`;

function load(context: CommandContext, name: string, settings: readonly string[]): number {
  const params: Record<string, string> = {};
  for (const setting of settings) {
    const [key = '', ...value] = setting.split('=');
    params[key] = value.join('=');
  }
  try {
    context.kernel.loadModule(name, params);
    return 0;
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    context.err(
      error.errno === 'ENOENT'
        ? `modprobe: FATAL: Module ${name} not found in directory ${directory(context)}\n`
        : `modprobe: ERROR: could not insert '${plain(name)}': ${error.message}\n`,
    );
    return 1;
  }
}

/** Out again; a module that is known but not loaded is no error for modprobe. */
function unload(context: CommandContext, name: string): number {
  const needs = loadedModules(context).filter(({ users }) => users.includes(plain(name)));
  try {
    context.kernel.unloadModule(name);
    // What it alone needed goes with it.
    for (const need of needs) {
      const now = loadedModules(context).find((module) => module.name === need.name);
      if (now?.uses === 0) unload(context, now.name);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    const isLoaded = loadedModules(context).some((module) => module.name === plain(name));
    if (error.errno === 'ENOENT' && !isLoaded && MODULES[plain(name)] !== undefined) return 0;
    context.err(
      error.errno === 'ENOENT'
        ? `modprobe: FATAL: Module ${name} not found.\n`
        : `modprobe: FATAL: Module ${plain(name)} is in use.\n`,
    );
    return 1;
  }
}

const completeModules: NonNullable<Command['complete']> = () =>
  Object.keys(MODULES).map((name) => MODULES[name]?.file ?? name);

export const modprobe: Command = {
  name: 'modprobe',
  run(context) {
    const operands: string[] = [];
    let [isRemoving, isAll, isQuiet, isDry] = [false, false, false, false];
    for (const word of context.args) {
      if (word === '-V' || word === '--version') {
        context.out('kmod version 30\n+ZSTD +XZ -ZLIB +LIBCRYPTO -EXPERIMENTAL\n');
        return 0;
      }
      if (word === '-r' || word === '--remove') isRemoving = true;
      else if (word === '-a' || word === '--all') isAll = true;
      else if (word === '-q' || word === '--quiet') isQuiet = true;
      else if (word === '-n' || word === '--dry-run' || word === '--show') isDry = true;
      else if (/^(-v|--verbose|-f|--force|-b|--use-blacklist|--first-time)$/.test(word)) continue;
      else if (word.startsWith('--')) {
        context.err(`modprobe: unrecognized option '${word}'\n`);
        return 1;
      } else if (word.startsWith('-') && word !== '-') {
        context.err(`modprobe: invalid option -- '${word[1] ?? ''}'\n`);
        return 1;
      } else operands.push(word);
    }
    const [first, ...rest] = operands;
    if (first === undefined) {
      context.err('modprobe: ERROR: missing parameters. See -h.\n');
      return 1;
    }
    if (isDry) return 0;
    const quiet: CommandContext = isQuiet ? { ...context, err: () => undefined } : context;
    const results = isRemoving
      ? operands.map((name) => unload(quiet, name))
      : isAll
        ? operands.map((name) => load(quiet, name, []))
        : [load(quiet, first, rest)];
    return Math.max(...results);
  },
  complete: completeModules,
};

export const rmmod: Command = {
  name: 'rmmod',
  run(context) {
    const names = context.args.filter((word) => !word.startsWith('-'));
    if (names.length === 0) {
      context.err('rmmod: ERROR: missing module name.\n');
      return 1;
    }
    let status = 0;
    for (const name of names) {
      try {
        context.kernel.unloadModule(name);
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        const users = loadedModules(context).find((module) => module.name === plain(name))?.users;
        const by = users === undefined || users.length === 0 ? '' : ` by: ${users.join(' ')}`;
        context.err(
          error.errno === 'ENOENT'
            ? `rmmod: ERROR: Module ${plain(name)} is not currently loaded\n`
            : `rmmod: ERROR: Module ${plain(name)} is in use${by}\n`,
        );
        status = 1;
      }
    }
    return status;
  },
  complete: (_words, { fs }) => loadedModules({ fs }).map(({ name }) => name),
};

export const lsmod: Command = {
  name: 'lsmod',
  run(context) {
    if (context.args.length > 0) {
      context.err('Usage: lsmod\n');
      return 1;
    }
    const rows = loadedModules(context).map(
      ({ name, size, uses, users }) =>
        `${name.padEnd(19)} ${String(size).padStart(8)}  ${uses}${users.length > 0 ? ' ' : ''}${users.join(',')}\n`,
    );
    context.out(`Module                  Size  Used by\n${rows.join('')}`);
    return 0;
  },
};

export const modinfo: Command = {
  name: 'modinfo',
  run(context) {
    const names = context.args.filter((word) => !word.startsWith('-'));
    if (names.length === 0) {
      context.err('modinfo: ERROR: missing module or filename.\n');
      return 1;
    }
    let status = 0;
    for (const name of names) {
      const module = MODULES[plain(name)];
      if (module === undefined) {
        context.err(`modinfo: ERROR: Module ${name} not found.\n`);
        status = 1;
        continue;
      }
      const rows: readonly (readonly [string, string])[] = [
        ['filename', `${directory(context)}/kernel/${module.path}/${module.file}.ko`],
        ['license', module.license],
        ['description', module.description],
        ['depends', module.depends],
        ['retpoline', 'Y'],
        ['intree', 'Y'],
        ['name', plain(name)],
        ['vermagic', `${context.kernel.release} SMP preempt mod_unload modversions `],
        ...module.parms.map((parm) => ['parm', parm] as const),
      ];
      context.out(rows.map(([key, value]) => `${`${key}:`.padEnd(16)}${value}\n`).join(''));
    }
    return status;
  },
  complete: completeModules,
};
