/**
 * A learner's sweep in headless Chromium: 8 paths × 6 sizes × 5 guest counts on as many threads as the page takes. Two
 * figures from pressing the button: until the first point is drawn, and until all 240 are computed.
 */
import { cpus } from 'node:os';
import process from 'node:process';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { browserFlags, findBrowser } from '../browser.mjs';
import { build, isBuilt } from '../build.mjs';

const FIRST_MS = 1_000;
const ALL_MS = 20_000;
const POINTS = 240;

/** @param {string} line */
const print = (line) => process.stdout.write(`${line}\n`);

/** @returns {Promise<boolean>} */
export async function run() {
  if (!isBuilt()) await build({ quiet: true });
  const server = await preview({ logLevel: 'silent', preview: { port: 4801 } });
  const executablePath = findBrowser(() => chromium.executablePath());
  if (!executablePath)
    throw new Error('no Chromium found: npm test installs one, BROWSER_PATH names one');
  const browser = await chromium.launch({ executablePath, args: [...browserFlags] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    const url = server.resolvedUrls?.local[0] ?? '';
    await page.goto(`${url}?view=sweep&t=0s`);
    await page.waitForSelector('html[data-idle="true"]', { timeout: 60_000 });
    await page.waitForSelector('main form');
    const { first, all, points, threads } = await page.evaluate(sweepInPage);
    print(
      `sweep: ${points} points, ${threads} hardware threads in the browser, ${cpus().length} CPUs`,
    );
    print(
      `  first point drawn  ${(first / 1000).toFixed(2)} s   ${(first / FIRST_MS).toFixed(2)} of the goal`,
    );
    print(
      `  all points         ${(all / 1000).toFixed(2)} s   ${(all / ALL_MS).toFixed(2)} of the goal`,
    );
    const reached = first <= FIRST_MS && all <= ALL_MS && points === POINTS;
    print(`  goal: ${FIRST_MS / 1000} s and ${ALL_MS / 1000} s: ${reached ? 'reached' : 'missed'}`);
    return reached;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Runs in the page. */
function sweepInPage() {
  /** @type {HTMLButtonElement | null} */
  const button = document.querySelector('main form button[type="submit"]');
  return new Promise(
    (
      /** @type {(r: { first: number, all: number, points: number, threads: number }) => void} */ resolve,
    ) => {
      const began = performance.now();
      let first = 0;
      const look = () => {
        const now = performance.now() - began;
        if (first === 0 && document.querySelector('main [data-point]') !== null) first = now;
        const bar = document.querySelector('main progress');
        if (bar instanceof HTMLProgressElement && bar.max > 1 && bar.value === bar.max) {
          resolve({ first, all: now, points: bar.max, threads: navigator.hardwareConcurrency });
        } else requestAnimationFrame(look);
      };
      button?.click();
      look();
    },
  );
}
