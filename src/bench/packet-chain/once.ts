/** One measurement in a process of its own: `node once.js ENGINE SOURCES PACKETS WARM-UP`. */
import process from 'node:process';
import { ENGINES } from './engines';
import { CHECKSUMS, EVENTS_PER_PACKET } from './workload';

const [engine = '', sources, packets, warmUp] = process.argv.slice(2);
const load = ENGINES[engine];
if (!load) throw new Error(`no engine called ${engine}`);
const run = await load();
run(Number(sources), Number(warmUp));

const wallStart = process.hrtime.bigint();
const cpuStart = process.cpuUsage();
const checksum = run(Number(sources), Number(packets));
const cpu = process.cpuUsage(cpuStart);
const wallSeconds = Number(process.hrtime.bigint() - wallStart) / 1e9;
const cpuSeconds = (cpu.user + cpu.system) / 1e6;
const events = EVENTS_PER_PACKET * Number(packets);
// The document of the workload publishes checksums for this many packets only.
const expected = Number(packets) === 1_000_000 ? (CHECKSUMS[Number(sources)] ?? null) : null;
process.stdout.write(JSON.stringify({ checksum, expected, events, wallSeconds, cpuSeconds }));
