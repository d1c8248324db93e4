import { selectorOf } from './rule-grammar';
import {
  priorityNames,
  type BaseChain,
  type Chain,
  type Family,
  type Key,
  type MapEntry,
  type Rule,
  type Ruleset,
  type Statement,
  type Table,
  type Values,
  type Verdict,
} from './ruleset';
import { writeValue, type ValueType } from './selectors';

/** What a counter of a rule shows, by its place among the rule's statements. */
export type CounterOf = (
  table: Table,
  rule: Rule,
  statement: number,
) => { readonly packets: number; readonly bytes: number };

export interface Listing {
  readonly handles: boolean;
  readonly counters: CounterOf;
}

/** Without a run a counter shows what it began with. */
export const ownCounters: CounterOf = (_table, { statements }, index) => {
  const statement = statements[index];
  return statement?.kind === 'counter' ? statement : { packets: 0, bytes: 0 };
};

/** As `nft list ruleset`. */
export function listRuleset({ tables }: Ruleset, listing: Listing): string {
  return tables.map((table) => listTable(table, listing)).join('');
}

export function listTable(
  table: Table,
  listing: Listing,
  chains: readonly Chain[] = table.chains,
): string {
  const blocks = chains.map((chain) => listChain(table, chain, listing)).join('\n');
  const { family, name, handle } = table;
  return `table ${family} ${name} {${handleText(listing, handle)}\n${blocks}}\n`;
}

const handleText = ({ handles }: Listing, handle: number) =>
  handles ? ` # handle ${String(handle)}` : '';

function listChain(table: Table, { name, handle, base, rules }: Chain, listing: Listing): string {
  const head = base === null ? '' : `\t\t${baseText(table.family, base)}\n`;
  const lines = rules.map(
    (rule) => `\t\t${ruleText(table, rule, listing.counters)}${handleText(listing, rule.handle)}\n`,
  );
  return `\tchain ${name} {${handleText(listing, handle)}\n${head}${lines.join('')}\t}\n`;
}

/** `type filter hook forward priority filter; policy accept;` */
export function baseText(family: Family, { hook, priority, policy }: BaseChain): string {
  return `type filter hook ${hook} priority ${priorityText(family, priority)}; policy ${policy};`;
}

function priorityText(family: Family, priority: number): string {
  const names = priorityNames(family);
  return Object.keys(names).find((name) => names[name] === priority) ?? String(priority);
}

export function ruleText(table: Table, rule: Rule, counters: CounterOf): string {
  const parts = rule.statements
    .map((statement, i) => statementText(statement, counters(table, rule, i)))
    // One module that asks for two names.
    .filter((part, i, all) => part !== PHYSDEV || all[i - 1] !== PHYSDEV);
  const comment = rule.comment === null ? [] : [`comment "${rule.comment}"`];
  return [...parts, ...comment].join(' ');
}

const PHYSDEV = 'xt match physdev';

export function statementText(
  statement: Statement,
  count: { readonly packets: number; readonly bytes: number },
): string {
  switch (statement.kind) {
    case 'match': {
      const { field, op, values, isSet } = statement;
      // iptables' module has no words in nft's language.
      if (field.startsWith('physdev')) return PHYSDEV;
      const sign = op === '==' ? '' : `${op} `;
      return `${field} ${sign}${valuesText(selectorOf(field).type, values, isSet)}`;
    }
    case 'counter':
      return `counter packets ${String(count.packets)} bytes ${String(count.bytes)}`;
    case 'verdict':
      return verdictText(statement.verdict);
    case 'vmap':
      return `${keyText(statement.key)} vmap ${mapText(statement.key, statement.entries, verdictText)}`;
    case 'write': {
      const { field, value } = statement;
      const mac = (address: number) => writeValue('mac', address);
      if (typeof value === 'number') return `${field} set ${mac(value)}`;
      return `${field} set ${keyText(value.key)} map ${mapText(value.key, value.entries, mac)}`;
    }
    case 'log':
      return statement.prefix === null ? 'log' : `log prefix "${statement.prefix}"`;
  }
}

function verdictText(verdict: Verdict): string {
  return 'chain' in verdict ? `${verdict.kind} ${verdict.chain}` : verdict.kind;
}

function keyText(key: Key): string {
  if (key.kind === 'field') return key.field;
  const offset = key.offset === 0 ? '' : ` offset ${String(key.offset)}`;
  if (key.kind === 'numgen') return `numgen ${key.mode} mod ${String(key.modulus)}${offset}`;
  const seed = key.seed === null ? '' : ` seed 0x${key.seed.toString(16)}`;
  return `jhash ${key.fields.join(' . ')} mod ${String(key.modulus)}${seed}${offset}`;
}

function mapText<T>(key: Key, entries: readonly MapEntry<T>[], text: (value: T) => string): string {
  const type = key.kind === 'field' ? selectorOf(key.field).type : 'number';
  const pairs = entries.map(
    (entry) => `${valuesText(type, entry.key, false)} : ${text(entry.value)}`,
  );
  return `{ ${pairs.join(', ')} }`;
}

export function valuesText(
  type: ValueType,
  { ranges = [], names }: Values,
  isSet: boolean,
): string {
  const all =
    names?.map((name) => `"${name}"`) ?? ranges.map(([from, to]) => rangeText(type, from, to));
  return isSet ? `{ ${all.join(', ')} }` : (all[0] ?? '');
}

function rangeText(type: ValueType, from: number, to: number): string {
  if (from === to) return writeValue(type, from);
  const size = to - from + 1;
  const isPrefix = type === 'ip' && Number.isInteger(Math.log2(size)) && from % size === 0;
  if (isPrefix) return `${writeValue(type, from)}/${String(32 - Math.log2(size))}`;
  return `${writeValue(type, from)}-${writeValue(type, to)}`;
}
