import type { LessonDeskApi } from './lesson-desk';
import { connectThread } from './thread';
import type { Link, Thread } from './thread';

const NAMES = Object.keys({
  ready: 0,
  tryWith: 0,
  material: 0,
  stageAt: 0,
} satisfies Record<keyof LessonDeskApi, 0>) as (keyof LessonDeskApi)[];

/** All scenarios of a lesson take some seconds, on a slow machine more. */
const PATIENCE = { startMs: 15_000, callMs: 120_000 };

function fromUrl(): Thread {
  return new Worker(new URL('./lesson-desk.worker.ts', import.meta.url), {
    type: 'module',
    name: 'lesson-desk',
  });
}

async function inlined(): Promise<Thread> {
  const { default: InlineWorker } = await import('./lesson-desk.worker.ts?worker&inline');
  return new InlineWorker({ name: 'lesson-desk' });
}

/** A thread of its own: what is printed or checked does not touch the run that is shown. */
export function connectLessonDesk(): Link<LessonDeskApi> {
  return connectThread<LessonDeskApi>(NAMES, [fromUrl, inlined], PATIENCE);
}
