import type { RunId } from '../worker/api';
import type { Sim, SimLink } from '../worker/client';
import type { AppState } from './state';

export type Get = () => AppState;
export type Set = (part: Partial<AppState>) => void;

/** A question to the worker. Null where the reply no longer matters, or never came: then the failure is on the page. */
export type Ask = <T>(run: RunId | null, question: (sim: Sim) => Promise<T>) => Promise<T | null>;

export interface Line {
  readonly ask: Ask;
  /** A question that nobody waits for: the page is at rest all the same. Null where it came to nothing. */
  readonly askAside: <T>(question: (sim: Sim) => Promise<T>) => Promise<T | null>;
  /** Starts the worker if none runs. */
  readonly connect: () => void;
}

/** The one connection to the worker: late replies are dropped, a broken worker becomes `failure`. */
export function createLine(
  get: Get,
  set: Set,
  connectSim: () => SimLink,
  asked: () => unknown,
): Line {
  let link: SimLink | null = null;
  let pending = 0;

  const fail = (error: unknown) => {
    link?.close();
    link = null;
    const message = error instanceof Error ? error.message : String(error);
    set({ failure: { message, scenario: asked() }, playing: false, wanted: null });
  };

  const matters = (from: SimLink, run: RunId | null) =>
    from === link && (run === null || run === get().info?.run);

  return {
    connect: () => {
      link ??= connectSim();
    },
    askAside: async (question) => {
      try {
        return link && (await question(link.sim));
      } catch {
        return null;
      }
    },
    ask: async (run, question) => {
      const from = link;
      if (from === null) return null;
      pending += 1;
      if (pending === 1) set({ busy: true });
      try {
        const reply = await question(from.sim);
        return matters(from, run) ? reply : null;
      } catch (error) {
        if (matters(from, run)) fail(error);
        return null;
      } finally {
        pending -= 1;
        if (pending === 0) set({ busy: false });
      }
    },
  };
}
