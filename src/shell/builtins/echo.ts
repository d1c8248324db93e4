import type { Builtin } from '../exec/shell';
import { backslashes } from '../parse/ansi-c';

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
    const text = args.slice(i).join(' ');
    if (!escapes) out(newline ? `${text}\n` : text);
    else {
      const result = backslashes(text, false);
      out(newline && !result.stop ? `${result.text}\n` : result.text);
    }
    return 0;
  },
};
