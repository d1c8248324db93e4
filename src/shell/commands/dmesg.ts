import type { LogLine } from '../../engine/linux/kernel';
import { dateAt, MONTHS, two } from '../clock';
import type { Command, CommandContext } from '../command';
import { readOptions, type Options } from '../options';

const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'] as const;
const FACILITIES = ['kern', 'user', 'mail', 'daemon', 'auth', 'syslog', 'lpr', 'news'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Long options by letter; `1` to `3` have no letter of their own. */
const LONG = {
  clear: 'C',
  'read-clear': 'c',
  'console-off': 'D',
  'console-on': 'E',
  file: 'F',
  facility: 'f',
  human: 'H',
  json: 'J',
  kernel: 'k',
  color: 'L',
  level: 'l',
  'console-level': 'n',
  nopager: 'P',
  'force-prefix': 'p',
  raw: 'r',
  noescape: '1',
  syslog: 'S',
  'buffer-size': 's',
  userspace: 'u',
  follow: 'w',
  'follow-new': 'W',
  decode: 'x',
  'show-delta': 'd',
  reltime: 'e',
  ctime: 'T',
  notime: 't',
  'time-format': '2',
  help: 'h',
  version: 'V',
} as const;

const longName = (letter: string): string =>
  Object.entries(LONG).find(([, short]) => short === letter)?.[0] ?? letter;

/** Groups of which only one may be given, each in the order of the message. */
const EXCLUSIVE = ['CDEcnr', 'Hr', 'Lr', 'Sw', 'Tr', 'dr', 'er', 'rx', 'rt'];

type TimeFormat = 'plain' | 'delta' | 'reltime' | 'ctime' | 'notime' | 'iso';

const TIME_FORMATS: readonly TimeFormat[] = ['delta', 'reltime', 'ctime', 'notime', 'iso'];

class Refused extends Error {}

function levelNumber(word: string): number {
  const number = /^\d+$/.test(word) ? Number(word) - 1 : -1;
  const level = number >= 0 ? number : LEVELS.findIndex((name) => name === word.toLowerCase());
  if (LEVELS[level] === undefined) throw new Refused(`unknown level '${word}'`);
  return level;
}

const seconds = (at: number): string => {
  const micro = Math.floor(at / 1000);
  return `${String(Math.floor(micro / 1e6)).padStart(5)}.${String(micro % 1e6).padStart(6, '0')}`;
};

const microseconds = (ns: number): string => (Math.floor(ns / 1000) / 1e6).toFixed(6);

function calendar(at: number): string {
  const date = dateAt(at);
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  const day = String(date.getUTCDate()).padStart(2);
  return `${DAYS[date.getUTCDay()] ?? ''} ${MONTHS[date.getUTCMonth()] ?? ''} ${day} ${time} ${date.getUTCFullYear()}`;
}

function iso(at: number): string {
  const date = dateAt(at).toISOString().slice(0, 19);
  return `${date},${String(Math.floor(at / 1000) % 1e6).padStart(6, '0')}+00:00`;
}

/** What stands before a line; `before` is the line above it. */
function stamp(format: TimeFormat, line: LogLine, before: LogLine | undefined): string {
  const delta = microseconds(before === undefined ? 0 : line.at - before.at);
  if (format === 'notime') return '';
  if (format === 'ctime') return `[${calendar(line.at)}] `;
  if (format === 'iso') return `${iso(line.at)} `;
  if (format === 'delta') return `[${seconds(line.at)} <${delta.padStart(12)}>] `;
  if (format === 'plain') return `[${seconds(line.at)}] `;
  const date = dateAt(line.at);
  const minute = (ns: number): number => Math.floor(dateAt(ns).getTime() / 60_000);
  if (before !== undefined && minute(before.at) === minute(line.at)) {
    return `[${`+${delta}`.padStart(11)}] `;
  }
  const month = MONTHS[date.getUTCMonth()] ?? '';
  const day = String(date.getUTCDate()).padStart(2);
  return `[${month}${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}] `;
}

/** The part before the first `: ` is the speaker; errors are red. */
function coloured(stampText: string, line: LogLine, first: string): string {
  const paint = (code: string, text: string): string =>
    text === '' ? '' : `\u001b[${code}m${text}\u001b[0m`;
  const at = first.indexOf(': ');
  const [who, what] = at < 0 ? ['', first] : [first.slice(0, at + 1), first.slice(at + 1)];
  const body =
    line.level <= 2
      ? paint('7;31', what)
      : line.level === 3
        ? paint('31', what)
        : line.level === 4
          ? paint('1', what)
          : what;
  return `${paint('32', stampText.trimEnd())}${stampText === '' ? '' : ' '}${paint('33', who)}${body}`;
}

function timeFormat(options: Options): TimeFormat {
  let format: TimeFormat = options.has('H') ? 'reltime' : 'plain';
  for (const [letter, value] of options.given) {
    if (letter === 't') format = 'notime';
    else if (letter === 'T') format = 'ctime';
    else if (letter === 'e') format = 'reltime';
    else if (letter === 'd') format = 'delta';
    else if (letter === '2') {
      const named = TIME_FORMATS.find((name) => name === value);
      if (named === undefined) throw new Refused(`unknown time format: ${value}`);
      format = named;
    }
  }
  return format;
}

function print(context: CommandContext, options: Options, lines: readonly LogLine[]): void {
  const format = timeFormat(options);
  const isColoured = options.given.some(([letter]) => letter === 'H') && context.columns !== null;
  let text = '';
  for (const [index, line] of lines.entries()) {
    const [first = '', ...rest] = line.text.split('\n');
    if (options.has('r')) {
      text += `<${line.level}>[${seconds(line.at)}] ${line.text}\n`;
      continue;
    }
    const level = LEVELS[line.level] ?? '';
    const decoded = options.has('x') ? `kern  :${level.padEnd(6)}: ` : '';
    const time = stamp(format, line, lines[index - 1]);
    const prefix = decoded + time;
    text += `${isColoured ? decoded + coloured(time, line, first) : prefix + first}\n`;
    const again = options.has('p') ? prefix : ' '.repeat(prefix.length);
    for (const more of rest) text += `${again}${more}\n`;
  }
  context.out(text);
}

function printJson(context: CommandContext, lines: readonly LogLine[]): void {
  const rows = lines.map(
    ({ at, level, text }) =>
      `{\n         "pri": ${level},\n         "time": ${seconds(at).padStart(12)},\n         "msg": ${JSON.stringify(text)}\n      }`,
  );
  context.out(`{\n   "dmesg": [\n      ${rows.join(',')}\n   ]\n}\n`);
}

function list(value: string, known: (word: string) => number): ReadonlySet<number> {
  return new Set(value.split(',').map(known));
}

/** The run begins when the last thing before it is done, so its lines go on from the log's last. */
function duringRun({ kernel, lab }: CommandContext): LogLine[] {
  const began = kernel.log.lines.at(-1)?.at ?? 0;
  return (lab?.printed?.() ?? []).map((line) => ({ ...line, at: began + line.at }));
}

function work(context: CommandContext, options: Options): void {
  for (const group of EXCLUSIVE) {
    const used = group.split('').filter((letter) => options.has(letter));
    if (used.length < 2) continue;
    const all = group.split('').map((letter) => `--${longName(letter)}`);
    throw new Refused(`mutually exclusive arguments: ${all.join(' ')}`);
  }
  const { log } = context.kernel;
  const level = options.value('n');
  if (level !== undefined) levelNumber(level);
  if (level !== undefined || options.has('D') || options.has('E')) return;
  if (options.has('C')) {
    log.clear();
    return;
  }
  if (options.has('w') || options.has('W')) {
    // The simulated clock stands still while a command runs, so waiting would never end.
    throw new Refused('cannot wait for new messages: time only passes between commands');
  }
  const facility = options.value('f');
  const facilities =
    facility === undefined
      ? null
      : list(facility, (word) => {
          const index = FACILITIES.indexOf(word);
          if (index < 0) throw new Refused(`unknown facility '${word}'`);
          return index;
        });
  const wanted = options.value('l');
  const levels = wanted === undefined ? null : list(wanted, levelNumber);
  const isKernel = !options.has('u') && (facilities === null || facilities.has(0));
  const lines = [...log.lines, ...duringRun(context)].filter(
    (line) => isKernel && (levels === null || levels.has(line.level)),
  );
  if (options.has('J')) printJson(context, lines);
  else print(context, options, lines);
  if (options.has('c')) log.clear();
}

const USAGE = `
Usage:
 dmesg [options]

Display or control the kernel ring buffer.

Options:
 -C, --clear                 clear the kernel ring buffer
 -c, --read-clear            read and clear all messages
 -f, --facility <list>       restrict output to defined facilities
 -H, --human                 human readable output
 -J, --json                  use JSON output format
 -l, --level <list>          restrict output to defined levels
 -n, --console-level <level> set level of messages printed to console
 -r, --raw                   print the raw message buffer
 -x, --decode                decode facility and level to readable string
 -d, --show-delta            show time delta between printed messages
 -e, --reltime               show local time and time delta in readable format
 -T, --ctime                 show human-readable timestamp (may be inaccurate!)
 -t, --notime                don't show any timestamp with messages

For more details see dmesg(1).
`;

/** The kernel's messages, as util-linux 2.38 prints them. */
export const dmesg: Command = {
  name: 'dmesg',
  run(context) {
    // `--color` takes its value only after an equals sign.
    const args = context.args.map((word) =>
      /^(-L|--color)(=?(auto|always|never))?$/.test(word) ? '--color' : word,
    );
    const options = readOptions(
      { ...context, args },
      { short: 'CcDEF:f:HJkLl:n:PprSs:uwWxdeTthV12:', long: LONG },
    );
    if (options === null) return 1;
    try {
      if (options.has('h')) context.out(USAGE);
      else if (options.has('V')) context.out('dmesg from util-linux 2.38.1\n');
      else if (options.operands.length > 0) {
        context.err("dmesg: bad usage\nTry 'dmesg --help' for more information.\n");
        return 1;
      } else work(context, options);
      return 0;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      context.err(`dmesg: ${error.message}\n`);
      return 1;
    }
  },
};
