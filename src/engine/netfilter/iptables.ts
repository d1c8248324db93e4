import { MOST_RULES } from './apply';
import { readArguments, type Order } from './iptables-arguments';
import { addedText, headText, lineText, wordsText, type Count } from './iptables-print';
import { isSameRule, specOf, statementsOf, type RuleSpec } from './iptables-rule';
import { IptablesError, VERSION, wrong } from './iptables-values';
import type { CounterOf } from './print';
import {
  addChain,
  findChain,
  findTable,
  newRule,
  tableOf,
  targetsOf,
  type Chain,
  type Hook,
  type Rule,
  type Ruleset,
  type Table,
  type Verdict,
} from './ruleset';

export interface IptablesCounts {
  readonly rule: CounterOf;
  readonly policy: (table: Table, chain: Chain) => Count;
}

interface IptablesResult {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** The chains of the table `filter`, made when they are first needed, and where each hangs. */
const BUILT_IN: ReadonlyMap<string, Hook> = new Map([
  ['INPUT', 'input'],
  ['FORWARD', 'forward'],
  ['OUTPUT', 'output'],
]);
const VERDICTS: ReadonlyMap<string, Verdict> = new Map([
  ['ACCEPT', { kind: 'accept' }],
  ['DROP', { kind: 'drop' }],
  ['RETURN', { kind: 'return' }],
  ['QUEUE', { kind: 'queue' }],
]);
const TARGETS_LEFT_OUT = new Set(
  'CLASSIFY CONNMARK DNAT LOG MARK MASQUERADE NETMAP NFLOG NFQUEUE NOTRACK REDIRECT REJECT SNAT TCPMSS TEE TOS TRACE TTL'.split(
    ' ',
  ),
);

/** Refused by the kernel. */
const refused = (what: string) => new IptablesError(`iptables: ${what}.\n`, 1);
const noChain = () => refused('No chain/target/match by that name');
const incompatible = (what: string) =>
  new IptablesError(`${VERSION}: ${what} is incompatible, use 'nft' tool.\n`, 1);

/**
 * Does what a line of iptables 1.8.9 on nf_tables says: its rules stand in the table `ip filter` beside what `nft` adds.
 * The table is the host's IP layer's; a bridged frame comes to FORWARD only with net.bridge.bridge-nf-call-iptables.
 */
export function iptables(
  ruleset: Ruleset,
  args: readonly string[],
  counts: IptablesCounts,
): IptablesResult {
  try {
    return { status: 0, out: obey(ruleset, readArguments(args), counts), err: '' };
  } catch (error) {
    if (!(error instanceof IptablesError)) throw error;
    return { status: error.status, out: '', err: error.message };
  }
}

function obey(ruleset: Ruleset, order: Order, counts: IptablesCounts): string {
  const { command, chain } = order;
  if (command === 'V') return `${VERSION}\n`;
  if (command === 'h') return USAGE;
  if (command === 'L' || command === 'S') return listed(ruleset, order, counts);
  if (command === 'F') return flushed(ruleset, order);
  if (command === 'P') return withPolicy(ruleset, order);
  const found = chainNamed(ruleset, chain ?? '');
  if (order.number !== null && command === 'D') {
    if (found === null) throw noChain();
    if (order.number > found.rules.length) throw refused('Index of deletion too big');
    found.rules.splice(order.number - 1, 1);
    return '';
  }
  const verdict = verdictOf(order.target);
  const specs = order.specs.map((spec): RuleSpec => ({ ...spec, verdict }));
  if (command === 'D' || command === 'C') {
    for (const spec of specs) {
      const at = found?.rules.findIndex((rule) => isSameRule(rule.statements, statementsOf(spec)));
      if (found === null || at === undefined || at < 0) {
        throw refused('Bad rule (does a matching rule exist in that chain?)');
      }
      if (command === 'D') found.rules.splice(at, 1);
    }
    return '';
  }
  const target = found ?? builtIn(ruleset, chain ?? '');
  if (target === null) throw noChain();
  const table = tableOf(ruleset, 'ip', 'filter');
  const at = order.number ?? 1;
  if (command === 'I' && at > target.rules.length + 1) throw refused('Index of insertion too big');
  if (table.chains.reduce((sum, { rules }) => sum + rules.length, specs.length) > MOST_RULES) {
    throw wrong(`this lab holds ${String(MOST_RULES)} rules in a table`);
  }
  for (const spec of specs) {
    const rule = newRule(table, statementsOf(spec), null);
    target.rules.splice(command === 'I' ? at - 1 : target.rules.length, 0, rule);
  }
  return order.verbose ? specs.map(addedText).join('') : '';
}

function verdictOf(target: string | null): Verdict | null {
  if (target === null) return null;
  const verdict = VERDICTS.get(target);
  if (verdict !== undefined) return verdict;
  if (TARGETS_LEFT_OUT.has(target)) throw wrong(`this lab's iptables has no target \`${target}'`);
  throw wrong(`Chain '${target}' does not exist`);
}

function chainNamed(ruleset: Ruleset, name: string): Chain | null {
  const table = findTable(ruleset, 'ip', 'filter');
  return (table && findChain(table, name)) ?? null;
}

/** The chain as the kernel is told to make it; null where it is none of the table's own. */
function builtIn(ruleset: Ruleset, name: string): Chain | null {
  const hook = BUILT_IN.get(name);
  if (hook === undefined) return null;
  return addChain(tableOf(ruleset, 'ip', 'filter'), name, { hook, priority: 0, policy: 'accept' });
}

function withPolicy(ruleset: Ruleset, { chain, policy }: Order): string {
  const name = chain ?? '';
  if (!BUILT_IN.has(name)) throw refused('Bad built-in chain name');
  if (policy !== 'ACCEPT' && policy !== 'DROP') {
    throw refused("Bad policy name. Run `dmesg' for more information");
  }
  const { base } = chainNamed(ruleset, name) ?? builtIn(ruleset, name) ?? {};
  if (base) base.policy = policy === 'DROP' ? 'drop' : 'accept';
  return '';
}

function flushed(ruleset: Ruleset, { chain, verbose }: Order): string {
  const table = findTable(ruleset, 'ip', 'filter');
  if (chain !== null && !BUILT_IN.has(chain) && chainNamed(ruleset, chain) === null) {
    throw noChain();
  }
  for (const each of table?.chains ?? []) {
    if (chain === null || each.name === chain) each.rules = [];
  }
  const names = chain === null ? [...BUILT_IN.keys()] : [chain];
  return verbose ? names.map((name) => `Flushing chain \`${name}'\n`).join('') : '';
}

/** Chains as they are listed: the table's own in the order of their hooks, whether made yet or not, then the others. */
function chainsOf(table: Table | undefined): readonly Chain[] {
  const own = [...BUILT_IN].map(
    ([name, hook]): Chain =>
      (table && findChain(table, name)) ?? {
        name,
        handle: 0,
        base: { hook, priority: 0, policy: 'accept' },
        rules: [],
      },
  );
  const others =
    table?.chains.filter(({ name, base }) => base === null && !BUILT_IN.has(name)) ?? [];
  return [...own, ...others];
}

function listed(ruleset: Ruleset, order: Order, counts: IptablesCounts): string {
  const { command, chain, number, verbose } = order;
  const table = findTable(ruleset, 'ip', 'filter');
  const all = chainsOf(table);
  const chosen = chain === null ? all : all.filter(({ name }) => name === chain);
  if (chosen.length === 0) throw incompatible(`chain \`${chain ?? ''}' in table \`filter'`);
  const isForeign = ({ name, base }: Chain) =>
    base !== null && (BUILT_IN.get(name) !== base.hook || base.priority !== 0);
  const note =
    chain === null && table?.chains.some(isForeign) === true
      ? "# Table `filter' contains incompatible base-chains, use 'nft' tool to list them.\n"
      : '';
  const count = (rule: Rule): Count => {
    const at = rule.statements.findIndex(({ kind }) => kind === 'counter');
    return table === undefined || at < 0 ? { packets: 0, bytes: 0 } : counts.rule(table, rule, at);
  };
  const lines = chosen.map((each) =>
    rulesOf(each).map((spec, i) => ({ spec, rule: each.rules[i] })),
  );
  const policy = (each: Chain): Count =>
    table === undefined ? { packets: 0, bytes: 0 } : counts.policy(table, each);
  if (command === 'S') {
    const heads = chosen.map((each) => {
      if (each.base === null) return `-N ${each.name}\n`;
      const { packets, bytes } = policy(each);
      const counted = verbose ? ` -c ${String(packets)} ${String(bytes)}` : '';
      return `-P ${each.name} ${each.base.policy.toUpperCase()}${counted}\n`;
    });
    const rules = chosen.flatMap(({ name }, k) =>
      (lines[k] ?? []).map(({ spec, rule }) => {
        const words = wordsText(spec, verbose && rule !== undefined ? count(rule) : null);
        return `-A ${name}${words === '' ? '' : ` ${words}`}\n`;
      }),
    );
    return number === null ? note + [...heads, ...rules].join('') : (rules[number - 1] ?? '');
  }
  const blocks = chosen.map((each, k) => {
    const rules = (lines[k] ?? []).map(({ spec, rule }, i) => {
      const counted = rule === undefined ? { packets: 0, bytes: 0 } : count(rule);
      return `${lineText(spec, i + 1, counted, order)}\n`;
    });
    if (number !== null) return rules[number - 1] ?? '';
    const { base } = each;
    const said = base === null ? null : { ...policy(each), verdict: base.policy.toUpperCase() };
    return headText(each.name, said, referencesTo(table, each), order) + rules.join('');
  });
  return note + blocks.join('\n');
}

function referencesTo(table: Table | undefined, { name }: Chain): number {
  const rules = table?.chains.flatMap((chain) => chain.rules) ?? [];
  return rules.flatMap(targetsOf).filter((target) => target === name).length;
}

function rulesOf(chain: Chain): readonly RuleSpec[] {
  return chain.rules.map((rule) => {
    const spec = specOf(rule);
    if (spec === null) throw incompatible(`chain \`${chain.name}' in table \`filter'`);
    return spec;
  });
}

const USAGE = `${VERSION}

Usage: iptables -[ACD] chain rule-specification [options]
       iptables -I chain [rulenum] rule-specification [options]
       iptables -D chain rulenum [options]
       iptables -[LS] [chain [rulenum]] [options]
       iptables -F [chain] [options]
       iptables -P chain target [options]
       iptables -h (print this help information)
`;
