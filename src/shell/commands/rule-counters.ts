import type { RuleCount } from '../../engine/inspect-filter';
import type { Count } from '../../engine/netfilter/iptables-print';
import { ownCounters, type CounterOf } from '../../engine/netfilter/print';
import type { Chain, Table } from '../../engine/netfilter/ruleset';
import type { CommandContext } from '../command';

type Found = (table: Table, handle: number) => RuleCount | undefined;

function counted({ lab }: CommandContext): Found {
  const all = new Map(
    (lab?.rules?.() ?? []).map((count) => [`${count.table} ${String(count.handle)}`, count]),
  );
  return (table, handle) => all.get(`${table.family} ${table.name} ${String(handle)}`);
}

/** What the run on the screen has counted up to its cursor; a rule that is not in it shows what it began with. */
export function ruleCounters(context: CommandContext): CounterOf {
  const found = counted(context);
  return (table, rule, statement) => {
    const own = ownCounters(table, rule, statement);
    const of = found(table, rule.handle)?.counters.find((each) => each.statement === statement);
    return of === undefined
      ? own
      : { packets: own.packets + of.packets, bytes: own.bytes + of.bytes };
  };
}

/** What has come to the policy of a chain. */
export function policyCounters(context: CommandContext): (table: Table, chain: Chain) => Count {
  const found = counted(context);
  return (table, { handle }) => found(table, handle) ?? { packets: 0, bytes: 0 };
}
