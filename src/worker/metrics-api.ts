import { transfer } from 'comlink';
import { EXIT_REASONS, FACT_KINDS } from '../engine/costs/facts';
import { buckets } from '../engine/kernel/histogram';
import type { Bucket } from '../engine/kernel/histogram';
import type { Capacity } from '../engine/measure';
import type { Metrics } from '../engine/metrics';
import type { MigrationReport } from '../engine/migration-report';
import type { Run } from '../engine/run';
import type { SeriesColumns } from '../engine/series';
import { PS_PER_US } from '../engine/units';
import type { Picos } from '../engine/units';
import type { RunId } from './api';

/** What a run amounts to as far as it is computed. */
export interface MetricsPicture {
  /** The run is computed up to here. */
  readonly at: Picos;
  /** Of the run and of each guest. */
  readonly metrics: Metrics;
  /** Of the guest asked for, or of all. */
  readonly latency: readonly Bucket[];
  readonly series: SeriesColumns;
  readonly capacity: Capacity;
  /** Null where no guest is moved. */
  readonly migration: MigrationReport | null;
}

export interface CauseQuery {
  /** As KVM names it. */
  readonly reason: string;
  /** Exits that idling caused, instead of those of I/O. */
  readonly idle: boolean;
  /** Of one guest; null for all. */
  readonly vm: number | null;
  /** Exits from this moment on. */
  readonly from: Picos;
  /** Packets at most. */
  readonly most: number;
}

/** What caused exits of one reason, in the order of the first: packets, or nothing that has a packet. */
export interface ExitCauses {
  readonly rows: readonly ExitCause[];
  /** Where to go on; null at the end of what is computed. */
  readonly next: Picos | null;
}

export interface ExitCause {
  /** 0: no packet was the cause. Then every exit is a row. */
  readonly packet: number;
  readonly vm: number;
  readonly first: Picos;
  readonly count: number;
  /** Registers whose access trapped, as indices into REGISTERS; -1 for an exit by something else. */
  readonly registers: readonly number[];
}

export interface MetricsApi {
  metrics(run: RunId, vm: number | null): MetricsPicture;
  exitCauses(run: RunId, query: CauseQuery): ExitCauses;
}

const BARS_PER_OCTAVE = 8;
const VM_EXIT = FACT_KINDS.indexOf('vm-exit');
const IDLE_BIT = 0b1_0000;
const FIRST_LOOK_PS = 500 * PS_PER_US;
/** Exits of other reasons that are looked through for one answer; the next question goes on from there. */
const MOST_FACTS = 400_000;
const MOST_ROWS = 100_000;

export function metricsApi(runOf: (id: RunId) => Run): MetricsApi {
  return {
    metrics: (id, vm) => {
      const run = runOf(id);
      const series = run.seriesOf(vm);
      const picture: MetricsPicture = {
        at: run.reached,
        metrics: run.metrics(),
        latency: buckets(run.latencyOf(vm), BARS_PER_OCTAVE),
        series,
        capacity: run.capacity,
        migration: run.migrationAt(run.reached),
      };
      return transfer(picture, [series.edges.buffer, series.counts.buffer]);
    },
    exitCauses: (id, query) => causes(runOf(id), query),
  };
}

interface Found {
  readonly packet: number;
  readonly vm: number;
  readonly first: Picos;
  count: number;
  readonly registers: number[];
}

function causes(run: Run, { reason, idle, vm, from, most }: CauseQuery): ExitCauses {
  const number = Number(Object.entries(EXIT_REASONS).find(([, name]) => name === reason)?.[0]);
  const rows: Found[] = [];
  const byPacket = new Map<number, Found>();
  let seen = 0;
  let counted = -1;
  let at = Math.max(0, from);
  for (let span = FIRST_LOOK_PS; at < run.reached && seen < MOST_FACTS; span *= 4) {
    const { facts, to } = run.window(at, at + span, MOST_ROWS);
    for (let i = 0; i < facts.count; i++) {
      if (facts.kind[i] !== VM_EXIT || facts.a[i] !== number) continue;
      if ((((facts.b[i] as number) & IDLE_BIT) !== 0) !== idle) continue;
      if (vm !== null && facts.vm[i] !== vm) continue;
      const packet = facts.packet[i] as number;
      const time = facts.time[i] as number;
      let row = packet > 0 ? byPacket.get(packet) : undefined;
      if (row === undefined) {
        // The next page begins between two moments, or exits of one moment would be on both.
        if (rows.length >= most && time > counted) return { rows, next: time };
        row = { packet, vm: facts.vm[i] as number, first: time, count: 0, registers: [] };
        rows.push(row);
        if (packet > 0) byPacket.set(packet, row);
      }
      row.count += 1;
      counted = time;
      const register = facts.c[i] as number;
      if (!row.registers.includes(register)) row.registers.push(register);
    }
    seen += facts.count;
    // A window that a cap cut short ends where it was cut; one without any row still goes on.
    at = to > at ? to : at + span;
  }
  return { rows, next: at < run.reached ? at : null };
}
