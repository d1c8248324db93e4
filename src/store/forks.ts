import { FORK_PLACE, pastOf } from '../worker/forks';
import type { Fork } from '../engine/scenario/fork';
import type { Scenario } from '../engine/scenario/scenario';
import type { Picos } from '../engine/units';
import type { createApp } from '.';
import { changesBetween, valuesBetween } from './difference';
import type { Change } from './difference';
import { futuresNow } from './futures';
import { lanesNow, lanesOf } from './futures-kept';
import type { Future, Futures } from './futures';
import { mayUndo } from './history';
import type { History, Kept } from './history';
import { spanOf } from './lane-moments';
import type { Editable } from './run';
import type { AppState } from './state';
import { valueAt, withValue } from './url-scenario';

/** More would not be told apart, here and side by side. */
export const MOST_FUTURES = 4;

interface ForkInput {
  readonly at: string;
  readonly was?: readonly { readonly place: string; readonly value: number }[];
  readonly edits?: number;
  readonly earlier?: readonly Omit<ForkInput, 'earlier'>[];
}

/** Why the run cannot be forked where it stands. */
export type NoFork = 'not-now' | 'too-many';

/** As many as a file keeps. */
const MOST_EARLIER = 7;

export function noForkHere(s: AppState): NoFork | null {
  const { info, futures, quest, lesson } = s;
  if (info === null || quest !== null || lesson !== null || !mayUndo(s)) return 'not-now';
  const earlier = info.scenario.fork?.earlier.length ?? 0;
  return (futures?.tabs.length ?? 1) >= MOST_FUTURES || earlier >= MOST_EARLIER ? 'too-many' : null;
}

const forkOf = (input: Editable) => input['fork'] as ForkInput | null | undefined;
const lengthOf = (list: unknown) => (Array.isArray(list) ? list.length : 0);

/** What of an edit can happen while a run goes on holds from the fork on; before it, what was. */
export function keepPast(before: Editable, after: Editable, runs: unknown): Editable {
  const [old, fork] = [forkOf(before), forkOf(after)];
  if (!fork || JSON.stringify(old) !== JSON.stringify(fork)) return after;
  const groups = Math.max(1, lengthOf(after['vms']));
  const isThere = ({ place }: { readonly place: string }) => Number(place.split('.')[1]) < groups;
  const was = new Map((fork.was ?? []).filter(isThere).map(({ place, value }) => [place, value]));
  for (const { place, was: old, is } of valuesBetween(before, after)) {
    if (!FORK_PLACE.test(place) || !isThere({ place })) continue;
    const former = was.get(place) ?? Number(old ?? valueAt(runs, place.split('.')));
    if (former === is) was.delete(place);
    else was.set(place, former);
  }
  const [then, now] = [lengthOf(before['edits']), lengthOf(after['edits'])];
  // With the first line stands what switched the VFs on before it.
  const edits = then === 0 && now > 0 ? now - 1 : Math.min(fork.edits ?? then, now);
  const { earlier } = fork;
  const kept = {
    ...fork,
    was: [...was].map(([place, value]) => ({ place, value })),
    edits,
    ...(earlier && {
      earlier: earlier.map((each) => ({ ...each, was: (each.was ?? []).filter(isThere) })),
    }),
  };
  return { ...after, fork: kept };
}

/** The run that this one is a fork of, as a file has it; lines typed since stay where they hold from the start. */
function pastInput(input: Editable, { switches }: Fork): Editable {
  const fork = forkOf(input);
  if (!fork) return input;
  const { was = [], edits, earlier = [] } = fork;
  const last = earlier.at(-1);
  const rest = earlier.slice(0, -1);
  const past = was.reduce<Editable>((at, { place, value }) => placed(at, place, value), {
    ...input,
    fork: last === undefined ? null : { ...last, ...(rest.length > 0 && { earlier: rest }) },
  });
  const { edits: lines, ...others } = past;
  if (switches === undefined || edits === undefined || !Array.isArray(lines)) return past;
  return edits === 0 ? others : { ...past, edits: lines.slice(0, edits) };
}

/** What differs in a future: from the fork on, or from the start. */
export interface Differing {
  /** Up to here it is the same as the first. */
  readonly at: Picos | null;
  /** Oldest last: what the last fork is about comes first. */
  readonly later: readonly Change[];
  readonly always: readonly Change[];
  /** When it forked last, where nothing has parted since. */
  readonly unparted: Picos | null;
}

const inputOf = ({ text }: Pick<Future, 'text'>) => JSON.parse(text) as Editable;

const between = (from: Future, to: Future) =>
  changesBetween(
    { input: inputOf(from), beside: from.beside, lanes: [] },
    { input: inputOf(to), beside: to.beside, lanes: [] },
  );

const forksOf = ({ fork }: Scenario): readonly Fork[] =>
  fork === null ? [] : [...fork.earlier, { ...fork, earlier: [] }];

export function differingOf(trunk: Future, future: Future): Differing {
  const forks = forksOf(future.scenario);
  const own = new Set(forksOf(trunk.scenario).map(({ at }) => at));
  const since = forks.filter(({ at }) => !own.has(at));
  const sameVfs = trunk.scenario.nic.numVfs === future.scenario.nic.numVfs;
  const changes = between(trunk, future).filter(
    (each) => !isFork(each) && !(sameVfs && isVfs(each)),
  );
  /** The last fork since which it is so; -1: from the start. */
  const sinceWhich = (each: Change) =>
    since.findLastIndex(({ was, switches }) =>
      each.kind === 'typed'
        ? switches !== undefined
        : each.kind === 'value' && was.some(({ place }) => place === each.place),
    );
  const youngest = since.at(-1);
  const hasParted = changes.some((each) => [since.length - 1, -1].includes(sinceWhich(each)));
  return {
    unparted: hasParted ? null : (youngest?.at ?? null),
    at: (since[0] ?? forks.at(-1))?.at ?? null,
    later: changes
      .filter((each) => sinceWhich(each) !== -1)
      .toSorted((a, b) => sinceWhich(b) - sinceWhich(a)),
    always: changes.filter((each) => sinceWhich(each) === -1),
  };
}

/** How many there are is said otherwise, or not at all, where something was typed. */
const isVfs = (change: Change) => change.kind === 'value' && change.place === 'nic.numVfs';
const isFork = (change: Change) => change.kind === 'value' && change.place === 'fork';

export interface Forks {
  readonly forkHere: () => Promise<void>;
  readonly show: (id: number) => Promise<void>;
  readonly close: (id: number) => Promise<void>;
  readonly compare: () => void;
  readonly stop: () => void;
}

/** Keeps several futures of one run as tabs. */
export function createForks(
  { lab, useApp }: Pick<ReturnType<typeof createApp>, 'lab' | 'useApp'>,
  history: History,
): Forks {
  const get = useApp.getState;
  lab.shapeEdits((before, after) => keepPast(before, after, get().info?.scenario));

  const kept = (tab: Future, futures: Futures | null): Kept => ({
    text: tab.text,
    scenario: tab.scenario,
    beside: tab.beside,
    lanes: get().lanes,
    futures,
  });

  let last = lanesNow(get());
  const stop = useApp.subscribe(
    (s) => [s.info, s.futures, s.beside] as const,
    () => {
      const before = last;
      last = lanesNow(get());
      const areFutures = before !== null && JSON.stringify(get().lanes) === JSON.stringify(before);
      if (areFutures && last !== null) get().setLanes(last);
    },
    { equalityFn: (a, b) => a.every((value, i) => value === b[i]) },
  );

  return {
    stop,
    forkHere: async () => {
      const state = get();
      const { info, beside, cursor, futures } = state;
      if (info === null || noForkHere(state) !== null) return;
      state.pause();
      const own = { text: JSON.stringify(info.scenarioInput), scenario: info.scenario, beside };
      const tabs = futures === null ? [{ id: 0, ...own }] : futuresNow(state);
      const id = 1 + Math.max(...tabs.map((tab) => tab.id));
      let { scenario } = info;
      await lab.editHere((input) => {
        let base = input;
        // Up to its own fork the run shown is the one that this was a fork of.
        while (
          scenario.fork !== null &&
          (cursor <= scenario.fork.at || isSame(base, scenario.fork))
        ) {
          base = pastInput(base, scenario.fork);
          scenario = pastOf(scenario);
        }
        useApp.setState({ futures: { tabs: [...tabs, { id, ...own, scenario }], shown: id } });
        const { earlier = [], ...fork } = forkOf(base) ?? {};
        const chain = 'at' in fork ? [...earlier, fork] : [];
        return {
          ...base,
          fork: {
            at: `${String(Math.round(cursor))}ps`,
            was: [],
            edits: lengthOf(base['edits']),
            ...(chain.length > 0 && { earlier: chain }),
          },
        };
      });
    },
    show: async (id) => {
      const state = get();
      const { futures } = state;
      const tabs = futuresNow(state);
      const tab = tabs.find((each) => each.id === id);
      if (tab === undefined || futures?.shown === id || !mayUndo(state)) return;
      await history.show(kept(tab, { tabs, shown: id }));
    },
    close: async (id) => {
      const state = get();
      const { futures } = state;
      if (futures === null || !mayUndo(state)) return;
      const tabs = futuresNow(state);
      const left = tabs.filter((each) => each.id !== id);
      const next = futures.shown === id ? left[0] : tabs.find((each) => each.id === futures.shown);
      if (next === undefined) return;
      const rest = left.length > 1 ? { tabs: left, shown: next.id } : null;
      useApp.setState({ futures: rest, beside: next.beside });
      if (futures.shown === id) await lab.editHere(() => inputOf(next));
    },
    compare: () => {
      const { cursor, setLanes, setView } = get();
      const tabs = futuresNow(get());
      const lanes = lanesOf(tabs);
      if (lanes === null) return;
      setLanes(lanes);
      setView('compare');
      const shown = tabs.find(({ id }) => id === get().futures?.shown);
      const at = shown?.scenario.fork?.at ?? Math.min(...tabs.flatMap(forkedAt));
      // Of the packets from before the fork there is nothing to compare.
      const moved = useApp.subscribe(
        (s) => (s.lanesDone ? s.comparison : null),
        (comparison) => {
          const span = comparison === null ? null : spanOf(comparison);
          if (span === null) return;
          moved();
          const { view, cursor: now, movePacket } = get();
          if (view === 'compare' && now === cursor && span.from <= at) void movePacket(1);
        },
      );
    },
  };
}

/** Nothing has parted since. */
const isSame = (input: Editable, { was }: Fork) =>
  was.length === 0 && lengthOf(input['edits']) <= (forkOf(input)?.edits ?? Infinity);

const forkedAt = ({ scenario }: Future) => forksOf(scenario).map(({ at }) => at);

function placed(input: Editable, place: string, value: unknown): Editable {
  return withValue(input, place, value) as Editable;
}
