import { pastOf, type Fork } from '../engine/scenario/fork';
import type { PfSwitch, Scenario, VfPolicy } from '../engine/scenario/scenario';
import { afterTyping } from './after-typing';
import type { PciNames } from './command';

/**
 * The scenario as it runs, with the card's switches as they were before each of its forks: what was typed since takes
 * effect then where it has only set up VFs in a way that a card takes over at once. `kept`: the scenario as it stands in a file.
 */
export function withFormerSwitches(runs: Scenario, kept: Scenario, names: PciNames): Scenario {
  const { fork, edits } = kept;
  const all = fork === null ? [] : [...fork.earlier, fork];
  const isTyped = all.some((each) => each.edits !== null && each.edits < edits.length);
  return isTyped ? { ...runs, fork: formerOf(kept, afterTyping(kept, names, []), names) } : runs;
}

function formerOf(kept: Scenario, now: Scenario, names: PciNames): Fork | null {
  if (kept.fork === null) return null;
  const past = pastOf(kept);
  const isTyped = past.edits.length < kept.edits.length;
  const then = isTyped ? afterTyping(past, names, []) : now;
  const takesOver = isTyped && onlyVfsDiffer(then, now);
  const before = formerOf(past, takesOver ? then : now, names);
  const earlier = before === null ? [] : [...before.earlier, { ...before, earlier: [] }];
  const switches = then.nic.switches ?? null;
  return { ...kept.fork, earlier, ...(takesOver ? { switches } : {}) };
}

/** Nothing differs but settings of VFs that hold as soon as they are typed. */
function onlyVfsDiffer(a: Scenario, b: Scenario): boolean {
  return lastingOf(a) === lastingOf(b);
}

function lastingOf({ host, nic: { switches = [], ...nic } }: Scenario): string {
  const others = switches.map(({ vfs, ...port }) => ({ ...port, vfs: vfs.map(lastingOfVf) }));
  return JSON.stringify([host, nic, others.every(isPlain) ? [] : others]);
}

/** A VF's driver has to ask anew to hear of these. */
const lastingOfVf = ({ mac, trust }: VfPolicy) => ({ mac, trust });

type Lasting = Omit<PfSwitch, 'vfs'> & { readonly vfs: readonly ReturnType<typeof lastingOfVf>[] };

/** As the drivers leave it. */
function isPlain({ mode, vfs, ...more }: Lasting): boolean {
  const isUsual = vfs.every(({ mac, trust }) => mac === null && !trust);
  return mode === 'veb' && isUsual && (vfs.length === 0 || Object.keys(more).length === 0);
}
