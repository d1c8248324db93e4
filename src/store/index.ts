import { create } from 'zustand';
import { subscribeWithSelector } from 'zustand/middleware';
import { connectSim } from '../worker/client';
import type { SimLink } from '../worker/client';
import { connectSweep, sweepThreads } from '../worker/sweep-client';
import { connectReference } from '../worker/reference-client';
import type { ReferenceApi } from '../worker/reference';
import type { Link } from '../worker/thread';
import { createCompare } from './compare';
import { createDump } from './dump';
import { createHost } from './host';
import { createLab } from './lab';
import type { Lab } from './lab';
import { createLesson } from './lesson';
import { createModel } from './model';
import { createPage } from './page';
import { createPlayback } from './playback';
import { createPrefs } from './prefs';
import { createQuest } from './quest';
import { createRun } from './run';
import { createSelection } from './selection';
import { createShare } from './share';
import { createSweepSlice, type SweepThreads } from './sweep';
import type { AppState } from './state';

export type { AppState } from './state';

/** The store with what starts it; tests connect it to a simulation of their own. */
export function createApp(
  connect: () => SimLink,
  connectModel: () => Link<ReferenceApi> = connectReference,
  sweeping: SweepThreads = { count: sweepThreads, connect: connectSweep },
) {
  let lab: Lab | undefined;
  const useStore = create<AppState>()(
    subscribeWithSelector((set, get, api) => {
      const made = createLab(get, set, connect);
      lab = made;
      return {
        ...createRun(made)(set, get, api),
        ...createPlayback(made)(set, get, api),
        ...createSelection(set, get, api),
        ...createPrefs(set, get, api),
        ...createPage(set, get, api),
        ...createHost(made)(set, get, api),
        ...createDump(made)(set, get, api),
        ...createModel(made, connectModel)(set, get, api),
        ...createSweepSlice(made, sweeping)(set, get, api),
        ...createCompare(made)(set, get, api),
        ...createQuest(set, get, api),
        ...createLesson(set, get, api),
        ...createShare(set, get, api),
      };
    }),
  );
  if (lab === undefined) throw new Error('zustand runs its initializer at once');
  const started: Lab = lab;
  useStore.subscribe(
    (s) => s.selected,
    () => {
      started.attend();
    },
  );
  // What a place says may be about the packet that is followed.
  useStore.subscribe(
    (s) => s.followed,
    () => {
      started.attend();
    },
  );
  useStore.subscribe(
    (s) => s.info,
    () => {
      useStore.getState().followPage();
    },
  );
  useStore.subscribe(
    (s) => s.locale,
    () => {
      useStore.getState().followPage();
    },
  );
  useStore.subscribe(
    (s) => s.failure,
    (failure) => {
      if (failure !== null) useStore.getState().loseHost();
    },
  );
  useStore.subscribe(
    (s) => [s.view, s.info?.run, s.lanes] as const,
    () => {
      useStore.getState().followLanes();
    },
    { equalityFn: (a, b) => a.every((value, i) => value === b[i]) },
  );
  useStore.subscribe(
    (s) => s.cursor,
    () => {
      useStore.getState().attendLanes();
    },
  );
  return { useApp: useStore, lab: started };
}

export const { useApp, lab } = createApp(connectSim);
