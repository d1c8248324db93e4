import { expect, test } from '@playwright/test';
import { cursor, openLab, openPaused, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('any run is presented by keyboard alone: light, colours, black screen, a remote’s keys', async ({
  page,
}) => {
  await openPaused(page);
  const bar = page.getByRole('region', { name: 'Presenting' });
  await expect(bar).toHaveCount(0);
  await page.keyboard.press('p');
  await expect(bar).toBeVisible();
  await expect(page).toHaveURL(/[?&]present=1/u);

  // A remote is a keyboard of four keys; none of them loads the page anew.
  await page.evaluate(() => {
    document.documentElement.dataset['same'] = 'yes';
  });
  await page.keyboard.press('PageDown');
  await expect.poll(() => cursor(page)).toBeGreaterThan(0);
  const second = await cursor(page);
  await page.keyboard.press('PageDown');
  await expect.poll(() => cursor(page)).toBeGreaterThan(second);
  await page.keyboard.press('PageUp');
  await expect.poll(() => cursor(page)).toBe(second);
  await page.keyboard.press('F5');
  await expect(page.locator('html')).toHaveAttribute('data-same', 'yes');

  const vmm = page.locator('[data-stage] [data-kind="vmm"]').first();
  await vmm.focus();
  await page.keyboard.press('Enter');
  await expect(vmm).toHaveAttribute('data-primary', 'true');
  await expect(page.locator('[data-stage] [data-kind="app"]').first()).toHaveAttribute(
    'data-dim',
    'true',
  );
  const colours = bar.getByRole('button', { name: 'Projector colours' });
  await colours.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'projector');
  expect(await violations(page)).toEqual([]);

  await page.keyboard.press('b');
  await expect(page.getByText('The screen is black.')).toBeAttached();
  await page.keyboard.press('PageDown');
  await expect(page.getByText('The screen is black.')).toHaveCount(0);
  expect(await cursor(page)).toBe(second);

  // Nothing of the words at the foot is cut off, and nothing reaches out of the page.
  for (const size of [
    { width: 1280, height: 720 },
    { width: 1024, height: 768 },
  ]) {
    await page.setViewportSize(size);
    const cut = await page
      .locator('[data-figure], [data-figure] > *, [data-testid="caption"]')
      .evaluateAll((all) =>
        all
          .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
          .map((e) => e.textContent),
      );
    expect(cut).toEqual([]);
    const fits = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return scrollWidth <= innerWidth && scrollHeight <= innerHeight;
    });
    expect(fits).toBe(true);
  }
  await page.keyboard.press('p');
  await expect(bar).toHaveCount(0);
  await openLab(page, '?lesson=teach');
  await page.getByRole('button', { name: 'Present what is on the stage' }).click();
  await expect(bar).toBeVisible();
});
