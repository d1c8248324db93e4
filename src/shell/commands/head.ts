import { fromBytes, toBytes } from '../bytes';
import type { Command, CommandContext } from '../command';
import { readInput } from '../inputs';
import { readOptions } from '../options';
import { quoteAlways } from '../quoting';
import { SysError } from '../../engine/linux/errno';

const SUFFIX: Readonly<Record<string, number>> = {
  '': 1,
  b: 512,
  k: 1024,
  K: 1024,
  KiB: 1024,
  kB: 1000,
  KB: 1000,
  m: 1024 ** 2,
  M: 1024 ** 2,
  MB: 1e6,
  G: 1024 ** 3,
};

/** A count with a sign and a unit; null where it is none. */
function count(text: string): { sign: string; value: number } | null {
  const found = /^([-+]?)(\d+)([a-zA-Z]*)$/.exec(text);
  const unit = SUFFIX[found?.[3] ?? ''];
  if (found === null || unit === undefined) return null;
  return { sign: found[1] ?? '', value: Number(found[2]) * unit };
}

const splitLines = (text: string) => (text === '' ? [] : text.split(/(?<=\n)/));

function part(text: string, name: string, bytes: boolean, sign: string, value: number): string {
  const pieces = bytes ? toBytes(text) : splitLines(text);
  let range: [number, number];
  if (name === 'head') range = [0, sign === '-' ? Math.max(0, pieces.length - value) : value];
  else if (sign === '+') range = [Math.max(0, value - 1), pieces.length];
  else range = [Math.max(0, pieces.length - value), pieces.length];
  const kept = pieces.slice(...range);
  return kept instanceof Uint8Array ? fromBytes(kept) : kept.join('');
}

function run(context: CommandContext): number {
  const { name } = context;
  const spec = {
    short: name === 'head' ? 'n:c:qvz' : 'n:c:qvzfF',
    long: { lines: 'n', bytes: 'c', quiet: 'q', silent: 'q', verbose: 'v', follow: 'f' },
    digits: 'n',
  };
  const old = /^\+\d+$/.test(context.args[0] ?? '') && name === 'tail';
  const args = old ? ['-n', ...context.args] : context.args;
  const options = readOptions(
    Object.create(context, { args: { value: args } }) as CommandContext,
    spec,
  );
  if (options === null) return 1;
  if (options.has('f') || options.has('F')) {
    context.err(`${name}: following a file is not simulated\n`);
    return 1;
  }
  const last = options.given.findLast(([letter]) => letter === 'n' || letter === 'c');
  const [unit, text] = last ?? ['n', '10'];
  const wanted = count(text);
  if (wanted === null) {
    const what = unit === 'c' ? 'bytes' : 'lines';
    context.err(`${name}: invalid number of ${what}: ${quoteAlways(text)}\n`);
    return 1;
  }
  const files = options.operands.length > 0 ? options.operands : ['-'];
  const headers = options.has('v') || (files.length > 1 && !options.has('q'));
  let status = 0;
  let first = true;
  for (const path of files) {
    const input = readInput(context, path, complain);
    if (input === null) {
      status = 1;
      continue;
    }
    if (headers)
      context.out(`${first ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
    first = false;
    context.out(part(input, name, unit === 'c', wanted.sign, wanted.value));
  }
  return status;
}

function complain(context: CommandContext, path: string, error: unknown): void {
  if (!(error instanceof SysError)) throw error;
  if (error.errno === 'EISDIR') {
    context.err(`${context.name}: error reading ${quoteAlways(path)}: ${error.message}\n`);
    return;
  }
  context.err(`${context.name}: cannot open ${quoteAlways(path)} for reading: ${error.message}\n`);
}

export const head: Command = {
  name: 'head',
  run,
  linesWanted(args) {
    if (args.length === 0) return 10;
    const given = /^(?:-n ?|-|--lines=)(\d+)$/.exec(args.join(' '))?.[1];
    return given === undefined ? null : Number(given);
  },
};

export const tail: Command = { name: 'tail', run };
