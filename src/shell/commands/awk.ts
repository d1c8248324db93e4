import type { Command, CommandContext } from '../command';
import { linesOf, readInput } from '../inputs';
import { AwkMachine } from './awk/machine';
import { AwkFailure } from './awk/model';
import { AwkParser } from './awk/parser';

const escapes = (text: string) => text.replace(/\\t/g, '\t').replace(/\\n/g, '\n');

function run(context: CommandContext): number {
  const { args, err, name } = context;
  const assignments: [string, string][] = [];
  let separator: string | null = null;
  let i = 0;
  for (; /^-./.test(args[i] ?? ''); i += 1) {
    const arg = args[i] ?? '';
    const option = arg.slice(0, 2);
    if (arg === '--') {
      i += 1;
      break;
    }
    if (option !== '-F' && option !== '-v') {
      err(`${name}: option ${arg} is not simulated\n`);
      return 2;
    }
    let value = arg.slice(2);
    if (value === '') {
      i += 1;
      value = args[i] ?? '';
    }
    const set = /^([A-Za-z_]\w*)=(.*)$/s.exec(value);
    if (option === '-F') separator = value === 't' ? '\t' : escapes(value);
    else if (set === null) {
      err(`${name}: improper assignment: -v ${value}\n`);
      return 2;
    } else assignments.push([set[1] ?? '', escapes(set[2] ?? '')]);
  }
  const [program, ...files] = args.slice(i);
  if (program === undefined) {
    err(`usage: ${name} [-F fs][-v var=value] 'program' [file ...]\n`);
    return 2;
  }
  let status = 0;
  try {
    const machine = new AwkMachine(context, new AwkParser(program).program());
    if (separator !== null) machine.set('FS', separator);
    for (const [variable, value] of assignments) machine.set(variable, { input: value });
    machine.run(function* texts() {
      for (const path of files.length > 0 ? files : ['-']) {
        const text = readInput(context, path, (own, missing, error) => {
          const said = error instanceof Error ? error.message : '';
          own.err(`${name}: cannot open ${missing} (${said})\n`);
        });
        if (text === null) status = 2;
        else yield { name: path === '-' ? '' : path, lines: linesOf(text) };
      }
    });
    return Math.max(status, machine.status);
  } catch (error) {
    if (!(error instanceof AwkFailure)) throw error;
    err(`${name}: ${error.message}\n`);
    return 2;
  }
}

/** mawk's language, as far as one line of it goes. */
export const awk: Command = { name: 'awk', run };
