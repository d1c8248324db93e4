import { SysError } from '../../engine/linux/errno';
import type { Builtin, BuiltinCall, Flavour } from '../exec/shell';
import { runText } from './flow';

const MAX_SHELLS = 16;
const BANNER = `

BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) built-in shell (ash)
Enter 'help' for a list of built-in commands.

`;

/** Another shell on top: `-c TEXT`, a file, standard input, or from now on at the prompt. */
function start(call: BuiltinCall, flavour: Flavour, args: readonly string[]): number {
  const { shell } = call;
  const { runner } = shell;
  if (runner === null) return 1;
  const inside = (text: string, zero: string | null, positional: readonly string[]) =>
    runner.subshell(() => {
      shell.zero = zero;
      shell.flavour = flavour;
      shell.positional = positional;
      return runText(call, text);
    });
  const rest = args.filter((arg) => !/^(?:-[il]+|--login|--norc|--noprofile)$/.test(arg));
  const [first, second, ...more] = rest;
  if (first === '-c') {
    if (second !== undefined) return inside(second, more[0] ?? null, more.slice(1));
    shell.complain('-c: option requires an argument');
    return 2;
  }
  if (first !== undefined) {
    try {
      return inside(shell.files.readText(first), first, rest.slice(1));
    } catch (error) {
      if (!(error instanceof SysError)) throw error;
      shell.complain(`${first}: ${error.message}`);
      return error.errno === 'ENOENT' ? 127 : 126;
    }
  }
  const input = call.descriptors.get(0)?.input;
  const piped = input !== shell.keyboard;
  if (piped) return inside(input?.all() ?? '', null, []);
  if (shell.outer.length >= MAX_SHELLS) {
    shell.complain('too many shells inside each other');
    return 1;
  }
  shell.outer.push(shell.flavour);
  shell.flavour = flavour;
  if (flavour === 'ash') {
    if (shell.columns === null) call.err("sh: can't access tty; job control turned off\n");
    call.out(BANNER);
  }
  return 0;
}

const bash: Builtin = {
  name: 'bash',
  program: true,
  run: (call) => start(call, 'bash', call.args),
};

const sh: Builtin = { name: 'sh', program: true, run: (call) => start(call, 'ash', call.args) };

const busybox: Builtin = {
  name: 'busybox',
  program: true,
  run(call) {
    const [applet, ...args] = call.args;
    if (applet === undefined) {
      call.out('BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.\n');
      return 0;
    }
    if (applet === 'sh' || applet === 'ash') return start(call, 'ash', args);
    const { shell } = call;
    if (shell.parts.programs.has(applet) || shell.parts.builtins.has(applet))
      return (
        shell.runner?.subshell(() => {
          shell.flavour = 'ash';
          return shell.runner?.words([applet, ...args], call.descriptors) ?? 1;
        }) ?? 1
      );
    call.err(`${applet}: applet not found\n`);
    return 127;
  },
};

export const shellBuiltins: readonly Builtin[] = [bash, sh, busybox];
