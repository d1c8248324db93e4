import { writeFileSync } from 'node:fs';
import { scenarioToJson } from '../engine/scenario/to-json';
import { finished } from '../formats/trace/steps';
import { traceOfRun } from '../formats/trace/trace-of-run';
import type { PciNames } from '../shell/command';
import { onlyScenario, untilOf, type Arguments } from './arguments';
import { loadScenario } from './scenario';
import { digits } from './table';
import { UsageError, type Output } from './usage';
import { runUntil } from './whole-run';

/** Writes a run as a Chrome trace. A run with more rows than are kept is traced from its start, which is said. */
export function trace(args: Arguments, names: PciNames, output: Output): number {
  const { out } = args;
  if (out === null) throw new UsageError('trace wants --out FILE.json');
  const scenario = loadScenario(onlyScenario(args), [...args.sets, ...untilOf(args)]);
  // While nothing of the log is dropped, all of the run is in it.
  const run = runUntil(scenario, names, ({ log }) => log.dropped > 0);
  const { text, to } = finished(traceOfRun(run, scenarioToJson(scenario)));
  if (out === '-') output.out(text);
  else {
    try {
      writeFileSync(out, text);
    } catch (error) {
      output.err(`sim: ${out}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be written'}\n`);
      return 1;
    }
  }
  if (to < run.end) {
    const [held, whole] = [to, run.end].map((time) => digits(time / 1e9));
    output.err(
      `sim: the trace holds the first ${held ?? ''} ms of ${whole ?? ''} ms: more than ${String(run.log.cap)} hops are not traced, the rest is left out\n`,
    );
  }
  return 0;
}
