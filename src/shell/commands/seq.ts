import type { Command } from '../command';
import { quoteAlways } from '../quoting';

const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const decimals = (text: string) => text.split('.')[1]?.length ?? 0;

export const seq: Command = {
  name: 'seq',
  run({ args, out, err, spend }) {
    let separator = '\n';
    let wide = false;
    let i = 0;
    const hint = "Try 'seq --help' for more information.\n";
    for (; /^-[^\d.]/.test(args[i] ?? ''); i += 1) {
      const arg = args[i] ?? '';
      if (arg === '-w') wide = true;
      else if (arg === '-s') {
        i += 1;
        separator = args[i] ?? '';
      } else if (arg.startsWith('-s')) separator = arg.slice(2);
      else {
        err(`seq: invalid option -- '${arg[1] ?? ''}'\n${hint}`);
        return 1;
      }
    }
    const numbers = args.slice(i);
    const [a, b, c, d] = numbers;
    if (a === undefined || d !== undefined) {
      err(
        `seq: ${d === undefined ? 'missing operand' : `extra operand ${quoteAlways(d)}`}\n${hint}`,
      );
      return 1;
    }
    const bad = numbers.find((text) => !NUMBER.test(text));
    if (bad !== undefined) {
      err(`seq: invalid floating point argument: ${quoteAlways(bad)}\n${hint}`);
      return 1;
    }
    const [first, step, last] =
      c !== undefined ? [a, b ?? '1', c] : b !== undefined ? [a, '1', b] : ['1', '1', a];
    const by = Number(step);
    if (by === 0) {
      err(`seq: invalid Zero increment value: ${quoteAlways(step)}\n${hint}`);
      return 1;
    }
    const places = Math.max(decimals(first), decimals(step));
    const width = wide
      ? Math.max(Number(first).toFixed(places).length, Number(last).toFixed(places).length)
      : 0;
    let text = '';
    const end = Number(last) + by * 1e-10;
    for (let n = 0; ; n += 1) {
      const value = Number(first) + n * by;
      if (by > 0 ? value > end : value < end) break;
      const shown = value.toFixed(places);
      const padded = shown.startsWith('-')
        ? `-${shown.slice(1).padStart(width - 1, '0')}`
        : shown.padStart(width, '0');
      text += (n === 0 ? '' : separator) + padded;
      spend(20);
      if (text.length > 4096) {
        out(text);
        text = '';
      }
    }
    out(text);
    if (by > 0 ? Number(first) <= end : Number(first) >= end) out('\n');
    return 0;
  },
};
