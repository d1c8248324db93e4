import type { lab as Lab, useApp as UseApp } from '../store';
import type { Editable } from '../store/run';
import { MADE_WITH } from '../store/vocabulary';
import { readTime, TIME_RANGE } from '../store/url-time';
import type { Refusal } from './names';
import { LONGEST_SCENARIO, type Request } from './protocol';

const PS_PER_NS = 1_000;
/** Columns of a terminal that nobody sees. */
const COLUMNS = 120;

type Done = { readonly result: unknown } | { readonly error: Refusal };

interface App {
  readonly useApp: typeof UseApp;
  readonly lab: typeof Lab;
}

const refuse = (code: Refusal['code'], message: string): Done => ({ error: { code, message } });
const BROKEN = refuse('broken', 'the simulation stopped working');

/** Does what a host page asks for. Never rejects. */
export async function act(app: App, request: Request): Promise<Done> {
  const { useApp, lab } = app;
  const now = useApp.getState;
  if (now().failure !== null) return BROKEN;
  const { info, heldAt } = now();
  if (info === null) return refuse('not-now', 'the lab is not ready');
  switch (request.method) {
    case 'hello':
      return { result: state(app) };
    case 'play':
      if (heldAt !== null) return held('play');
      now().play();
      return { result: state(app) };
    case 'pause':
      now().pause();
      return { result: state(app) };
    case 'step': {
      const n = request.params?.n ?? 1;
      for (let i = 0; i < Math.abs(n); i++) await now().step(n < 0 ? -1 : 1, 'hop');
      return { result: state(app) };
    }
    case 'seek': {
      const { t } = request.params;
      const to = typeof t === 'number' ? Math.round(t * PS_PER_NS) : readTime(t);
      if (to === null || to > info.end) {
        const allowed = `a time such as 12.5us (${TIME_RANGE}), or nanoseconds; this run ends at ${String(info.end / PS_PER_NS)} ns`;
        return refuse('bad-params', `seek: params.t: found ${String(t)}, allowed: ${allowed}`);
      }
      if (heldAt !== null && to > heldAt) return held('seek');
      now().pause();
      now().seek(to);
      return { result: state(app) };
    }
    case 'load':
      return await load(app, request.params.scenario);
    case 'metrics': {
      const at = request.params?.at ?? 'end';
      if (at === 'now') {
        const { run } = info;
        const instant = await lab.ask(run, (sim) => sim.instant(run, now().cursor, null));
        return instant === null ? gone() : { result: { ...instant.metrics, madeWith: MADE_WITH } };
      }
      if (heldAt !== null) return held('metrics');
      if (!(await computed(app, info.run))) return gone();
      const picture = await lab.ask(info.run, (sim) => sim.metrics(info.run, null));
      return picture === null ? gone() : { result: { ...picture.metrics, madeWith: MADE_WITH } };
    }
    case 'exec': {
      if (heldAt !== null) return held('exec');
      const reply = await now().runLine(request.params.commandLine, COLUMNS);
      if (reply === null) return BROKEN;
      if (reply.more) {
        now().interrupt('');
        return refuse('bad-params', 'exec: params.commandLine: found a line that is not finished');
      }
      const of = (stream: 'out' | 'err') =>
        reply.chunks
          .filter((chunk) => chunk.stream === stream)
          .map((chunk) => chunk.text)
          .join('');
      return { result: { status: reply.status, stdout: of('out'), stderr: of('err') } };
    }
  }
}

/** What the page shows, for who cannot see it. `t` in nanoseconds. */
export function state({ useApp }: App): unknown {
  const { info, cursor, playing, view, lesson } = useApp.getState();
  return {
    scenario: info?.scenarioInput ?? null,
    t: cursor / PS_PER_NS,
    end: (info?.end ?? 0) / PS_PER_NS,
    playing,
    view,
    lesson,
  };
}

function held(method: string): Done {
  return refuse('not-now', `${method}: a question of the lesson is open`);
}

function gone(): Done {
  return refuse('not-now', 'another scenario was opened meanwhile');
}

/** Plain data only: what a scenario file could hold. */
async function load(app: App, scenario: object): Promise<Done> {
  let text: string;
  try {
    text = JSON.stringify(scenario);
  } catch {
    return refuse('bad-params', 'load: params.scenario: found what no JSON text can hold');
  }
  if (text.length > LONGEST_SCENARIO) {
    const sizes = `${String(text.length)} characters, allowed: ${String(LONGEST_SCENARIO)}`;
    return refuse('bad-params', `load: params.scenario: found ${sizes}`);
  }
  const input = JSON.parse(text) as Editable;
  const result = await app.lab.editAnew(() => input);
  if (result === null) return gone();
  if (result.ok) return { result: state(app) };
  // The host page has been told; its reader did nothing wrong.
  app.useApp.getState().dismiss('issues');
  const lines = result.issues.map(
    ({ path, found, allowed }) =>
      `${path === '' ? 'scenario' : path}: found ${found}, allowed: ${allowed}`,
  );
  return refuse('refused', `load: ${lines.join('; ')}`);
}

/** Waits until the run is computed to its end; false when another one is shown before that. */
function computed({ useApp }: App, run: number): Promise<boolean> {
  return new Promise((settle) => {
    const look = () => {
      const { done, info, failure } = useApp.getState();
      const isGone = info?.run !== run || failure !== null;
      if (!done && !isGone) return false;
      settle(!isGone);
      return true;
    };
    if (look()) return;
    const stop = useApp.subscribe(() => {
      if (look()) stop();
    });
  });
}
