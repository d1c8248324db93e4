import type { Builtin } from '../exec/shell';
import { backslashes } from '../parse/ansi-c';

/** As characters put out one by one reach a line-buffered file. */
export const byLine = (text: string): string[] => text.split(/(?<=\n)/);

/** `echo [-neE] [ARG]...` of bash: options end at the first word that is none. */
export const echo: Builtin = {
  name: 'echo',
  run({ args, out }) {
    let newline = true;
    let escapes = false;
    let i = 0;
    for (; /^-[neE]+$/.test(args[i] ?? ''); i += 1) {
      for (const letter of (args[i] ?? '').slice(1)) {
        if (letter === 'n') newline = false;
        else escapes = letter === 'e';
      }
    }
    const words = args.slice(i);
    if (escapes) {
      const { text, stop } = backslashes(words.join(' '), false);
      for (const line of byLine(newline && !stop ? `${text}\n` : text)) out(line);
      return 0;
    }
    for (const [n, word] of words.entries()) out(n === 0 ? word : ` ${word}`);
    if (newline) out('\n');
    return 0;
  },
};
