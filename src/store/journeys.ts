import { FACT_KINDS } from '../worker/vocabulary';
import { PS_PER_US } from '../worker/vocabulary';
import type { Journey } from '../engine/tell/rows';
import type { Picos } from '../engine/units';
import type { Grain, RunId, RunWindow } from '../worker/api';
import type { Ask, Get, Set } from './ask';

const SENT = FACT_KINDS.indexOf('sent');
const FIRST_LOOK_PS = 200 * PS_PER_US;
const LOOKS = 14;
const CANDIDATES = 8;

interface Sent {
  readonly packet: number;
  readonly at: Picos;
}

/** Packets of guest `vm` (null: of any) created in a window, in time order. */
function sentIn(window: RunWindow, vm: number | null): readonly Sent[] {
  const { facts } = window;
  const found: Sent[] = [];
  for (let i = 0; i < facts.count; i++) {
    if (facts.kind[i] === SENT && (vm === null || facts.vm[i] === vm))
      found.push({ packet: facts.packet[i] ?? 0, at: facts.time[i] ?? 0 });
  }
  return found;
}

/**
 * The packet to follow at `cursor`: the latest the guest has created by then, else its first; another guest's
 * where it creates none; 0 = none.
 */
export function packetToFollow(window: RunWindow, vm: number, cursor: Picos): number {
  const own = sentIn(window, vm);
  const sent = own.length > 0 ? own : sentIn(window, null);
  return (sent.findLast((one) => one.at <= cursor) ?? sent[0])?.packet ?? 0;
}

export interface Journeys {
  /** Where a step leads; follows the guest's next or previous packet when the journey is over. */
  readonly neighbour: (direction: 1 | -1, grain: Grain) => Promise<Picos | null>;
  /** The story of one packet; without rows where there is no such packet. */
  readonly journey: (packet: number) => Promise<Journey | null>;
  /** The packet at the cursor of guest `vm`, of any where it has none; 0 = none. */
  readonly packetHere: (vm?: number) => number;
  /** Follows the guest's next or previous packet and returns when it was created. */
  readonly adjacent: (direction: 1 | -1) => Promise<Picos | null>;
}

export function createJourneys(get: Get, set: Set, ask: Ask): Journeys {
  const beside = async (run: RunId, packet: number, direction: 1 | -1): Promise<Sent | null> => {
    const journey = await ask(run, (sim) => sim.journey(run, packet));
    const vm = journey?.hops.vm[0];
    if (journey === null || vm === undefined) return null;
    const born = sentIn(journey, vm)[0]?.at ?? journey.from;
    const { reached } = get();
    let length = FIRST_LOOK_PS;
    let edge = born;
    for (let look = 0; look < LOOKS; look++) {
      const from = direction === 1 ? edge : Math.max(0, edge - length);
      const to = direction === 1 ? Math.min(reached, edge + length) : edge + 1;
      const window = await ask(run, (sim) => sim.window(run, from, to));
      if (window === null) return null;
      const others = sentIn(window, vm).filter((one) => one.packet !== packet);
      const next =
        direction === 1
          ? others.find((one) => one.at >= born)
          : window.cut
            ? undefined
            : others.findLast((one) => one.at <= born);
      if (next !== undefined) return next;
      if (window.cut && direction === -1) length /= 4;
      else {
        if (direction === 1 ? window.to >= reached : from === 0) return null;
        edge = direction === 1 ? window.to : from;
        length *= 2;
      }
    }
    return null;
  };

  /** The followed packet, or at a moment before its time the one its guest sent by then: a step leaps over nothing. */
  const alive = async (run: RunId, packet: number, cursor: Picos): Promise<number> => {
    if (packet === 0) return 0;
    const journey = await ask(run, (sim) => sim.journey(run, packet));
    const { window } = get();
    if (journey === null || window === null || journey.from <= cursor) return packet;
    const vm = journey.hops.vm.find((each) => each >= 0) ?? 0;
    const here = packetToFollow(window, vm, cursor);
    return here === 0 ? packet : here;
  };

  return {
    journey: async (packet) => {
      const run = get().info?.run;
      return run === undefined ? null : ask(run, (sim) => sim.tellJourney(run, packet));
    },
    packetHere: (vm = 0) => {
      const { window, cursor } = get();
      return window === null ? 0 : packetToFollow(window, vm, cursor);
    },
    neighbour: async (direction, grain) => {
      const { info, cursor, followed } = get();
      if (info === null) return null;
      const { run } = info;
      let packet = direction === 1 ? await alive(run, followed, cursor) : followed;
      for (let tries = 0; tries < CANDIDATES; tries++) {
        const at = await ask(run, (sim) => sim.neighbour(run, cursor, direction, grain, packet));
        if (at !== null) {
          if (packet !== followed) set({ followed: packet });
          return at;
        }
        if (packet === 0) return null;
        const next = await beside(run, packet, direction);
        if (next === null) return direction === -1 ? 0 : null;
        packet = next.packet;
      }
      return null;
    },
    adjacent: async (direction) => {
      const { info, followed } = get();
      if (info === null || followed === 0) return null;
      const next = await beside(info.run, followed, direction);
      if (next === null) return null;
      set({ followed: next.packet });
      return next.at;
    },
  };
}
