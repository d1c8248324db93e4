// What the project depends on: pinned, whole, from one registry, under licences that allow it to be handed on, without known holes.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnv, npmCommand, root } from './setup.mjs';

/** @typedef {{ version?: string, integrity?: string, resolved?: string, license?: string, link?: boolean, hasInstallScript?: boolean }} Package */

/** All ask for their text to go along, MPL-2.0 for the way to the unchanged source too: `licenses.md` beside the page has both. */
const LICENSES = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'MPL-2.0',
]);
const PATIENCE_MS = 20_000;

/** @param {string} file @returns {any} */
const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

/**
 * What is wrong with the lists of packages themselves.
 * @param {Record<string, Record<string, string>>} manifest
 * @param {Record<string, Package>} locked
 */
export function faultsOf(manifest, locked) {
  const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
  const packages = Object.entries(locked).filter(([place]) => place !== '');
  /** @param {(found: Package) => boolean} isWrong */
  const where = (isWrong) =>
    packages.filter(([, each]) => !each.link && isWrong(each)).map(([place]) => place);
  /** @type {[what: string, wrong: string[]][]} */
  const faults = [
    [
      'not pinned to one version',
      Object.entries(asked)
        .filter(([, range]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(range))
        .map(([name, range]) => `${name}@${range}`),
    ],
    ['without the hash of its content', where((each) => !each.integrity?.startsWith('sha512-'))],
    // With an address it would come from there, whatever registry is set.
    ['from an address of its own', where((each) => each.resolved !== undefined)],
    ['runs a script when it is installed', where((each) => each.hasInstallScript === true)],
    [
      'under a licence that is not on the list',
      where(({ license = 'none' }) => !LICENSES.has(license)),
    ],
  ];
  return faults;
}

/**
 * Known holes of what is shipped, as the registry tells them; or why it does not.
 * @returns {{ holes: string[] } | { silent: string }}
 */
function askRegistry() {
  const [command = 'npm', ...first] = npmCommand();
  const args = [...first, 'audit', '--omit=dev', '--json', '--fetch-retries=0'];
  const { stdout, error } = spawnSync(command, args, {
    cwd: root,
    env: cleanEnv(),
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (error) return { silent: error.message };
  /** @type {{ vulnerabilities?: Record<string, { severity: string }>, message?: string, error?: { summary?: string } }} */
  let told;
  try {
    told = JSON.parse(stdout);
  } catch {
    return { silent: 'npm audit gave no report' };
  }
  if (told.vulnerabilities === undefined) {
    return { silent: told.message ?? told.error?.summary ?? 'npm audit gave no report' };
  }
  const holes = Object.entries(told.vulnerabilities)
    .filter(([, { severity }]) => severity === 'high' || severity === 'critical')
    .map(([name, { severity }]) => `${name}: ${severity}`);
  return { holes };
}

/** @returns {{ passed: number, failed: number, why?: string }} */
export function audit() {
  let passed = 0;
  let failed = 0;
  /** @param {string} what @param {string[]} wrong */
  const count = (what, wrong) => {
    if (wrong.length === 0) passed += 1;
    else {
      failed += 1;
      console.log(`${what}: ${wrong.join(', ')}`);
    }
  };
  const faults = faultsOf(read('package.json'), read('package-lock.json').packages);
  for (const [what, wrong] of faults) count(what, wrong);
  const told = askRegistry();
  if ('holes' in told) {
    count('known to be unsafe', told.holes);
    return { passed, failed };
  }
  // Neither good nor bad: it was not looked at, and that is said.
  return { passed, failed, why: `known holes were not looked up: ${told.silent}` };
}
