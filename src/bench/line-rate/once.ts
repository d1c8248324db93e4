/** One measurement in a process of its own: `node once.js LOAD MILLISECONDS` of simulated time. */
import process from 'node:process';
import { Run } from '../../engine/run';
import { parseScenario } from '../../engine/scenario/parse';
import { LOADS } from './loads';

const EVENTS_AT_ONCE = 200_000;

const [name = '', milliseconds = ''] = process.argv.slice(2);
const load = LOADS[name];
if (load === undefined) throw new Error(`no load called ${name}`);
const parsed = parseScenario({ ...load, run: { until: `${milliseconds}ms` } });
if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));

const wallStart = process.hrtime.bigint();
const cpuStart = process.cpuUsage();
const run = new Run(parsed.scenario);
while (!run.extend(EVENTS_AT_ONCE));
const cpu = process.cpuUsage(cpuStart);
const wallSeconds = Number(process.hrtime.bigint() - wallStart) / 1e9;

const { packets } = run.metrics();
process.stdout.write(
  JSON.stringify({
    wallSeconds,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    peakMB: process.resourceUsage().maxRSS / 1024,
    heldMB: Object.values(run.held()).reduce((sum, bytes) => sum + bytes, 0) / 2 ** 20,
    stopped: run.stopped,
    log: run.log,
    packets,
  }),
);
