import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';

test('every example has a picture in both languages that stands alone', async ({ page }) => {
  const files = readdirSync('dist/pictures');
  expect(files.length).toBeGreaterThan(40);
  await page.goto('./favicon.svg');
  const wrong = await page.evaluate(async (names) => {
    const found: string[] = [];
    for (const name of names) {
      const text = await (await fetch(`./pictures/${name}`)).text();
      const { documentElement: svg } = new DOMParser().parseFromString(text, 'image/svg+xml');
      const says = (what: string) => svg.querySelector(what) !== null;
      // It is XML, has a title, parts and something that moves, and asks for nothing from elsewhere.
      const whole = says('title') && says('[data-kind="pf"]') && says('[data-moving] > *');
      if (!whole || says('parsererror') || /href=|url\((?!#)/u.test(text)) found.push(name);
    }
    return found;
  }, files);
  expect(wrong).toEqual([]);
});

test.describe('where scripts are off', () => {
  test.use({ javaScriptEnabled: false });

  test('the page is a picture of a run, with words in both languages', async ({ page }) => {
    const picture = page.waitForResponse(/pictures\/first-screen\.svg$/u);
    await page.goto('./?embed=1&path=virtio');
    expect((await picture).headers()['content-type']).toContain('image/svg+xml');
    await expect(page.getByRole('img')).toBeVisible();
    await expect(page.locator('noscript p')).toContainText([/it needs JavaScript/u, /需要启用/u]);
  });
});
