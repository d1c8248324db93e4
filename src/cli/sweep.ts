import { availableParallelism } from 'node:os';
import process from 'node:process';
import { sweepHeader, sweepObject, sweepRow } from '../engine/sweep/table';
import type { PointResult } from '../engine/sweep/sweep';
import { VARY_FORM, type Axis, type SweepFault } from '../engine/sweep/vary';
import { toCsv } from '../formats/csv';
import type { PciNames } from '../shell/command';
import { startSweep } from '../worker/sweep-pool';
import { formatOf, onlyScenario, type Arguments } from './arguments';
import { progressBar } from './progress';
import { loadInput } from './scenario';
import { connectNodeSweep } from './sweep-threads';
import { UsageError, type Output } from './usage';

/** As a shell reports a command that Ctrl-C ended. */
const INTERRUPTED = 130;
const MOST_THREADS = 16;

/**
 * Runs the product of the ranges. Status 1 where a run broke or none was possible; an impossible point among others is a
 * row with its reason.
 */
export async function sweep(args: Arguments, _names: PciNames, output: Output): Promise<number> {
  const format = formatOf(args, ['csv', 'json']);
  if (args.vary.length === 0) throw new UsageError(`sweep: --vary is wanted: ${VARY_FORM}`);
  const base = loadInput(onlyScenario(args), args.sets);
  const bar = progressBar(output, process.stderr.isTTY);
  const results = new Map<number, PointResult>();
  let axes: readonly Axis[] = [];
  let size = 0;
  const outcome = await new Promise<'complete' | 'incomplete' | 'interrupted' | SweepFault>(
    (resolve) => {
      const order = { base, vary: args.vary, on: null };
      const threads = Math.min(MOST_THREADS, availableParallelism());
      const running = startSweep(order, threads, connectNodeSweep, {
        planned: (plan) => {
          ({ axes, size } = plan);
        },
        refused: resolve,
        rows: (rows) => {
          for (const { index, result } of rows) results.set(index, result);
          bar.show(results.size, size);
        },
        lost: (message) => {
          bar.clear();
          output.err(`sim: sweep: a thread ended: ${message}\n`);
        },
        ended: (complete) => {
          resolve(complete ? 'complete' : 'incomplete');
        },
      });
      process.once('SIGINT', () => {
        running.cancel();
        resolve('interrupted');
      });
    },
  );
  bar.clear();
  if (typeof outcome === 'object') throw new UsageError(worded(outcome));
  if (outcome === 'interrupted') {
    output.err(`sim: sweep: interrupted after ${String(results.size)} of ${String(size)} points\n`);
    return INTERRUPTED;
  }
  const all = Array.from({ length: size }, (_, index) => results.get(index) ?? null);
  output.out(
    format === 'csv'
      ? toCsv(
          sweepHeader(axes),
          all.map((result, index) => sweepRow(axes, index, result)),
        )
      : `${JSON.stringify({ axes, points: all.map((result, index) => sweepObject(axes, index, result)) }, null, 2)}\n`,
  );
  const broken = all.some((result) => result === null || result.kind === 'failed');
  return broken || !all.some((result) => result?.kind === 'measured') ? 1 : 0;
}

function worded({ code, key, found, allowed }: SweepFault): string {
  if (code === 'too-large') {
    return `sweep: ${key === '' ? '' : `${key}: `}${found} points; at most ${allowed}`;
  }
  if (code === 'twice') return `sweep: ${key} is varied twice, by itself or with ${found}`;
  return `--vary ${key}: found ${found}; allowed: ${allowed}`;
}
