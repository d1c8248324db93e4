import { lspci, PLAIN } from './lspci';
import type { LspciOptions } from './lspci';
import type { NameSource } from './name-text';
import { selectAll, selectId, selectSlot } from './select';
import { DumpError, readDumpStrictly } from './strict-dump';

export interface Printed {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

/** Switches of a command line as options: letters in any number, `-s` and `-d` with a value. */
export function optionsOf(args: readonly string[]): LspciOptions {
  const letters = args
    .filter((arg, i) => arg.startsWith('-') && !['-s', '-d'].includes(args[i - 1] ?? ''))
    .flatMap((arg) => arg.slice(1).split(''));
  const count = (letter: string) => letters.filter((one) => one === letter).length;
  const selection = count('s') + count('d') > 0 ? selectAll() : null;
  args.forEach((arg, i) => {
    if (selection !== null && arg === '-s') selectSlot(selection, args[i + 1] ?? '');
    if (selection !== null && arg === '-d') selectId(selection, args[i + 1] ?? '');
  });
  return {
    ...PLAIN,
    verbosity: count('v'),
    numbers: (['names', 'numbers', 'both'] as const)[Math.min(2, count('n'))] ?? 'both',
    kernel: count('k') > 0,
    hexLevel: count('x'),
    busView: count('b') > 0,
    domains: count('D') > 0,
    machine: count('m'),
    tree: count('t') > 0,
    path: count('P'),
    selection,
  };
}

/** What our `lspci -F` prints of a dump. */
export function printDump(names: NameSource, text: string, args: readonly string[]): Printed {
  const [out, err]: [string[], string[]] = [[], []];
  let status = 1;
  try {
    const sinks = { out: (part: string) => out.push(part), err: (part: string) => err.push(part) };
    status = lspci(readDumpStrictly(text), names, optionsOf(args), sinks);
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    err.push(`lspci: ${error.message}\n`);
  }
  return { out: out.join(''), err: err.join(''), status };
}
