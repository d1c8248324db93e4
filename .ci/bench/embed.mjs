/**
 * Ten labs in a course page against one, in headless Chromium: until nothing moves any more, what was fetched, the heap of the
 * page with its frames, and how many threads run. Rounds alternate, so that a ratio compares neighbours in time.
 */
import process from 'node:process';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { browserFlags, findBrowser } from '../browser.mjs';
import { build, isBuilt } from '../build.mjs';

const MANY = 10;
/** Ten over one. A frame near the screen is fetched before it is seen, but it starts nothing. */
const GOALS = { quietMs: 2, heapMB: 3, requests: null, threads: null };

/** @typedef {{ quietMs: number, requests: number, heapMB: number, threads: number, seen: number }} Measured */

/** @param {number[]} values */
const median = (values) => values.toSorted((p, q) => p - q)[values.length >> 1] ?? NaN;

/** @param {string} line */
const print = (line) => process.stdout.write(`${line}\n`);

/** A course page of the lab's own site, so that its frames share its heap. @param {number} labs */
const course = (labs) =>
  `<!doctype html><title>Course</title><script src="./embed.js"></script>${'<sriov-lab path="sriov" t="0s" height="600"></sriov-lab><p>Words.</p>'.repeat(labs)}`;

/**
 * @param {import('@playwright/test').Browser} browser @param {string} url @param {number} labs
 * @returns {Promise<Measured>}
 */
async function measure(browser, url, labs) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    serviceWorkers: 'block',
  });
  try {
    const page = await context.newPage();
    let requests = 0;
    page.on('request', () => {
      requests += 1;
    });
    await page.route('**/course.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: course(labs) }),
    );
    const begun = performance.now();
    await page.goto(`${url}course.html`);
    const first = page.locator('sriov-lab').first().locator('iframe').contentFrame();
    await first.locator('html[data-idle="true"]').waitFor({ timeout: 60_000 });
    await page.waitForLoadState('networkidle');
    const quietMs = performance.now() - begun;
    const seen = await page.evaluate(
      () =>
        [...document.querySelectorAll('sriov-lab')].filter(
          (lab) => lab.getBoundingClientRect().top < innerHeight,
        ).length,
    );
    const session = await context.newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    await session.send('Performance.enable');
    const { metrics } = await session.send('Performance.getMetrics');
    const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN;
    return { quietMs, requests, heapMB: heap / 1e6, threads: page.workers().length, seen };
  } finally {
    await context.close();
  }
}

/** @param {{ rounds: number, quick: boolean }} options @returns {Promise<boolean>} */
export async function run(options) {
  if (!isBuilt()) await build({ quiet: true });
  const rounds = options.rounds || (options.quick ? 3 : 7);
  const server = await preview({ logLevel: 'silent', preview: { port: 4801 } });
  const executablePath = findBrowser(() => chromium.executablePath());
  if (!executablePath)
    throw new Error('no Chromium found: npm test installs one, BROWSER_PATH names one');
  const browser = await chromium.launch({ executablePath, args: [...browserFlags] });
  try {
    const url = server.resolvedUrls?.local[0] ?? '';
    /** @type {{ one: Measured, ten: Measured }[]} */
    const pairs = [];
    for (let round = 0; round < rounds; round++) {
      const one = await measure(browser, url, 1);
      pairs.push({ one, ten: await measure(browser, url, MANY) });
    }
    print(`\nembed: ${MANY} labs in a page over one, median of ${rounds} rounds side by side\n`);
    let met = true;
    for (const key of /** @type {const} */ (['quietMs', 'requests', 'heapMB', 'threads'])) {
      const ratio = median(pairs.map(({ one, ten }) => ten[key] / one[key]));
      const goal = GOALS[key];
      const reached = goal === null || ratio <= goal;
      met &&= reached;
      const said = goal === null ? '' : `≤ ${goal} ${reached ? 'reached' : 'missed'}`;
      print(`  ${key.padEnd(10)}${ratio.toFixed(2).padStart(6)}  ${said}`);
    }
    // One thread for each lab on the screen, none for those below it.
    const unseen = Math.max(
      ...pairs.map(({ one, ten }) => ten.threads - (one.threads / one.seen) * ten.seen),
    );
    print(`  threads of labs that nobody has seen: ${unseen}`);
    return met && unseen <= 0;
  } finally {
    await browser.close();
    await server.close();
  }
}
