import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { writeOfflineWorker } from '../.ci/offline.mjs';
import { root } from '../.ci/setup.mjs';
import { TABS } from '../src/store/prefs';
import { atRest, keyOf, violations } from './lab';
import { next, onStep, textOf } from './lessons';

// The built page below a folder of a site that goes away, and comes back with a newer version.

test.use({ serviceWorkers: 'allow' });

const FOLDER = '/courses/lab/';
const THREADS = ['lesson-desk', 'reference', 'sim', 'sweep'];
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

let folder = '';
let served = '';
let isDown = false;
/** What was asked for while the site was away. */
let missed: string[] = [];

const site = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (isDown) {
    missed.push(pathname);
    request.socket.destroy();
    return;
  }
  const name = pathname.slice(FOLDER.length) || 'index.html';
  try {
    if (!pathname.startsWith(FOLDER)) throw new Error('another part of the site');
    const content = readFileSync(join(served, name));
    response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'text/plain' });
    response.end(content);
  } catch {
    response.writeHead(404, { 'content-type': 'text/html' }).end('not here');
  }
});

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sriov-lab-offline-'));
  await new Promise<void>((settle) => site.listen(0, '127.0.0.1', settle));
});
test.afterAll(() => {
  site.close();
  rmSync(folder, { recursive: true, force: true });
});
test.beforeEach(() => {
  served = join(root, 'dist');
  isDown = false;
  missed = [];
});

const address = (query = '') =>
  `http://127.0.0.1:${String((site.address() as AddressInfo).port)}${FOLDER}${query}`;

/** The first visit, up to the moment at which the page says that it needs no network any more. */
async function visit(page: Page, query: string): Promise<void> {
  await page.goto(address(query));
  await atRest(page);
  await expect(page.getByRole('heading', { name: /opens offline, too/u })).toBeVisible({
    timeout: 30_000,
  });
}

/** The files of the copy, by their names in the folder. */
async function keptBy(page: Page): Promise<readonly string[]> {
  const urls = await page.evaluate(async () => {
    const names = await caches.keys();
    const all = names.map(async (name) => (await caches.open(name)).keys());
    return (await Promise.all(all)).flat().map(({ url }) => url);
  });
  return urls.map((url) => new URL(url).pathname.slice(FOLDER.length));
}

function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (said) => {
    if (said.type() === 'error') errors.push(said.text());
  });
  return errors;
}

test('after one visit everything opens without the site, in the same page and after a reload', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const errors = errorsOf(page);
  await visit(page, '?t=0s');
  // Every part but the twins of the threads, which pages without an origin start instead.
  const kept = new Set(await keptBy(page));
  const left = readdirSync(join(root, 'dist', 'assets')).filter(
    (name) => !kept.has(`assets/${name}`),
  );
  expect(left.map((name) => name.replace(/\.worker-.*$/u, ''))).toEqual(THREADS);
  isDown = true;
  // In the page that is open: nothing of this was loaded yet.
  await page.getByRole('button', { name: 'Glossary' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('button', { name: 'English' }).click();
  for (const view of TABS) {
    await page.keyboard.press(keyOf(view));
    await atRest(page);
    if (view === 'terminal') await page.keyboard.press('Escape');
  }
  // Threads that are started when they are needed.
  await page.goto(address('index.html?view=sweep&t=0s&path=virtio'));
  await atRest(page);
  await page
    .getByRole('form', { name: 'What varies' })
    .getByRole('button', { name: /^Run/u })
    .click();
  await expect(page.locator('[data-point]').first()).toBeAttached({ timeout: 30_000 });
  await page.goto(address('?lesson=vm-exit'));
  await page.getByRole('button', { name: /^Handout/u }).click();
  await expect(page.locator('[data-handout]')).toHaveAttribute('data-handout', 'made', {
    timeout: 30_000,
  });
  await page.goto(address('?view=model,terminal&t=0s'));
  await atRest(page);
  await page.getByRole('textbox', { name: /Command line/u }).focus();
  await page.keyboard.type('lspci -s 3b:00.0');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('82599ES 10-Gigabit');
  await page.goto(address('?lesson=sharing&lang=zh'));
  const text = textOf('sharing', 'zh-CN');
  for (const step of text.steps.slice(0, 2)) {
    await onStep(page, step);
    await next(page, 'zh-CN').click();
  }
  const [third] = text.steps.slice(2);
  if (third !== undefined) await onStep(page, third);
  expect(errors.filter((said) => !/ERR_/u.test(said))).toEqual([]);
  // The worker's own script, for which a browser asks at each visit, and the manifest.
  expect(missed.filter((name) => !/service-worker\.js$|manifest\.json$/u.test(name))).toEqual([]);
});

test('the page can be installed; embeds keep nothing, and they and other pages are not answered in the site’s stead', async ({
  page,
}) => {
  test.setTimeout(60_000);
  const workers = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  await page.goto(address('?embed=1&t=0s'));
  await atRest(page);
  expect(await workers()).toBe(0);
  await visit(page, '?t=0s');
  expect(await workers()).toBe(1);

  const browser = await page.context().newCDPSession(page);
  const { errors } = await browser.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
  // The browser of a test keeps nothing, which is its only objection.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);
  // For that reason it makes no offer of its own either.
  await page.evaluate(() => {
    const prompt = () => Promise.resolve(document.documentElement.setAttribute('data-asked', ''));
    const offer = new Event('beforeinstallprompt', { cancelable: true });
    window.dispatchEvent(Object.assign(offer, { prompt }));
  });
  await page.getByRole('button', { name: 'Files: open, save' }).click();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Install the lab as an app …' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-asked', '');
  await expect(page.getByRole('button', { name: /^Install the lab/u })).toHaveCount(0);

  const other = await page.goto(address('week-1.html'));
  expect(other?.status()).toBe(404);
  const old = await page.goto(address('?embed=1&t=0s'));
  expect(old?.fromServiceWorker()).toBe(true);
  served = await newer();
  await page.goto(address('?embed=1&t=0s'));
  await expect(page.locator('meta[name="edition"]')).toHaveAttribute('content', '2');
  isDown = true;
  await page.goto(address('?embed=1&t=0s'));
  await atRest(page);
});

test('a newer version is offered, waits, and takes over when it is asked to', async ({ page }) => {
  test.setTimeout(90_000);
  await visit(page, '?lesson=sharing');
  const text = textOf('sharing', 'en');
  const [first, second] = text.steps;
  if (first === undefined || second === undefined) throw new Error('the lesson has two steps');
  await onStep(page, first);
  await next(page, 'en').click();
  await onStep(page, second);
  await expect(page).toHaveURL(new RegExp(`step=${second.id}`, 'u'));
  served = await newer();
  const files = async () => (await keptBy(page)).filter((name) => /\/Plot-/u.test(name));
  const before = await files();
  expect(before).toHaveLength(2);
  await page.reload();
  const offer = page.getByRole('region', { name: /newer version/u });
  await expect(offer).toBeVisible({ timeout: 30_000 });
  // The old one goes on, with what it has.
  await onStep(page, second);
  await expect(page.locator('meta[name="edition"]')).toHaveCount(0);
  await expect.poll(files).toHaveLength(3);
  const url = page.url();
  const other = await page.context().newPage();
  await other.goto(address('?t=0s'));
  const offerThere = other.getByRole('region', { name: /newer version/u });
  await expect(offerThere).toBeVisible({ timeout: 15_000 });
  await offer.getByRole('button', { name: 'Reload with the newer version' }).click();
  await expect(page.locator('meta[name="edition"]')).toHaveAttribute('content', '2', {
    timeout: 15_000,
  });
  await onStep(page, second);
  expect(page.url()).toBe(url);
  const after = await files();
  expect(after).toHaveLength(2);
  expect(after).not.toEqual(before);
  await expect(offer).toHaveCount(0);
  // Another window is not taken by surprise.
  await expect(other.locator('meta[name="edition"]')).toHaveCount(0);
  await offerThere.getByRole('button', { name: 'Reload with the newer version' }).click();
  await expect(other.locator('meta[name="edition"]')).toHaveCount(1, { timeout: 15_000 });
});

let made = '';

/** Another build: the page says which, and one of its parts goes by a new name. */
async function newer(): Promise<string> {
  if (made !== '') return made;
  const copy = join(folder, 'newer');
  cpSync(join(root, 'dist'), copy, { recursive: true });
  const index = join(copy, 'index.html');
  const html = readFileSync(index, 'utf8');
  writeFileSync(index, html.replace('<head>', '<head><meta name="edition" content="2">'));
  const assets = join(copy, 'assets');
  const style = readdirSync(assets).find((name) => /^Plot-.*\.css$/u.test(name));
  if (style === undefined) throw new Error('the charts have a style sheet');
  const renamed = style.replace('.css', '2.css');
  renameSync(join(assets, style), join(assets, renamed));
  for (const name of readdirSync(assets).filter((each) => each.endsWith('.js'))) {
    const code = readFileSync(join(assets, name), 'utf8');
    if (code.includes(style)) writeFileSync(join(assets, name), code.replaceAll(style, renamed));
  }
  await writeOfflineWorker(copy);
  made = copy;
  return copy;
}
