import type { Command, CommandContext } from '../command';
import { readOptions } from '../options';

/** Words a filter may have here, each a test of the printed packet. */
function readFilter(words: readonly string[]): ((line: string) => boolean) | null {
  const tests: ((line: string) => boolean)[] = [];
  const rest = words.flatMap((word) => word.split(/\s+/)).filter((word) => word !== '');
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === 'and' || word === '&&' || word === 'ip') continue;
    const direction = word === 'src' || word === 'dst' ? word : null;
    const kind = direction === null ? word : (rest.shift() ?? '');
    if (['udp', 'tcp', 'icmp', 'arp'].includes(kind) && direction === null) {
      const title = kind.toUpperCase();
      tests.push((line) => line.includes(title) || (kind === 'tcp' && line.includes('Flags [')));
      continue;
    }
    const value = kind === 'host' || kind === 'port' ? rest.shift() : undefined;
    if (value === undefined || !/^[\w.:-]+$/.test(value)) return null;
    tests.push((line) => {
      const [source = '', target = ''] = line.split(' > ');
      const side = direction === 'src' ? source : direction === 'dst' ? target : line;
      return kind === 'host' ? side.includes(value) : new RegExp(`\\.${value}\\b`).test(side);
    });
  }
  return (line) => tests.every((test) => test(line));
}

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
    const file = options.value('r');
    if (file !== undefined) {
      context.err(`tcpdump: ${file}: No such file or directory\n`);
      return 1;
    }
    const count = options.value('c');
    if (count !== undefined && !(/^\d+$/.test(count) && Number(count) > 0)) {
      context.err(`tcpdump: invalid packet count ${count}\n`);
      return 1;
    }
    const names = interfaces(context);
    const name = options.value('i') ?? names.find((one) => one !== 'lo') ?? 'lo';
    const isAny = name === 'any';
    if (!isAny && !names.includes(name)) {
      context.err(`tcpdump: ${name}: No such device exists\n(No such device exists)\n`);
      return 1;
    }
    const device = context.kernel.netDevices.find((other) => other.name === name);
    const isTap = context.lab?.taps.includes(name) ?? false;
    if (device?.up === false && !isTap) {
      context.err(`tcpdump: ${name}: That device is not up\n`);
      return 1;
    }
    const filter = readFilter(options.operands);
    if (filter === null) {
      context.err("tcpdump: can't parse filter expression: syntax error\n");
      return 1;
    }
    if (!options.has('v')) {
      context.err('tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\n');
    }
    const type = isAny ? 'LINUX_SLL2 (Linux cooked v2)' : 'EN10MB (Ethernet)';
    context.err(`listening on ${name}, link-type ${type}, snapshot length 262144 bytes\n`);
    const taps = isAny ? (context.lab?.taps ?? []) : [name];
    const seen = taps.flatMap((tap) => context.lab?.capture(tap) ?? []);
    const matching = seen.filter(filter);
    const lines = matching.slice(0, count === undefined ? undefined : Number(count));
    const stripped = options.has('t') ? lines.map((line) => line.replace(/^\S+ /, '')) : lines;
    context.out(stripped.map((line) => `${line}\n`).join(''));
    const plural = (n: number): string => `${n} packet${n === 1 ? '' : 's'}`;
    context.err(
      `${plural(lines.length)} captured\n${plural(matching.length)} received by filter\n0 packets dropped by kernel\n`,
    );
    return 0;
  },
  complete: (words, context) =>
    words.at(-2) === '-i' ? [...interfaces(context), 'any'] : ['-i', '-n', '-e', '-c', '-D'],
};
