import { create } from 'zustand';
import type { StoreApi, UseBoundStore } from 'zustand';
import type { Scenario } from '../engine/scenario/scenario';
import type { createApp } from '.';
import { changesBetween } from './difference';
import type { Change, Page } from './difference';
import type { Futures } from './futures';
import type { Editable } from './run';
import type { AppState } from './state';

/** The page between two edits. */
export interface Kept extends Pick<Page, 'beside' | 'lanes'> {
  readonly futures: Futures | null;
  /** The scenario as a file has it: to compare, to count, to open again. */
  readonly text: string;
  /** The same in full. */
  readonly scenario: Scenario;
}

/** One edit, which can be taken back. */
export interface Step {
  readonly before: Kept;
  readonly after: Kept;
  readonly changes: readonly Change[];
  /** The file or example that was opened by it, or what was left with it; null: the changes say what it was. */
  readonly opened: { readonly file: string } | 'lesson' | 'quest' | null;
}

export interface HistoryState {
  /** What can be undone, oldest first, and what can be done again, the next first. */
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** What was undone or done again last. */
  readonly moved: { readonly by: 'undo' | 'redo'; readonly step: Step } | null;
}

export interface History {
  readonly useHistory: UseBoundStore<StoreApi<HistoryState>>;
  /** Another page is shown, which is no edit. */
  readonly show: (page: Kept) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
  readonly stop: () => void;
}

export const MOST_STEPS = 100;
/** Letters of all scenarios together; one with a capture in it has millions. */
export const MOST_LETTERS = 32 * 2 ** 20;
/** A number that goes on changing within this time is being dragged: one edit, wall ms. */
const DRAG_MS = 600;

/** In a lesson what is to be seen is its own until the learner has something to do, and nothing is told while it asks. */
export const mayUndo = ({ spotlight, asking, failure }: AppState): boolean =>
  (spotlight?.free ?? true) && !asking && failure === null;

const keptOf = ({ info, beside, lanes, futures }: AppState): Kept | null =>
  info && {
    text: JSON.stringify(info.scenarioInput),
    scenario: info.scenario,
    beside,
    lanes,
    futures,
  };

const tabsOf = ({ futures }: Kept) => futures?.tabs.length ?? 1;

const pageOf = (kept: Kept): Page => ({
  input: JSON.parse(kept.text) as unknown,
  beside: kept.beside,
  lanes: kept.lanes,
  futures: tabsOf(kept),
});

const sameRun = (a: Kept, b: Kept) => a.text === b.text && a.beside === b.beside;
const same = (a: Kept, b: Kept) =>
  sameRun(a, b) && tabsOf(a) === tabsOf(b) && JSON.stringify(a.lanes) === JSON.stringify(b.lanes);

const between = (before: Kept, after: Kept, opened: Step['opened'] = null): Step => ({
  before,
  after,
  changes: changesBetween(pageOf(before), pageOf(after)),
  opened,
});

/** Drops the oldest where there are too many, or too long ones. */
function bounded(past: readonly Step[]): readonly Step[] {
  let letters = 0;
  const first = past.findLastIndex(({ before }, i) => {
    letters += before.text.length;
    return letters > MOST_LETTERS || past.length - i > MOST_STEPS;
  });
  return past.slice(first + 1);
}

/** The same number again, soon after. */
function goesOn(last: Step | undefined, step: Step): boolean {
  const [was, is] = [last?.changes, step.changes];
  const [a, b] = [was?.[0], is[0]];
  if (was?.length !== 1 || is.length !== 1 || a?.kind !== 'value' || b?.kind !== 'value')
    return false;
  return a.place === b.place && (typeof a.is === 'number' || typeof b.is === 'number');
}

/** Watches the page, whoever edits it, and leads it back. `clock`: of the wall, ms, by which a drag is known. */
export function createHistory(
  { lab, useApp }: Pick<ReturnType<typeof createApp>, 'lab' | 'useApp'>,
  clock: () => number = () => performance.now(),
): History {
  const useHistory = create<HistoryState>(() => ({ past: [], future: [], moved: null }));
  let now: Kept | null = null;
  let { floor } = useApp.getState();
  /** What is brought back is no edit. */
  let moving = false;
  let [askedAt, recordedAt] = [-Infinity, -Infinity];
  /** The run that the last step led to. */
  let led: number | null = null;
  /** The learner's own, while a lesson or a quest has the stage. */
  let own: {
    readonly past: readonly Step[];
    readonly now: Kept;
    readonly of: 'lesson' | 'quest';
  } | null = null;
  let queue: Promise<void> = Promise.resolve();

  const enter = (next: Kept) => {
    const { lesson, quest } = useApp.getState();
    const of = quest === null ? (lesson === null ? null : 'lesson') : 'quest';
    if (of !== null && now !== null) own ??= { past: useHistory.getState().past, now, of };
    if (of === null) own = null;
    // A lesson or a quest is a run of its own.
    now = of === null ? next : { ...next, futures: null };
    if (now !== next && next.futures !== null) useApp.setState({ futures: null });
    useHistory.setState({ past: [], future: [], moved: null });
  };

  const leave = () => {
    if (own === null || now === null) return;
    const { past, now: before, of } = own;
    own = null;
    const isSame = same(before, now);
    useHistory.setState({
      past: isSame ? past : bounded([...past, between(before, now, of)]),
      future: [],
      moved: null,
    });
  };

  const record = (before: Kept, after: Kept) => {
    const { past } = useHistory.getState();
    const step = between(before, after);
    // The same lines with the same times, written otherwise.
    if (step.changes.length === 0) return;
    const last = past.at(-1);
    const drags = askedAt - recordedAt < DRAG_MS && goesOn(last, step);
    recordedAt = clock();
    led = useApp.getState().info?.run ?? null;
    const others = drags ? past.slice(0, -1) : past;
    const made = drags && last !== undefined ? between(last.before, after) : step;
    // Dragged there and back is no edit.
    const steps = made.changes.length === 0 ? others : bounded([...others, made]);
    useHistory.setState({ past: steps, future: [], moved: null });
  };

  /** After everything that one press changes. */
  const look = () => {
    const state = useApp.getState();
    const next = keptOf(state);
    if (next === null || state.wanted !== null) return;
    if (state.floor !== floor || now === null) {
      ({ floor } = state);
      enter(next);
      return;
    }
    const before = now;
    now = next;
    if (!moving && !same(before, next)) record(before, next);
  };

  const stops = [
    useApp.subscribe(
      (s) => [s.info, s.lanes, s.futures] as const,
      () => {
        queueMicrotask(look);
      },
      { equalityFn: (a, b) => a.every((value, i) => value === b[i]) },
    ),
    useApp.subscribe(
      (s) => s.wanted,
      (wanted, before) => {
        if (before === null && wanted !== null) askedAt = clock();
      },
    ),
    useApp.subscribe(
      (s) => s.lesson === null && s.quest === null,
      (isOwn) => {
        if (isOwn) leave();
      },
    ),
    useApp.subscribe(
      (s) => s.notice,
      (notice) => {
        const { past } = useHistory.getState();
        const last = past.at(-1);
        if (notice === null || last === undefined || useApp.getState().info?.run !== led) return;
        const isOpened =
          notice.kind === 'scenario-opened' ||
          notice.kind === 'capture-opened' ||
          notice.kind === 'dump-opened';
        if (!isOpened || notice.name === '') return;
        const named = { ...last, opened: { file: notice.name } };
        useHistory.setState({ past: [...past.slice(0, -1), named] });
      },
    ),
  ];
  look();

  /** What was asked for before is there, or refused. */
  const settled = () =>
    new Promise<void>((settle) => {
      if (useApp.getState().wanted === null) {
        settle();
        return;
      }
      const stop = useApp.subscribe(
        (s) => s.wanted,
        (wanted) => {
          if (wanted !== null) return;
          stop();
          // The edit that has come is looked at first.
          setTimeout(settle);
        },
      );
    });

  const bring = async (target: Kept): Promise<boolean> => {
    const { beside, lanes, futures } = useApp.getState();
    if (now !== null && JSON.stringify(now.lanes) !== JSON.stringify(target.lanes)) {
      useApp.getState().setLanes(target.lanes);
    }
    useApp.setState({ beside: target.beside, futures: target.futures });
    if (now !== null && sameRun(now, target)) return true;
    const result = await lab.editHere(() => JSON.parse(target.text) as Editable);
    if (result?.ok === true) return true;
    useApp.setState({ beside, lanes, futures });
    return false;
  };

  const moveOnce = async (by: 'undo' | 'redo') => {
    await settled();
    const { past, future } = useHistory.getState();
    const step = by === 'undo' ? past.at(-1) : future[0];
    if (step === undefined || !mayUndo(useApp.getState())) return;
    moving = true;
    const { floor: before } = useApp.getState();
    const done = await bring(by === 'undo' ? step.before : step.after);
    // Another part of the page may have put something else on the stage meanwhile.
    if (done && useApp.getState().floor === before) {
      // The next edit has been asked for already: it starts from there.
      if (useApp.getState().wanted !== null) now = by === 'undo' ? step.before : step.after;
      useHistory.setState(
        by === 'undo'
          ? { past: past.slice(0, -1), future: [step, ...future], moved: { by, step } }
          : { past: [...past, step], future: future.slice(1), moved: { by, step } },
      );
    }
    await Promise.resolve();
    moving = false;
  };

  const show = async (page: Kept) => {
    await settled();
    moving = true;
    await bring(page);
    await Promise.resolve();
    moving = false;
  };

  const move = (by: 'undo' | 'redo') => {
    queue = queue.then(() => moveOnce(by));
    return queue;
  };

  return {
    useHistory,
    show: (page) => {
      queue = queue.then(() => show(page));
      return queue;
    },
    undo: () => move('undo'),
    redo: () => move('redo'),
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
