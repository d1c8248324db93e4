// npm test: every check of the project, one after the other; a failing one does not hide the next.
// The last line printed is `N passed, N failed`; the exit status is 1 if anything failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { cleanEnv, root, say, setup, SetupError } from './setup.mjs';

/** @typedef {{ passed: number, failed: number, why?: string }} Count */

const temp = mkdtempSync(join(tmpdir(), 'sriov-lab-test-'));
const env = cleanEnv();

/**
 * @param {string} script path below node_modules
 * @param {string[]} args
 * @param {Record<string, string>} [extra]
 */
function runTool(script, args, extra = {}) {
  const { status, error, signal } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', script), ...args],
    { cwd: root, env: { ...env, ...extra }, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (error) console.log(error.message);
  if (signal) console.log(`ended by ${signal}`);
  return status === 0;
}

/** @param {boolean} ok @returns {Count} */
const one = (ok) => (ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** @param {string} file @returns {any} */
const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/**
 * A runner that ends badly although no test did (a crash, an unhandled error, no tests at all) fails too.
 * @param {Count} count
 * @param {boolean} exitedWell
 * @returns {Count}
 */
function honest(count, exitedWell) {
  if (count.failed > 0) return count;
  if (!exitedWell) return { ...count, failed: 1, why: 'the runner failed outside of its tests' };
  return count.passed === 0 ? { passed: 0, failed: 1, why: 'no test was found' } : count;
}

/** @returns {Count} */
function unit() {
  const file = join(temp, 'unit.json');
  const ok = runTool('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = readJson(file);
  if (report === undefined) return { passed: 0, failed: 1, why: 'vitest wrote no report' };
  // A test file that cannot even be loaded has no tests to fail.
  const unloadable = report.testResults.filter(
    (/** @type {any} */ suite) =>
      suite.status === 'failed' &&
      !suite.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  ).length;
  return honest({ passed: report.numPassedTests, failed: report.numFailedTests + unloadable }, ok);
}

/** @param {string} browser @returns {Count} */
function e2e(browser) {
  const file = join(temp, 'e2e.json');
  const ok = runTool('@playwright/test/cli.js', ['test', '--reporter=line,json'], {
    BROWSER_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const report = readJson(file);
  if (report === undefined) return { passed: 0, failed: 1, why: 'playwright wrote no report' };
  const { expected, unexpected, flaky } = report.stats;
  return honest({ passed: expected + flaky, failed: unexpected }, ok);
}

/** @returns {Promise<Count>} */
async function buildPage() {
  const { build } = await import('./build.mjs');
  await build({ quiet: true });
  return one(true);
}

/** @returns {Promise<Count>} */
async function size() {
  const { checkSize } = await import('./size.mjs');
  return one(checkSize());
}

/** @returns {Promise<Count>} */
async function dependencies() {
  const { audit } = await import('./audit.mjs');
  return audit();
}

async function main() {
  /** @type {string | undefined} */
  let browser;
  let noBrowser = '';
  try {
    await setup();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.log(error.message);
    return [{ name: 'setup', passed: 0, failed: 1, why: 'the packages could not be installed' }];
  }
  try {
    ({ browser } = await setup({ browser: true }));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    noBrowser = error.message;
    console.log(error.message);
  }
  if (browser) say(`Browser for the tests: ${browser}`);

  let built = false;
  /** @type {[string, () => Count | Promise<Count>][]} */
  const stages = [
    ['types', () => one(runTool('typescript/bin/tsc', ['-b']))],
    ['lint', () => one(runTool('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']))],
    [
      'format',
      () => one(runTool('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.'])),
    ],
    ['dead code', () => one(runTool('knip/bin/knip.js', ['--no-progress']))],
    ['dependencies', dependencies],
    ['unit', unit],
    [
      'build',
      async () => {
        const count = await buildPage();
        built = true;
        return count;
      },
    ],
    ['size', () => (built ? size() : { passed: 0, failed: 1, why: 'there is no build' })],
    [
      'e2e',
      () => {
        if (!built) return { passed: 0, failed: 1, why: 'there is no build' };
        return browser ? e2e(browser) : { passed: 0, failed: 1, why: noBrowser };
      },
    ],
  ];

  /** @type {(Count & { name: string })[]} */
  const results = [];
  for (const [name, stage] of stages) {
    say(name);
    const began = performance.now();
    /** @type {Count} */
    let count;
    try {
      count = await stage();
    } catch (error) {
      console.log(/** @type {Error} */ (error).message);
      count = { passed: 0, failed: 1, why: 'it could not run' };
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const why = count.why ? ` (${count.why})` : '';
    say(
      `${name}: ${String(count.passed)} passed, ${String(count.failed)} failed${why}, ${seconds} s`,
    );
    results.push({ name, ...count });
  }
  return results;
}

/** @type {(Count & { name: string })[]} */
let results;
try {
  results = await main();
} catch (error) {
  console.log(/** @type {Error} */ (error).stack ?? String(error));
  results = [{ name: 'npm test itself', passed: 0, failed: 1 }];
} finally {
  rmSync(temp, { recursive: true, force: true });
}
const passed = results.reduce((sum, count) => sum + count.passed, 0);
const failed = results.reduce((sum, count) => sum + count.failed, 0);
const bad = results.filter((count) => count.failed > 0).map((count) => count.name);
if (bad.length > 0) say(`Failed: ${bad.join(', ')}`);
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = failed > 0 ? 1 : 0;
