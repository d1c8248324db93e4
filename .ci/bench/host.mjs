/**
 * The simulated host: how long its start, each command at the prompt and 65,535 VFs take. Every round is a fresh
 * process; a goal counts by its median.
 */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { compile } from './compile.mjs';

/** Milliseconds. */
const A_COMMAND = 50;
const ALL_VFS = 1000;

/** @typedef {{ boot: number, lines: { line: string, ms: number, status: number }[], all: { ms: number, status: number }, listed: { ms: number, count: string } }} Measured */

/** @param {number[]} values */
const median = (values) => values.toSorted((p, q) => p - q)[values.length >> 1] ?? NaN;

/** @param {string} name @param {number[]} ms @param {number | null} goal */
function row(name, ms, goal) {
  const middle = median(ms);
  const met = goal === null || middle <= goal;
  const share = goal === null ? '' : `${(middle / goal).toFixed(2)} of the goal of ${goal} ms`;
  process.stdout.write(`${name.padEnd(70)}${middle.toFixed(1).padStart(8)} ms  ${share}\n`);
  return met;
}

/** @param {{ rounds: number, quick: boolean }} options @returns {Promise<boolean>} */
export async function run(options) {
  const rounds = options.rounds || (options.quick ? 3 : 7);
  const script = await compile('host', 'src/bench/host/once.ts');
  /** @type {Measured[]} */
  const results = [];
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await promisify(execFile)(process.execPath, [script]);
    results.push(JSON.parse(stdout));
  }
  const [first] = results;
  if (first === undefined) return false;
  process.stdout.write(
    `\nsimulated host: wall milliseconds, median of ${rounds} fresh processes\n\n`,
  );
  let met = row(
    'start with 63 VFs',
    results.map((r) => r.boot),
    null,
  );
  for (const [i, { line, status }] of first.lines.entries()) {
    if (status !== 0) throw new Error(`${line}: exit status ${String(status)}`);
    const ms = results.map((r) => r.lines[i]?.ms ?? NaN);
    met = row(line, ms, A_COMMAND) && met;
  }
  if (first.all.status !== 0) throw new Error('65,535 VFs were refused');
  met =
    row(
      '65,535 VFs switched on',
      results.map((r) => r.all.ms),
      ALL_VFS,
    ) && met;
  row(
    `lspci | wc -l of all ${first.listed.count}`,
    results.map((r) => r.listed.ms),
    null,
  );
  return met;
}
