import { readFileSync } from 'node:fs';
import type { PciNames } from '../shell/command';
import { startHost } from '../shell/host';
import { onlyScenario, type Arguments } from './arguments';
import { loadScenario } from './scenario';
import { print, UsageError, type Output } from './usage';

/** The simulated host's shell: `-c` or standard input line by line. Exit status of the last command. */
export function shell(args: Arguments, names: PciNames, output: Output): number {
  const file = onlyScenario(args);
  if (file === '-' && args.command === null) {
    throw new UsageError('the scenario comes from standard input: give the commands with -c');
  }
  const host = startHost(loadScenario(file, args.sets), names, null);
  let status = 0;
  let pending = '';
  for (const line of (args.command ?? readFileSync(0, 'utf8')).split('\n')) {
    const text = pending + line;
    const reply = host.shell.run(text, null);
    if (reply.more) {
      pending = `${text}\n`;
      continue;
    }
    pending = '';
    print(reply.chunks, output);
    status = reply.status;
    if (reply.exited) return status;
  }
  if (pending === '') return status;
  output.err('bash: syntax error: unexpected end of file\n');
  return 2;
}
