import type { Ranges } from '../hw/frame-match';

/** nf_tables of the simulated host as plain data: what `nft` adds, iptables-nft and ebtables-nft translate to, and the run evaluates. */
export interface Ruleset {
  /** Handle that the next table gets. */
  nextHandle: number;
  tables: Table[];
}

export const FAMILIES = ['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev'] as const;
export type Family = (typeof FAMILIES)[number];

export const HOOKS = ['prerouting', 'input', 'forward', 'output', 'postrouting'] as const;
export type Hook = (typeof HOOKS)[number];

export interface Table {
  readonly family: Family;
  readonly name: string;
  readonly handle: number;
  /** Handle that its next chain, rule or anonymous set gets. */
  nextHandle: number;
  chains: Chain[];
}

export interface Chain {
  readonly name: string;
  readonly handle: number;
  /** Null: no hook leads to it, only jumps do. */
  base: BaseChain | null;
  rules: Rule[];
}

export interface BaseChain {
  readonly hook: Hook;
  /** Lower ones first; `filter` of the bridge family is -200. */
  readonly priority: number;
  policy: 'accept' | 'drop';
}

export interface Rule {
  readonly handle: number;
  readonly statements: readonly Statement[];
  readonly comment: string | null;
}

export type Verdict =
  | { readonly kind: 'accept' | 'drop' | 'continue' | 'return' | 'queue' }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string };

/** What a rule compares with: ranges of numbers, or names of interfaces, where `*` at the end stands for any end. */
export type Values =
  | { readonly ranges: Ranges; readonly names?: never }
  | { readonly names: readonly string[]; readonly ranges?: never };

/** Value that a map or verdict map is asked with. */
export type Key =
  | { readonly kind: 'field'; readonly field: string }
  /** Jenkins hash of header fields: equal for all frames of a flow. */
  | {
      readonly kind: 'jhash';
      readonly fields: readonly string[];
      readonly modulus: number;
      readonly seed: number | null;
      readonly offset: number;
    }
  | {
      readonly kind: 'numgen';
      readonly mode: 'inc' | 'random';
      readonly modulus: number;
      readonly offset: number;
    };

export interface MapEntry<T> {
  readonly key: Values;
  readonly value: T;
}

export type Statement =
  | {
      readonly kind: 'match';
      /** Name in the table of selectors, as `udp dport`. */
      readonly field: string;
      readonly op: '==' | '!=' | '<' | '>' | '<=' | '>=';
      readonly values: Values;
      /** Written as a set in braces. */
      readonly isSet: boolean;
    }
  | { readonly kind: 'counter'; readonly packets: number; readonly bytes: number }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'vmap'; readonly key: Key; readonly entries: readonly MapEntry<Verdict>[] }
  /** The frame's destination is written over, by one address or by what a map says. */
  | {
      readonly kind: 'write';
      readonly field: 'ether daddr';
      readonly value: number | { readonly key: Key; readonly entries: readonly MapEntry<number>[] };
    }
  | { readonly kind: 'log'; readonly prefix: string | null };

/** The host's kernel as its administrator has set it up. */
export interface HostNetfilter {
  readonly ruleset: Ruleset;
  /** net.bridge.bridge-nf-call-iptables */
  readonly callIptables: boolean;
  /** Name of the interface below the bridge; null = as systemd names it. */
  readonly uplink: string | null;
}

export const emptyRuleset = (): Ruleset => ({ nextHandle: 1, tables: [] });

export function findTable({ tables }: Ruleset, family: Family, name: string): Table | undefined {
  return tables.find((table) => table.family === family && table.name === name);
}

export function findChain({ chains }: Table, name: string): Chain | undefined {
  return chains.find((chain) => chain.name === name);
}

/** A table that is there, or a new one. */
export function tableOf(ruleset: Ruleset, family: Family, name: string): Table {
  const found = findTable(ruleset, family, name);
  if (found !== undefined) return found;
  const table = { family, name, handle: ruleset.nextHandle++, nextHandle: 1, chains: [] };
  ruleset.tables.push(table);
  return table;
}

export function addChain(table: Table, name: string, base: BaseChain | null): Chain {
  const chain: Chain = { name, handle: table.nextHandle++, base, rules: [] };
  table.chains.push(chain);
  return chain;
}

/** A rule with the next handle; each set in braces has taken one before it. */
export function newRule(
  table: Table,
  statements: readonly Statement[],
  comment: string | null,
): Rule {
  table.nextHandle += statements.filter(hasSet).length;
  return { handle: table.nextHandle++, statements, comment };
}

function hasSet(statement: Statement): boolean {
  if (statement.kind === 'match') return statement.isSet;
  return (
    statement.kind === 'vmap' || (statement.kind === 'write' && typeof statement.value === 'object')
  );
}

/** Chains that a rule leads to. */
export function targetsOf({ statements }: Rule): readonly string[] {
  return statements.flatMap((statement) => {
    const verdicts =
      statement.kind === 'verdict'
        ? [statement.verdict]
        : statement.kind === 'vmap'
          ? statement.entries.map(({ value }) => value)
          : [];
    return verdicts.flatMap((verdict) => ('chain' in verdict ? [verdict.chain] : []));
  });
}

/** Name of a standard priority of a family (include/uapi/linux/netfilter*.h); each may be written in its place. */
export function priorityNames(family: Family): Readonly<Record<string, number>> {
  return family === 'bridge'
    ? { dstnat: -300, filter: -200, out: 100, srcnat: 300 }
    : { raw: -300, mangle: -150, dstnat: -100, filter: 0, security: 50, srcnat: 100 };
}

/** Chains that frames of a bridge or of the host's own stack can meet. */
export const ACTS_HERE: readonly Family[] = ['bridge', 'inet', 'ip'];
