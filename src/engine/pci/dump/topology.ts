import type { RoutingId } from '../../units';
import { walk } from '../registers/walk';
import {
  busOf,
  isBridge,
  readBridge,
  type DumpedBridge,
  type DumpedFunction,
  type DumpProblem,
} from './dumped';

/** The hierarchy of a dumped host, from what its bridges' registers say. */
export interface DumpedTopology {
  /** Lowest Routing ID first, each once. */
  readonly functions: readonly DumpedFunction[];
  readonly bridges: readonly DumpedBridge[];
  /** Buses with functions that no bridge leads to. */
  readonly rootBuses: readonly number[];
  /** By bus number, the innermost bridge whose range has it; missing = a root bus. */
  readonly above: ReadonlyMap<number, DumpedBridge>;
  readonly problems: readonly DumpProblem[];
}

const FULL = 4096;
const CONVENTIONAL = 256;

/** A PCI Express function's dump should have all 4096 bytes, another's 256. */
function shortness(fn: DumpedFunction, express: boolean): DumpProblem | null {
  const enough = express ? FULL : CONVENTIONAL;
  return fn.config.length >= enough
    ? null
    : { kind: 'short', rid: fn.rid, bytes: fn.config.length };
}

function functionProblems(fn: DumpedFunction): DumpProblem[] {
  const { capabilities, problems } = walk(fn.config);
  // Bytes that end before the capability list say nothing of what the function is: assume the better.
  const listed = fn.config.length >= CONVENTIONAL;
  const express = !listed || capabilities.some((c) => c.kind === 'capability' && c.capId === 0x10);
  const short = shortness(fn, express);
  const lists = problems
    .filter(({ kind }) => kind !== 'cut-off' || short === null)
    .map((problem): DumpProblem => ({ kind: 'list', rid: fn.rid, problem }));
  return short === null ? lists : [short, ...lists];
}

/** Bridges that lead downwards, each bus number given to one; the others are reported. */
function soundBridges(functions: readonly DumpedFunction[], problems: DumpProblem[]) {
  const taken = new Set<number>();
  return functions.filter(isBridge).flatMap((fn): DumpedBridge[] => {
    const bridge = readBridge(fn);
    const { secondary, subordinate } = bridge;
    // One that firmware never numbered has nothing behind it, and nothing is wrong with it.
    if (secondary === 0 && subordinate === 0) return [];
    const downwards = secondary > busOf(fn.rid) && subordinate >= secondary;
    if (!downwards || taken.has(secondary)) {
      problems.push({ kind: 'bridge-buses', rid: fn.rid });
      return [];
    }
    taken.add(secondary);
    return [bridge];
  });
}

/** The innermost bridge for each bus: of those whose range has it, the one with the highest secondary number. */
function bridgeAbove(bridges: readonly DumpedBridge[]): Map<number, DumpedBridge> {
  const above = new Map<number, DumpedBridge>();
  for (const bridge of bridges.toSorted((a, b) => a.secondary - b.secondary)) {
    for (let bus = bridge.secondary; bus <= bridge.subordinate; bus++) above.set(bus, bridge);
  }
  return above;
}

/** Puts the functions of one PCI domain in order. Never fails: what makes no sense is among the problems. */
export function topologyOf(dumped: readonly DumpedFunction[]): DumpedTopology {
  const problems: DumpProblem[] = [];
  const byRid = new Map<RoutingId, DumpedFunction>();
  for (const fn of dumped) {
    if (byRid.has(fn.rid)) problems.push({ kind: 'duplicate', rid: fn.rid });
    else byRid.set(fn.rid, fn);
  }
  const functions = [...byRid.values()].toSorted((a, b) => a.rid - b.rid);
  for (const fn of functions) problems.push(...functionProblems(fn));
  const bridges = soundBridges(functions, problems);
  const above = bridgeAbove(bridges);
  const buses = new Set(functions.map((fn) => busOf(fn.rid)));
  const rootBuses = [...buses].filter((bus) => !above.has(bus));
  return { functions, bridges, rootBuses, above, problems };
}
