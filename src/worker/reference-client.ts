import type { ReferenceApi } from './reference';
import { connectThread, PATIENCE } from './thread';
import type { Link, Thread } from './thread';

const NAMES = Object.keys({
  ready: 0,
  profiles: 0,
  prices: 0,
  figures: 0,
  silent: 0,
  counts: 0,
  check: 0,
  curve: 0,
  ways: 0,
} satisfies Record<keyof ReferenceApi, 0>) as (keyof ReferenceApi)[];

function fromUrl(): Thread {
  return new Worker(new URL('./reference.worker.ts', import.meta.url), {
    type: 'module',
    name: 'reference',
  });
}

async function inlined(): Promise<Thread> {
  const { default: InlineWorker } = await import('./reference.worker.ts?worker&inline');
  return new InlineWorker({ name: 'reference' });
}

/** A thread of its own, so that some seconds of checking do not hold up the run that is shown. */
export function connectReference(): Link<ReferenceApi> {
  return connectThread<ReferenceApi>(NAMES, [fromUrl, inlined], PATIENCE);
}
