import type { Inspection, InspectionRow } from './inspect';
import { word } from './inspect-text';
import { baseText, ruleText, type CounterOf } from './netfilter/print';
import { ACTS_HERE, type Chain, type Rule, type Table } from './netfilter/ruleset';
import type { HostParts } from './paths/host';

/**
 * What a rule has counted: how often it was met, and what each of its counters shows, by its place in the rule. Or, under
 * the handle of a chain, what has come to the chain's policy.
 */
export interface RuleCount {
  readonly table: string;
  readonly handle: number;
  readonly packets: number;
  readonly bytes: number;
  readonly counters: readonly {
    readonly statement: number;
    readonly packets: number;
    readonly bytes: number;
  }[];
}

export const tableKey = ({ family, name }: Table): string => `${family} ${name}`;

/** The host's netfilter: chains with hook and policy, rules with `[packets:bytes]` that met them, as iptables-save -c has it. */
export function inspectFilter(host: HostParts, title: string): Inspection {
  const { program, ruleset } = host.filter;
  const { counts } = host.filter.s;
  const tables = ruleset.tables.filter(({ family }) => ACTS_HERE.includes(family));
  const counterAt: CounterOf = (_table, rule, statement) => {
    const index = counterIndex(host, rule, statement);
    return { packets: counts.counterPackets[index] ?? 0, bytes: counts.counterBytes[index] ?? 0 };
  };
  const rows = tables.flatMap((table) =>
    table.chains.flatMap((chain): InspectionRow[] => {
      const { base } = chain;
      const { packets, bytes } = policyOf(host, table, chain);
      const passed = counted(packets, bytes);
      const name = `${tableKey(table)} ${chain.name}`;
      return [
        {
          name,
          value: base === null ? '–' : `${baseText(table.family, base)} ${passed}`,
        },
        ...chain.rules.map((rule) => {
          const at = program.ruleIndex.get(rule) ?? -1;
          const met = counted(counts.rulePackets[at], counts.ruleBytes[at]);
          return {
            name: `# ${String(rule.handle)}`,
            value: `${met} ${ruleText(table, rule, counterAt)}`,
          };
        }),
      ];
    }),
  );
  return {
    title,
    rows: rows.length === 0 ? [{ name: 'netfilter', value: word('no-rules') }] : rows,
    rings: [],
    rules: tables.flatMap((table) =>
      table.chains.flatMap((chain) => [
        policyOf(host, table, chain),
        ...chain.rules.map((rule) => countOf(host, table, rule)),
      ]),
    ),
  };
}

const counted = (packets = 0, bytes = 0) => `[${String(packets)}:${String(bytes)}]`;

function counterIndex({ filter }: HostParts, rule: Rule, statement: number): number {
  const before = rule.statements.slice(0, statement).filter(({ kind }) => kind === 'counter');
  return (filter.program.counterIndex.get(rule) ?? 0) + before.length;
}

function policyOf({ filter }: HostParts, table: Table, chain: Chain): RuleCount {
  const { counts } = filter.s;
  const at = filter.program.points.flat().find((entry) => entry.chain === chain)?.policy ?? -1;
  return {
    table: tableKey(table),
    handle: chain.handle,
    packets: counts.policyPackets[at] ?? 0,
    bytes: counts.policyBytes[at] ?? 0,
    counters: [],
  };
}

function countOf(host: HostParts, table: Table, rule: Rule): RuleCount {
  const { program } = host.filter;
  const { counts } = host.filter.s;
  const at = program.ruleIndex.get(rule) ?? -1;
  return {
    table: tableKey(table),
    handle: rule.handle,
    packets: counts.rulePackets[at] ?? 0,
    bytes: counts.ruleBytes[at] ?? 0,
    counters: rule.statements.flatMap(({ kind }, statement) => {
      if (kind !== 'counter') return [];
      const index = counterIndex(host, rule, statement);
      const packets = counts.counterPackets[index] ?? 0;
      return [{ statement, packets, bytes: counts.counterBytes[index] ?? 0 }];
    }),
  };
}
