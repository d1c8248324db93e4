import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test, type Download, type Locator, type Page } from '@playwright/test';
import type { Metrics } from '../src/engine/metrics';
import { TABS } from '../src/store/prefs';

/** The page as a person uses it: by roles and names, in English unless a test says otherwise. */

/** Opens the lab; `query` as in the address bar. Waits until nothing moves and no reply is awaited. */
export async function openLab(page: Page, query = ''): Promise<void> {
  await page.goto(`./${query}`);
  await atRest(page);
}

/** Opens the lab at a moment, so that nothing plays by itself. */
export async function openPaused(page: Page, query = ''): Promise<void> {
  await openLab(page, query === '' ? '?t=0s' : `${query}&t=0s`);
}

/** Looked at in each frame of the page: an assertion asks anew after a tenth of a second, then a quarter, a half, a whole. */
export async function atRest(page: Page): Promise<void> {
  const idle = () => document.documentElement.dataset['idle'] === 'true';
  await page.waitForFunction(idle, undefined, { timeout: 15_000 });
}

/** What was changed has been drawn, or says that it waits for something. */
export const twoFrames = async (page: Page): Promise<unknown> =>
  page.evaluate(
    () =>
      new Promise((drawn) => {
        requestAnimationFrame(() => requestAnimationFrame(drawn));
      }),
  );

export const timeLine = (page: Page): Locator => page.getByRole('slider', { name: 'Time line' });
export const caption = (page: Page): Locator => page.getByTestId('caption');

/** The moment shown, in picoseconds. */
export async function cursor(page: Page): Promise<number> {
  return Number(await timeLine(page).inputValue());
}

/** What the learner reads of a moment: its time and its sentence. */
export async function picture(page: Page): Promise<unknown> {
  await atRest(page);
  return {
    at: await cursor(page),
    caption: await caption(page).textContent(),
  };
}

export const speed = (page: Page): Locator => page.getByRole('slider', { name: 'Speed' });

/** Zooms the time line out to the whole run; its end in picoseconds. */
export async function wholeRun(page: Page): Promise<number> {
  const more = page.getByRole('button', { name: 'Show more time' });
  for (let i = 0; i < 30 && (await more.isEnabled()); i++) await more.click();
  return Number(await timeLine(page).getAttribute('max'));
}

/** Drops a file on the page. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(content)], fileName));
      return data;
    },
    [name, [...bytes]] as const,
  );
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Pastes as a person does: a long text would be typed for minutes. */
export async function paste(field: Locator, text: string): Promise<void> {
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
    // Given to the constructor it arrives empty in Firefox.
    Object.defineProperty(event, 'clipboardData', { value: clipboardData });
    element.dispatchEvent(event);
  }, text);
}

/** A pcap file, little endian, microseconds: frames of the given sizes, a gap apart, two hosts in turn. */
export function pcap(sizes: readonly number[], linkType = 1, gapUs = 100): Uint8Array {
  const out = new DataView(new ArrayBuffer(24 + sizes.reduce((sum, size) => sum + 16 + size, 0)));
  out.setUint32(0, 0xa1b2c3d4, true);
  out.setUint16(4, 2, true);
  out.setUint16(6, 4, true);
  out.setUint32(16, 65_535, true);
  out.setUint32(20, linkType, true);
  let at = 24;
  sizes.forEach((size, i) => {
    out.setUint32(at, 1_700_000_000 + Math.floor((i * gapUs) / 1e6), true);
    out.setUint32(at + 4, (i * gapUs) % 1e6, true);
    out.setUint32(at + 8, size, true);
    out.setUint32(at + 12, size, true);
    const [dst, src] = i % 2 === 0 ? [2, 1] : [1, 2];
    [0x52, 0x54, 0, 0, 0, dst, 0x52, 0x54, 0, 0, 0, src, 0x08, 0x00].forEach((byte, k) => {
      out.setUint8(at + 16 + k, byte);
    });
    at += 16 + size;
  });
  return new Uint8Array(out.buffer);
}

/** The key that opens a view: its tab's number. */
export function keyOf(view: (typeof TABS)[number]): string {
  return String(TABS.indexOf(view) + 1);
}

/**
 * Cells of grids hold figures, and are called by what they are of: a function's has room for “P0” alone, a register's begins with its
 * bytes as they lie in memory, a bit's is its number over its value.
 */
const SHORTENED =
  /^label-content-name-mismatch: <(?:td|button) [^>]*(?:id="pcie-(?:function|register)-|class="_bit_)/u;

/**
 * What axe finds, and what is not called by the words it shows (2.5.3); empty is good. All is done in the page itself and only
 * faults are described: another page to gather what passed, too, costs seconds. Frames of another origin would be left out; the
 * lab shows none.
 */
export async function violations(page: Page): Promise<readonly string[]> {
  const { default: AxeBuilder } = await import('@axe-core/playwright');
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({
      resultTypes: ['violations'],
      rules: { 'label-content-name-mismatch': { enabled: true } },
    })
    .analyze();
  return found
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
    .filter((each) => !SHORTENED.test(each));
}

/** What opened dark and in English is turned by the page's own buttons: dark and light, in English and in Chinese. */
export async function inEveryLook(page: Page, look: () => Promise<void>): Promise<void> {
  await turned(page, ['dark en', 'dark zh-CN', 'light zh-CN', 'light en'], look);
}

/** The same, each theme and each language once. */
export async function inTwoLooks(page: Page, look: () => Promise<void>): Promise<void> {
  await turned(page, ['dark en', 'light zh-CN'], look);
}

async function turned(page: Page, looks: readonly string[], look: () => Promise<void>) {
  const html = page.locator('html');
  for (const each of looks) {
    const [theme = '', lang = ''] = each.split(' ');
    if ((await html.getAttribute('lang')) !== lang) {
      await page.locator('header button[lang]').click();
    }
    if ((await html.getAttribute('data-theme')) !== theme) {
      await page.getByRole('button', { name: /^(?:Theme|主题)/u }).click();
    }
    await expect(html).toHaveAttribute('lang', lang);
    await expect(html).toHaveAttribute('data-theme', theme);
    await atRest(page);
    await test.step(each, look);
  }
}

/**
 * At rest, with what plays played out: frames come as far apart as the page allows, so that nobody waits for them. Its clock
 * must be installed.
 */
export async function playedOut(page: Page, each?: () => Promise<void>): Promise<void> {
  const html = page.locator('html');
  while ((await html.getAttribute('data-idle')) !== 'true') {
    await each?.();
    for (let i = 0; i < 3; i++) await page.clock.fastForward(100);
  }
}

/** What the command line prints of the same scenario. */
export function fromCli(...set: string[]): Metrics {
  const args = set.flatMap((each) => ['--set', each]);
  const out = execFileSync('node', ['.ci/sim.mjs', 'run', '--format', 'json', ...args], {
    encoding: 'utf8',
  });
  return JSON.parse(out) as Metrics;
}

/** What a button saves, as text. */
export async function saved(page: Page, button: Locator): Promise<string> {
  const [download]: [Download, unknown] = await Promise.all([
    page.waitForEvent('download'),
    button.click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}
