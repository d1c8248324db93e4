/**
 * A simulated second of a 10 Gb/s wire full of the shortest frames (14.88 million), on path `sriov`: how long it takes
 * and what memory, in a fresh process. `send`: 32 VFs send and every frame arrives. `receive`: one VF is sent to
 * and what its guest does not keep up with is lost at its ring and counted.
 */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { compile } from './compile.mjs';

/** Seconds for a simulated second: of CPU time, all threads, because the machine may be shared. */
const GOAL_SECONDS = 60;
/** What a run holds at most, MiB. */
const GOAL_MB = 256;
const LOADS = ['send', 'receive'];

/** @typedef {{ wallSeconds: number, cpuSeconds: number, peakMB: number, heldMB: number, stopped: string | null, log: { cap: number, dropped: number }, packets: { delivered: number, dropped: Record<string, number> } }} Measured */

/** @param {string} line */
const print = (line) => process.stdout.write(`${line}\n`);

/** @param {number[]} values */
const median = (values) => values.toSorted((p, q) => p - q)[values.length >> 1] ?? NaN;

/** @param {{ rounds: number, quick: boolean }} options @returns {Promise<boolean>} */
export async function run(options) {
  const milliseconds = options.quick ? 100 : 1000;
  const rounds = options.rounds || 1;
  const script = await compile('line-rate', 'src/bench/line-rate/once.ts');
  print(`\nline rate: ${milliseconds} ms of 10 Gb/s at 64 bytes, path sriov, ${rounds} round(s)\n`);
  let met = true;
  for (const load of LOADS) {
    /** @type {Measured[]} */
    const results = [];
    for (let round = 0; round < rounds; round++) {
      const { stdout } = await promisify(execFile)(process.execPath, [
        script,
        load,
        String(milliseconds),
      ]);
      results.push(JSON.parse(stdout));
    }
    const [first] = results;
    if (first === undefined) return false;
    if (first.stopped !== null) throw new Error(`${load}: the run stopped: ${first.stopped}`);
    const perSecond = 1000 / milliseconds;
    const wall = median(results.map((r) => r.wallSeconds)) * perSecond;
    const cpu = median(results.map((r) => r.cpuSeconds)) * perSecond;
    const { delivered, dropped } = first.packets;
    const lost = Object.values(dropped).reduce((sum, n) => sum + n, 0);
    const million = (/** @type {number} */ n) => ((n / 1e6) * perSecond).toFixed(2);
    const reached = cpu <= GOAL_SECONDS && first.heldMB <= GOAL_MB;
    met &&= reached;
    print(
      `${load.padEnd(9)}${million(delivered + lost)} Mpps on the wire, ${million(delivered)} delivered, ${million(lost)} lost and counted`,
    );
    print(
      `${''.padEnd(9)}a simulated second: ${cpu.toFixed(1)} s of CPU time, ${(cpu / GOAL_SECONDS).toFixed(2)} of the goal of ${GOAL_SECONDS} s; ${wall.toFixed(1)} s by the clock`,
    );
    print(
      `${''.padEnd(9)}the run holds ${first.heldMB.toFixed(0)} MB of at most ${GOAL_MB}; peak memory of the process ${Math.max(...results.map((r) => r.peakMB)).toFixed(0)} MB: ${reached ? 'reached' : 'missed'}`,
    );
  }
  return met;
}
