import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { openLab, violations } from './lab';

/** Pictures of a GIF, with how long each stays (ms), by the blocks of the format. */
function gifOf(bytes: Buffer) {
  const [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
  const tableOf = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  const delays: number[] = [];
  let [at, pictures, delay] = [13 + tableOf(bytes[10]!), 0, 0];
  const skipBlocks = () => {
    while (bytes[at] !== 0) at += bytes[at]! + 1;
    at += 1;
  };
  for (;;) {
    const kind = bytes[at];
    if (kind === 0x3b) return { width, height, pictures, delays, end: at + 1 === bytes.length };
    if (kind === 0x21) {
      if (bytes[at + 1] === 0xf9) delay = 10 * bytes.readUInt16LE(at + 4);
      at += 2;
      skipBlocks();
    } else if (kind === 0x2c) {
      at += 10 + tableOf(bytes[at + 9]!) + 1;
      skipBlocks();
      pictures += 1;
      delays.push(delay);
    } else throw new Error(`no block of a GIF at ${String(at)}`);
  }
}

async function make(page: Page): Promise<Buffer> {
  const dialog = page.getByRole('dialog', { name: 'Animation of the stage' });
  await dialog.getByRole('button', { name: 'Make it' }).click();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: /^Save \(/u }).click({ timeout: 60_000 }),
  ]);
  return readFileSync(await saved.path());
}

test('a stretch of the run becomes a video and a GIF, picture by picture, and can be stopped', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await openLab(page, '?path=virtio&t=2us');
  await page.getByRole('button', { name: 'Files: open, save' }).click();
  await page.getByRole('button', { name: 'Animation (WebM, GIF)' }).click();
  const dialog = page.getByRole('dialog', { name: 'Animation of the stage' });
  const plan = dialog.locator('[data-plan]');
  await expect(plan).toHaveText(/pictures of/u);
  expect(await violations(page)).toEqual([]);

  // More pictures than are made; then a stretch that is short.
  await dialog.getByRole('spinbutton', { name: /a second/u }).fill('0.01');
  await expect(plan).toContainText('at most 1,000 are made');
  await expect(dialog.getByRole('button', { name: 'Make it' })).toBeDisabled();
  await dialog.getByRole('spinbutton', { name: 'From' }).fill('2');
  await dialog.getByRole('spinbutton', { name: 'To' }).fill('12');
  await dialog.getByRole('spinbutton', { name: /a second/u }).fill('5');
  await dialog.getByRole('combobox', { name: 'Pictures a second' }).selectOption('10');
  await dialog.getByRole('combobox', { name: 'Size' }).selectOption('0.5');
  await expect(plan).toContainText('21 pictures of');
  const [, width = 0, height = 0] = (
    /of (\d+) × (\d+)/u.exec((await plan.textContent())!) ?? []
  ).map(Number);

  const webm = await make(page);
  expect(webm.readUInt32BE(0)).toBe(0x1a45dfa3);
  const shown = await dialog
    .locator('video[data-film]')
    .evaluate(async (video: HTMLVideoElement) => {
      if (video.readyState < 1)
        await new Promise((settle) => video.addEventListener('loadedmetadata', settle));
      video.currentTime = 1;
      await new Promise((settle) => video.addEventListener('seeked', settle));
      return [video.videoWidth, video.videoHeight, video.duration];
    });
  expect(shown[0]).toBe(width);
  expect(shown[1]).toBe(height);
  expect(shown[2]).toBeCloseTo(3, 1);

  await dialog.getByRole('combobox', { name: 'File' }).selectOption('gif');
  const gif = gifOf(await make(page));
  expect(gif).toMatchObject({ width, height, pictures: 21, end: true });
  expect(gif.delays.slice(0, 20).every((delay) => delay === 100)).toBe(true);
  expect(gif.delays.at(-1)).toBe(1000);

  // A long one is stopped on the way, and the page was never away for long.
  await page.evaluate(() => {
    const seen = { longest: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ entryTypes: ['longtask'] });
    Object.assign(window, { seen });
  });
  await dialog.getByRole('spinbutton', { name: /a second/u }).fill('0.2');
  await dialog.getByRole('combobox', { name: 'Size' }).selectOption('1');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await expect(dialog.getByRole('progressbar')).toHaveAttribute('value', /[1-9]/u);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByRole('progressbar')).toBeHidden();
  await expect(dialog.locator('[data-film]')).toHaveCount(0);
  expect(
    await page.evaluate(() => (window as unknown as { seen: { longest: number } }).seen.longest),
  ).toBeLessThan(1000);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
