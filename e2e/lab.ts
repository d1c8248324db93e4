import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, type Download, type Locator, type Page } from '@playwright/test';
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

export async function atRest(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 15_000 });
}

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

/** What axe finds; empty is good. */
export async function violations(page: Page): Promise<readonly string[]> {
  const { default: AxeBuilder } = await import('@axe-core/playwright');
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
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
