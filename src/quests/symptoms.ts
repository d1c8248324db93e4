import type { Metrics, VmMetrics } from '../engine/metrics';

/** What a user of a guest notices, gravest first. */
export const AILMENTS = ['nothing', 'unseen', 'loses', 'slow', 'late', 'exits', 'busy'] as const;
export type Ailment = (typeof AILMENTS)[number];

/** One guest is not as it was. */
export interface Symptom {
  readonly vm: number;
  readonly ailment: Ailment;
  /** The figure it is seen by, before and now; what it counts follows from `ailment`. */
  readonly before: number;
  readonly now: number;
}

/** Part of what was sent that may be lost, or of what arrived that may be missing, before somebody complains. */
const LOSS = 0.02;
const SLOWER = 0.8;
const LATER = 1.5;
/** Cores of the host that work for a guest, and how many times as many as before. */
const BUSIER = { cores: 0.03, times: 1.5 };
/** Exits per packet more than before. */
const EXITS = 0.3;

/** What is worse in the second run than in the first, at most one complaint a guest. */
export function symptoms(before: Metrics, now: Metrics): readonly Symptom[] {
  return now.vms.flatMap((vm, index): Symptom[] => {
    const was = before.vms[index];
    if (was === undefined) return [];
    for (const ailment of AILMENTS) {
      const figures = COMPLAINTS[ailment](was, vm);
      if (figures !== null) return [{ vm: index, ailment, before: figures[0], now: figures[1] }];
    }
    return [];
  });
}

type Figures = readonly [before: number, now: number] | null;

/** Frames that were lost, of all that were sent. */
const lost = ({ packets }: VmMetrics): number =>
  Object.values(packets.dropped).reduce((sum, n) => sum + n, 0);

const hostCores = ({ cpu }: VmMetrics): number => cpu.vmm + cpu.vhost + cpu.pmd + cpu.softirq;

const COMPLAINTS: Readonly<Record<Ailment, (was: VmMetrics, is: VmMetrics) => Figures>> = {
  nothing: (was, is) =>
    was.packets.delivered > 0 && is.packets.delivered === 0
      ? [was.packets.delivered, is.packets.delivered]
      : null,
  // What it only watches is never its own to deliver.
  unseen: (was, is) =>
    was.packets.delivered === 0 && was.interrupts.virtual > 0 && is.interrupts.virtual === 0
      ? [was.interrupts.virtual, is.interrupts.virtual]
      : null,
  loses: (was, is) =>
    lost(is) > lost(was) + LOSS * is.packets.sent
      ? [lost(was) / was.packets.sent, lost(is) / is.packets.sent]
      : null,
  slow: (was, is) =>
    is.packets.delivered < SLOWER * was.packets.delivered
      ? [was.throughputGbps, is.throughputGbps]
      : null,
  late: (was, is) =>
    is.latencyNs.p50 > LATER * was.latencyNs.p50 ? [was.latencyNs.p50, is.latencyNs.p50] : null,
  exits: (was, is) =>
    is.exits.perPacket > was.exits.perPacket + EXITS
      ? [was.exits.perPacket, is.exits.perPacket]
      : null,
  busy: (was, is) =>
    hostCores(is) > Math.max(BUSIER.times * hostCores(was), hostCores(was) + BUSIER.cores)
      ? [hostCores(was), hostCores(is)]
      : null,
};
