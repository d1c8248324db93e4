// Makes a clone ready to run: the packages of package-lock.json and, with --browser, a Chromium and a
// Chinese font to test with. Fast when nothing is to do. Must run before any package is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findBrowser, systemBrowser } from './browser.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Something the person at the keyboard must hear about, in words; no stack trace. */
export class SetupError extends Error {}

/** @param {string} message */
export const say = (message) => console.log(`• ${message}`);

/**
 * The environment for tools started from an npm script: without the outer npm's own settings, which
 * would change what an inner `npm ci` installs (--omit=dev, --ignore-scripts, NODE_ENV=production …).
 */
export function cleanEnv() {
  const inherited = Object.entries(process.env).filter(([name]) => {
    const key = name.toLowerCase();
    if (key === 'node_env' || key === 'init_cwd') return false;
    if (/^npm_(lifecycle|package|command)/.test(key)) return false;
    return !/^npm_config_(omit|include|production|only|optional|also|dry_run|global|location|prefix|local_prefix|workspace|workspaces|include_workspace_root|ignore_scripts|package_lock|package_lock_only)$/.test(
      key,
    );
  });
  return Object.fromEntries(inherited);
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, peer?: boolean, link?: boolean, devOptional?: boolean }} Locked */

/**
 * @param {string} file
 * @returns {Record<string, Locked>}
 */
function lockedPackages(file) {
  /** @type {{ packages?: Record<string, Locked> }} */
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const { '': _root, ...packages } = lock.packages ?? {};
  return packages;
}

/** Why the installed packages do not match the lock file; undefined if they do. */
export function staleReason() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return 'the packages are not installed yet';
  const want = lockedPackages(join(root, 'package-lock.json'));
  const have = lockedPackages(installed);
  for (const [place, wanted] of Object.entries(want)) {
    const found = have[place];
    if (found === undefined) {
      // Native packages of other systems and unused peers are rightly absent.
      if (wanted.optional || wanted.devOptional || wanted.peer) continue;
      return `${place} is missing`;
    }
    if (found.version !== wanted.version || found.integrity !== wanted.integrity) {
      return `${place} is another version`;
    }
    if (!existsSync(join(root, place))) return `${place} was deleted`;
  }
  const extra = Object.keys(have).find((place) => want[place] === undefined);
  return extra === undefined ? undefined : `${extra} is not in package-lock.json`;
}

/** @param {number} ms */
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/**
 * Two first runs in one clone must not install over each other.
 * @param {() => void} work
 */
function underLock(work) {
  const id = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const lock = join(tmpdir(), `sriov-lab-setup-${id}`);
  const owner = join(lock, 'pid');
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      if (waited === 0) say('Another setup of this clone is running; waiting for it.');
      if (!isHeld(lock, owner)) rmSync(lock, { recursive: true, force: true });
      else sleep(500);
    }
  }
  try {
    writeFileSync(owner, String(process.pid));
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/**
 * @param {string} lock
 * @param {string} owner
 */
function isHeld(lock, owner) {
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0);
    return true;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EPERM') return true;
    // The folder is there and the pid not yet: give its maker a moment.
    return code === 'ENOENT' && existsSync(lock) && Date.now() - statSync(lock).mtimeMs < 5_000;
  }
}

/** npm by its own script where known, so that neither PATH nor a shell matters. */
export function npmCommand() {
  const script = [
    process.env.npm_execpath,
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  return script === undefined ? ['npm'] : [process.execPath, script];
}

function installPackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupError(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  }
  if (staleReason() === undefined) return;
  underLock(() => {
    const reason = staleReason();
    if (reason === undefined) return;
    say(`Installing the packages (${reason}); the first time takes some seconds …`);
    const [command = 'npm', ...first] = npmCommand();
    const args = [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
    const { status, error } = spawnSync(command, args, {
      cwd: root,
      env: cleanEnv(),
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: command === 'npm' && process.platform === 'win32',
    });
    if (status !== 0) {
      throw new SetupError(
        `npm could not install the packages${error ? ` (${error.message})` : ''}. Is there a network? The lines above say more.`,
      );
    }
    say('Packages installed.');
  });
}

function isDebian() {
  if (process.platform !== 'linux' || !existsSync('/etc/os-release')) return false;
  // Not Ubuntu: its chromium package is a stub for a snap.
  return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** @param {string} name */
function isOnPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

/** @param {string[]} packages */
function aptInstall(packages) {
  if (!isDebian() || process.getuid?.() !== 0 || !isOnPath('apt-get')) return false;
  say(`Installing ${packages.join(', ')} with apt-get …`);
  const env = { ...cleanEnv(), DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', ...packages],
  ]) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (status !== 0) {
      say(
        `apt-get ${args[0] ?? ''} failed: ${`${stdout}${stderr}`.trim().split('\n').slice(-3).join(' | ')}`,
      );
      return false;
    }
  }
  return true;
}

function ensureChineseFont() {
  if (process.platform !== 'linux' || !isOnPath('fc-list')) return;
  const { stdout } = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  if (stdout.trim() !== '' || aptInstall(['fonts-wqy-microhei'])) return;
  say('No Chinese font was found: tests run, but Chinese text in their pictures shows as boxes.');
}

/** The real lspci judges our dumps; where it is not Debian's, those tests say that they are skipped. */
function ensurePciutils() {
  if (process.platform !== 'linux' || isOnPath('lspci')) return;
  if (!aptInstall(['pciutils'])) say('No lspci was found: tests that compare with it are skipped.');
}

/** @returns {Promise<string>} the browser's executable */
async function ensureBrowser() {
  const { chromium } = await import('@playwright/test');
  const find = () => findBrowser(() => chromium.executablePath());
  let found;
  try {
    found = find();
  } catch (error) {
    throw new SetupError(/** @type {Error} */ (error).message);
  }
  if (found !== undefined) return found;

  say('No Chromium, Chrome or Edge found; trying to download one with Playwright …');
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const { status } = spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    cwd: root,
    env: cleanEnv(),
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: 300_000,
  });
  const downloaded = status === 0 ? find() : undefined;
  if (downloaded !== undefined) return downloaded;

  say('The download did not work.');
  if (aptInstall(['chromium', 'fonts-wqy-microhei'])) {
    const installed = systemBrowser();
    if (installed !== undefined) return installed;
  }
  throw new SetupError(
    'The browser tests need Chromium, Chrome or Edge. Install one, or set BROWSER_PATH to its program, and run again.',
  );
}

/**
 * @param {{ browser?: boolean }} [want]
 * @returns {Promise<{ browser: string | undefined }>}
 */
export async function setup({ browser = false } = {}) {
  installPackages();
  if (!browser) return { browser: undefined };
  const found = await ensureBrowser();
  ensureChineseFont();
  ensurePciutils();
  return { browser: found };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const { browser } = await setup({ browser: process.argv.includes('--browser') });
    if (browser) say(`Browser for the tests: ${browser}`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
