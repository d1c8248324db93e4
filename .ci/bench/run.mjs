/**
 * `npm run bench -- [NAME]... [options]`: runs the benchmarks named (all of them without a name). A benchmark
 * is a module here that exports `run(options)` and returns whether its goals are met.
 */
import process from 'node:process';

const BENCHMARKS = ['packet-chain', 'line-rate', 'stage', 'host', 'sweep', 'embed'];

const USAGE = `usage: npm run bench -- [${BENCHMARKS.join('|')}] [--packets N] [--rounds R] [--quick]`;

/**
 * @param {string[]} args
 * @returns {{ names: string[], packets: number, rounds: number, quick: boolean }}
 */
function parse(args) {
  const options = { names: /** @type {string[]} */ ([]), packets: 0, rounds: 0, quick: false };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--quick') options.quick = true;
    else if (arg === '--packets' || arg === '--rounds') {
      const value = Number(args[++i]);
      if (!Number.isSafeInteger(value) || value < 1)
        throw new Error(`${arg} takes a whole number ≥ 1`);
      options[arg === '--packets' ? 'packets' : 'rounds'] = value;
    } else if (BENCHMARKS.includes(arg)) options.names.push(arg);
    else throw new Error(`unknown argument ${arg}`);
  }
  if (options.names.length === 0) options.names = BENCHMARKS;
  return options;
}

try {
  const options = parse(process.argv.slice(2));
  for (const name of options.names) {
    const { run } = await import(`./${name}.mjs`);
    if (!(await run(options))) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
  process.exitCode = 2;
}
