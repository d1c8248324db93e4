import { EXIT_REASONS } from '../store/vocabulary';
import type { Picos } from '../engine/units';
import { EMPTY_TALLY, ExitTally } from './exit-tally';
import { exitTimes } from './flash';
import { createRoutes, type Routes, type Wire } from './layout/routes';
import type { StageLayout } from './layout/stage-layout';
import {
  buildTimeline,
  EMPTY_TIMELINE,
  MARKS,
  REASON_BASE,
  registerName,
  type Mark,
  type Recorded,
  type Timeline,
} from './timeline';

/** What a window looks like before any cursor is chosen. Built once a window. */
export interface Shot {
  readonly timeline: Timeline;
  readonly tally: ExitTally;
  readonly exitTimes: readonly Float64Array[];
  readonly ownerOfPacket: ReadonlyMap<number, number>;
  /** Row numbers of what is in flight; reused by every frame. */
  readonly rows: Int32Array;
}

export const EMPTY_SHOT: Shot = {
  timeline: EMPTY_TIMELINE,
  tally: EMPTY_TALLY,
  exitTimes: [],
  ownerOfPacket: new Map(),
  rows: new Int32Array(),
};

export function buildShot(recorded: Recorded, vms: number): Shot {
  const timeline = buildTimeline(recorded);
  const ownerOfPacket = new Map<number, number>();
  for (let row = 0; row < timeline.count; row += 1) {
    const packet = timeline.packet[row] as number;
    // A packet from the wire is nobody's until the switch has found its guest.
    if (packet !== 0 && (ownerOfPacket.get(packet) ?? -1) < 0) {
      ownerOfPacket.set(packet, timeline.vm[row] as number);
    }
  }
  return {
    timeline,
    tally: new ExitTally(recorded.facts, vms),
    exitTimes: exitTimes(recorded.facts, vms),
    ownerOfPacket,
    rows: new Int32Array(timeline.count),
  };
}

/** What a layout offers to painting; built once a layout. */
export interface StageSet {
  readonly layout: StageLayout;
  readonly routes: Routes;
  /** Packets lying at each place in this frame; reused. */
  readonly parked: Uint16Array;
  /** By guest: 1 where it is drawn as a cell, 2 where that cell has no room for a number. */
  readonly isCell: Uint8Array;
}

const NUMBERED_CELL_PX = 20;

export function buildSet(layout: StageLayout): StageSet {
  return {
    layout,
    routes: createRoutes(layout),
    parked: new Uint16Array(layout.places.length),
    isCell: Uint8Array.from(layout.crossings, (_, vm) => {
      const own = layout.boxes.find((box) => box.vm === vm && box.kind === 'driver');
      if (own?.form === 'box') return 0;
      return own !== undefined && own.w >= NUMBERED_CELL_PX ? 1 : 2;
    }),
  };
}

const WIRE_OF_MARK: Readonly<Record<Mark, Wire>> = {
  packet: 'data',
  copy: 'data',
  dma: 'dma',
  wait: 'data',
  rest: 'data',
  ghost: 'data',
  'dma-descriptor': 'dma',
  doorbell: 'doorbell',
  interrupt: 'interrupt',
  exit: 'control',
  entry: 'control',
  signal: 'control',
  work: 'control',
};
export const WIRES_BY_MARK: readonly Wire[] = MARKS.map((mark) => WIRE_OF_MARK[mark]);

/** How far a row has come at `cursor`, 0 to 1. */
export function progress({ start, end }: Timeline, row: number, cursor: Picos): number {
  const from = start[row] as number;
  const span = (end[row] as number) - from;
  return span > 0 ? Math.min(1, (cursor - from) / span) : 1;
}

/** Register or reason that stands beside a control glyph. */
export function aboutText(about: number): string {
  if (about < REASON_BASE) return registerName(about);
  const reasons: Readonly<Record<number, string>> = EXIT_REASONS;
  return reasons[about - REASON_BASE] ?? '';
}
