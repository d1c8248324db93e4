import { lab, useApp } from '../store';
import { act, state } from './act';
import { followHeight } from './height';
import { SOURCE, VERSION, type EventName } from './names';
import { readRequest } from './protocol';

/** Requests that wait at most: a host page that asks without end is told so. */
const MOST_WAITING = 100;
/** Messages that are read within a second; of one that talks faster the rest is not even looked at. */
const MOST_HEARD = 500;
const SECOND_MS = 1_000;
const PS_PER_NS = 1_000;
const app = { useApp, lab };

/**
 * Answers the page around this frame, and nobody else. It is told that the lab is ready and how tall it is; of all else only
 * where it has said hello, and then at the origin that did.
 */
export function serve(): void {
  const host = window.parent;
  if (host === window) return;
  let listener: string | null = null;
  let waiting = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const tell = (event: EventName, detail: unknown, origin = listener) => {
    if (origin !== null)
      host.postMessage({ source: SOURCE, version: VERSION, event, detail }, origin);
  };
  const reply = (id: number | string, body: object, origin: string) => {
    host.postMessage({ source: SOURCE, version: VERSION, id, ...body }, origin);
  };

  let heard = 0;
  let since = 0;
  window.addEventListener('message', (event) => {
    const { source, origin, timeStamp } = event;
    if (source !== host) return;
    if (timeStamp - since > SECOND_MS) [heard, since] = [0, timeStamp];
    heard += 1;
    if (heard > MOST_HEARD) return;
    // A page from a file or a sandbox has no origin to name; it is still this frame's own host.
    const to = origin === 'null' ? '*' : origin;
    const read = readRequest(event.data);
    if (read === null) return;
    if (!read.ok) {
      reply(read.id, { error: read.error }, to);
      return;
    }
    const { request } = read;
    if (waiting >= MOST_WAITING) {
      const message = `${String(MOST_WAITING)} requests wait already`;
      reply(request.id, { error: { code: 'busy', message } }, to);
      return;
    }
    waiting += 1;
    queue = queue.then(async () => {
      const done = await act(app, request);
      waiting -= 1;
      if (request.method === 'hello' && 'result' in done) listener = to;
      reply(request.id, done, to);
      // What it changed is drawn before the next.
      await new Promise((settle) => setTimeout(settle));
    });
  });

  const ready = () => {
    tell('ready', { version: VERSION }, '*');
  };
  if (useApp.getState().info !== null) ready();
  else {
    const stop = useApp.subscribe(
      (s) => s.info,
      () => {
        stop();
        ready();
      },
    );
  }
  report(tell);
  followHeight(host);
}

/** What happens in the lab, as events. */
function report(tell: (event: EventName, detail: unknown) => void): void {
  useApp.subscribe(
    (s) => [s.info, s.playing, s.view, s.lesson, s.playing ? null : s.cursor],
    () => {
      tell('change', state(app));
    },
    { equalityFn: (a, b) => a.every((value, i) => value === b[i]) },
  );
  useApp.subscribe(
    (s) => [s.info?.run, s.instant?.metrics.exits.total ?? 0, s.instant?.at ?? 0] as const,
    ([run, total, at], [runBefore, before]) => {
      if (run === runBefore && total > before) {
        tell('exit', { t: at / PS_PER_NS, count: total - before, total });
      }
    },
    { equalityFn: (a, b) => a[0] === b[0] && a[1] === b[1] },
  );
  useApp.subscribe(
    (s) => s.marked,
    (marked) => {
      if (marked === null) return;
      tell('lesson-progress', marked);
      if (marked.finished) tell('lesson-complete', marked);
    },
  );
  useApp.subscribe(
    (s) => s.failure,
    (failure) => {
      if (failure !== null) tell('error', { message: failure.message });
    },
  );
}
