import { FORK_PLACE, pastOf } from '../worker/forks';
import type { Picos } from '../engine/units';
import type { createApp } from '.';
import { changesBetween } from './difference';
import type { Change } from './difference';
import { futuresNow } from './futures';
import { lanesOf } from './futures-kept';
import type { Future, Futures } from './futures';
import { mayUndo } from './history';
import type { History, Kept } from './history';
import type { Editable } from './run';
import type { AppState } from './state';
import { valueAt, withValue } from './url-scenario';

/** More would not be told apart, here and side by side. */
export const MOST_FUTURES = 4;

interface ForkInput {
  readonly at: string;
  readonly was?: readonly { readonly place: string; readonly value: number }[];
}

/** Why the run cannot be forked where it stands. */
export type NoFork = 'not-now' | 'too-many' | 'after-fork';

export function noForkHere(s: AppState): NoFork | null {
  const { info, futures, quest, lesson, cursor } = s;
  if (info === null || quest !== null || lesson !== null || !mayUndo(s)) return 'not-now';
  if ((futures?.tabs.length ?? 1) >= MOST_FUTURES) return 'too-many';
  const { fork } = info.scenario;
  // A fork of a fork has the past of the first only up to there.
  return fork !== null && fork.was.length > 0 && cursor > fork.at ? 'after-fork' : null;
}

/** What of an edit can happen while a run goes on holds from the fork on; before it, what was. */
export function keepPast(before: Editable, after: Editable, runs: unknown): Editable {
  const [old, fork] = [before['fork'], after['fork']] as (ForkInput | null | undefined)[];
  if (!fork || JSON.stringify(old) !== JSON.stringify(fork)) return after;
  const page = { beside: null, lanes: [] };
  const changed = changesBetween({ ...page, input: before }, { ...page, input: after });
  const was = new Map((fork.was ?? []).map(({ place, value }) => [place, value]));
  for (const change of changed) {
    if (change.kind !== 'value' || !FORK_PLACE.test(change.place)) continue;
    const { place } = change;
    const former = was.get(place) ?? Number(change.was ?? valueAt(runs, place.split('.')));
    if (former === change.is) was.delete(place);
    else was.set(place, former);
  }
  const list = [...was].map(([place, value]) => ({ place, value }));
  return { ...after, fork: { ...fork, was: list } };
}

/** What differs in a future: from the fork on, or from the start. */
export interface Differing {
  readonly at: Picos | null;
  readonly later: readonly Change[];
  readonly always: readonly Change[];
}

const inputOf = ({ text }: Pick<Future, 'text'>) => JSON.parse(text) as Editable;

const between = (from: Future, to: Future) =>
  changesBetween(
    { input: inputOf(from), beside: from.beside, lanes: [] },
    { input: inputOf(to), beside: to.beside, lanes: [] },
  );

export function differingOf(trunk: Future, future: Future): Differing {
  const { fork } = future.scenario;
  const changes = between(trunk, future).filter((each) => !isFork(each));
  const was = new Set(fork?.was.map(({ place }) => place));
  const isLater = (each: Change) => each.kind === 'value' && was.has(each.place);
  return {
    at: fork?.at ?? null,
    later: changes.filter(isLater),
    always: changes.filter((each) => !isLater(each)),
  };
}

const isFork = (change: Change) => change.kind === 'value' && change.place === 'fork';

export interface Forks {
  readonly forkHere: () => Promise<void>;
  readonly show: (id: number) => Promise<void>;
  readonly close: (id: number) => Promise<void>;
  readonly compare: () => void;
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

  return {
    forkHere: async () => {
      const state = get();
      const { info, beside, cursor, futures } = state;
      if (info === null || noForkHere(state) !== null) return;
      state.pause();
      const own = { text: JSON.stringify(info.scenarioInput), scenario: info.scenario, beside };
      const tabs = futures === null ? [{ id: 0, ...own }] : futuresNow(state);
      const id = 1 + Math.max(...tabs.map((tab) => tab.id));
      const { scenario } = info;
      // Before its own fork the run shown is the one that this was a fork of.
      const past = scenario.fork === null ? scenario : pastOf(scenario);
      const before = new Map((scenario.fork?.was ?? []).map((each) => [each.place, each.value]));
      await lab.editHere((input) => {
        const base = [...before].reduce<Editable>(
          (at, [place, value]) => placed(at, place, value),
          input,
        );
        useApp.setState({
          futures: { tabs: [...tabs, { id, ...own, scenario: past }], shown: id },
        });
        return { ...base, fork: { at: `${String(Math.round(cursor))}ps`, was: [] } };
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
      const lanes = lanesOf(futuresNow(get()));
      if (lanes === null) return;
      get().setLanes(lanes);
      get().setView('compare');
    },
  };
}

function placed(input: Editable, place: string, value: unknown): Editable {
  return withValue(input, place, value) as Editable;
}
