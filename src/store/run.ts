import type { Picos } from '../engine/units';
import type { Issue, PathId } from '../engine/scenario/scenario';
import type { Instant, RunInfo, RunWindow } from '../worker/api';
import type { RunTrace } from '../worker/trace-api';
import type { Futures } from './futures';
import type { Lab } from './lab';
import type { Notice } from './notice';
import { withReceiver } from './receiver';
import type { Slice } from './state';
import type { UrlProblem } from './url';
import { withValue } from './url-scenario';
import type { PresetId } from './vocabulary';

/** VM exits of the part computed so far, thinned, for the time line. */
export interface Exits {
  readonly time: Float64Array;
  readonly cls: Uint8Array;
  readonly vm: Int16Array;
}

export interface RunSlice {
  readonly info: RunInfo | null;
  /** The scenario asked for, while the worker has not taken or refused it yet. Controls show it. */
  readonly wanted: Editable | null;
  /** The path of the guest asked for beside the learner's; none is added where it is the same path. */
  readonly beside: PathId | null;
  readonly reached: Picos;
  /** Share of what has to be computed of the next run before it is shown; null: none is waited for. */
  readonly coming: number | null;
  /** Nothing more will be computed. */
  readonly done: boolean;
  /** Why the run ended before its time. */
  readonly stopped: 'event-limit' | null;
  readonly exits: Exits;
  /** What happens around the cursor. */
  readonly window: RunWindow | null;
  /** Counters up to the cursor, and the inside of what is selected. */
  readonly instant: Instant | null;
  /** Why the last change was refused; what ran before goes on. */
  readonly issues: readonly Issue[];
  /** What was wrong with the address the page was opened with. */
  readonly problems: readonly UrlProblem[];
  /** The simulation broke. `scenario` is what it was asked to run. */
  readonly failure: { readonly message: string; readonly scenario: unknown } | null;
  /** What became of a file. */
  readonly notice: Notice | null;
  /** A reply of the worker is awaited. */
  readonly busy: boolean;
  /** Counts scenarios that were put on the stage not as an edit: by the address, a lesson, a quest. Nothing leads back behind one. */
  readonly floor: number;
  /** Null: the run goes one way only. */
  readonly futures: Futures | null;
  /** Changes the scenario: `patch` gets a copy of its input and returns the new one. */
  readonly edit: (patch: (input: Editable) => Editable) => void;
  /** A group of guests takes another path; what that path has not is taken from them, and said. */
  readonly takePath: (index: number, path: PathId) => Promise<void>;
  readonly setBeside: (beside: PathId | null) => void;
  /** The first group sends to the guest of that name; the guest beside then belongs to the scenario. */
  readonly sendTo: (guest: string) => void;
  /** Starts anew, with a new worker if the former broke. */
  readonly restart: () => void;
  readonly openScenarioText: (text: string, name: string) => Promise<void>;
  readonly openCapture: (file: Blob & { readonly name: string }) => Promise<void>;
  /** A scenario, a capture or a dump, told apart by what is in it. */
  readonly openFile: (file: Blob & { readonly name: string }) => Promise<void>;
  /** A scenario made for courses, as it is: no guest is added for comparison but on the first screen. */
  readonly openPreset: (id: PresetId, name: string) => Promise<void>;
  /**
   * What is computed of the run, as a trace for Perfetto; null where the run is gone meanwhile, or `goesOn`, which hears of the
   * share that is done, has said no.
   */
  readonly traceOfRun: (goesOn: (share: number) => boolean) => Promise<RunTrace | null>;
  readonly dismiss: (what: 'issues' | 'problems' | 'notice' | 'note') => void;
}

/** A scenario input being changed: any part may be missing. */
export type Editable = { [key: string]: unknown };

export const NO_EXITS: Exits = {
  time: new Float64Array(0),
  cls: new Uint8Array(0),
  vm: new Int16Array(0),
};

/** Stands beside the learner's guest on the first screen. */
const FIRST_BESIDE: PathId = 'emulated';

/** Wall time for which the worker writes a trace before it looks at other questions. */
const TRACE_STEP_MS = 40;

export const createRun =
  (lab: Lab): Slice<RunSlice> =>
  (set, get) => ({
    info: null,
    wanted: null,
    beside: FIRST_BESIDE,
    reached: 0,
    coming: null,
    done: false,
    stopped: null,
    exits: NO_EXITS,
    window: null,
    instant: null,
    issues: [],
    problems: [],
    failure: null,
    notice: null,
    busy: false,
    floor: 0,
    futures: null,
    edit: (patch) => {
      lab.edit(patch);
    },
    takePath: async (index, path) => {
      const { info, wanted } = get();
      const input = wanted ?? info?.scenarioInput ?? {};
      // At once: the control shows what was asked for, and nobody takes the page for one at rest.
      set({ wanted: withValue(input, `vms.${String(index)}.path`, path) as Editable, busy: true });
      const late = await import('./take-path').catch(() => null);
      if (late !== null) return late.takePath(lab, set, input, index, path);
      // Without it nothing is taken away: what does not go together is refused, and said.
      lab.edit((now) => withValue(now, `vms.${String(index)}.path`, path) as Editable);
    },
    setBeside: (beside) => {
      set({ beside });
      lab.edit((input) => input);
    },
    sendTo: (guest) => {
      const { info, beside } = get();
      const added = info?.topology.vms[info.besideVm]?.name === guest ? beside : null;
      if (added !== null) set({ beside: null });
      lab.edit((input) => withReceiver(input, guest, added));
    },
    restart: () => {
      set({ failure: null });
      lab.restart();
    },
    openScenarioText: (text, name) => lab.openText(text, name),
    openCapture: (file) => lab.openCapture(file),
    openFile: (file) => lab.openFile(file),
    openPreset: async (id, name) => {
      // At once, so that nobody takes the page for one at rest.
      set({ busy: true });
      const presets = await import('./presets').catch(() => null);
      if (presets === null) {
        set({ busy: false, notice: { kind: 'unreadable', name } });
        return;
      }
      const { PRESETS } = presets;
      set({ beside: id === 'first-screen' ? FIRST_BESIDE : null });
      return lab.openText(JSON.stringify(PRESETS[id]), name);
    },
    traceOfRun: async (goesOn) => {
      const { info } = get();
      if (info === null) return null;
      const { run } = info;
      await lab.ask(run, (sim) => sim.beginTrace(run, info.scenarioInput));
      for (let share = 0; goesOn(share);) {
        const progress = await lab.ask(run, (sim) => sim.traceOn(run, TRACE_STEP_MS));
        if (progress === null || progress.trace !== null) return progress?.trace ?? null;
        ({ share } = progress);
      }
      return null;
    },
    dismiss: (what) => {
      set({ [what]: what === 'notice' || what === 'note' ? null : [] });
    },
  });
