import type { Command } from '../command';
import { quoteAlways } from '../quoting';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };
/** Longer waits show nothing that a day does not. */
const MAX_SECONDS = 86_400;

export const sleep: Command = {
  name: 'sleep',
  run({ args, err, kernel }) {
    if (args.length === 0) {
      err("sleep: missing operand\nTry 'sleep --help' for more information.\n");
      return 1;
    }
    let seconds = 0;
    let status = 0;
    for (const text of args) {
      const found = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text);
      if (found === null) {
        err(`sleep: invalid time interval ${quoteAlways(text)}\n`);
        status = 1;
      } else seconds += Number(found[1]) * (UNITS[found[2] ?? ''] ?? 1);
    }
    if (status !== 0) {
      err("Try 'sleep --help' for more information.\n");
      return status;
    }
    if (seconds > MAX_SECONDS) {
      err('sleep: more than a day of simulated time is not waited for\n');
      return 1;
    }
    kernel.pass(Math.round(seconds * 1e9));
    return 0;
  },
};
