import { Exit, LoopJump, Return } from '../exec/control';
import type { Builtin, BuiltinCall } from '../exec/shell';
import { SysError } from '../../engine/linux/errno';
import { ExpansionFailure } from '../expand/host';
import { ParseFailure, Unfinished } from '../parse/failure';
import { parseAll } from '../parse/parser';

const WIDTH = 64;

function jump(kind: 'break' | 'continue'): Builtin {
  return {
    name: kind,
    run({ args, shell, complain }) {
      if (shell.loops === 0) {
        complain("only meaningful in a `for', `while', or `until' loop");
        return 0;
      }
      const [levels = '1'] = args;
      if (!/^-?\d+$/.test(levels)) {
        complain(`${levels}: numeric argument required`);
        throw new LoopJump('break', WIDTH);
      }
      if (Number(levels) < 1) {
        complain(`${levels}: loop count out of range`);
        return 1;
      }
      throw new LoopJump(kind, Number(levels));
    },
  };
}

/** The status asked for, or the last command's. */
function statusOf({ args, shell, complain }: BuiltinCall): number {
  const [given] = args;
  if (given === undefined) return shell.status;
  if (/^[-+]?\d+$/.test(given)) return Number(BigInt.asUintN(8, BigInt(given.replace('+', ''))));
  complain(`${given}: numeric argument required`);
  return 2;
}

const exit: Builtin = {
  name: 'exit',
  run(call) {
    if (call.args.length > 1 && /^[-+]?\d+$/.test(call.args[0] ?? '')) {
      call.complain('too many arguments');
      return 1;
    }
    throw new Exit(statusOf(call));
  },
};

const returnBuiltin: Builtin = {
  name: 'return',
  run(call) {
    if (call.shell.calls + call.shell.sourced === 0) {
      call.complain("can only `return' from a function or sourced script");
      return 2;
    }
    throw new Return(statusOf(call));
  },
};

/** Runs a text in this very shell. */
export function runText(call: BuiltinCall, text: string, descriptors = call.descriptors): number {
  const { shell } = call;
  try {
    const script = parseAll(text, shell.aliases);
    if (script.length === 0) return 0;
    return shell.runner?.script(script, descriptors) ?? 1;
  } catch (error) {
    if (error instanceof Unfinished) call.complain('syntax error: unexpected end of file');
    else if (error instanceof ParseFailure) call.complain(error.message);
    else throw error;
    return 2;
  }
}

const evalBuiltin: Builtin = {
  name: 'eval',
  run: (call) => runText(call, call.args.join(' ')),
};

const source: Builtin = {
  name: 'source',
  run(call) {
    const [path, ...args] = call.args;
    const { shell } = call;
    if (path === undefined) {
      call.complain('filename argument required');
      call.err(`${call.name}: usage: ${call.name} filename [arguments]\n`);
      return 2;
    }
    let text: string;
    try {
      text = shell.files.readText(path);
    } catch (error) {
      if (!(error instanceof SysError)) throw error;
      shell.complain(
        `${error.errno === 'EISDIR' ? `${call.name}: ` : ''}${path}: ${error.errno === 'EISDIR' ? 'is a directory' : error.message}`,
      );
      return 1;
    }
    const { positional } = shell;
    if (args.length > 0) shell.positional = args;
    shell.sourced += 1;
    try {
      return runText(call, text);
    } catch (error) {
      if (error instanceof Return) return error.status;
      throw error;
    } finally {
      shell.sourced -= 1;
      if (args.length > 0) shell.positional = positional;
    }
  },
};

const letBuiltin: Builtin = {
  name: 'let',
  run(call) {
    if (call.args.length === 0) {
      call.complain('expression expected');
      return 1;
    }
    let value = 0n;
    for (const text of call.args) {
      try {
        const word = { parts: [{ kind: 'text', text, quoted: true } as const], raw: text };
        value = call.shell.expander.arithmetic(word);
      } catch (error) {
        if (!(error instanceof ExpansionFailure)) throw error;
        call.complain(error.message);
        return 1;
      }
    }
    return value === 0n ? 1 : 0;
  },
};

export const flowBuiltins: readonly Builtin[] = [
  jump('break'),
  jump('continue'),
  exit,
  returnBuiltin,
  evalBuiltin,
  source,
  { ...source, name: '.' },
  letBuiltin,
];
