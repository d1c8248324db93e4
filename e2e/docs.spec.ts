import { expect, test } from '@playwright/test';
import { cursor, openLab, openPaused, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the documentation is opened from the help, searched by keys alone, and closed without losing the run', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPaused(page, '?path=vhost-net&vfs=8');
  await page.locator('[data-stage]').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => cursor(page)).toBeGreaterThan(0);
  const before = await cursor(page);
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Documentation' }).click();
  const docs = page.getByRole('dialog', { name: 'Documentation' });
  await expect(docs.getByRole('heading', { level: 1, name: 'Documentation' })).toBeVisible();
  await expect(page).toHaveURL(/docs=home/u);
  expect(await violations(page)).toEqual([]);

  const field = docs.getByRole('combobox', { name: 'Search the documentation' });
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  await page.keyboard.type('policy');
  const first = docs.getByRole('option').first();
  await expect(first).toContainText('Under a strict content security policy');
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(first).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('ArrowUp');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  const section = docs.getByRole('heading', { name: /^Under a strict content/u });
  await expect(section).toBeFocused();
  await expect(section).toBeInViewport();
  await expect(page).toHaveURL(/docs=embed:csp/u);

  // A term of the glossary lies over it, and gives the focus back.
  await page.keyboard.press('/');
  await page.keyboard.type('posted interrupts');
  await docs.getByRole('option', { name: /^posted interrupt Glossary/u }).click();
  await expect(page.getByRole('dialog', { name: 'Glossary' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Glossary' })).toHaveCount(0);

  await docs.getByRole('link', { name: 'The simulated host' }).first().click();
  const session = docs.locator('[data-kind="console"]').nth(1);
  await session.getByRole('button', { name: 'Copy' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'echo 64 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs',
  );

  // The first Escape clears the search, the second leaves.
  await page.keyboard.press('/');
  await page.keyboard.type('x');
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(docs).toHaveCount(0);
  expect(await cursor(page)).toBe(before);
  await expect(page).toHaveURL(/path=vhost-net/u);
  await expect(page).not.toHaveURL(/docs=/u);
});

test('an address opens a place, also in Chinese and on a phone; what there is not is said, and a bad parameter leads to its row', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLab(page, '?docs=scenario:vms.tuning.napi&lang=zh');
  const docs = page.getByRole('dialog', { name: '文档' });
  await expect(docs.locator('[id="docs:vms.tuning.napi"]')).toBeInViewport();
  await expect(docs.locator('[id="docs:vms.tuning.napi"]')).toContainText('轮询收包');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await violations(page)).toEqual([]);
  await docs.getByRole('combobox', { name: '搜索文档' }).fill('沙箱');
  await docs.getByRole('option', { name: /^在沙箱里/u }).click();
  await expect(page).toHaveURL(/docs=embed:sandbox/u);
  await page.keyboard.press('Escape');
  await expect(docs).toHaveCount(0);

  await page.setViewportSize({ width: 1280, height: 720 });
  await openLab(page, '?docs=no-such-page');
  await expect(page.getByRole('alert')).toHaveText('There is no page “no-such-page”.');
  await openLab(page, '?vfs=many&t=0s');
  await page.getByRole('button', { name: 'What is allowed: documentation' }).click();
  await expect(page.locator('[id="docs:vfs"], [id="docs:nic.numVfs"]').first()).toBeFocused();
  // Only the page that is open is printed, on as many sheets as it needs.
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(page.locator('#root')).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
