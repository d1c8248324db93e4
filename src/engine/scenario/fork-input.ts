import * as allowed from './allowed';
import type { Fork } from './fork';
import { parseQuantity, TIME } from './quantity';
import type { Issue } from './scenario';
import type { ScenarioInput } from './schema';

type ForkInput = NonNullable<ScenarioInput['fork']>;

export function resolveFork(input: ForkInput | null): Fork | null {
  if (input === null) return null;
  return { at: parseQuantity(input.at ?? '0s', TIME) ?? 0, was: input.was ?? [] };
}

/** The input without its fork, as it was before it: the same check says whether that is a scenario. */
export function pastInput({ fork, ...input }: ScenarioInput): unknown {
  const past = JSON.parse(JSON.stringify(input)) as {
    vms?: Record<string, Record<string, unknown>>[];
  };
  for (const { place, value } of fork?.was ?? []) {
    const [, index, part = '', key = ''] = place.split('.');
    const groups = (past.vms ??= []);
    while (groups.length <= Number(index)) groups.push({});
    const group = groups[Number(index)] as Record<string, Record<string, unknown>>;
    (group[part] ??= {})[key] = value;
  }
  return past;
}

/** Where a former value is refused, in the words of what is refused. */
export function ofFormer({ fork }: ScenarioInput, issue: Issue): Issue {
  const index = (fork?.was ?? []).findIndex(({ place }) => place === issue.path);
  return { ...issue, path: index === -1 ? 'fork.was' : `fork.was.${String(index)}.value` };
}

/** A value of guests that are not there. */
export function strayFormer({ fork }: ScenarioInput, groups: number): readonly Issue[] {
  return (fork?.was ?? []).flatMap(({ place }, i): Issue[] => {
    const isThere = Number(place.split('.')[1]) < groups;
    if (isThere) return [];
    const found = allowed.shown(place);
    const path = `fork.was.${String(i)}.place`;
    return [{ path, code: 'out-of-range', found, allowed: allowed.whole(0, groups - 1) }];
  });
}
