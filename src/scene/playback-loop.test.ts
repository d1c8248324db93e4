import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useApp } from '../store';
import { startPlaybackLoop } from './playback-loop';

/** A page with frames that come when they are called. */
function fakePage() {
  let next = 0;
  const frames = new Map<number, FrameRequestCallback>();
  const listeners = new Set<() => void>();
  const page = { hidden: false, body: {} };
  let seen: (shown: boolean) => void = () => undefined;
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
    next += 1;
    frames.set(next, callback);
    return next;
  });
  vi.stubGlobal('cancelAnimationFrame', (handle: number) => frames.delete(handle));
  vi.stubGlobal('document', {
    get hidden() {
      return page.hidden;
    },
    body: page.body,
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  });
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(report: (entries: readonly { isIntersecting: boolean }[]) => void) {
        seen = (isIntersecting) => {
          report([{ isIntersecting }]);
        };
      }
      observe() {
        return undefined;
      }
      disconnect() {
        return undefined;
      }
    },
  );
  return {
    waiting: () => frames.size,
    frame: (now: number) => {
      const due = [...frames.values()];
      frames.clear();
      for (const callback of due) callback(now);
    },
    hide: (hidden: boolean) => {
      page.hidden = hidden;
      for (const listener of listeners) listener();
    },
    scroll: (shown: boolean) => {
      seen(shown);
    },
  };
}

describe('the playback loop', () => {
  let page: ReturnType<typeof fakePage>;
  let steps: number[];
  let stop: () => void;

  beforeEach(() => {
    page = fakePage();
    steps = [];
    useApp.setState({ playing: false });
    stop = startPlaybackLoop((wallMs) => steps.push(wallMs));
  });
  afterEach(() => {
    stop();
    useApp.setState({ playing: false });
    vi.unstubAllGlobals();
  });

  it('asks for no frame while nothing plays', () => {
    expect(page.waiting()).toBe(0);
  });

  it('passes on the wall time between frames while the run plays', () => {
    useApp.setState({ playing: true });
    for (const now of [1000, 1016, 1033]) page.frame(now);
    expect(steps).toEqual([0, 16, 17]);
    useApp.setState({ playing: false });
    expect(page.waiting()).toBe(0);
  });

  it('does not jump over what was not shown', () => {
    useApp.setState({ playing: true });
    for (const now of [1000, 9000]) page.frame(now);
    expect(steps).toEqual([0, 100]);
  });

  it('stops in a hidden tab and out of sight, and goes on without a leap', () => {
    useApp.setState({ playing: true });
    page.frame(1000);
    page.hide(true);
    expect(page.waiting()).toBe(0);
    page.hide(false);
    page.frame(50_000);
    page.scroll(false);
    expect(page.waiting()).toBe(0);
    page.scroll(true);
    page.frame(90_000);
    expect(steps).toEqual([0, 0, 0]);
  });

  it('leaves nothing behind when it is ended', () => {
    useApp.setState({ playing: true });
    stop();
    expect(page.waiting()).toBe(0);
    useApp.setState({ playing: false });
    useApp.setState({ playing: true });
    expect(page.waiting()).toBe(0);
  });
});
