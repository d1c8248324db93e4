import { DROP_CAUSES, FACT_KINDS, STEP_IDS, STEPS } from '../store/vocabulary';
import type { FactColumns, HopColumns } from '../engine/kernel/columns';
import type { Picos } from '../engine/units';

const DROPPED = FACT_KINDS.indexOf('dropped');

export interface Drop {
  readonly time: Picos;
  readonly place: number;
  readonly vm: number;
  readonly packet: number;
  readonly cause: string;
}

/** Kinds of hops after which the packet itself is at another place, or still waits. */
const CARRIES: ReadonlySet<string> = new Set(['packet', 'copy', 'dma', 'wait']);

/** Where each packet that was dropped ended, in order of time. */
export function dropsOf(facts: FactColumns, hops: HopColumns): Drop[] {
  const lastRow = new Map<number, number>();
  for (let row = 0; row < hops.count; row += 1) {
    const step = STEP_IDS[hops.step[row] as number];
    // Its descriptor is written back after its end, too.
    if (step === undefined || !CARRIES.has(STEPS[step].glyph)) continue;
    const packet = hops.packet[row] as number;
    const known = lastRow.get(packet);
    if (known === undefined || (hops.start[row] as number) >= (hops.start[known] as number)) {
      lastRow.set(packet, row);
    }
  }
  const drops: Drop[] = [];
  for (let i = 0; i < facts.count; i += 1) {
    if (facts.kind[i] !== DROPPED) continue;
    const packet = facts.packet[i] as number;
    const row = lastRow.get(packet);
    if (row === undefined) continue;
    const time = facts.time[i] as number;
    const place = hops.to[row] as number;
    const cause = DROP_CAUSES[facts.a[i] as number] ?? '';
    drops.push({ time, place, vm: facts.vm[i] as number, packet, cause });
  }
  return drops.toSorted((a, b) => a.time - b.time);
}
