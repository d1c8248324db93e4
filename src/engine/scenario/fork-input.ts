import * as allowed from './allowed';
import type { Fork } from './fork';
import { formatQuantity, parseQuantity, TIME } from './quantity';
import type { Issue } from './scenario';
import type { ScenarioInput } from './schema';

type ForkInput = NonNullable<ScenarioInput['fork']>;

export function resolveFork(input: ForkInput | null): Fork | null {
  if (input === null) return null;
  const { at = '0s', was = [], edits = null, earlier = [] } = input;
  return {
    at: parseQuantity(at, TIME) ?? 0,
    was,
    edits,
    earlier: earlier.flatMap((each) => resolveFork(each) ?? []),
  };
}

/** The input without its fork, as it was before it: the same check says whether that is a scenario. */
export function pastInput({ fork, futures: _futures, ...input }: ScenarioInput): unknown {
  const earlier = fork?.earlier ?? [];
  const last = earlier.at(-1);
  const own =
    last === undefined ? input : { ...input, fork: { ...last, earlier: earlier.slice(0, -1) } };
  const past = JSON.parse(JSON.stringify(own)) as {
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
  const [, key = ''] = /^fork\.(.*)$/s.exec(issue.path) ?? [];
  if (key !== '') {
    const last = `earlier.${String((fork?.earlier?.length ?? 0) - 1)}.`;
    return { ...issue, path: `fork.${key.startsWith('earlier.') ? '' : last}${key}` };
  }
  const index = (fork?.was ?? []).findIndex(({ place }) => place === issue.path);
  return { ...issue, path: index === -1 ? 'fork.was' : `fork.was.${String(index)}.value` };
}

/** A value of guests that are not there, or a fork before which there was one that comes later. */
export function strayFormer({ fork }: ScenarioInput, groups: number): readonly Issue[] {
  const own = resolveFork(fork ?? null);
  const last = own?.earlier.at(-1);
  if (own !== null && last !== undefined && own.at <= last.at) {
    const found = allowed.shown(fork?.at);
    const least = `at least ${formatQuantity(last.at + 1, TIME)}`;
    return [{ path: 'fork.at', code: 'conflict', found, allowed: least, rule: 'time-goes-back' }];
  }
  return (fork?.was ?? []).flatMap(({ place }, i): Issue[] => {
    const isThere = Number(place.split('.')[1]) < groups;
    if (isThere) return [];
    const found = allowed.shown(place);
    const path = `fork.was.${String(i)}.place`;
    return [{ path, code: 'out-of-range', found, allowed: allowed.whole(0, groups - 1) }];
  });
}
