import type { HostEdit, Issue } from '../engine/scenario/scenario';
import type { Picos } from '../engine/units';
import type { OpenResult, Progress, RunId } from '../worker/api';
import type { SimLink } from '../worker/client';
import { createLine } from './ask';
import type { Ask, Get, Line, Set } from './ask';
import { createFeed, spanAround } from './feed';
import type { Feed } from './feed';
import { createFiles } from './files';
import type { Files } from './files';
import { createJourneys, packetToFollow } from './journeys';
import type { Journeys } from './journeys';
import { openedFutures } from './futures';
import { rateFor } from './playback';
import { keptSelection } from './kept-selection';
import type { Editable } from './run';
import { dropIssues } from './url';
import type { Input } from './url-scenario';

/** How long the worker computes before it looks at other questions, wall ms. */
const SLICE_MS = 12;

/** Where a new run is shown from. */
export interface Placement {
  readonly cursor: Picos;
  /** `journey`: play the first journey, then stop; `on`: as before the change; `paused`. */
  readonly start: 'journey' | 'on' | 'paused';
  /** Choose the speed so that the first journey takes some seconds. */
  readonly chooseRate: boolean;
}

export interface Lab extends Feed, Journeys, Files {
  /** Starts the worker at once, so that it loads beside the page. */
  readonly connect: () => void;
  /** Opens the first scenario; without what is refused of it, where the rest holds. Returns what was refused. */
  readonly boot: (input: Input, placement: Placement) => Promise<readonly Issue[]>;
  /** Opens a scenario as it is; null where another took its turn. */
  readonly open: (input: unknown, placement: Placement) => Promise<OpenResult | null>;
  readonly edit: (patch: (input: Editable) => Editable) => void;
  /** As {@link edit}, but the moment shown stays: what changed it was not the page. */
  readonly editHere: (patch: (input: Editable) => Editable) => Promise<OpenResult | null>;
  /** Notes in the scenario what was done on the host and leaves the run as it is. */
  readonly amend: (patch: (input: Editable) => Editable, edits: readonly HostEdit[]) => void;
  /** As {@link edit}, for those who tell what became of it. */
  readonly editAnew: (patch: (input: Editable) => Editable) => Promise<OpenResult | null>;
  /** From now on every edit is given once more a shape. */
  readonly shapeEdits: (shape: Shape) => void;
  readonly ask: Ask;
  readonly askAside: Line['askAside'];
  readonly restart: () => void;
  /** The cursor belongs there as soon as the run has been computed that far. */
  readonly expectCursor: (goal: Picos | null) => void;
}

type Opened = Extract<OpenResult, { readonly ok: true }>;
type Shape = (before: Editable, after: Editable) => Editable;

interface Order {
  readonly input: unknown;
  /** An edit leaves the other futures of the run as they are. */
  readonly isEdit: boolean;
  readonly placement: Placement;
  readonly settle: (result: OpenResult | null) => void;
}

/** Between the store and the worker: opens runs, computes them, and keeps what the cursor needs at hand. */
export function createLab(get: Get, set: Set, connectSim: () => SimLink): Lab {
  let wanted: unknown = {};
  let working = false;
  let next: Order | null = null;
  let goal: Picos | null = null;
  let shape: Shape = (_, after) => after;
  const line = createLine(get, set, connectSim, () => wanted);
  const { ask } = line;
  const feed = createFeed(get, set, ask);
  const journeys = createJourneys(get, set, ask);

  const progressed = ({ reached, done, stopped, exitTime, exitClass, exitVm }: Progress) => ({
    reached,
    done,
    stopped,
    exits: { time: exitTime, cls: exitClass, vm: exitVm },
  });

  /** Everything of the new run that is shown, then all at once into the store. False: another took its turn meanwhile. */
  const adopt = async (
    { info, futures }: Opened,
    { placement: { cursor, start, chooseRate }, isEdit }: Order,
  ) => {
    const { run } = info;
    const until = Math.min(cursor, info.end);
    let progress: Progress | null;
    for (;;) {
      progress = await ask(null, (sim) => sim.extend(run, SLICE_MS));
      if (progress === null || progress.done || progress.reached >= until) break;
      if (next !== null) return false;
      set({ coming: progress.reached / until });
    }
    if (progress === null) return true;
    const at = Math.min(cursor, progress.reached);
    const chosen = get().startRate ?? rateFor(info.firstJourneyEnd);
    const rate = chooseRate ? chosen : get().rate;
    const { from, to } = spanAround(at, rate, progress.reached);
    const window = await ask(null, (sim) => sim.window(run, from, to));
    const selected = keptSelection(get().selected, get().info?.topology, info.topology);
    const instant = await ask(null, (sim) => sim.instant(run, at, selected));
    if (window === null || instant === null) return true;
    goal = null;
    set({
      info,
      // What was changed in the meantime is opened next.
      ...(next === null ? { wanted: null } : {}),
      ...progressed(progress),
      ...(isEdit ? {} : { futures: openedFutures(futures, info, get().beside) }),
      window,
      instant,
      issues: [],
      cursor: at,
      rate,
      selected,
      followed: packetToFollow(window, 0, at),
      playing: start !== 'paused',
      stopAt: start === 'journey' ? info.firstJourneyEnd : null,
    });
    void compute(run);
    return true;
  };

  const compute = async (run: RunId) => {
    for (;;) {
      if (get().done || get().info?.run !== run) return;
      const progress = await ask(run, (sim) => sim.extend(run, SLICE_MS));
      if (progress === null) return;
      set(progressed(progress));
      if (goal !== null && progress.reached >= goal) {
        set({ cursor: goal });
        goal = null;
        feed.attend();
      } else feed.attend(0);
    }
  };

  /** One at a time; of those that wait only the last is opened. */
  const work = async () => {
    if (working) return;
    working = true;
    while (next !== null) {
      const order: Order = next;
      next = null;
      const { beside } = get();
      const result = await ask(null, (sim) => sim.open(order.input, beside));
      if (result?.ok === true) {
        if (next === null) wanted = result.info.scenarioInput;
        if (!(await adopt(result, order))) {
          order.settle(null);
          continue;
        }
      } else if (result !== null && next === null) {
        wanted = get().info?.scenarioInput ?? {};
        set({ issues: result.issues, wanted: null });
      }
      order.settle(result);
    }
    working = false;
    if (get().coming !== null) set({ coming: null });
  };

  const open = (input: unknown, placement: Placement, isEdit = false): Promise<OpenResult | null> =>
    new Promise((settle) => {
      next?.settle(null);
      wanted = input;
      if (typeof input === 'object') set({ wanted: input as Editable });
      next = { input, isEdit, placement, settle };
      void work();
    });

  const here = (): Placement => {
    const { cursor, playing } = get();
    return { cursor, start: playing ? 'on' : 'paused', chooseRate: false };
  };

  /** After a change: from the beginning, playing on if it played, else the first journey where motion is welcome. */
  const changed = (): Placement => {
    // What comes before a fork is known already.
    if ((get().info?.scenario.fork ?? null) !== null) return here();
    const { playing, stopAt, reducedMotion, embed, rateByHand } = get();
    const quiet = reducedMotion || embed;
    const goesOn = playing && stopAt === null;
    const start = goesOn ? 'on' : quiet ? 'paused' : 'journey';
    return { cursor: 0, start, chooseRate: !rateByHand };
  };

  const edit = (patch: (input: Editable) => Editable, placement = changed()) => {
    // A text that is being opened cannot be changed yet; what runs can.
    const base = typeof wanted === 'object' ? wanted : (get().info?.scenarioInput ?? {});
    const before = base as Editable;
    return open(shape(before, patch(structuredClone(before))), placement, true);
  };

  return {
    ...feed,
    ...journeys,
    ...createFiles({
      set,
      ask,
      edit,
      open: (text) => open(text, changed()),
      openDump: (text, name) => {
        get().openDump(text, name);
      },
      openLesson: (name) => {
        const { lesson, openLesson } = get();
        // One that is open already is begun anew: its author has changed it.
        if (lesson === name) openLesson(null);
        setTimeout(openLesson, 0, name);
      },
    }),
    connect: line.connect,
    open: (input, placement) => open(input, placement),
    boot: async (input, placement) => {
      line.connect();
      set({ floor: get().floor + 1 });
      const result = await open(input, placement);
      if (result === null || result.ok) return [];
      set({ issues: [] });
      const refused = [...result.issues];
      let rest = dropIssues(input, result.issues);
      for (;;) {
        const again = await open(rest, placement);
        set({ issues: [] });
        if (again === null || again.ok) return refused;
        refused.push(...again.issues);
        rest = dropIssues(rest, again.issues);
      }
    },
    edit: (patch) => {
      void edit(patch);
    },
    editAnew: (patch) => edit(patch),
    editHere: (patch) => edit(patch, here()),
    amend: (patch, edits) => {
      const { info } = get();
      if (info === null) return;
      const base = typeof wanted === 'object' ? wanted : info.scenarioInput;
      const scenarioInput = shape(base as Editable, patch(structuredClone(base) as Editable));
      wanted = scenarioInput;
      const { fork, nic, edits: typed } = info.scenario;
      const isFirst = fork !== null && typed.length <= (fork.edits ?? Infinity);
      // What was typed since the fork has changed nothing so far.
      const now = isFirst ? { ...fork, switches: nic.switches ?? null } : fork;
      set({ info: { ...info, scenarioInput, scenario: { ...info.scenario, edits, fork: now } } });
    },
    shapeEdits: (by) => {
      shape = by;
    },
    ask,
    askAside: line.askAside,
    restart: () => {
      line.connect();
      void open(wanted, changed(), true);
    },
    expectCursor: (to) => {
      goal = to;
    },
  };
}
