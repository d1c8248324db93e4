import type { StateCreator } from 'zustand';
import type { CompareSlice } from './compare';
import type { DumpSlice } from './dump';
import type { HostSlice } from './host';
import type { LessonSlice } from './lesson';
import type { ModelSlice } from './model';
import type { PageSlice } from './page';
import type { PlaybackSlice } from './playback';
import type { PrefsSlice } from './prefs';
import type { QuestSlice } from './quest';
import type { RunSlice } from './run';
import type { SelectionSlice } from './selection';
import type { ShareSlice } from './share';
import type { SweepSlice } from './sweep';

export type AppState = RunSlice &
  PlaybackSlice &
  SelectionSlice &
  PrefsSlice &
  PageSlice &
  HostSlice &
  DumpSlice &
  ModelSlice &
  LessonSlice &
  SweepSlice &
  QuestSlice &
  ShareSlice &
  CompareSlice;

/** How a slice is made: it sees the whole state and owns its part. */
export type Slice<T> = StateCreator<AppState, [['zustand/subscribeWithSelector', never]], [], T>;
