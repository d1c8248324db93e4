/**
 * Events per CPU second of our kernel (every hop recorded), of closures in tinyqueue and of simjs, on the
 * workload "packet chain". Every measurement is a fresh process; rounds go round the engines, so that a
 * ratio compares neighbours in time.
 */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { compile } from './compile.mjs';

const SOURCES = /** @type {const} */ ([1, 16, 256]);
/** Kernel over closures, by number of sources. */
const GOALS = { 1: 1.8, 16: 2.5, 256: 4.5 };
const WARM_UP = 20_000;
/** simjs is ten times slower: a tenth of the packets measures as well. */
const ENGINES = [
  { name: 'closures', label: 'closures + tinyqueue', share: 1, warmUp: WARM_UP },
  { name: 'kernel', label: 'kernel, recording', share: 1, warmUp: WARM_UP },
  { name: 'simjs', label: 'simjs 2.0.3', share: 0.1, warmUp: 2_000 },
];

/** @typedef {{ checksum: string, expected: string | null, events: number, cpuSeconds: number }} Measured */

/** @param {string} script @param {(string | number)[]} args @returns {Promise<Measured>} */
async function measure(script, args) {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [script, ...args.map(String)]);
  return JSON.parse(stdout);
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((p, q) => p - q);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}

/** @param {string} line */
const print = (line) => process.stdout.write(`${line}\n`);

/** @param {{ packets: number, rounds: number, quick: boolean }} options @returns {Promise<boolean>} */
export async function run(options) {
  const packets = options.packets || (options.quick ? 200_000 : 1_000_000);
  const rounds = options.rounds || (options.quick ? 3 : 7);
  const script = await compile('packet-chain', 'src/bench/packet-chain/once.ts');
  print(
    `packet chain: ${packets} packets, ${rounds} interleaved rounds, million events per CPU second,`,
  );
  print('median; in brackets the median ratio to closures + tinyqueue in the same round\n');
  print(`${'sources'.padEnd(10)}${ENGINES.map((e) => e.label.padEnd(24)).join('')}goal`);

  let met = true;
  for (const sources of SOURCES) {
    /** @type {number[][]} */
    const rates = ENGINES.map(() => []);
    /** @type {Map<number, string>} */
    const checksums = new Map();
    for (let round = 0; round < rounds; round++) {
      for (const [i, engine] of ENGINES.entries()) {
        const n = Math.max(1, Math.round(packets * engine.share));
        const result = await measure(script, [engine.name, sources, n, engine.warmUp]);
        const expected = result.expected ?? checksums.get(n) ?? result.checksum;
        checksums.set(n, expected);
        if (result.checksum !== expected) {
          throw new Error(
            `${engine.name}, S = ${sources}: ${result.checksum}, expected ${expected}`,
          );
        }
        rates[i]?.push(result.events / result.cpuSeconds / 1e6);
      }
    }
    // simjs runs fewer packets: our kernel vouches for that number, untimed.
    for (const [n, expected] of checksums) {
      const { checksum } = await measure(script, ['kernel', sources, n, 1]);
      if (checksum !== expected)
        throw new Error(`S = ${sources}, N = ${n}: ${expected}, kernel ${checksum}`);
    }
    const base = rates[0] ?? [];
    const ratios = rates.map((of) => median(of.map((rate, round) => rate / (base[round] ?? NaN))));
    const cells = rates.map((of, i) => {
      return `${median(of).toFixed(2)} (${(ratios[i] ?? NaN).toFixed(2)})`.padEnd(24);
    });
    const reached = (ratios[1] ?? 0) >= GOALS[sources];
    met &&= reached;
    print(
      `${`S = ${sources}`.padEnd(10)}${cells.join('')}≥ ${GOALS[sources]} ${reached ? 'reached' : 'missed'}`,
    );
  }
  const known = packets === 1_000_000 ? 'the published ones' : 'the same for all engines';
  print(`\nchecksums: ${known}`);
  return met;
}
