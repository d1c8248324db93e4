import { expect, test } from 'vitest';
import { parseScenario } from '../engine/scenario/parse';
import { Run } from '../engine/run';
import { asItRuns } from '../shell/as-it-runs';
import { startHost } from '../shell/host';
import { createLabAccess, type Moment } from '../shell/lab-access';
import { makeQuest } from './make';
import { EVIDENCE } from './mending';
import { FAULT_KINDS } from './quest';
import { NO_NAMES } from './world';

/** What a command prints on the host of a scenario, after its run. */
function printed(input: unknown, line: string): string {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  let moment: Moment | null = null;
  const access = createLabAccess(
    () => {
      if (moment !== null) return moment;
      const run = new Run(asItRuns(parsed.scenario, host.kernel, host.pfs));
      while (!run.extend(100_000));
      return (moment = { run, at: run.end });
    },
    () => null,
  );
  const host = startHost(parsed.scenario, NO_NAMES, access);
  return host.shell
    .run(line, null)
    .chunks.map(({ text }) => text)
    .join('');
}

const COMMANDS = FAULT_KINDS.flatMap((kind) =>
  EVIDENCE[kind].commands.map((command) => [kind, command] as const),
);

test.each(COMMANDS)('%s: the host in order answers something else to %s', (kind, command) => {
  for (const seed of [11, 12, 13, 14]) {
    const { healthy, faulty } = makeQuest(seed, kind);
    const [before, now] = [printed(healthy, command), printed(faulty, command)];
    expect(now).not.toBe(before);
    expect(now + before).not.toMatch(/command not found|cannot/iu);
  }
});
