import { type Endpoint, type Remote, wrap } from 'comlink';
import type { SimApi } from './api';
import type { HostApi } from './host-api';

/** A worker, or a message port that stands in for one. */
export interface SimThread extends Endpoint {
  readonly terminate: () => void;
}

/** One way to start the simulation's thread; ways are tried in their order. */
export type Starter = () => SimThread | Promise<SimThread>;

/** Everything the worker answers. */
type Api = SimApi & HostApi;

/** The API with every call a promise that settles, whatever happens to the thread. */
export type Sim = {
  readonly [K in keyof Api]: (...args: Parameters<Api[K]>) => Promise<ReturnType<Api[K]>>;
};

export interface SimLink {
  readonly sim: Sim;
  /** Ends the thread; calls under way are rejected. */
  readonly close: () => void;
}

interface Patience {
  /** How long a thread may take to answer for the first time, wall ms. */
  readonly startMs: number;
  /** How long any call may take, wall ms. */
  readonly callMs: number;
}

const PATIENCE: Patience = { startMs: 15_000, callMs: 30_000 };

function fromUrl(): SimThread {
  return new Worker(new URL('./sim.worker.ts', import.meta.url), { type: 'module', name: 'sim' });
}

/** For pages whose origin is opaque (sandboxed frames, files): they may not load a worker by URL. */
async function inlined(): Promise<SimThread> {
  const { default: InlineWorker } = await import('./sim.worker.ts?worker&inline');
  return new InlineWorker({ name: 'sim' });
}

/**
 * Starts the simulation's thread at once. Every call made on the link settles: with the reply, or
 * rejected when the thread cannot be started, breaks, throws or stays silent.
 */
export function connectSim(
  starters: readonly Starter[] = [fromUrl, inlined],
  patience: Patience = PATIENCE,
): SimLink {
  const fate = new Fate();
  const started = startFirst(starters, patience.startMs, fate);
  // Without a call under way there is nobody to tell; the next call is.
  started.catch(() => undefined);

  const reach =
    <K extends keyof Api>(name: K) =>
    async (...args: Parameters<Api[K]>): Promise<ReturnType<Api[K]>> => {
      const remote = await started;
      const method = remote[name] as unknown as (...a: typeof args) => Promise<ReturnType<Api[K]>>;
      return fate.orElse(method(...args), name, patience.callMs);
    };
  return {
    sim: {
      ready: reach('ready'),
      open: reach('open'),
      extend: reach('extend'),
      window: reach('window'),
      instant: reach('instant'),
      neighbour: reach('neighbour'),
      journey: reach('journey'),
      readCapture: reach('readCapture'),
      giveNames: reach('giveNames'),
      setLanguage: reach('setLanguage'),
      hostPicture: reach('hostPicture'),
      hostNews: reach('hostNews'),
      config: reach('config'),
      writeConfig: reach('writeConfig'),
      shellRun: reach('shellRun'),
      shellComplete: reach('shellComplete'),
      prompt: reach('prompt'),
      exportDump: reach('exportDump'),
      readDump: reach('readDump'),
    },
    close: () => {
      fate.strike(new Error('The simulation was closed'));
    },
  };
}

async function startFirst(
  starters: readonly Starter[],
  startMs: number,
  fate: Fate,
): Promise<Remote<Api>> {
  let reason = new Error('There is no way to start the simulation');
  for (const starter of starters) {
    const attempt = new Fate();
    try {
      const remote = await start(starter, startMs, attempt);
      attempt.hear((error) => {
        fate.strike(error);
      });
      fate.hear((error) => {
        attempt.strike(error);
      });
      return remote;
    } catch (error) {
      reason = error instanceof Error ? error : new Error(String(error));
      attempt.strike(reason);
    }
  }
  throw reason;
}

async function start(starter: Starter, startMs: number, fate: Fate): Promise<Remote<Api>> {
  const thread = await starter();
  fate.hear(() => {
    thread.terminate();
  });
  thread.addEventListener('error', (event) => {
    fate.strike(new Error(messageOf(event)));
  });
  thread.addEventListener('messageerror', () => {
    fate.strike(new Error('A message of the simulation could not be read'));
  });
  const remote = wrap<Api>(thread);
  await fate.orElse(remote.ready(), 'ready', startMs);
  return remote;
}

function messageOf(event: unknown): string {
  const text = (event as { readonly message?: unknown }).message;
  return typeof text === 'string' && text !== '' ? text : 'The simulation could not be loaded';
}

/** What can happen once to a thread, and who has to hear of it. */
class Fate {
  private struck: Error | null = null;
  private readonly listeners = new Set<(error: Error) => void>();

  hear(listener: (error: Error) => void): void {
    if (this.struck === null) this.listeners.add(listener);
    else listener(this.struck);
  }

  strike(error: Error): void {
    if (this.struck !== null) return;
    this.struck = error;
    const heard = [...this.listeners];
    this.listeners.clear();
    for (const listener of heard) listener(error);
  }

  /** `work`, unless the thread breaks first or nothing is heard for `ms`. Nothing is kept of a call that is over. */
  orElse<T>(work: Promise<T>, name: string, ms: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.strike(
          new Error(`The simulation gave no answer to "${name}" within ${String(ms / 1000)} s`),
        );
      }, ms);
      const settle = () => {
        clearTimeout(timer);
        this.listeners.delete(fail);
      };
      const fail = (error: Error) => {
        settle();
        reject(error);
      };
      this.hear(fail);
      work.then((value) => {
        settle();
        resolve(value);
      }, fail);
    });
  }
}
