import type { Run } from '../engine/run';
import type { Picos } from '../engine/units';
import { chromeTrace } from '../formats/trace/chrome-trace';
import { traceText } from '../formats/trace/events';
import type { RunId } from './api';

/** A run as a file that Perfetto opens. */
export interface RunTrace {
  readonly text: string;
  /** It holds what happened up to here: all that is computed, or as many hops as the log of a run keeps. */
  readonly to: Picos;
}

export interface TraceApi {
  /** `scenario`: what the file says the run is of. */
  trace(run: RunId, scenario: unknown): RunTrace;
}

export function traceApi(runOf: (id: RunId) => Run): TraceApi {
  return {
    trace: (id, scenario) => {
      const run = runOf(id);
      const window = run.window(0, run.reached, run.log.cap);
      const { topology, end } = run;
      return {
        text: traceText(chromeTrace({ window, topology, scenario, end })),
        to: window.to,
      };
    },
  };
}
