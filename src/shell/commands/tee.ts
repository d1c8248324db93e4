import { SysError } from '../../engine/linux/errno';
import type { Command } from '../command';
import { complainAbout } from '../inputs';
import { readOptions } from '../options';
import { quoteName } from '../quoting';

/** Opens all files first, then writes to standard output and them: an error of either kind has its place. */
export const tee: Command = {
  name: 'tee',
  run(context) {
    const options = readOptions(context, {
      short: 'aip',
      long: { append: 'a', 'ignore-interrupts': 'i' },
    });
    if (options === null) return 1;
    let status = 0;
    const writers: { path: string; write: (text: string) => void }[] = [];
    for (const path of options.operands) {
      try {
        writers.push({ path, write: context.fs.open(path, options.has('a')) });
      } catch (error) {
        status = 1;
        if (context.flavour === 'ash' && error instanceof SysError)
          context.err(`tee: ${path}: ${error.message}\n`);
        else complainAbout(context, path, error);
      }
    }
    const text = context.stdin;
    if (text === '') return status;
    context.out(text);
    for (const { path, write } of writers) {
      try {
        write(text);
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        status = 1;
        context.err(`tee: ${quoteName(path)}: ${error.message}\n`);
      }
    }
    return status;
  },
};
