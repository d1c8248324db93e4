import type { Run } from '../engine/run';
import { traceOfRun, type RunTrace } from '../formats/trace/trace-of-run';
import type { RunId } from './api';

export type { RunTrace };

/** How far the writing of a trace is: the share that is done, 0 to 1, and the trace in the end. */
export interface TraceProgress {
  readonly share: number;
  readonly trace: RunTrace | null;
}

export interface TraceApi {
  /** Begins to write the trace of what is computed of a run; one that was being written is given up. `scenario`: what the file says the run is of. */
  beginTrace(run: RunId, scenario: unknown): void;
  /** Writes on for about `budgetMs` of wall time. Call until `trace` is there; who wants it no more stops calling. */
  traceOn(run: RunId, budgetMs: number): TraceProgress;
}

export function traceApi(runOf: (id: RunId) => Run): TraceApi {
  let writing: { readonly id: RunId; readonly steps: Generator<number, RunTrace> } | null = null;
  return {
    beginTrace: (id, scenario) => {
      writing = { id, steps: traceOfRun(runOf(id), scenario) };
    },
    traceOn: (id, budgetMs) => {
      if (writing?.id !== id) throw new Error(`no trace of run ${String(id)} is being written`);
      const start = performance.now();
      for (;;) {
        const step = writing.steps.next();
        if (step.done === true) {
          writing = null;
          return { share: 1, trace: step.value };
        }
        if (performance.now() - start >= budgetMs) return { share: step.value, trace: null };
      }
    },
  };
}
