import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { openLab, violations } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the picture of the stage is the moment on the screen, in one file that needs nothing else', async ({
  page,
}) => {
  await openLab(page, '?path=virtio&t=12us');
  const stage = await page.locator('[data-stage] svg[role=group]').boundingBox();
  const screen = (await page.screenshot({ clip: stage!, scale: 'css' })).toString('base64');
  await page.getByRole('button', { name: 'Files: open, save' }).click();
  await page.getByRole('button', { name: 'Picture of the stage' }).click();
  const dialog = page.getByRole('dialog', { name: 'Picture of the stage' });
  const picture = dialog.getByRole('img', { name: 'The picture as it will be saved' });
  await expect(picture).toBeVisible();
  expect(await violations(page)).toEqual([]);

  const file = async (name: RegExp) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const whole = await file(/Save SVG/u);
  expect(whole.name).toBe('stage-virtio-12us.svg');
  const svg = whole.bytes.toString('utf8');
  expect(svg).toContain('<title>virtio · emulated, at 12.000 µs</title>');
  expect(svg).toContain('Doorbell: the driver tells the device');
  expect(svg).not.toMatch(/var\(|light-dark|color-mix|oklab|class=|style=|<script|href=|url\(/u);
  const told = await page.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, 'application/xml');
    return {
      broken: read.querySelector('parsererror') !== null,
      names: [...read.querySelectorAll('g > title')].map((title) => title.textContent),
    };
  }, svg);
  expect(told.broken).toBe(false);
  expect(told.names).toContain('KVM');

  const png = await file(/Save PNG/u);
  const head = new DataView(png.bytes.buffer, png.bytes.byteOffset);
  expect(head.getUint32(0)).toBe(0x89504e47);
  expect(head.getUint32(16)).toBe(2 * Math.round(stage!.width));

  await dialog.getByRole('checkbox', { name: 'Caption' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Legend' }).uncheck();
  // How far each is from the other, 0 to 255, in blocks of pixels: letters may sit half a pixel elsewhere.
  const apart = await picture.evaluate(async (drawn: HTMLImageElement, shot) => {
    const shown = new Image();
    shown.src = `data:image/png;base64,${shot}`;
    await shown.decode();
    await drawn.decode();
    const [width, height] = [shown.naturalWidth, shown.naturalHeight];
    const of = (image: HTMLImageElement) => {
      const canvas = new OffscreenCanvas(width, height);
      const paint = canvas.getContext('2d')!;
      paint.filter = 'blur(2px)';
      paint.drawImage(image, 0, 0, width, height);
      return paint.getImageData(0, 0, width, height).data;
    };
    const [one, other] = [of(shown), of(drawn)];
    let [sum, far] = [0, 0];
    for (let i = 0; i < one.length; i += 1) {
      const by = Math.abs(one[i]! - other[i]!);
      sum += by;
      if (by > 48) far += 1;
    }
    return { mean: sum / one.length, far: far / one.length };
  }, screen);
  expect(apart.mean).toBeLessThan(1.5);
  expect(apart.far).toBeLessThan(0.002);

  // Another moment, other colours: not the same picture.
  const before = await picture.getAttribute('src');
  await dialog.getByRole('combobox', { name: 'Colours' }).selectOption('dark');
  await expect(picture).not.toHaveAttribute('src', before!);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
