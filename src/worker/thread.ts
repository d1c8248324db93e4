import { type Endpoint, wrap } from 'comlink';

/** A worker, or a message port that stands in for one. */
export interface Thread extends Endpoint {
  readonly terminate: () => void;
}

/** One way to start a thread; ways are tried in their order. */
export type Starter = () => Thread | Promise<Thread>;

/** The API with every call a promise that settles, whatever happens to the thread. */
export type Promised<Api> = {
  readonly [K in keyof Api]: Api[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<R>
    : never;
};

export interface Link<Api> {
  readonly api: Promised<Api>;
  /** Ends the thread; calls under way are rejected. */
  readonly close: () => void;
}

export interface Patience {
  /** How long a thread may take to answer for the first time, wall ms. */
  readonly startMs: number;
  /** How long any call may take, wall ms. */
  readonly callMs: number;
}

export const PATIENCE: Patience = { startMs: 15_000, callMs: 30_000 };

type Method = (...args: readonly unknown[]) => Promise<unknown>;
/** What every thread answers: that it started, and what else it is asked by name. */
type Methods = Readonly<Record<string, Method>> & { readonly ready: () => Promise<true> };

/**
 * Starts a thread at once. Every call made on the link settles: with the reply, or rejected when the thread cannot be
 * started, breaks, throws or stays silent. The thread answers `ready` before anything else.
 */
export function connectThread<Api extends { ready: () => true }>(
  names: readonly (keyof Api & string)[],
  starters: readonly Starter[],
  patience: Patience,
): Link<Api> {
  const fate = new Fate();
  const started = startFirst(starters, patience.startMs, fate);
  // Without a call under way there is nobody to tell; the next call is.
  started.catch(() => undefined);
  const reach =
    (name: string): Method =>
    async (...args) => {
      const remote = await started;
      const method = remote[name] as Method;
      return fate.orElse(method(...args), name, patience.callMs);
    };
  return {
    api: Object.fromEntries(names.map((name) => [name, reach(name)])) as unknown as Promised<Api>,
    close: () => {
      fate.strike(new Error('The simulation was closed'));
    },
  };
}

async function startFirst(
  starters: readonly Starter[],
  startMs: number,
  fate: Fate,
): Promise<Methods> {
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

async function start(starter: Starter, startMs: number, fate: Fate): Promise<Methods> {
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
  const remote = wrap(thread) as unknown as Methods;
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
