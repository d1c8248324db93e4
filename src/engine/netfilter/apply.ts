import type { NftCommand } from './command-grammar';
import { unquoted } from './cursor';
import { clonePlain } from '../kernel/clone';
import { NftError, type Token } from './lexer';
import { listRuleset, listTable, type Listing } from './print';
import {
  addChain,
  findChain,
  findTable,
  newRule,
  tableOf,
  targetsOf,
  type Chain,
  type Ruleset,
  type Table,
} from './ruleset';

const REFUSED = 'Could not process rule: ';
const NO_ENTRY = 'No such file or directory';

/** Rules and chains that a ruleset holds at most: more would make a run too slow to watch. */
export const MOST_RULES = 4096;

/**
 * Applies commands to the ruleset, all of them or, where one is refused (NftError), none: `nft` sends them as one
 * transaction. Returns what is listed.
 */
export function applyCommands(
  ruleset: Ruleset,
  commands: readonly NftCommand[],
  listing: Listing,
): string {
  const trial = clonePlain(ruleset);
  const out = commands.map((command) => apply(trial, command, listing)).join('');
  Object.assign(ruleset, trial);
  return out;
}

function apply(ruleset: Ruleset, command: NftCommand, listing: Listing): string {
  if (command.object === 'rule') {
    applyRule(ruleset, command);
    return '';
  }
  if (command.object === 'table' || command.object === 'chain') {
    return applyNamed(ruleset, command, listing);
  }
  const { verb, object, family } = command;
  const chosen = ruleset.tables.filter((table) => family === null || table.family === family);
  if (verb === 'flush') {
    ruleset.tables = ruleset.tables.filter((table) => !chosen.includes(table));
    return '';
  }
  if (object === 'tables') {
    return chosen.map((table) => `table ${table.family} ${table.name}\n`).join('');
  }
  if (object === 'ruleset') return listRuleset({ ...ruleset, tables: chosen }, listing);
  return chosen.map((table) => listTable(table, listing, table.chains.map(emptied))).join('');
}

const emptied = (chain: Chain): Chain => ({ ...chain, rules: [] });

type Named = Extract<NftCommand, { readonly object: 'table' | 'chain' }>;

function applyNamed(ruleset: Ruleset, command: Named, listing: Listing): string {
  const { verb, family, chain: chainToken } = command;
  const tableToken = command.table as Token;
  const tableName = unquoted(tableToken);
  if (chainToken === null) {
    if (verb === 'add') return quiet(tableOf(ruleset, family, tableName));
    const found = findTable(ruleset, family, tableName);
    if (verb === 'create') {
      if (found !== undefined) throw new NftError(`${REFUSED}File exists`, tableToken);
      return quiet(tableOf(ruleset, family, tableName));
    }
    if (found === undefined) throw missing(tableToken, verb === 'list');
    if (verb === 'list') return listTable(found, listing);
    if (verb === 'flush') for (const chain of found.chains) chain.rules = [];
    else ruleset.tables = ruleset.tables.filter((table) => table !== found);
    return '';
  }
  const table = findTable(ruleset, family, tableName);
  if (table === undefined) throw missing(tableToken, verb === 'list');
  const name = unquoted(chainToken);
  const found = findChain(table, name);
  if (verb === 'add' || verb === 'create') {
    const { base } = command as Extract<Named, { readonly base: unknown }>;
    if (found === undefined) return quiet(addChain(table, name, base));
    if (verb === 'create') throw new NftError(`${REFUSED}File exists`, chainToken);
    if (base !== null && found.base?.hook === base.hook) found.base.policy = base.policy;
    return '';
  }
  if (found === undefined) throw missing(chainToken, verb === 'list' || verb === 'rename');
  if (verb === 'list') return listTable(table, listing, [found]);
  if (verb === 'flush') found.rules = [];
  else if (verb === 'delete') deleteChain(table, found, chainToken);
  else {
    const renamed = { ...found, name: (command as Extract<Named, { verb: 'rename' }>).name };
    table.chains = table.chains.map((chain) => (chain === found ? renamed : chain));
  }
  return '';
}

const quiet = (_made: unknown) => '';

function missing(token: Token, listed: boolean): NftError {
  return new NftError(listed ? NO_ENTRY : `${REFUSED}${NO_ENTRY}`, token);
}

function deleteChain(table: Table, chain: Chain, token: Token): void {
  const used = table.chains.some(
    (other) => other !== chain && other.rules.some((rule) => targetsOf(rule).includes(chain.name)),
  );
  if (used) throw new NftError(`${REFUSED}Device or resource busy`, token);
  table.chains = table.chains.filter((other) => other !== chain);
}

function applyRule(
  ruleset: Ruleset,
  command: Extract<NftCommand, { readonly object: 'rule' }>,
): void {
  const table = findTable(ruleset, command.family, unquoted(command.table as Token));
  if (table === undefined) throw missing(command.table as Token, false);
  const chainToken = command.chain as Token;
  const chain = findChain(table, unquoted(chainToken));
  if (chain === undefined) throw missing(chainToken, false);
  const { at } = command;
  const index = at === null ? -1 : indexOf(chain, at.by, at.value);
  if (at !== null && index < 0) throw missing(at.token, false);
  if (command.verb === 'delete') {
    chain.rules.splice(index, 1);
    return;
  }
  const { statements, comment } = command.rule;
  const rule = newRule(table, statements, comment);
  for (const target of targetsOf(rule)) {
    const to = findChain(table, target);
    // A hook's own chain cannot be jumped to, nor one that leads back.
    if (to === undefined) throw missing(chainToken, false);
    if (to.base !== null) throw new NftError(`${REFUSED}Operation not supported`, chainToken);
    if (leadsTo(table, to, chain.name)) {
      throw new NftError(`${REFUSED}Too many levels of symbolic links`, chainToken);
    }
  }
  if (table.chains.reduce((sum, { rules }) => sum + rules.length, 0) >= MOST_RULES) {
    throw new NftError(`This lab holds ${String(MOST_RULES)} rules in a table`, chainToken);
  }
  if (command.verb === 'replace') chain.rules[index] = rule;
  else if (command.verb === 'add') chain.rules.splice(at === null ? Infinity : index + 1, 0, rule);
  else chain.rules.splice(Math.max(0, index), 0, rule);
}

function leadsTo(table: Table, from: Chain, name: string): boolean {
  if (from.name === name) return true;
  return from.rules.flatMap(targetsOf).some((target) => {
    const next = findChain(table, target);
    return next !== undefined && leadsTo(table, next, name);
  });
}

function indexOf({ rules }: Chain, by: 'handle' | 'index', value: number): number {
  if (by === 'index') return value < rules.length ? value : -1;
  return rules.findIndex(({ handle }) => handle === value);
}
