import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import { factsAt, hopsAt, type FactColumns, type HopColumns } from '../kernel/columns';
import type { Run } from '../run';
import { PS_PER_US, type Picos } from '../units';

/**
 * What a run recorded of one packet: every row that names it, and in its time those rows of the guests it
 * visits that name no packet (wake-ups, context switches, exits of idling). Where packets overlap, such an
 * unnamed row belongs to each of them. Rows are in order of time.
 */
export interface PacketTrace {
  readonly packet: number;
  /** Guest in whose figures it counts. */
  readonly vm: number;
  /** When it was created. */
  readonly from: Picos;
  /** End of the last work done for it; after its delivery where a driver or a host cleans up. */
  readonly over: Picos;
  readonly ended: 'delivered' | 'dropped' | null;
  /** False while the run is not computed far enough to know that nothing more comes. */
  readonly settled: boolean;
  readonly hops: HopColumns;
  readonly facts: FactColumns;
}

/** Mitigation holds interrupts back for some hundred microseconds: work this late may still be a packet's. */
const QUIET: Picos = 400 * PS_PER_US;

/** Null where the run has no such packet, or has not come to it yet. */
export function packetTrace(
  run: Pick<Run, 'journey' | 'window' | 'reached' | 'done'>,
  packet: number,
): PacketTrace | null {
  const own = run.journey(packet);
  const sent = own.facts.kind.indexOf(FACT.sent);
  if (packet <= 0 || sent < 0) return null;
  const from = own.facts.time[sent] as number;
  const vm = own.facts.vm[sent] as number;
  let ended: PacketTrace['ended'] = null;
  let over = from;
  for (let i = 0; i < own.facts.count; i++) {
    const kind = own.facts.kind[i];
    if (kind !== FACT.delivered && kind !== FACT.dropped) continue;
    ended = kind === FACT.delivered ? 'delivered' : 'dropped';
    over = Math.max(over, own.facts.time[i] as number);
  }
  const guests = new Set([vm]);
  for (let i = 0; i < own.hops.count; i++) {
    guests.add(own.hops.vm[i] as number);
    // A wait that nothing ended is known only as far as the run is computed.
    if (own.hops.step[i] === STEP.queued && ended === null) continue;
    over = Math.max(over, own.hops.end[i] as number);
  }
  guests.delete(-1);
  const all = run.window(from, over + 1);
  const belongs = (named: number, who: number, at: Picos) =>
    named === packet || (named === 0 && guests.has(who) && at >= from && at < over);
  const hopRows = rowsOf(all.hops.count, (i) =>
    belongs(all.hops.packet[i] as number, all.hops.vm[i] as number, all.hops.start[i] as number),
  );
  const factRows = rowsOf(all.facts.count, (i) =>
    belongs(all.facts.packet[i] as number, all.facts.vm[i] as number, all.facts.time[i] as number),
  );
  const settled = run.done || (ended !== null && run.reached > over + QUIET);
  return {
    packet,
    vm,
    from,
    over,
    ended,
    settled,
    hops: hopsAt(all.hops, hopRows),
    facts: factsAt(all.facts, factRows),
  };
}

function rowsOf(count: number, keep: (row: number) => boolean): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i).filter(keep);
}
