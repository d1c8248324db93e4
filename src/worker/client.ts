import type { SimApi } from './api';
import type { CapturesApi } from './captures-api';
import type { CompareApi } from './compare-api';
import type { HostApi } from './host-api';
import type { JourneyApi } from './journey-api';
import type { MetricsApi } from './metrics-api';
import type { ModelApi } from './model-api';
import type { QuestApi } from './quest-api';
import type { QuizApi } from './quiz-api';
import type { TraceApi } from './trace-api';
import { connectThread, PATIENCE } from './thread';
import type { Link, Patience, Promised, Starter, Thread } from './thread';

/** Everything the worker answers. */
export type Api = SimApi &
  HostApi &
  ModelApi &
  CompareApi &
  JourneyApi &
  MetricsApi &
  TraceApi &
  CapturesApi &
  QuizApi &
  QuestApi;

export type Sim = Promised<Api>;

export interface SimLink extends Pick<Link<Api>, 'close'> {
  readonly sim: Sim;
}

const NAMES = Object.keys({
  ready: 0,
  open: 0,
  foresee: 0,
  extendForeseen: 0,
  extend: 0,
  window: 0,
  instant: 0,
  neighbour: 0,
  journey: 0,
  lostOnPath: 0,
  readCapture: 0,
  giveNames: 0,
  setLanguage: 0,
  hostPicture: 0,
  hostNews: 0,
  config: 0,
  writeConfig: 0,
  shellRun: 0,
  shellComplete: 0,
  prompt: 0,
  exportDump: 0,
  readDump: 0,
  explainPacket: 0,
  explainLatest: 0,
  explainHop: 0,
  explainCpu: 0,
  openLanes: 0,
  extendLanes: 0,
  comparePacket: 0,
  compareRuns: 0,
  tellJourney: 0,
  metrics: 0,
  exitCauses: 0,
  beginTrace: 0,
  traceOn: 0,
  tapPicture: 0,
  tapCounts: 0,
  tapFrame: 0,
  saveCapture: 0,
  quiz: 0,
  startQuest: 0,
  judgeQuest: 0,
  answerQuest: 0,
  examineQuest: 0,
} satisfies Record<keyof Api, 0>) as (keyof Api)[];

function fromUrl(): Thread {
  return new Worker(new URL('./sim.worker.ts', import.meta.url), { type: 'module', name: 'sim' });
}

/** For pages whose origin is opaque (sandboxed frames, files): they may not load a worker by URL. */
async function inlined(): Promise<Thread> {
  const { default: InlineWorker } = await import('./sim.worker.ts?worker&inline');
  return new InlineWorker({ name: 'sim' });
}

/** Starts the simulation's thread at once; see {@link connectThread}. */
export function connectSim(
  starters: readonly Starter[] = [fromUrl, inlined],
  patience: Patience = PATIENCE,
): SimLink {
  const { api, close } = connectThread<Api>(NAMES, starters, patience);
  return { sim: api, close };
}
