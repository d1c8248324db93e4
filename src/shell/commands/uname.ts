import type { Command } from '../command';
import { readOptions } from '../options';

const LONG = {
  all: 'a',
  'kernel-name': 's',
  nodename: 'n',
  'kernel-release': 'r',
  'kernel-version': 'v',
  machine: 'm',
  processor: 'p',
  'hardware-platform': 'i',
  'operating-system': 'o',
} as const;

/** What follows `(gcc ...)` in `/proc/version`: the build of the kernel. */
function version(text: string): string {
  return /#1 .*$/m.exec(text)?.[0] ?? '#1 SMP PREEMPT_DYNAMIC';
}

export const uname: Command = {
  name: 'uname',
  run(context) {
    const options = readOptions(context, { short: 'asnrvmpio', long: LONG });
    if (options === null) return 1;
    const [extra] = options.operands;
    if (extra !== undefined) {
      context.err(`uname: extra operand '${extra}'\nTry 'uname --help' for more information.\n`);
      return 1;
    }
    const words: readonly (readonly [string, string])[] = [
      ['s', 'Linux'],
      ['n', context.hostname],
      ['r', context.kernel.release],
      ['v', version(context.fs.readText('/proc/version'))],
      ['m', 'x86_64'],
      ['p', 'unknown'],
      ['i', 'unknown'],
      ['o', 'GNU/Linux'],
    ];
    const isAll = options.has('a');
    const shown = words.filter(
      ([letter, word]) =>
        options.has(letter) ||
        (isAll && word !== 'unknown') ||
        (letter === 's' && options.given.length === 0),
    );
    context.out(`${shown.map(([, word]) => word).join(' ')}\n`);
    return 0;
  },
};
