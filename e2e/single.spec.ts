import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { ensureSingle, singleFile } from '../.ci/single.mjs';
import { TABS } from '../src/store/prefs';
import { atRest, cursor, dropFile, keyOf, saved } from './lab';
import { next, onStep, textOf } from './lessons';

// The page as it lies on a USB stick: one file, opened by double click, without a network.
test.use({ offline: true });

// One after the other: the one file is built once.
test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  await ensureSingle();
});

const stick = pathToFileURL(singleFile).href;

test('one file is the whole lab, from a disk and without a network', async ({ page }) => {
  test.setTimeout(90_000);
  const errors: string[] = [];
  const asked: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (said) => {
    if (said.type() === 'error') errors.push(said.text());
  });
  page.on('request', (request) => {
    if (!/^(?:file|blob|data):/u.test(request.url())) asked.push(request.url());
  });
  await page.goto(`${stick}?path=virtio&t=0s`);
  await atRest(page);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(() => cursor(page)).toBeGreaterThan(0);
  for (const view of TABS) {
    await page.keyboard.press(keyOf(view));
    await atRest(page);
    await expect(page.getByRole('main')).not.toContainText('could not be');
    // The terminal takes the keys for itself.
    if (view === 'terminal') await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('button', { name: 'English' }).click();
  await page.keyboard.press('1');
  await page.getByRole('button', { name: 'Files: open, save' }).click();
  const scenario = await saved(
    page,
    page.getByRole('button', { name: 'Save the scenario (JSON)' }).first(),
  );
  expect(JSON.parse(scenario)).toMatchObject({ vms: expect.any(Array) as unknown });
  // Names of cards, chapters of the manual and lessons are parts that a site loads when they are wanted.
  await page.goto(`${stick}?view=model,terminal&t=0s`);
  await atRest(page);
  await page.getByRole('textbox', { name: /Command line/u }).focus();
  await page.keyboard.type('lspci -s 3b:00.0');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('82599ES 10-Gigabit');
  await page.getByRole('button', { name: 'lspci: your host, this host' }).click();
  const dump = page.getByRole('dialog', { name: /^lspci/u });
  const text = await saved(page, dump.getByRole('button', { name: 'Save lspci -vvvxxxx' }));
  await dump.getByRole('button', { name: 'Close' }).click();
  await dropFile(page, 'host.txt', new TextEncoder().encode(text));
  await expect(dump.getByRole('row', { name: /3b:00\.0/u })).toContainText('82599ES');
  await page.goto(`${stick}?lesson=sharing&lang=zh`);
  const [first, second] = textOf('sharing', 'zh-CN').steps;
  if (first === undefined || second === undefined) throw new Error('the lesson has two steps');
  await onStep(page, first);
  await next(page, 'zh-CN').click();
  await onStep(page, second);
  await page.goto(`${stick}?view=sweep&t=0s`);
  await atRest(page);
  await page
    .getByRole('form', { name: 'What varies' })
    .getByRole('button', { name: /^Run/u })
    .click();
  await expect(page.locator('[data-point]').first()).toBeAttached({ timeout: 30_000 });
  // It keeps nothing in the browser, and says nothing of it.
  // The documentation may speak of it.
  expect(readFileSync(singleFile, 'utf8')).not.toMatch(/["'`]\.\/service-worker\.js/u);
  expect({ errors, asked }).toEqual({ errors: [], asked: [] });
});

test('the one file also runs in a sandbox, under its own policy', async ({ page }) => {
  const html = readFileSync(singleFile, 'utf8');
  expect(html).toContain("script-src 'sha256-");
  // The lines that it makes for course pages have one, as text.
  const markup = html.replace(/<script type="module">.*<\/script>/su, '');
  expect(markup).not.toMatch(/<script|\ssrc="(?!data:)/u);
  await page.setContent('<iframe sandbox="allow-scripts" width="1000" height="700"></iframe>');
  await page.locator('iframe').evaluate((frame: HTMLIFrameElement, text) => {
    frame.srcdoc = text;
  }, html);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 20_000 });
  await expect(frame.locator('[data-stage] svg').first()).toBeVisible();
  await expect(frame.locator('script[src], link[href]')).toHaveCount(0);
});
