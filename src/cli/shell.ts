import process from 'node:process';
import { createInterface } from 'node:readline';
import type { PciNames } from '../shell/command';
import { startHostBesideRun } from './whole-run';
import type { HostShell } from '../shell/session';
import { onlyScenario, type Arguments } from './arguments';
import { loadScenario } from './scenario';
import { print, UsageError, type Output } from './usage';

/**
 * The simulated host's shell: `-c`, or standard input line by line, with prompt, history and completion where that is
 * a terminal. Exit status of the last command.
 */
export async function shell(args: Arguments, names: PciNames, output: Output): Promise<number> {
  const file = onlyScenario(args);
  if (file === '-' && args.command === null) {
    throw new UsageError('the scenario comes from standard input: give the commands with -c');
  }
  const host = startHostBesideRun(loadScenario(file, args.sets), names);
  const session = new Session(host.shell, output, args.command === null && process.stdin.isTTY);
  if (args.command !== null) {
    for (const line of args.command.split('\n')) if (session.take(line)) break;
  } else await fromInput(session, host.shell);
  return session.end();
}

/** Lines as they come; an unfinished one waits for the next. */
class Session {
  readonly interactive: boolean;
  private readonly shell: HostShell;
  private readonly output: Output;
  private pending = '';
  private status = 0;

  constructor(host: HostShell, output: Output, interactive: boolean) {
    this.shell = host;
    this.output = output;
    this.interactive = interactive;
  }

  get prompt(): string {
    return this.pending === '' ? this.shell.prompt() : '> ';
  }

  /** True when the shell was left. */
  take(line: string): boolean {
    const text = this.pending + line;
    const columns = this.interactive ? process.stdout.columns : null;
    const reply = this.shell.run(text, columns);
    this.pending = reply.more ? `${text}\n` : '';
    if (reply.more) return false;
    print(reply.chunks, this.output);
    this.status = reply.status;
    return reply.exited;
  }

  end(): number {
    if (this.pending === '') return this.status;
    this.output.err('bash: syntax error: unexpected end of file\n');
    return 2;
  }
}

async function fromInput(session: Session, host: HostShell): Promise<void> {
  const { interactive } = session;
  const lines = createInterface({
    input: process.stdin,
    crlfDelay: Infinity,
    ...(interactive && {
      output: process.stdout,
      completer: (line: string): [string[], string] => {
        const { from, candidates } = host.complete(line, line.length);
        return [[...candidates], line.slice(from)];
      },
    }),
  });
  const ask = () => {
    if (!interactive) return;
    lines.setPrompt(session.prompt);
    lines.prompt();
  };
  ask();
  for await (const line of lines) {
    if (session.take(line)) break;
    ask();
  }
  lines.close();
}
