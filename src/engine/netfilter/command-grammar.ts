import { Cursor, unquoted } from './cursor';
import { NftError, type Token } from './lexer';
import { readRule, type RuleText } from './rule-grammar';
import { FAMILIES, HOOKS, priorityNames, type BaseChain, type Family } from './ruleset';

interface Named {
  readonly family: Family;
  /** Null: all of them. */
  readonly table: Token | null;
  readonly chain: Token | null;
}

/** One command of nft, with the words that an error would point at. */
export type NftCommand =
  | (Named & { readonly verb: 'add' | 'create'; readonly object: 'table' })
  | (Named & {
      readonly verb: 'add' | 'create';
      readonly object: 'chain';
      readonly base: BaseChain | null;
    })
  | (Named & {
      readonly verb: 'add' | 'insert' | 'replace';
      readonly object: 'rule';
      /** Rule that it goes behind, before or in place of; null = at the end, or the beginning. */
      readonly at: Place | null;
      readonly rule: RuleText;
    })
  | (Named & { readonly verb: 'delete'; readonly object: 'rule'; readonly at: Place })
  | (Named & { readonly verb: 'delete' | 'flush' | 'list'; readonly object: 'table' | 'chain' })
  | (Named & { readonly verb: 'rename'; readonly object: 'chain'; readonly name: string })
  | {
      readonly verb: 'flush' | 'list';
      readonly object: 'ruleset' | 'tables' | 'chains';
      readonly family: Family | null;
    };

interface Place {
  readonly by: 'handle' | 'index';
  readonly value: number;
  readonly token: Token;
}

const VERBS = ['add', 'create', 'insert', 'replace', 'delete', 'flush', 'list', 'rename'] as const;

/** All commands of a text: the arguments of `nft`, or a file. Throws NftError. */
export function readCommands(text: string): readonly NftCommand[] {
  const cursor = new Cursor(text);
  const commands: NftCommand[] = [];
  for (cursor.skipEnds(); cursor.next.kind !== 'end'; cursor.skipEnds()) {
    if (cursor.takes('table')) readTableBlock(cursor, commands);
    else commands.push(readCommand(cursor));
    if (!cursor.atEnd()) throw cursor.unexpected('end of file or newline or semicolon');
  }
  return commands;
}

function readCommand(cursor: Cursor): NftCommand {
  const said = VERBS.find((word) => cursor.takes(word));
  if (said === undefined && cursor.next.kind !== 'string') throw cursor.unexpected();
  // Without a verb it is `add`, which nothing but a rule is in practice.
  const verb = said ?? 'add';
  if (said === undefined) return readRuleCommand(cursor, 'add');
  if (cursor.takes('rule')) {
    if (verb === 'add' || verb === 'insert' || verb === 'replace')
      return readRuleCommand(cursor, verb);
    if (verb === 'delete') return readDeletion(cursor);
    throw cursor.unexpected('', cursor.last);
  }
  if (verb === 'insert' || verb === 'replace') throw cursor.unexpected();
  if (verb === 'flush' || verb === 'list') {
    const object = (['ruleset', 'tables', 'chains'] as const).find((word) => cursor.takes(word));
    if (object !== undefined) {
      if (verb === 'flush' && object !== 'ruleset') throw cursor.unexpected('', cursor.last);
      return { verb, object, family: FAMILIES.find((word) => cursor.takes(word)) ?? null };
    }
  }
  if (verb !== 'rename' && cursor.takes('table')) {
    const named = { ...readTableName(cursor), chain: null };
    return { verb, object: 'table', ...named } as NftCommand;
  }
  if (!cursor.takes('chain')) {
    throw cursor.unexpected(verb === 'add' || verb === 'create' ? 'string' : '');
  }
  const named = readChainName(cursor);
  if (verb === 'rename') {
    return { verb, object: 'chain', ...named, name: unquoted(cursor.needName()) };
  }
  if (verb === 'add' || verb === 'create') {
    return { verb, object: 'chain', ...named, base: readBaseBlock(cursor, named.family) };
  }
  return { verb, object: 'chain', ...named };
}

function readTableName(cursor: Cursor): { family: Family; table: Token } {
  const family = FAMILIES.find((word) => cursor.takes(word)) ?? 'ip';
  return { family, table: cursor.needName() };
}

function readChainName(cursor: Cursor): { family: Family; table: Token; chain: Token } {
  return { ...readTableName(cursor), chain: cursor.needName() };
}

function readRuleCommand(cursor: Cursor, verb: 'add' | 'insert' | 'replace'): NftCommand {
  const named = readChainName(cursor);
  const at = readPlace(cursor);
  if (verb === 'replace' && at?.by !== 'handle') throw cursor.unexpected('handle');
  return { verb, object: 'rule', ...named, at, rule: readRule(cursor) };
}

function readDeletion(cursor: Cursor): NftCommand {
  const named = readChainName(cursor);
  if (!cursor.is('handle') && !cursor.is('index')) throw cursor.unexpected('handle');
  const at = readPlace(cursor);
  if (at === null) throw cursor.unexpected('handle');
  return { verb: 'delete', object: 'rule', ...named, at };
}

function readPlace(cursor: Cursor): Place | null {
  const by = (['handle', 'position', 'index'] as const).find((word) => cursor.takes(word));
  if (by === undefined) return null;
  const value = cursor.needNumber();
  return { by: by === 'index' ? 'index' : 'handle', value, token: cursor.last };
}

/** `{ type filter hook forward priority filter; policy accept; }`; null where nothing or no hook stands there. */
function readBaseBlock(cursor: Cursor, family: Family): BaseChain | null {
  if (!cursor.takes('{')) return null;
  cursor.skipEnds();
  const base = cursor.is('type') ? readBase(cursor, family) : null;
  cursor.skipEnds();
  cursor.need('}');
  return base;
}

function readBase(cursor: Cursor, family: Family): BaseChain {
  const start = cursor.need('type');
  const type = cursor.needName();
  if (type.text !== 'filter') {
    const known = type.text === 'nat' || type.text === 'route';
    throw new NftError(
      known ? `This lab has no chains of type ${type.text}` : 'unknown chain type',
      type,
    );
  }
  cursor.need('hook');
  const named = cursor.needName();
  const hook = HOOKS.find((word) => word === named.text);
  if (hook === undefined) throw new NftError('unknown chain hook', named);
  cursor.need('priority');
  const priority = readPriority(cursor, family);
  if (cursor.is('}')) return { hook, priority, policy: 'accept' };
  if (!cursor.atEnd()) throw cursor.unexpected('newline or semicolon');
  cursor.skipEnds();
  if (!cursor.takes('policy')) return { hook, priority, policy: 'accept' };
  const policy = (['accept', 'drop'] as const).find((word) => cursor.takes(word));
  if (policy === undefined) throw cursor.unexpected("accept or drop or '$'");
  if (!cursor.atEnd() && !cursor.is('}')) throw cursor.unexpected('', start);
  return { hook, priority, policy };
}

function readPriority(cursor: Cursor, family: Family): number {
  const names = priorityNames(family);
  let value = 0;
  if (cursor.next.kind === 'string') {
    const token = cursor.take();
    const named = names[token.text];
    if (named === undefined) {
      throw new NftError(`invalid priority expression symbol in this context.`, token);
    }
    value = named;
    if (cursor.takes('+')) return value + cursor.needNumber();
    return cursor.takes('-') ? value - cursor.needNumber() : value;
  }
  const sign = cursor.takes('-') ? -1 : 1;
  if (cursor.next.kind !== 'number') throw cursor.unexpected();
  value = sign * cursor.needNumber();
  return value;
}

/** `table bridge t { chain f { … } }`, as `nft list ruleset` prints it and files have it. */
function readTableBlock(cursor: Cursor, commands: NftCommand[]): void {
  const { family, table } = readTableName(cursor);
  commands.push({ verb: 'add', object: 'table', family, table, chain: null });
  if (!cursor.takes('{')) return;
  const rules: NftCommand[] = [];
  for (cursor.skipEnds(); !cursor.takes('}'); cursor.skipEnds()) {
    cursor.need('chain');
    const chain = cursor.needName();
    cursor.need('{');
    cursor.skipEnds();
    const base = cursor.is('type') ? readBase(cursor, family) : null;
    commands.push({ verb: 'add', object: 'chain', family, table, chain, base });
    for (cursor.skipEnds(); !cursor.takes('}'); cursor.skipEnds()) {
      const rule = readRule(cursor);
      rules.push({ verb: 'add', object: 'rule', family, table, chain, at: null, rule });
    }
  }
  // A rule may lead to a chain that stands below it.
  commands.push(...rules);
}
