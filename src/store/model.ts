import type { CostId } from '../engine/costs/costs';
import type { CpuTime } from '../engine/explain/cpu-time';
import type { Charge } from '../engine/explain/charges';
import type { PacketTime } from '../engine/explain/packet-time';
import type { StepId } from '../engine/costs/steps';
import type { Picos } from '../engine/units';
import type {
  CurveData,
  Figure,
  PathWay,
  PriceLine,
  Profile,
  ProfileId,
  ReferenceApi,
  Row,
  Silence,
} from '../worker/reference';
import type { Link } from '../worker/thread';
import type { Lab } from './lab';
import type { Slice } from './state';

export const MODEL_SECTIONS = ['claims', 'validation', 'theory', 'prices'] as const;
export type ModelSection = (typeof MODEL_SECTIONS)[number];

/** A number of the page that somebody asked about, and when it stood there. */
export type Question =
  | {
      readonly kind: 'figure';
      readonly figure: 'exits' | 'latency' | 'throughput' | 'cpu' | 'copies';
    }
  | {
      readonly kind: 'hop';
      readonly packet: number;
      readonly step: StepId;
      readonly start: Picos;
      readonly end: Picos;
      /** What the hop does, as the page says it. */
      readonly sentence: string;
    }
  | { readonly kind: 'limits' };

/** Prices of the host that runs. */
export interface Prices {
  /** Of which host, and what of it was set. */
  readonly key: string;
  readonly lines: readonly PriceLine[];
}

/** Checks of the model, as they come. */
export interface Checked {
  readonly rows: readonly Row[];
  readonly total: number;
}

export interface Curves {
  readonly data: readonly CurveData[];
  readonly total: number;
}

export interface ModelSlice {
  readonly modelSection: ModelSection;
  /** The price or figure to show first there. */
  readonly modelEntry: string | null;
  readonly question: Question | null;
  readonly profiles: readonly Profile[];
  readonly figures: ReadonlyMap<string, Figure>;
  readonly silent: readonly Silence[];
  readonly ways: readonly PathWay[];
  readonly prices: Prices | null;
  readonly checked: Checked | null;
  readonly curves: Curves | null;
  /** Why none of this is there. */
  readonly referenceFailure: string | null;
  readonly openModel: (section: ModelSection, entry?: string) => void;
  readonly showSection: (section: ModelSection) => void;
  readonly askWhy: (question: Question | null) => void;
  /** Reads the cost table of a host, and what it is made of, where it is not there yet. */
  readonly loadPrices: (
    profile: ProfileId,
    cpuGHz: number,
    set: Readonly<Partial<Record<CostId, number>>>,
  ) => Promise<void>;
  readonly loadWays: () => Promise<void>;
  /** Runs all checks, one after the other, once. */
  readonly check: () => Promise<void>;
  readonly drawCurves: () => Promise<void>;
  readonly retryReference: () => void;
  /** Where the time of the followed packet of guest `vm` went, or of its last that arrived by `at`; null before the first. */
  readonly explainLatency: (at: Picos, vm: number) => Promise<PacketTime | null>;
  readonly explainHop: (
    hop: Extract<Question, { kind: 'hop' }>,
  ) => Promise<readonly Charge[] | null>;
  readonly explainCpu: (at: Picos, vm: number) => Promise<CpuTime | null>;
}

/** What the model is judged by; its thread starts with the first question. */
export const createModel =
  (lab: Lab, connect: () => Link<ReferenceApi>): Slice<ModelSlice> =>
  (set, get) => {
    let link: Link<ReferenceApi> | null = null;
    const begun = new Set<string>();
    const api = () => (link ??= connect()).api;

    /** `work` once; again after it failed. */
    const once = async (name: string, work: () => Promise<void>) => {
      if (begun.has(name)) return;
      begun.add(name);
      try {
        await work();
      } catch (error) {
        link?.close();
        link = null;
        begun.clear();
        set({ referenceFailure: error instanceof Error ? error.message : String(error) });
      }
    };

    const loadFigures = () =>
      once('figures', async () => {
        const [profiles, figures, silent] = await Promise.all([
          api().profiles(),
          api().figures(),
          api().silent(),
        ]);
        set({ profiles, silent, figures: new Map(figures.map((each) => [each.id, each])) });
      });

    return {
      modelSection: 'claims',
      modelEntry: null,
      question: null,
      profiles: [],
      figures: new Map(),
      silent: [],
      ways: [],
      prices: null,
      checked: null,
      curves: null,
      referenceFailure: null,
      openModel: (modelSection, modelEntry) => {
        set({ view: 'model', modelSection, modelEntry: modelEntry ?? null, question: null });
      },
      showSection: (modelSection) => {
        set({ modelSection, modelEntry: null });
      },
      askWhy: (question) => {
        set({ question });
      },
      loadPrices: async (profile, cpuGHz, costs) => {
        const key = JSON.stringify([profile, cpuGHz, costs]);
        if (get().prices?.key === key) return;
        await Promise.all([
          loadFigures(),
          once(`prices ${key}`, async () => {
            const lines = await api().prices(profile, cpuGHz, costs);
            set({ prices: { key, lines } });
            begun.delete(`prices ${key}`);
          }),
        ]);
      },
      loadWays: () =>
        once('ways', async () => {
          set({ ways: await api().ways() });
        }),
      check: async () => {
        await loadFigures();
        await once('check', async () => {
          const { checks } = await api().counts();
          set({ checked: { rows: [], total: checks } });
          for (let i = 0; i < checks; i++) {
            const row = await api().check(i);
            set({ checked: { rows: [...(get().checked?.rows ?? []), row], total: checks } });
          }
        });
      },
      drawCurves: () =>
        once('curves', async () => {
          const { curves } = await api().counts();
          set({ curves: { data: [], total: curves } });
          for (let i = 0; i < curves; i++) {
            const curve = await api().curve(i);
            set({ curves: { data: [...(get().curves?.data ?? []), curve], total: curves } });
          }
        }),
      retryReference: () => {
        set({ referenceFailure: null });
      },
      explainLatency: async (at, vm) => {
        const { info, followed } = get();
        if (info === null) return null;
        const { run } = info;
        const own =
          followed === 0 ? null : await lab.ask(run, (sim) => sim.explainPacket(run, followed));
        if (own?.vm === vm) return own;
        return lab.ask(run, (sim) => sim.explainLatest(run, at, vm));
      },
      explainHop: async ({ packet, step, start, end }) => {
        const run = get().info?.run;
        if (run === undefined) return null;
        return lab.ask(run, (sim) => sim.explainHop(run, packet, step, start, end));
      },
      explainCpu: async (at, vm) => {
        const run = get().info?.run;
        if (run === undefined) return null;
        return lab.ask(run, (sim) => sim.explainCpu(run, at, vm));
      },
    };
  };
