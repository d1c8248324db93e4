import type { Picos } from '../engine/units';
import type { Difference } from '../engine/tell/differences';
import type { Grain, RunId } from '../worker/api';
import type { Lane, LaneSet, PacketComparison, RunComparison } from '../worker/compare-api';
import type { Lab } from './lab';
import { laneMoment, spanOf } from './lane-moments';
import { rateFor } from './playback';
import type { Slice } from './state';
import { DEFAULT_LANES } from './url-lanes';

/** How long the worker computes lanes before it looks at other questions, wall ms. */
const SLICE_MS = 12;

/** One figure of one lane against the first. */
export interface ChosenDifference {
  readonly lane: number;
  /** See {@link differenceKey}. */
  readonly key: string;
}

/** Tells the figures of a packet apart, the segments by their ends. */
export const differenceKey = ({ what, between }: Pick<Difference, 'what' | 'between'>): string =>
  between === null ? what : between.join('…');

export interface CompareSlice {
  /** As they were asked for; the picture has them when {@link laneSet} is there. */
  readonly lanes: readonly Lane[];
  /** Null until the worker has made them of the run shown. */
  readonly laneSet: LaneSet | null;
  readonly lanesReached: Picos;
  readonly lanesDone: boolean;
  /** The packet that is compared; the cursor is in its time, or after it and before the next. */
  readonly comparison: PacketComparison | null;
  /** When all lanes are computed. */
  readonly runComparison: RunComparison | null;
  readonly chosen: ChosenDifference | null;
  /** `play`: shows the packet from its creation on, where motion is welcome. */
  readonly setLanes: (lanes: readonly Lane[], play?: boolean) => void;
  readonly chooseDifference: (chosen: ChosenDifference | null) => void;
  /** The guest's next or previous packet, from its creation. */
  readonly movePacket: (direction: 1 | -1) => Promise<void>;
  /** From the packet's creation until the slowest lane is over. */
  readonly playPacket: () => void;
  /** Where a step on all lanes leads. */
  readonly laneNeighbour: (direction: 1 | -1, grain: Grain) => Picos | null;
  /** Called when the view, the run or the lanes change, and by nothing else. */
  readonly followLanes: () => void;
  /** Called when the cursor moves, and by nothing else. */
  readonly attendLanes: () => void;
}

const CLEARED = {
  laneSet: null,
  comparison: null,
  runComparison: null,
  lanesReached: 0,
  lanesDone: false,
} as const;

/** Lanes side by side: opened when somebody looks, computed while somebody does, around the one cursor. */
export const createCompare =
  (lab: Lab): Slice<CompareSlice> =>
  (set, get) => {
    let working = false;
    let again = false;
    let opened: { readonly run: RunId; readonly lanes: readonly Lane[] } | null = null;
    /** `end`: only where the present packet is over everywhere. */
    let wantsPlay: 'no' | 'end' | 'anyhow' = 'no';
    let seen = false;

    /** Whether the packet at hand is the one to show at the cursor. */
    const serves = ({ comparison, cursor }: ReturnType<typeof get>): boolean => {
      const span = comparison === null ? null : spanOf(comparison);
      if (comparison === null || span === null) return false;
      if (cursor < span.from) return comparison.before === null;
      return cursor <= span.to || comparison.after === null || cursor < comparison.after;
    };

    const adopt = (comparison: PacketComparison) => {
      const before = get().comparison;
      const other = before === null || before.n !== comparison.n;
      set({ comparison, ...(other ? { chosen: null } : {}) });
      if (!comparison.settled) return;
      const span = spanOf(comparison);
      const { playing, stopAt, cursor, rateByHand, rate, reducedMotion, embed } = get();
      if (span === null) return;
      // The first journey plays until the slowest lane is over.
      if (playing && stopAt !== null && cursor <= span.to) {
        const calm = rateFor(span.to - span.from);
        set({ stopAt: span.to, rate: rateByHand ? rate : calm });
      }
      const play = wantsPlay === 'anyhow' || (wantsPlay === 'end' && cursor >= span.to);
      wantsPlay = 'no';
      if (play && !playing && !reducedMotion && !embed) get().playPacket();
    };

    const once = async () => {
      const { info, lanes } = get();
      if (info === null) return;
      const { run } = info;
      if (opened?.run !== run || opened.lanes !== lanes) {
        const made = await lab.ask(run, (sim) => sim.openLanes(run, lanes));
        if (made === null || get().lanes !== lanes) return;
        opened = { run, lanes };
        set({ ...CLEARED, laneSet: made, chosen: null });
      }
      const id = get().laneSet?.id;
      if (id === undefined) return;
      if (!get().lanesDone) {
        const progress = await lab.ask(run, (sim) => sim.extendLanes(id, SLICE_MS));
        if (progress === null) return;
        set({ lanesReached: progress.reached, lanesDone: progress.done });
        again = true;
      }
      const state = get();
      const kept = serves(state) ? state.comparison : null;
      if (kept === null || !kept.settled || (kept.after === null && again)) {
        const which = kept === null ? { at: state.cursor } : { n: kept.n };
        const comparison = await lab.ask(run, (sim) => sim.comparePacket(id, which));
        if (comparison !== null) adopt(comparison);
      }
      if (get().lanesDone && get().runComparison === null) {
        const runComparison = await lab.ask(run, (sim) => sim.compareRuns(id));
        if (runComparison !== null) set({ runComparison });
      }
    };

    const work = async () => {
      again = true;
      if (working) return;
      working = true;
      while (again && get().view === 'compare') {
        again = false;
        await once();
      }
      working = false;
    };

    return {
      lanes: DEFAULT_LANES,
      ...CLEARED,
      chosen: null,
      setLanes: (lanes, play = false) => {
        if (play) wantsPlay = 'anyhow';
        set({ lanes, chosen: null });
      },
      chooseDifference: (chosen) => {
        set({ chosen });
      },
      movePacket: async (direction) => {
        const { comparison, laneSet, info } = get();
        if (comparison === null || laneSet === null || info === null) return;
        const n = comparison.n + direction;
        const next = await lab.ask(info.run, (sim) => sim.comparePacket(laneSet.id, { n }));
        const span = next === null ? null : spanOf(next);
        if (next === null || span === null) return;
        get().pause();
        adopt(next);
        get().seek(span.from);
      },
      playPacket: () => {
        const { comparison, rate, rateByHand } = get();
        const span = comparison === null ? null : spanOf(comparison);
        if (span === null) return;
        get().seek(span.from);
        set({
          playing: true,
          stopAt: span.to,
          rate: rateByHand ? rate : rateFor(span.to - span.from),
        });
      },
      laneNeighbour: (direction, grain) => {
        const { comparison, cursor } = get();
        return comparison === null ? null : laneMoment(comparison, cursor, direction, grain);
      },
      followLanes: () => {
        const { view, info } = get();
        if (view === 'compare' && !seen && info !== null) wantsPlay = 'end';
        seen = view === 'compare' && (seen || info !== null);
        if (view === 'compare') void work();
      },
      attendLanes: () => {
        if (get().view === 'compare' && !serves(get())) void work();
      },
    };
  };
