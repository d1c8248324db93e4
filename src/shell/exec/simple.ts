import { SysError } from '../../engine/linux/errno';
import type { Command as Program, CommandContext } from '../command';
import { ExpansionFailure } from '../expand/host';
import type { Assignment, Command } from '../parse/ast';
import { Return } from './control';
import { Control, LineStopped, MAX_CALLS } from './limits';
import { redirected, RedirectionFailure } from './redirections';
import type { Builtin, Runner, Shell } from './shell';
import { Printer } from './printer';
import { Input, type Descriptors } from './streams';
import { pathOfProgram } from '../places';
import { quotePlain } from '../quoting';
import { ReadonlyVariable } from './variables';

const BIN = ['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];

/** Assignments, redirections, arguments. */
export function simple(
  shell: Shell,
  runner: Runner,
  command: Extract<Command, { kind: 'simple' }>,
  before: Descriptors,
): number {
  shell.budget.command();
  shell.substitutionStatus = 0;
  const words = shell.expander.words(command.words);
  let descriptors: Descriptors;
  try {
    descriptors = redirected(shell, command.redirects, before);
  } catch (error) {
    if (!(error instanceof RedirectionFailure)) throw error;
    shell.complain(error.message);
    return 1;
  }
  if (shell.options.has('xtrace')) trace(shell, words);
  if (words.length === 0) {
    for (const assignment of command.assignments) assign(shell, assignment);
    return shell.substitutionStatus;
  }
  if (command.assignments.length === 0) return invoke(shell, runner, words, descriptors);
  const undo: (() => void)[] = [];
  try {
    for (const assignment of command.assignments) {
      undo.push(remember(shell, assignment.name));
      assign(shell, assignment);
      shell.variables.mark(assignment.name, 'exported', true);
    }
    return invoke(shell, runner, words, descriptors);
  } finally {
    for (const back of undo.toReversed()) back();
  }
}

function trace(shell: Shell, words: readonly string[]): void {
  const shown = words.map((word) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  );
  if (shown.length > 0) shell.descriptors.get(2)?.output?.write(`+ ${shown.join(' ')}\n`);
}

function assign(shell: Shell, { name, append, value }: Assignment): void {
  const text = shell.expander.single(value);
  try {
    shell.variables.set(name, append ? (shell.variables.get(name) ?? '') + text : text);
  } catch (error) {
    if (error instanceof ReadonlyVariable) throw new ExpansionFailure(error.message);
    throw error;
  }
}

function remember(shell: Shell, name: string): () => void {
  const { variables } = shell;
  const old = variables.entries().find((entry) => entry.name === name);
  return () => {
    if (old?.readonly === true) return;
    if (old === undefined) variables.unset(name);
    else {
      variables.set(name, old.value);
      variables.mark(name, 'exported', old.exported);
    }
  };
}

/** Function, builtin or program. */
export function invoke(
  shell: Shell,
  runner: Runner,
  words: readonly string[],
  descriptors: Descriptors,
): number {
  const [name = '', ...args] = words;
  const outer = shell.descriptors;
  shell.descriptors = descriptors;
  try {
    const body = shell.functions.get(name);
    if (body !== undefined) return call(shell, runner, name, args, descriptors);
    const builtin = shell.parts.builtins.get(name);
    if (builtin !== undefined) return runBuiltin(shell, builtin, args, descriptors);
    return external(shell, runner, name, args, descriptors);
  } finally {
    shell.descriptors = outer;
  }
}

function call(
  shell: Shell,
  runner: Runner,
  name: string,
  args: readonly string[],
  descriptors: Descriptors,
): number {
  const body = shell.functions.get(name);
  if (body === undefined) return 127;
  if (shell.calls >= MAX_CALLS)
    throw new LineStopped(
      `${name}: maximum function nesting level exceeded (${String(MAX_CALLS)})`,
    );
  const { positional, loops } = shell;
  shell.calls += 1;
  shell.loops = 0;
  shell.positional = args;
  shell.variables.enter();
  try {
    return runner.script(
      [{ first: { commands: [body], negated: false, timed: false, withErrors: [] }, rest: [] }],
      descriptors,
    );
  } catch (error) {
    if (error instanceof Return) return error.status;
    throw error;
  } finally {
    shell.variables.leave();
    shell.positional = positional;
    shell.loops = loops;
    shell.calls -= 1;
  }
}

function runBuiltin(
  shell: Shell,
  builtin: Builtin,
  args: readonly string[],
  descriptors: Descriptors,
): number {
  const printer = new Printer(descriptors.get(1)?.output, shell.flavour === 'bash');
  const { name } = builtin;
  const prefix = shell.flavour === 'bash' ? `${name}: ` : '';
  const status = builtin.run({
    shell,
    name,
    args,
    descriptors,
    out: printer.out,
    complain: (text) => shell.complain(`${name}: ${text}`),
    err: (text) => descriptors.get(2)?.output?.write(text),
  });
  const failed = printer.flush();
  if (failed === null) return status;
  shell.complain(`${prefix}write error: ${failed}`);
  return 1;
}

/** The program a name or path stands for. */
function findProgram(shell: Shell, name: string): Program | undefined {
  if (!name.includes('/')) return shell.parts.programs.get(name);
  const path = shell.files.resolve(name);
  const cut = path.lastIndexOf('/');
  return BIN.includes(path.slice(0, cut))
    ? shell.parts.programs.get(path.slice(cut + 1))
    : undefined;
}

/** What execve(2) would find; `cd` is none. */
function isProgram(shell: Shell, name: string): boolean {
  if (name.includes('/')) return findProgram(shell, name) !== undefined;
  return pathOfProgram(shell.parts, name) !== null;
}

function external(
  shell: Shell,
  runner: Runner,
  name: string,
  args: readonly string[],
  descriptors: Descriptors,
): number {
  const program = findProgram(shell, name);
  if (program === undefined) return notFound(shell, name);
  shell.budget.spend(300);
  const output = descriptors.get(1)?.output;
  const printer = new Printer(output, false);
  const err = (text: string) => descriptors.get(2)?.output?.write(text);
  const own = name.slice(name.lastIndexOf('/') + 1);
  let stdin: string | null = null;
  const read = () => (stdin ??= descriptors.get(0)?.input?.all() ?? '');
  const context: CommandContext = {
    name: own,
    args,
    get stdin() {
      return read();
    },
    kernel: shell.parts.kernel,
    fs: shell.files,
    names: shell.parts.names,
    lab: shell.parts.lab,
    stdinIsFile: descriptors.get(0)?.input?.isFile === true,
    env: shell.variables.environment(),
    hostname: shell.parts.hostname,
    flavour: shell.flavour,
    columns: output?.kind === 'tty' ? shell.columns : null,
    out: printer.out,
    err,
    spend: (work) => shell.budget.spend(work),
    run: (words, input) => {
      const [wanted = ''] = words;
      if (!isProgram(shell, wanted)) {
        err(
          `${own}: ${own === 'xargs' ? wanted : quotePlain(wanted)}: No such file or directory\n`,
        );
        return 127;
      }
      printer.flush();
      const given = new Map(descriptors);
      if (input !== undefined) given.set(0, { input: new Input(input) });
      return runner.subshell(() => runner.words(words, given));
    },
  };
  let status: number;
  try {
    status = shell.files.within({ read, out: printer.out, err }, () => program.run(context));
  } catch (error) {
    if (error instanceof Control || error instanceof RangeError) throw error;
    err(`${own}: ${error instanceof Error ? error.message : 'failed'}\n`);
    status = 1;
  }
  const failed = printer.flush();
  if (failed === null) return status;
  err(`${own}: write error: ${failed}\n`);
  return 1;
}

function notFound(shell: Shell, name: string): number {
  if (!name.includes('/')) {
    shell.complain(shell.flavour === 'bash' ? `${name}: command not found` : `${name}: not found`);
    return 127;
  }
  try {
    const found = shell.files.stat(name, true);
    const directory = found.type === 'dir' && shell.flavour === 'bash';
    shell.complain(`${name}: ${directory ? 'Is a directory' : 'Permission denied'}`);
    return 126;
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    const missing = shell.flavour === 'ash' && error.errno === 'ENOENT';
    shell.complain(`${name}: ${missing ? 'not found' : error.message}`);
    return error.errno === 'ENOENT' ? 127 : 126;
  }
}
