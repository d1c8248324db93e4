import { COSTS, type CostId, type CostOverrides } from './costs/costs';
import { EXIT_CLASSES, EXIT_REASONS, FACT, REGISTERS, type ExitReason } from './costs/facts';
import { STEP_IDS } from './costs/steps';
import type { Tally } from './hw/ledger';
import { buildHost, type HostParts } from './paths/host';
import { Run } from './run';
import type { FunctionKind } from './scenario/function-kinds';
import { parseScenario } from './scenario/parse';
import type { PathId, Scenario } from './scenario/scenario';

/** For tests: a scenario from its JSON, or an error with the issues. */
export function scenario(input: unknown): Scenario {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.scenario;
}

/** For tests: a run computed to its end. */
export function completeRun(input: unknown, costs: CostOverrides = {}): Run {
  const run = new Run(scenario(input), costs);
  while (!run.extend(100_000));
  return run;
}

/** For tests: a host run to its end, with access to its parts and to the first guest's books. */
export function completeHost(
  input: unknown,
  costs: CostOverrides = {},
): { host: HostParts; vm0: Tally } {
  const s = scenario(input);
  const host = buildHost(s, costs);
  host.machine.sim.run(s.run.until);
  return { host, vm0: host.machine.s.tallies[0] as Tally };
}

/** All CPU and bus times zero: what is left is queueing. */
export const FREE: CostOverrides = Object.fromEntries(
  (Object.keys(COSTS) as CostId[])
    .filter((id) => !id.startsWith('tlp') && id !== 'maxPayload')
    .map((id) => [id, 0]),
);

export const sum = (counts: ArrayLike<number>): number =>
  Array.from(counts).reduce((a, b) => a + b, 0);

/** What of which card is the guest's own, where that is not a VF of the usual one. */
interface TraceChoice {
  readonly function?: FunctionKind;
  readonly nic?: object;
  readonly host?: object;
}

/** For tests: one packet's run as text, a line a hop or exit, times in µs: the golden trace of a path. */
export function traceOf(
  path: PathId,
  direction: 'tx' | 'rx',
  { function: kind = 'vf', nic = {}, host = {} }: TraceChoice = {},
): string {
  const run = completeRun({
    host,
    nic: { numVfs: path === 'passthrough' ? 0 : 1, ...nic },
    vms: [{ count: 1, path, function: kind, traffic: { kind: 'single', direction } }],
    run: { until: '300us' },
  });
  const { places } = run.topology;
  const at = (t: number) => (t / 1e6).toFixed(3).padStart(8);
  const name = (i: number) => places[i]?.kind ?? '?';
  const { hops, facts } = run.window(0, run.end);
  const lines: [number, string][] = [];
  for (let i = 0; i < hops.count; i++) {
    const [from, to] = [name(hops.from[i] as number), name(hops.to[i] as number)];
    const where = from === to ? from : `${from} → ${to}`;
    const start = hops.start[i] as number;
    // A process that polls does so all the time.
    if (hops.step[i] === STEP_IDS.indexOf('pmd-poll')) continue;
    const packet = hops.packet[i] === 0 ? '' : `  #${String(hops.packet[i])}`;
    lines.push([
      start,
      `${at(start)} ${at(hops.end[i] as number)}  ${(STEP_IDS[hops.step[i] as number] as string).padEnd(20)} ${where}${packet}`,
    ]);
  }
  for (let i = 0; i < facts.count; i++) {
    const a = facts.a[i] as number;
    const kind = facts.kind[i];
    const time = facts.time[i] as number;
    if (kind === FACT['vm-exit']) {
      const cls = EXIT_CLASSES[(facts.b[i] as number) & 3] as string;
      const reg = REGISTERS[facts.c[i] as number]?.name ?? '';
      lines.push([
        time,
        `${at(time)}           EXIT ${EXIT_REASONS[a as ExitReason]} ${cls} ${reg}`.trimEnd(),
      ]);
    }
    if (kind === FACT.delivered) lines.push([time, `${at(time)}           DELIVERED`]);
  }
  lines.sort((x, y) => x[0] - y[0]);
  return `${lines.map(([, line]) => line).join('\n')}\n`;
}
