import type { Axis, PointResult, SweepApi, SweepFault, SweepRow } from '../worker/sweep-api';
import { inputAt, PATH_IDS } from '../worker/vocabulary';
import { startSweep, type RunningSweep } from '../worker/sweep-pool';
import type { Link } from '../worker/thread';
import type { Lab } from './lab';
import type { Editable } from './run';
import type { Slice } from './state';
import { essence, loaded, orderOf, type SweepSetup } from './sweep-order';
import { withValue } from './url-scenario';

export type { SweepSetup } from './sweep-order';

/** A sweep that runs or has run; its results stay until the next. */
export interface SweepRun {
  readonly setup: SweepSetup;
  readonly axes: readonly Axis[];
  readonly size: number;
  /** By number of the point. */
  readonly results: ReadonlyMap<number, PointResult>;
  readonly state: 'running' | 'complete' | 'cancelled' | 'broken';
  readonly threads: number;
  /** Wall time, ms: when it began, and when it ended or was last heard of. */
  readonly began: number;
  readonly heard: number;
  /** What threads said that died. */
  readonly lost: readonly string[];
  /** Rate of the card's port, for the line of what the wire carries. */
  readonly linkGbps: number;
  /** Scenario it belongs to: as JSON, and without what it varies. */
  readonly input: Editable;
  readonly essence: string;
}

/** How the results are looked at; kept while another view is open. */
export interface SweepLook {
  readonly figure: string;
  /** The number along the axis; null = the first that varies. */
  readonly along: string | null;
  /** Where the other numbers stand, by index of their values; and the field of the map that was chosen. */
  readonly place: Readonly<Record<string, number>>;
  readonly chosen: Readonly<Record<string, number>> | null;
  readonly log: boolean;
  /** All paths that are alike are named, not the one with the least host CPU. */
  readonly ties: boolean;
  readonly bareMetal: boolean;
}

export interface SweepSlice {
  readonly sweepLook: SweepLook;
  readonly lookAtSweep: (part: Partial<SweepLook>) => void;
  readonly sweepSetup: SweepSetup;
  readonly sweep: SweepRun | null;
  /** Why the last order was refused. */
  readonly sweepFault: SweepFault | null;
  readonly setSweep: (part: Partial<SweepSetup>) => void;
  readonly runSweep: () => void;
  readonly cancelSweep: () => void;
  /** Opens the run of a point on the stage, at its end. */
  readonly openPoint: (index: number) => Promise<void>;
}

export interface SweepThreads {
  readonly count: () => number;
  readonly connect: () => Link<SweepApi>;
}

/** Results are shown this often at most, wall ms: drawing takes time from computing. */
const SHOW_MS = 120;

export const ALL_SIZES = '60,128,256,512,1024,1514';
export const ALL_GUESTS = '1,2,4,8,16';

export const createSweepSlice =
  (lab: Lab, threads: SweepThreads): Slice<SweepSlice> =>
  (set, get) => {
    let running: RunningSweep | null = null;
    let waiting: SweepRow[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    const change = (part: (run: SweepRun) => Partial<SweepRun>) => {
      const { sweep } = get();
      if (sweep !== null) set({ sweep: { ...sweep, ...part(sweep) } });
    };
    const show = () => {
      timer = undefined;
      if (waiting.length === 0) return;
      const rows = waiting;
      waiting = [];
      change(({ results }) => {
        const more = new Map(results);
        for (const { index, result } of rows) more.set(index, result);
        return { results: more, heard: Date.now() };
      });
    };
    const end = (state: SweepRun['state']) => {
      running = null;
      clearTimeout(timer);
      show();
      change(() => ({ state, heard: Date.now() }));
    };

    return {
      sweepLook: {
        figure: 'throughput',
        along: null,
        place: {},
        chosen: null,
        log: false,
        ties: false,
        bareMetal: false,
      },
      lookAtSweep: (part) => {
        set({ sweepLook: { ...get().sweepLook, ...part } });
      },
      sweepSetup: {
        paths: PATH_IDS,
        sizes: ALL_SIZES,
        guests: ALL_GUESTS,
        rates: '',
      },
      sweep: null,
      sweepFault: null,
      setSweep: (part) => {
        set({ sweepSetup: { ...get().sweepSetup, ...part }, sweepFault: null });
      },
      runSweep: () => {
        const { info, sweepSetup: setup } = get();
        if (info === null) return;
        running?.cancel();
        waiting = [];
        const began = Date.now();
        const count = threads.count();
        const input = info.scenarioInput as Editable;
        running = startSweep(orderOf(info, setup), count, threads.connect, {
          planned: ({ axes, size }) => {
            set({
              sweepFault: null,
              sweep: {
                setup,
                axes,
                size,
                results: new Map(),
                state: 'running',
                threads: count,
                began,
                heard: began,
                lost: [],
                linkGbps: info.topology.card.device.linkGbps,
                input: loaded(input, info, setup.rates),
                essence: essence(input, axes),
              },
            });
          },
          refused: (sweepFault) => {
            running = null;
            set({ sweepFault });
          },
          rows: (rows) => {
            waiting.push(...rows);
            if (get().sweep?.results.size === 0) show();
            else timer ??= setTimeout(show, SHOW_MS);
          },
          lost: (message) => {
            change(({ lost }) => ({ lost: [...lost, message] }));
          },
          ended: (complete) => {
            end(complete ? 'complete' : 'broken');
          },
        });
      },
      cancelSweep: () => {
        if (running === null) return;
        running.cancel();
        end('cancelled');
      },
      openPoint: async (index) => {
        const { sweep } = get();
        const result = sweep?.results.get(index);
        if (sweep === null || result?.kind !== 'measured') return;
        const point = inputAt(sweep.input, sweep.axes, index);
        const input = withValue(point, 'run.until', `${String(result.end)}ps`);
        // A guest beside would be one more than the point had.
        set({ beside: null, view: 'stage' });
        const opened = await lab.editAnew(() => input as Editable);
        if (opened?.ok !== true) return;
        set({ playing: false });
        get().seek(opened.info.end);
      },
    };
  };
