import type { Kernel } from '../engine/linux/kernel';
import { builtins } from './builtins';
import { printable } from './bytes';
import type { LabAccess, PciNames } from './command';
import { commands } from './commands';
import { completeLine } from './complete';
import { Exit, LoopJump, Return } from './exec/control';
import { Interpreter } from './exec/interpreter';
import { Budget, LineStopped } from './exec/limits';
import { Shell, type Flavour } from './exec/shell';
import { ExpansionFailure } from './expand/host';
import { expandHistory, remember } from './history';
import type { Script } from './parse/ast';
import { ParseFailure, Unfinished } from './parse/failure';
import { Parser } from './parse/parser';

export interface ShellOptions {
  readonly kernel: Kernel;
  readonly names: PciNames;
  /** null where no simulation runs. */
  readonly lab: LabAccess | null;
  readonly flavour?: Flavour;
  readonly hostname?: string;
  /** Of the wall, ms: a line that takes long in earnest is stopped. Without one no line depends on the machine it runs on. */
  readonly clock?: () => number;
}

export interface LineResult {
  /** What was printed, in order. */
  readonly chunks: readonly { readonly stream: 'out' | 'err'; readonly text: string }[];
  readonly status: number;
  /** Nothing ran: the text ends inside a quote, a loop, behind a `|`. */
  readonly more: boolean;
  /** Simulated time, ns. */
  readonly tookNs: number;
  /** `exit` was typed in the outermost shell. */
  readonly exited: boolean;
}

/** A shell on the simulated host, which keeps its state from line to line. */
export interface HostShell {
  /** Several lines are run one after the other. `columns`: the terminal's; null = the output is no terminal. */
  run(text: string, columns: number | null): LineResult;
  prompt(): string;
  /** What may stand for the word before the cursor, from `from` on. */
  complete(
    line: string,
    cursor: number,
  ): { readonly from: number; readonly candidates: readonly string[] };
  readonly history: readonly string[];
  /** Exports a variable, as a login or the terminal does; no line is typed. */
  export(name: string, value: string): void;
}

type Parsed = { readonly script: Script } | { readonly failure: string };

/** null: unfinished. */
function parse(text: string, aliases: ReadonlyMap<string, string>): Parsed[] | null {
  const parser = new Parser(text, aliases);
  const lines: Parsed[] = [];
  for (;;) {
    try {
      const script = parser.nextLine();
      if (script === null) return lines;
      lines.push({ script });
    } catch (error) {
      if (error instanceof Unfinished) return null;
      if (!(error instanceof ParseFailure)) throw error;
      lines.push({ failure: error.message });
      parser.skipLine();
    }
  }
}

/** busybox names the token in its own way. */
function inOwnWords(failure: string, flavour: Flavour): string {
  const token = /^syntax error near unexpected token `(.*)'$/s.exec(failure)?.[1];
  if (flavour === 'bash' || token === undefined) return failure;
  return `syntax error: unexpected ${token === 'newline' ? token : `"${token}"`}`;
}

const TOO_DEEP = 'too many levels of nesting';

/**
 * Nobody types faster: what a driver does by itself after the command before (a link that comes up, a probe that
 * gives up) has been done when the next line runs.
 */
const TYPING_NS = 1_000_000_000;

export function createShell(options: ShellOptions): HostShell {
  const { kernel, names, lab, flavour = 'bash', hostname = 'sriov-lab' } = options;
  const shell = new Shell(
    {
      kernel,
      names,
      lab,
      hostname,
      programs: new Map(commands.map((command) => [command.name, command])),
      builtins: new Map(builtins.map((builtin) => [builtin.name, builtin])),
    },
    flavour,
  );
  const interpreter = new Interpreter(shell);
  shell.runner = interpreter;
  initialise(shell);

  const stopped = (error: unknown): void => {
    if (error instanceof ExpansionFailure || error instanceof LineStopped)
      shell.screen.say('err', `${shell.self}: ${error.message}\n`);
    else if (error instanceof RangeError) shell.screen.say('err', `${shell.self}: ${TOO_DEEP}\n`);
    else if (!(error instanceof LoopJump || error instanceof Return)) throw error;
    shell.status = error instanceof Return ? error.status : 1;
  };

  /** True where the shell ends. */
  const runLine = (line: Parsed): boolean => {
    if ('failure' in line) {
      shell.screen.say('err', `${shell.self}: ${inOwnWords(line.failure, shell.flavour)}\n`);
      shell.status = 2;
      return false;
    }
    try {
      shell.status = interpreter.script(line.script, shell.terminal());
    } catch (error) {
      if (error instanceof Exit) {
        shell.status = error.status;
        shell.screen.say('err', shell.columns === null ? '' : 'exit\n');
        const outer = shell.outer.pop();
        if (outer === undefined) return true;
        shell.flavour = outer;
        return false;
      }
      stopped(error);
    }
    shell.calls = 0;
    shell.loops = 0;
    shell.sourced = 0;
    return false;
  };

  return {
    run(typed, columns) {
      const unchanged = { chunks: [], tookNs: 0, exited: false };
      shell.columns = columns;
      shell.budget = new Budget(options.clock);
      const interactive = columns !== null && shell.flavour === 'bash';
      const history = interactive
        ? expandHistory(typed, shell.history)
        : { text: typed, changed: false };
      if ('missing' in history) {
        shell.screen.say('err', `${shell.self}: ${history.missing}\n`);
        return { ...unchanged, chunks: shell.screen.take(), status: shell.status, more: false };
      }
      const { text } = history;
      let lines: Parsed[] | null;
      try {
        lines = parse(text, shell.aliases);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        lines = [{ failure: TOO_DEEP }];
      }
      if (lines === null) return { ...unchanged, status: shell.status, more: true };
      remember(shell.history, text);
      if (history.changed) shell.screen.say('err', `${text}\n`);
      let exited = false;
      let tookNs = 0;
      for (const line of lines) {
        kernel.pass(TYPING_NS);
        const from = kernel.now();
        exited = runLine(line);
        tookNs += kernel.now() - from;
        if (exited) break;
      }
      const chunks = shell.screen
        .take()
        .map(({ stream, text: said }) => ({ stream, text: printable(said) }));
      return { chunks, status: shell.status, more: false, tookNs, exited };
    },
    prompt() {
      const cwd = shell.files.cwd.replace(/^\/root(?=\/|$)/, '~');
      return shell.flavour === 'bash' ? `root@${hostname}:${cwd}# ` : `${cwd} # `;
    },
    complete(line, cursor) {
      shell.budget = new Budget(options.clock);
      try {
        return completeLine(shell, line, cursor);
      } catch (error) {
        if (error instanceof LineStopped) return { from: cursor, candidates: [] };
        throw error;
      }
    },
    history: shell.history,
    export(name, value) {
      shell.variables.set(name, value);
      shell.variables.mark(name, 'exported', true);
    },
  };
}

function initialise(shell: Shell): void {
  const environment = {
    HOME: '/root',
    USER: 'root',
    LOGNAME: 'root',
    SHELL: '/bin/bash',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    TERM: 'xterm-256color',
    PWD: '/root',
  };
  for (const [name, value] of Object.entries(environment)) {
    shell.variables.set(name, value);
    shell.variables.mark(name, 'exported', true);
  }
  const own = {
    IFS: ' \t\n',
    HOSTNAME: shell.parts.hostname,
    UID: '0',
    EUID: '0',
    PPID: '741',
    OSTYPE: 'linux-gnu',
    HOSTTYPE: 'x86_64',
    BASH_VERSION: '5.2.15(1)-release',
  };
  for (const [name, value] of Object.entries(own)) shell.variables.set(name, value);
  try {
    shell.files.chdir('/root');
  } catch {
    shell.variables.set('PWD', '/');
  }
}
