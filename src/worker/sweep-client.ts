import type { SweepApi } from './sweep-api';
import { connectThread } from './thread';
import type { Link, Thread } from './thread';

const NAMES = Object.keys({
  ready: 0,
  open: 0,
  run: 0,
} satisfies Record<keyof SweepApi, 0>) as (keyof SweepApi)[];

/** A point takes at most some seconds, whatever it is. */
const PATIENCE = { startMs: 15_000, callMs: 60_000 };

function fromUrl(): Thread {
  return new Worker(new URL('./sweep.worker.ts', import.meta.url), {
    type: 'module',
    name: 'sweep',
  });
}

async function inlined(): Promise<Thread> {
  const { default: InlineWorker } = await import('./sweep.worker.ts?worker&inline');
  return new InlineWorker({ name: 'sweep' });
}

/** One thread more that computes points. */
export function connectSweep(): Link<SweepApi> {
  return connectThread<SweepApi>(NAMES, [fromUrl, inlined], PATIENCE);
}

/** As many threads as the machine has, within reason. */
export function sweepThreads(): number {
  return Math.min(8, Math.max(1, navigator.hardwareConcurrency));
}
