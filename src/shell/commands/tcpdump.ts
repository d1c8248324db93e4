import { readFilter } from '../../formats/tcpdump/filter';
import { readDumped, writeDumped } from '../../formats/tcpdump/file';
import { hexLines, LinePrinter } from '../../formats/tcpdump/line';
import { summarise } from '../../formats/tcpdump/summary';
import { fromBytes } from '../bytes';
import type { CapturedFrame, Command, CommandContext } from '../command';
import { readOptions, type Options } from '../options';
import { stamper } from './tcpdump/stamp';

/** What this host can listen on: its own interfaces, and where the simulation counts packets. */
function interfaces({ kernel, lab }: Pick<CommandContext, 'kernel' | 'lab'>): readonly string[] {
  const own = kernel.netDevices.map(({ name }) => name);
  return [...new Set([...(lab?.taps ?? []), ...own])];
}

function listInterfaces(context: CommandContext): number {
  const rows = interfaces(context).map((name, index) => {
    const device = context.kernel.netDevices.find((other) => other.name === name);
    const loopback = device?.kind === 'loopback' ? ', Loopback' : '';
    const isUp = device === undefined || device.up;
    const link =
      device?.kind === 'loopback'
        ? ''
        : device?.carrier === false
          ? ', Disconnected'
          : ', Connected';
    return `${index + 1}.${name} [${isUp ? `Up, Running${loopback}${link}` : `none${loopback}${link === '' ? '' : ', Disconnected'}`}]\n`;
  });
  context.out(rows.join(''));
  return 0;
}

/** Link-layer header of what is written; the real one leaves it out of -x and -X. */
const ETHERNET = 14;
const PROMISCUOUS = 'through';
const DIRECTIONS = { in: 'In', out: 'Out', through: 'P' } as const;

interface Source {
  readonly frames: readonly CapturedFrame[];
  /** Frames have the name of their interface in front. */
  readonly isAny: boolean;
}

/** What was captured, or the status with which it ends after having said why. */
function source(context: CommandContext, options: Options): Source | number {
  const file = options.value('r');
  if (file !== undefined) return fromFile(context, file);
  const names = interfaces(context);
  const name = options.value('i') ?? names.find((one) => one !== 'lo') ?? 'lo';
  const isAny = name === 'any';
  if (!isAny && !names.includes(name)) {
    context.err(`tcpdump: ${name}: No such device exists\n(No such device exists)\n`);
    return 1;
  }
  const device = context.kernel.netDevices.find((other) => other.name === name);
  const taps = context.lab?.taps ?? [];
  if (device?.up === false && !taps.includes(name)) {
    context.err(`tcpdump: ${name}: That device is not up\n`);
    return 1;
  }
  const seen = (isAny ? taps : [name]).flatMap((tap) => context.lab?.capture(tap) ?? []);
  // Without promiscuous mode a bridge gives up only what is for the host.
  const kept = options.has('p') ? seen.filter(({ way }) => way !== PROMISCUOUS) : seen;
  const frames = isAny ? kept.toSorted((a, b) => Number(a.ns - b.ns)) : kept;
  if (!options.has('v') && !options.has('w')) {
    context.err('tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\n');
  }
  const type = isAny ? 'LINUX_SLL2 (Linux cooked v2)' : 'EN10MB (Ethernet)';
  const lead = options.has('v') || options.has('w') ? 'tcpdump: ' : '';
  context.err(`${lead}listening on ${name}, link-type ${type}, snapshot length 262144 bytes\n`);
  return { frames, isAny };
}

function fromFile(context: CommandContext, file: string): Source | number {
  let bytes: Uint8Array;
  try {
    bytes = context.fs.readBytes(file);
  } catch {
    context.err(`tcpdump: ${file}: No such file or directory\n`);
    return 1;
  }
  const frames = readDumped(bytes);
  if (frames === null) {
    context.err(
      bytes.length < 4
        ? 'tcpdump: truncated dump file; tried to read 4 file header bytes, only got 0\n'
        : 'tcpdump: unknown file format\n',
    );
    return 1;
  }
  context.err(`reading from file ${file}, link-type EN10MB (Ethernet), snapshot length 262144\n`);
  return { frames: frames.map((frame) => ({ ...frame, way: 'in', tap: '' })), isAny: false };
}

function print(
  context: CommandContext,
  options: Options,
  { isAny }: Source,
  frames: readonly CapturedFrame[],
) {
  const times = (letter: string) => options.given.filter(([each]) => each === letter).length;
  const stamp = stamper(times('t'));
  const printer = new LinePrinter({
    link: options.has('e') && !isAny,
    numeric: options.has('n'),
    verbose: times('v'),
    quiet: options.has('q'),
    absolute: options.has('S'),
  });
  const letters = times('X') > 0;
  const whole = Math.max(times('x'), times('X')) > 1;
  let text = '';
  for (const { ns, bytes, way, tap } of frames) {
    const from = isAny ? `${tap.padEnd(5)} ${DIRECTIONS[way].padEnd(3)} ` : '';
    text += `${stamp(ns)}${from}${printer.line(bytes)}\n`;
    if (letters || times('x') > 0)
      text += hexLines(whole ? bytes : bytes.subarray(ETHERNET), letters);
  }
  context.out(text);
}

/**
 * Packets that passed an interface so far. A real tcpdump waits for more until it is interrupted; here the
 * clock stands while a command runs, so it ends with what there is.
 */
export const tcpdump: Command = {
  name: 'tcpdump',
  run(context) {
    const options = readOptions(context, { short: 'i:neqtvXxASpDlUKc:r:w:s:B:', long: {} });
    if (options === null) return 1;
    if (options.has('D')) return listInterfaces(context);
    const count = options.value('c');
    if (count !== undefined && !(/^\d+$/.test(count) && Number(count) > 0)) {
      context.err(`tcpdump: invalid packet count ${count}\n`);
      return 1;
    }
    const found = source(context, options);
    if (typeof found === 'number') return found;
    const filter = readFilter(options.operands.join(' '));
    if (filter === null) {
      context.err("tcpdump: can't parse filter expression: syntax error\n");
      return 1;
    }
    const matching = found.frames.filter(({ bytes }) => filter(summarise(bytes)));
    const shown = matching.slice(0, count === undefined ? undefined : Number(count));
    const file = options.value('w');
    if (file === undefined) print(context, options, found, shown);
    else {
      try {
        context.fs.writeText(file, fromBytes(writeDumped(shown)), false);
      } catch {
        context.err(`tcpdump: ${file}: No such file or directory\n`);
        return 1;
      }
    }
    if (options.has('r')) return 0;
    const plural = (n: number): string => `${n} packet${n === 1 ? '' : 's'}`;
    context.err(
      `${plural(shown.length)} captured\n${plural(matching.length)} received by filter\n0 packets dropped by kernel\n`,
    );
    return 0;
  },
  complete: (words, context) =>
    words.at(-2) === '-i' ? [...interfaces(context), 'any'] : ['-i', '-n', '-e', '-c', '-D', '-w'],
};
