import { expect, test } from '@playwright/test';
import { violations } from './lab';

test(
  'the page starts from a relative base without an error',
  { tag: '@firefox' },
  async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto('./');
    await expect(page).toHaveTitle(/SR-IOV/);
    await expect(page.locator('#root > *').first()).toBeVisible();
    expect(errors).toEqual([]);
  },
);

test('the first screen has no accessibility violation', async ({ page }) => {
  await page.goto('./');
  await expect(page.locator('#root > *').first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
