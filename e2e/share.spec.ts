import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import jsQR from 'jsqr';
import { atRest, cursor, openLab, openPaused, violations } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test(
  'a link with a note opens the same moment elsewhere, and what is too large for one goes as a file',
  { tag: '@firefox' },
  async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openPaused(page, '?path=virtio');
    await page.keyboard.press('ArrowRight');
    await atRest(page);
    const at = await cursor(page);
    await page.getByRole('button', { name: 'Share this moment …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share what is on the screen' });
    const link = dialog.getByRole('region', { name: 'A link' });
    await dialog
      .getByRole('textbox', { name: /A note/u })
      .fill('<img src=x onerror="document.title=1">Look here');
    await expect(link.locator('[data-line]')).toContainText('note=');
    await link.getByRole('button', { name: 'Copy' }).click();
    await expect(link.getByText('Copied.')).toBeVisible();
    const href = await page.evaluate(() => navigator.clipboard.readText());
    expect(href).toMatch(/[?&]path=virtio.*[?&]t=.*[?&]v=\d/u);

    // The code says the same.
    const size = 400;
    const pixels = await link.locator('[data-qr]').evaluate(async (svg, width) => {
      const copy = svg.cloneNode(true) as SVGElement;
      copy.querySelector('rect')?.setAttribute('fill', '#fff');
      copy.setAttribute('width', String(width));
      copy.setAttribute('height', String(width));
      const picture = new Image();
      picture.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
      await picture.decode();
      const canvas = new OffscreenCanvas(width, width);
      const paint = canvas.getContext('2d')!;
      paint.drawImage(picture, 0, 0);
      // Black or white: all their numbers would take a second to hand over.
      const { data } = paint.getImageData(0, 0, width, width);
      return Array.from({ length: width * width }, (_, i) => (data[4 * i]! < 128 ? '#' : ' ')).join(
        '',
      );
    }, size);
    const grey = Array.from(pixels, (each) => (each === '#' ? 0 : 255)).flatMap((each) => [
      each,
      each,
      each,
      255,
    ]);
    expect(jsQR(new Uint8ClampedArray(grey), size, size)?.data).toBe(href);

    await dialog.getByRole('checkbox', { name: /At this moment/u }).uncheck();
    await expect(link.locator('[data-line]')).not.toContainText('t=');
    expect(await violations(page)).toEqual([]);
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Save the scenario (JSON)' }).click(),
    ]);
    expect(readFileSync(await saved.path(), 'utf8')).toContain('virtio');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();

    await openLab(page, href.replace(/^[^?]*/u, ''));
    expect(await cursor(page)).toBe(at);
    const note = page.getByRole('region', { name: 'A note came with this address' });
    await expect(note.locator('[data-note]')).toHaveText(
      '<img src=x onerror="document.title=1">Look here',
    );
    await expect(note.locator('img')).toHaveCount(0);

    // From another version of the model; with rules of a firewall that no two texts share.
    const rules = Array.from(
      { length: 450 },
      (_, i) => `add rule inet f forward tcp dport ${String((i * 7919) % 65_000)} drop`,
    );
    const large = {
      host: { firewall: ['add table inet f', 'add chain inet f forward', ...rules] },
    };
    await openLab(page, '?v=0.0.9&t=0s');
    await expect(page.getByRole('region', { name: /another version of the model/u })).toContainText(
      'made with model 0.0.9',
    );
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'large.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(large)),
      });
    await expect(page.getByRole('region', { name: 'large.json opened.' })).toBeVisible();
    await atRest(page);
    await page.getByRole('button', { name: 'Share this moment …' }).click();
    await expect(link).toContainText(/Too long for a QR code: [\d,]+ characters/u);
  },
);
