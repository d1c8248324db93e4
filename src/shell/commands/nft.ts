import { nft as apply, nftErrorText } from '../../engine/netfilter/nft';
import type { Table } from '../../engine/netfilter/ruleset';
import type { Command } from '../command';
import { readInput } from '../inputs';
import { ruleCounters } from './rule-counters';

const VERSION = 'nftables v1.0.6 (Lester Gooch #5)\n';
const USAGE = `Usage: nft [ options ] [ cmds... ]

Options (general):
  -h, --help                      Show this help
  -v, --version                   Show version information

Options (ruleset input handling):
  -f, --file <filename>           Read input from <filename>
  -c, --check                     Check commands validity without actually applying the changes.

Options (ruleset list formatting):
  -a, --handle                    Output rule handle.
  -s, --stateless                 Omit stateful information of ruleset.
  -n, --numeric                   Print fully numerical output.
`;

interface Options {
  readonly handles: boolean;
  readonly check: boolean;
  readonly file: string | null;
  readonly words: readonly string[];
}

const LONG: Readonly<Record<string, string>> = {
  '--handle': 'a',
  '--check': 'c',
  '--file': 'f',
  '--numeric': 'n',
  '--stateless': 's',
  '--help': 'h',
  '--version': 'v',
};

/** Options, then commands; a string is what is printed instead. */
function read(
  args: readonly string[],
): Options | { readonly say: string; readonly status: number } {
  let [handles, check, file] = [false, false, null as string | null];
  let at = 0;
  for (; at < args.length && (args[at] ?? '').startsWith('-'); at++) {
    const word = args[at] ?? '';
    const letters = LONG[word] ?? (word.startsWith('--') ? word : word.slice(1));
    for (const letter of LONG[word] === undefined && word.startsWith('--') ? [word] : letters) {
      if (letter === 'h') return { say: USAGE, status: 0 };
      if (letter === 'v') return { say: VERSION, status: 0 };
      if (letter === 'a') handles = true;
      else if (letter === 'c') check = true;
      else if (letter === 'f') file = args[++at] ?? '';
      else if (letter !== 'n' && letter !== 's') {
        const what = letter.startsWith('--')
          ? `unrecognized option '${letter}'`
          : `invalid option -- '${letter}'`;
        return { say: `nft: ${what}\n`, status: 1 };
      }
    }
  }
  return { handles, check, file, words: args.slice(at) };
}

/** Of iptables, for which nft's language has no words. */
const hasModules = ({ chains }: Table): boolean =>
  chains
    .flatMap(({ rules }) => rules.flatMap(({ statements }) => statements))
    .some((statement) => statement.kind === 'match' && statement.field.startsWith('physdev'));

/** nftables: the rules of the host's netfilter, which the bridge and the host's own stack obey. */
export const nft: Command = {
  name: 'nft',
  run(context) {
    const options = read(context.args);
    if ('say' in options) {
      (options.status === 0 ? context.out : context.err)(options.say);
      return options.status;
    }
    const { file, words, handles, check } = options;
    if (file === null && words.length === 0) {
      context.err('nft: no command specified\n');
      return 1;
    }
    const missing = (name: string) =>
      context.err(
        `internal:0:0-0: Error: Could not open file "${name}": No such file or directory\n\n\n`,
      );
    const text =
      file === null
        ? words.join(' ')
        : readInput(context, file === '/dev/stdin' ? '-' : file, (_, name) => missing(name));
    if (text === null) return 1;
    context.spend(text.length);
    const { netfilter } = context.kernel;
    const target = check ? { ...netfilter.ruleset } : netfilter.ruleset;
    const result = apply(target, text, { handles, counters: ruleCounters(context) });
    if (result.ok) {
      for (const { family, name } of target.tables.filter(hasModules)) {
        if (!result.out.includes(`table ${family} ${name} {`)) continue;
        context.err(
          `# Warning: table ${family} ${name} is managed by iptables-nft, do not touch!\n`,
        );
      }
      context.out(result.out);
      return 0;
    }
    const name = file === null ? null : file === '-' ? '/dev/stdin' : file;
    context.err(nftErrorText(text, result, name));
    return 1;
  },
  complete(words) {
    if (words.length === 2) return ['add', 'insert', 'delete', 'flush', 'list', '-f', '-a'];
    if (words.length === 3) return ['table', 'chain', 'rule', 'ruleset'];
    return words.length === 4 ? ['bridge', 'inet', 'ip'] : [];
  },
};
