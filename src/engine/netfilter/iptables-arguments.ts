import {
  ANY,
  isAll,
  NUMBER,
  type Match,
  type RuleSpec,
  type Said,
  type Span,
} from './iptables-rule';
import {
  badArgument,
  IptablesError,
  readAddresses,
  readName,
  readPorts,
  VERSION,
  wrong,
} from './iptables-values';
import { readValue } from './selectors';

/** What is asked: one command, and what stands beside it. */
export interface Order {
  readonly command: 'A' | 'C' | 'D' | 'F' | 'I' | 'L' | 'P' | 'S' | 'V' | 'h';
  readonly chain: string | null;
  readonly number: number | null;
  readonly policy: string | null;
  /** One for each pair of addresses. */
  readonly specs: readonly RuleSpec[];
  /** Of `-j`, as it was typed. */
  readonly target: string | null;
  readonly verbose: boolean;
  readonly numeric: boolean;
  readonly exact: boolean;
  readonly numbers: boolean;
}

/** Long options by their letters; a beginning that no other has is enough. */
const LONG: ReadonlyMap<string, string> = new Map(
  (
    'append:A check:C delete:D flush:F insert:I list:L policy:P list-rules:S delete-chain:X new-chain:N replace:R ' +
    'rename-chain:E zero:Z source:s src:s destination:d dst:d protocol:p proto:p in-interface:i out-interface:o ' +
    'jump:j goto:g match:m table:t numeric:n verbose:v exact:x line-numbers:0 wait:w help:h version:V sport:sport ' +
    'source-port:sport dport:dport destination-port:dport physdev-in:physdev-in physdev-out:physdev-out'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);
const COMMANDS = 'ACDFILPS';
const LEFT_OUT = 'ENRXZcfg';
const MODULES: Readonly<Record<string, string>> = {
  sport: 'ports',
  dport: 'ports',
  'physdev-in': 'physdev',
  'physdev-out': 'physdev',
};
const MODULES_LEFT_OUT = new Set(
  'addrtype cluster comment connlimit connmark conntrack hashlimit icmp iprange length limit mac mark multiport owner pkttype quota recent set state statistic string time u32'.split(
    ' ',
  ),
);
const MAY_BE_INVERTED = new Set([
  's',
  'd',
  'p',
  'i',
  'o',
  'sport',
  'dport',
  'physdev-in',
  'physdev-out',
]);
type Ports = Extract<Match, { readonly kind: 'ports' }>;
type Physdev = Extract<Match, { readonly kind: 'physdev' }>;

/** Reads the words behind `iptables`, as getopt_long and do_parse (iptables/xshared.c) do. Throws IptablesError. */
export function readArguments(args: readonly string[]): Order {
  return new Reader(args).read();
}

class Reader {
  private readonly words: string[];
  private command: Order['command'] | null = null;
  private chain: string | null = null;
  private number: number | null = null;
  private policy: string | null = null;
  private target: string | null = null;
  private sources: readonly Said<Span>[] = [];
  private destinations: readonly Said<Span>[] = [];
  private spec: RuleSpec = ANY;
  private matches: Match[] = [];
  private readonly seen = new Set<string>();
  private invert = false;

  constructor(args: readonly string[]) {
    this.words = [...args];
  }

  read(): Order {
    while (this.words.length > 0) this.word(this.words.shift() ?? '');
    return this.checked();
  }

  private word(word: string): void {
    if (word === '!') {
      if (this.invert) throw wrong('multiple consecutive ! not allowed');
      this.invert = true;
      return;
    }
    if (word.startsWith('--')) {
      const [name = '', ...value] = word.slice(2).split('=');
      if (value.length > 0) this.words.unshift(value.join('='));
      this.option(this.longOption(name), `--${name}`);
    } else if (word.startsWith('-') && word.length > 1) {
      const [letter = '', rest] = [word[1], word.slice(2)];
      const isKnown = [...LONG.values()].includes(letter) || LEFT_OUT.includes(letter);
      if (!isKnown && letter !== '4') throw wrong(`unknown option "-${letter}"`);
      // What stands behind the letter is its value, or more letters.
      if (rest !== '') this.words.unshift('nvxhV40w'.includes(letter) ? `-${rest}` : rest);
      this.option(letter, `-${letter}`);
    } else throw badArgument(word);
    this.invert = false;
  }

  private longOption(name: string): string {
    const meant = [...LONG.keys()].filter((each) => each.startsWith(name));
    const letters = new Set(meant.map((each) => LONG.get(each) ?? ''));
    const letter = LONG.get(name) ?? (letters.size === 1 ? [...letters][0] : undefined);
    if (letter === undefined) throw wrong(`unknown option "--${name}"`);
    const module = MODULES[letter];
    if (module === 'physdev' && !this.matches.some(({ kind }) => kind === module)) {
      throw wrong(`unknown option "--${name}"`);
    }
    if (module === 'ports' && this.portsProtocol() === null)
      throw wrong(`unknown option "--${name}"`);
    return letter;
  }

  private option(letter: string, said: string): void {
    if (this.invert && !MAY_BE_INVERTED.has(letter)) throw wrong(`cannot have ! before ${said}`);
    if (LEFT_OUT.includes(letter)) throw wrong(`this lab's iptables has no ${said}`);
    if (COMMANDS.includes(letter)) return this.commandOption(letter as Order['command'], said);
    if (letter === 'V' || letter === 'h') {
      this.command ??= letter;
      return;
    }
    if (letter === '4') return;
    if (letter === 'w') {
      if (/^\d+$/u.test(this.words[0] ?? '')) this.words.shift();
      return;
    }
    if ('psdijo'.includes(letter) && this.seen.has(letter)) {
      throw wrong(`multiple -${letter} flags not allowed`);
    }
    this.seen.add(letter);
    if (!'nvx0'.includes(letter)) this.value(letter, this.need(said));
  }

  private need(said: string): string {
    const value = this.words.shift();
    if (value === undefined) throw wrong(`option "${said}" requires an argument`);
    // Behind the option `!` was never taken back.
    if (value === '!') throw badArgument(this.words[0] ?? value);
    return value;
  }

  private commandOption(letter: Order['command'], said: string): void {
    if (this.command !== null) throw wrong(`Cannot use -${letter} with -${this.command}`);
    this.command = letter;
    this.chain = 'FLS'.includes(letter) ? this.optional() : this.need(said);
    if (letter === 'P') {
      this.policy = this.optional();
      if (this.policy === null) throw wrong('-P requires a chain and a policy');
    }
    if (!'DILS'.includes(letter) || this.chain === null) return;
    const number = this.optional();
    if (number === null) return;
    if (!/^[1-9]\d*$/u.test(number)) throw wrong(`Invalid rule number \`${number}'`);
    this.number = Number(number);
  }

  private optional(): string | null {
    const next = this.words[0];
    if (next === undefined || next.startsWith('-') || next === '!') return null;
    this.words.shift();
    return next;
  }

  private value(letter: string, text: string): void {
    const negate = this.invert;
    if (letter === 't' && text !== 'filter')
      throw wrong(`this lab's iptables has no table \`${text}'`);
    if (letter === 'j') this.target = text;
    if (letter === 'p') {
      const value = text.toLowerCase() === 'all' ? 0 : readValue('protocol', text.toLowerCase());
      if (typeof value === 'string')
        throw wrong(`unknown protocol "${text.toLowerCase()}" specified`);
      if (value === 0 && negate) throw wrong('rule would never match protocol');
      this.spec = { ...this.spec, protocol: value === 0 ? null : { value, negate } };
    }
    if (letter === 's') this.sources = readAddresses(text, negate);
    if (letter === 'd') this.destinations = readAddresses(text, negate);
    if (letter === 'i') this.spec = { ...this.spec, iif: readName(text, negate) };
    if (letter === 'o') this.spec = { ...this.spec, oif: readName(text, negate) };
    if (letter === 'm') this.module(text);
    if (MODULES[letter] === 'ports') this.ports(letter, { value: readPorts(text), negate });
    if (MODULES[letter] === 'physdev') this.physdev(letter, readName(text, negate));
  }

  private module(name: string): void {
    if (name === 'physdev') this.matches.push({ kind: 'physdev', in: null, out: null });
    else if (name === 'udp' || name === 'tcp') {
      this.matches.push({ kind: 'ports', protocol: name, source: null, destination: null });
    } else if (MODULES_LEFT_OUT.has(name))
      throw wrong(`this lab's iptables has no match \`${name}'`);
    else throw wrong(`Couldn't load match \`${name}':No such file or directory\n`);
  }

  /** The module whose ports are meant; loaded by `-p` where no `-m` did. */
  private portsProtocol(): 'udp' | 'tcp' | null {
    const loaded = this.matches.findLast((match): match is Ports => match.kind === 'ports');
    if (loaded !== undefined) return loaded.protocol;
    const { protocol } = this.spec;
    return protocol?.value === NUMBER.udp ? 'udp' : protocol?.value === NUMBER.tcp ? 'tcp' : null;
  }

  private ports(letter: string, said: Said<Span>): void {
    if (!this.matches.some(({ kind }) => kind === 'ports'))
      this.module(this.portsProtocol() ?? 'udp');
    const at = this.matches.findLastIndex(({ kind }) => kind === 'ports');
    const match = this.matches[at] as Ports;
    const way = letter === 'sport' ? 'source' : 'destination';
    if (match[way] !== null) {
      throw wrong(`${match.protocol}: option "--${way}-port" can only be used once.\n`);
    }
    this.matches[at] = { ...match, [way]: said };
  }

  private physdev(letter: string, said: Said<string> | null): void {
    const at = this.matches.findLastIndex(({ kind }) => kind === 'physdev');
    const way = letter === 'physdev-in' ? 'in' : 'out';
    this.matches[at] = { ...(this.matches[at] as Physdev), [way]: said };
  }

  private checked(): Order {
    const { command, chain, seen } = this;
    if (command === null) throw wrong('no command specified');
    const rules = 'ACDI'.includes(command);
    const illegal = `${rules ? '' : 'psdijom'}${command === 'L' ? '' : 'nx0'}`;
    const found = illegal.split('').find((letter) => seen.has(letter));
    if (found !== undefined) throw wrong(`Illegal option \`-${found}' with this command`);
    if (rules && chain === 'INPUT' && seen.has('o')) throw wrong("Can't use -o with INPUT\n");
    if (rules && chain === 'OUTPUT' && seen.has('i')) throw wrong("Can't use -i with OUTPUT\n");
    for (const match of this.matches) this.check(match);
    // A range of all ports asks nothing, and a module without options no more than the protocol does.
    const matches = this.matches.flatMap((match): Match[] => {
      if (match.kind === 'physdev') return [match];
      const [source, destination] = [narrowed(match.source), narrowed(match.destination)];
      return source === null && destination === null ? [] : [{ ...match, source, destination }];
    });
    const any = [null];
    const specs = (this.sources.length > 0 ? this.sources : any).flatMap((source) =>
      (this.destinations.length > 0 ? this.destinations : any).map((destination): RuleSpec => ({
        ...this.spec,
        source: isWhole(source) ? null : source,
        destination: isWhole(destination) ? null : destination,
        matches,
      })),
    );
    const { number, policy, target } = this;
    const flags = { verbose: seen.has('v'), numeric: seen.has('n') };
    const more = { exact: seen.has('x'), numbers: seen.has('0') };
    return { command, chain, number, policy, specs, target, ...flags, ...more };
  }

  private check(match: Match): void {
    const { command, chain, spec } = this;
    if (match.kind === 'physdev') {
      if (match.in === null && match.out === null) {
        throw wrong('PHYSDEV: no physdev option specified');
      }
      // xt_physdev: what the host itself sends has no port to leave by before the bridge has chosen one.
      if (match.out !== null && chain === 'OUTPUT' && (command === 'A' || command === 'I')) {
        const what = command === 'A' ? 'RULE_APPEND' : 'RULE_INSERT';
        throw new IptablesError(
          `${VERSION}:  ${what} failed (Invalid argument): rule in chain OUTPUT\n`,
          4,
        );
      }
    } else if (spec.protocol?.value !== NUMBER[match.protocol] || spec.protocol.negate) {
      const name = match.protocol.toUpperCase();
      throw wrong(`${name} match requires '-p ${match.protocol}'`);
    }
  }
}

const narrowed = (said: Said<Span> | null) =>
  said !== null && isAll(said.value) && !said.negate ? null : said;

const isWhole = (said: Said<Span> | null) =>
  said !== null && said.value[1] - said.value[0] === 2 ** 32 - 1;
