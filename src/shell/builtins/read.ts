import type { Builtin } from '../exec/shell';
import { ReadonlyVariable } from '../exec/variables';
import { IDENTIFIER } from './words';

/** One line split at IFS into as many words as there are names, the last taking the rest. */
function split(line: string, ifs: string, count: number): string[] {
  const isSpace = (char: string | undefined) =>
    char !== undefined && ' \t\n'.includes(char) && ifs.includes(char);
  const isEnd = (char: string | undefined) => char !== undefined && ifs.includes(char);
  const words: string[] = [];
  let at = 0;
  while (isSpace(line[at])) at += 1;
  while (words.length < count - 1 && at < line.length) {
    let end = at;
    while (end < line.length && !isEnd(line[end])) end += 1;
    words.push(line.slice(at, end));
    at = end;
    while (isSpace(line[at])) at += 1;
    if (isEnd(line[at]) && !isSpace(line[at])) {
      at += 1;
      while (isSpace(line[at])) at += 1;
    }
  }
  let end = line.length;
  while (end > at && isSpace(line[end - 1])) end -= 1;
  words.push(line.slice(at, end));
  return words;
}

export const read: Builtin = {
  name: 'read',
  run(call) {
    const { shell, args } = call;
    let raw = false;
    let i = 0;
    for (; /^-./.test(args[i] ?? ''); i += 1) {
      const arg = args[i] ?? '';
      if (arg === '-r') raw = true;
      else if (/^-[pt]$/.test(arg)) i += 1;
      else if (arg !== '-s' && arg !== '-rs') {
        call.complain(
          `${arg}: ${/^-[adeinNu]/.test(arg) ? 'this option is not simulated' : 'invalid option'}`,
        );
        return 2;
      }
    }
    const names = args.slice(i);
    const bad = names.find((name) => !IDENTIFIER.test(name));
    if (bad !== undefined) {
      call.complain(`\`${bad}': not a valid identifier`);
      return 1;
    }
    const input = call.descriptors.get(0)?.input;
    let line = input?.line() ?? '';
    let ended = line.endsWith('\n');
    let text = ended ? line.slice(0, -1) : line;
    if (!raw) {
      while (/(?:^|[^\\])(?:\\\\)*\\$/.test(text) && ended) {
        line = input?.line() ?? '';
        ended = line.endsWith('\n');
        text = text.slice(0, -1) + (ended ? line.slice(0, -1) : line);
      }
      text = text.replace(/\\(.?)/gs, '$1');
    }
    const ifs = shell.value('IFS') ?? ' \t\n';
    const words = names.length === 0 ? [text] : split(text, ifs, names.length);
    try {
      for (const [at, name] of (names.length === 0 ? ['REPLY'] : names).entries())
        shell.variables.set(name, words[at] ?? '');
    } catch (error) {
      if (!(error instanceof ReadonlyVariable)) throw error;
      shell.complain(error.message);
      return 1;
    }
    return ended ? 0 : 1;
  },
};
