import { FACT } from '../../engine/costs/facts';
import { STEP } from '../../engine/costs/steps';
import type { Value } from '../predicate/expression';
import type { Evidence } from './evidence';

/** The third figure of the fact: asked, not answered. */
const ASKED = 0;

export function mailboxRequests({ window: { facts }, at }: Evidence): Value {
  let count = 0;
  for (let i = 0; i < facts.count; i++) {
    const asks = facts.kind[i] === FACT.mailbox && facts.c[i] === ASKED;
    if (asks && (facts.time[i] ?? 0) <= at) count += 1;
  }
  return count;
}

/** Where the last message was read and judged up to the moment; null where none was. */
export function answeredBy({ window: { hops }, topology, at }: Evidence): Value {
  for (let i = hops.count - 1; i >= 0; i--) {
    if (hops.step[i] === STEP['pf-mailbox'] && (hops.end[i] ?? 0) <= at) {
      return topology.places[hops.to[i] ?? -1]?.kind ?? null;
    }
  }
  return null;
}
