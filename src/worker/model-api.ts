import { cpuTime } from '../engine/explain/cpu-time';
import type { CpuTime } from '../engine/explain/cpu-time';
import type { Charge } from '../engine/explain/charges';
import { hopCharges, packetTime } from '../engine/explain/packet-time';
import type { PacketTime } from '../engine/explain/packet-time';
import { FACT_KINDS } from '../engine/costs/facts';
import type { StepId } from '../engine/costs/steps';
import type { Run } from '../engine/run';
import { PS_PER_US } from '../engine/units';
import type { Picos } from '../engine/units';
import type { RunId } from './api';

/** Why a number of a run is what it is. */
export interface ModelApi {
  /** Where a packet's time went; null while it is under way. */
  explainPacket(run: RunId, packet: number): PacketTime | null;
  /** The same of the last packet of a guest that arrived by `at`; null before the first. */
  explainLatest(run: RunId, at: Picos, vm: number): PacketTime | null;
  explainHop(run: RunId, packet: number, step: StepId, start: Picos, end: Picos): readonly Charge[];
  /** Where the host's CPU time for a guest went, from the start of the run. */
  explainCpu(run: RunId, at: Picos, vm: number): CpuTime;
}

const DELIVERED = FACT_KINDS.indexOf('delivered');
const FIRST_LOOK_PS = 200 * PS_PER_US;

export function modelApi(runOf: (id: RunId) => Run): ModelApi {
  return {
    explainPacket: (id, packet) => packetTime(runOf(id), packet),
    explainLatest: (id, at, vm) => {
      const run = runOf(id);
      const packet = lastDelivered(run, at, vm);
      return packet === 0 ? null : packetTime(run, packet);
    },
    explainHop: (id, packet, step, start, end) =>
      hopCharges(runOf(id), packet, { step, start, end }),
    explainCpu: (id, at, vm) => cpuTime(runOf(id), at, vm),
  };
}

/** Looks back in ever longer stretches; 0 where nothing was delivered. */
function lastDelivered(run: Run, at: Picos, vm: number): number {
  for (let to = at + 1, span = FIRST_LOOK_PS; to > 0; span *= 4) {
    const from = Math.max(0, to - span);
    const { facts } = run.window(from, to);
    for (let i = facts.count - 1; i >= 0; i--) {
      if (facts.kind[i] === DELIVERED && facts.vm[i] === vm) return facts.packet[i] as number;
    }
    to = from;
  }
  return 0;
}
