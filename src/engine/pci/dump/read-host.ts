import { looksLikeVf, type DumpedFunction, type DumpProblem } from './dumped';
import { cardsOf, type DumpedCard } from './dumped-card';
import { readPf, type DumpedPf } from './dumped-pf';
import { topologyOf, type DumpedTopology } from './topology';

/** A host as a dump of it tells: what is where, what has VFs, and how many there could be. */
export interface DumpedHost extends DumpedTopology {
  readonly pfs: readonly DumpedPf[];
  readonly cards: readonly DumpedCard[];
  readonly problems: readonly DumpProblem[];
}

/**
 * Reads the functions of one PCI domain. Anything may be in the bytes: it never fails, and its time
 * grows with their number only.
 */
export function readHost(dumped: readonly DumpedFunction[]): DumpedHost {
  const topology = topologyOf(dumped);
  const problems: DumpProblem[] = [...topology.problems];
  const byRid = new Map(topology.functions.map((fn) => [fn.rid, fn]));
  const pfs = topology.functions
    .filter((fn) => !looksLikeVf(fn))
    .map((fn) => readPf(fn, byRid, problems))
    .filter((pf) => pf !== null);
  return { ...topology, pfs, cards: cardsOf(pfs, topology), problems };
}
