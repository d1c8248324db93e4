// Where a Chromium to test with is found, and how it is started. No dependency of its own.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env, platform } from 'node:process';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** Fixed places of the systems whose browsers are not on PATH. */
function installedPlaces() {
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  }
  if (platform !== 'win32') return [];
  const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
  const tails = [
    'Google\\Chrome\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ];
  return roots.flatMap((root) => (root ? tails.map((tail) => join(root, tail)) : []));
}

/** A system Chrome, Chromium or Edge; undefined if there is none. */
export function systemBrowser() {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  // On Ubuntu a chromium on PATH may be a stub that only tells to install a snap; /snap holds the real one.
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...installedPlaces()].find((file) => existsSync(file));
}

/**
 * BROWSER_PATH, else Playwright's own download, else a system browser.
 * @param {() => string} playwrightOwn
 */
export function findBrowser(playwrightOwn) {
  if (env.BROWSER_PATH) {
    if (existsSync(env.BROWSER_PATH)) return env.BROWSER_PATH;
    throw new Error(`BROWSER_PATH names no file: ${env.BROWSER_PATH}`);
  }
  const own = playwrightOwn();
  return own && existsSync(own) ? own : systemBrowser();
}

/** FIREFOX_PATH, else Debian's firefox-esr; undefined if there is none: then nothing is tested in it. */
export function findFirefox() {
  if (env.FIREFOX_PATH) {
    if (existsSync(env.FIREFOX_PATH)) return env.FIREFOX_PATH;
    throw new Error(`FIREFOX_PATH names no file: ${env.FIREFOX_PATH}`);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, 'firefox-esr')).find((file) => existsSync(file));
}

export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
