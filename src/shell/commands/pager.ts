import type { Command, CommandContext } from '../command';
import { complainAbout, readInput } from '../inputs';

/** There is nothing to page through: the terminal scrolls. */
function run(context: CommandContext): number {
  const files = context.args.filter((arg) => !/^[-+]./.test(arg));
  if (files.length === 0 && context.stdin === '') {
    context.err(
      context.name === 'less'
        ? 'Missing filename ("less --help" for help)\n'
        : `more: bad usage\nTry 'more --help' for more information.\n`,
    );
    return 1;
  }
  let status = 0;
  for (const path of files.length > 0 ? files : ['-']) {
    const text = readInput(context, path, (own, name, error) => {
      const said = error instanceof Error ? error.message : '';
      if (context.name === 'more') complainAbout(own, name, error);
      else own.err(said === 'Is a directory' ? `${name} is a directory\n` : `${name}: ${said}\n`);
    });
    if (text === null) status = 1;
    else context.out(text);
  }
  return status;
}

export const less: Command = { name: 'less', run };
export const more: Command = { name: 'more', run };
