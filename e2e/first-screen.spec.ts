import { expect, test } from '@playwright/test';
import { atRest, caption, cursor, openLab, timeLine } from './lab';

test('the first screen plays by itself, once, in under six seconds, and stops', async ({
  page,
}) => {
  await page.goto('./');
  const play = page.getByRole('button', { name: 'Play', exact: true });
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  await expect(pause).toBeVisible();
  const started = Date.now();
  await expect.poll(() => cursor(page)).toBeGreaterThan(0);
  await expect(play).toBeVisible({ timeout: 6_000 });
  expect(Date.now() - started).toBeLessThan(6_000);
  await atRest(page);
  const end = await cursor(page);
  await page.waitForTimeout(300);
  expect(await cursor(page)).toBe(end);
  await expect(page.getByRole('radio', { name: 'SR-IOV' })).toBeChecked();
  const exits = page.locator('[data-figure="exits"]');
  await expect(exits).toContainText('VM exits per packet');
  await expect(exits).toContainText(/Emulated: [1-9]/u);
});

test('with reduced motion it waits at the start', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openLab(page);
  await page.waitForTimeout(400);
  expect(await cursor(page)).toBe(0);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  // A change does not set it going either.
  await page.getByRole('radio', { name: 'virtio' }).check();
  await atRest(page);
  expect(await cursor(page)).toBe(0);
});

test('embedded it waits at the start, without what the link hides', async ({ page }) => {
  await openLab(page, '?embed=1&hide=inspector,numbers');
  expect(await cursor(page)).toBe(0);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toHaveCount(0);
  await expect(page.getByText('VM exits per packet')).toHaveCount(0);
  await expect(timeLine(page)).toBeVisible();
  await openLab(page, '?embed=1&hide=transport');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toHaveCount(0);
});

test('never takes the focus by itself', async ({ page }) => {
  await openLab(page, '?embed=1');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
});

test('another path is one click away, and starts from its own first packet', async ({ page }) => {
  await openLab(page, '?t=20us');
  await page.getByRole('radio', { name: 'Emulated' }).check();
  await expect(page).toHaveTitle(/Emulated/u);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible({
    timeout: 8_000,
  });
  await atRest(page);
  await expect(page.locator('[data-figure="exits"] dd').first()).toHaveText(/^[1-9]/u);
  await expect(caption(page)).not.toBeEmpty();
  await page.getByRole('combobox', { name: 'beside' }).selectOption({ label: 'vhost-net' });
  await atRest(page);
  await expect(page.locator('[data-figure="copies"]')).toContainText('vhost-net:');
});
