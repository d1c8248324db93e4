import { expect, test } from '@playwright/test';
import { atRest, caption, cursor, openLab, openPaused, playedOut, speed, timeLine } from './lab';

test('the first screen plays by itself, once, in about four seconds, and stops', async ({
  page,
}) => {
  await page.goto('./');
  const play = page.getByRole('button', { name: 'Play', exact: true });
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  await expect(pause).toBeVisible();
  await expect.poll(() => cursor(page)).toBeGreaterThan(0);
  await expect(play).toBeVisible({ timeout: 6_000 });
  // What one second shows is read from the page's own scale: this machine's haste does not count.
  const words = (await speed(page).getAttribute('aria-valuetext')) ?? '';
  const [, number = '', unit = ''] = /^([\d.]+) (µs|ms) here lasts 1 s$/u.exec(words) ?? [];
  const seconds = (await cursor(page)) / (Number(number) * (unit === 'ms' ? 1e9 : 1e6));
  expect(seconds).toBeGreaterThanOrEqual(4);
  expect(seconds).toBeLessThanOrEqual(4.6);
  await atRest(page);
  const end = await cursor(page);
  await page.waitForTimeout(300);
  expect(await cursor(page)).toBe(end);
  await expect(page.getByRole('radio', { name: 'SR-IOV' })).toBeChecked();
  const exits = page.locator('[data-figure="exits"]');
  await expect(exits).toContainText('VM exits per packet');
  await expect(exits).toContainText(/Emulated: [1-9]/u);
  // Both counts stand where the guests would leave for the host, and are the engine's.
  const [, emulated = ''] =
    /VM2 \(emulated\): (\d+)\./u.exec(await caption(page).innerText()) ?? [];
  expect(Number(emulated)).toBeGreaterThan(4);
  await expect(page.locator('[data-exits]')).toHaveText([emulated, '0']);
  // Then somebody new says what for; and it is not shown again.
  await page.getByRole('button', { name: 'Explore freely' }).click();
  await expect(page.locator('[data-exits]')).toHaveCount(0);
  await openLab(page);
  expect(await cursor(page)).toBe(0);
  await expect(play).toBeVisible();
});

test('the opening ends with any key or press, and is not played twice', async ({ page }) => {
  const play = page.getByRole('button', { name: 'Play', exact: true });
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  await page.goto('./');
  await expect(pause).toBeVisible();
  await page.keyboard.press('x');
  await expect(play).toBeVisible();
  // From here on the keys and buttons are what they always are.
  await atRest(page);
  await page.keyboard.press('.');
  await expect(pause).toBeVisible();
  await page.keyboard.press('.');
  await openLab(page);
  await expect(play).toBeVisible();
  await expect(page.locator('[data-exits]').last()).toHaveText('0');
  await expect(caption(page)).toContainText('0 VM exits');
  await play.click();
  await expect(pause).toBeVisible();
});

test('with reduced motion it stands still, at what it comes to', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openLab(page);
  await expect(page.locator('[data-exits]').first()).toHaveText(/^[5-9]$/u);
  await expect(page.locator('[data-exits]').last()).toHaveText('0');
  const still = await cursor(page);
  await page.waitForTimeout(400);
  expect(await cursor(page)).toBe(still);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  // A change does not set it going either.
  await page.getByRole('radio', { name: 'virtio' }).check();
  await atRest(page);
  expect(await cursor(page)).toBe(0);
});

test('another path is one click away, and starts from its own first packet', async ({ page }) => {
  await page.clock.install();
  await openLab(page, '?t=20us');
  await page.getByRole('radio', { name: 'Emulated' }).check();
  await expect(page).toHaveTitle(/Emulated/u);
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await playedOut(page);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(page.locator('[data-figure="exits"] dd').first()).toHaveText(/^[1-9]/u);
  await expect(caption(page)).not.toBeEmpty();
  await page.getByRole('combobox', { name: 'beside' }).selectOption({ label: 'vhost-net' });
  await playedOut(page);
  await expect(page.locator('[data-figure="copies"]')).toContainText('vhost-net:');
});

test('embedded it waits at the start, without what the link hides, and never takes the focus by itself', async ({
  page,
}) => {
  await openLab(page, '?embed=1&hide=inspector,numbers');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  expect(await cursor(page)).toBe(0);
  await expect(page.locator('[data-exits]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toHaveCount(0);
  await expect(page.getByText('VM exits per packet')).toHaveCount(0);
  await expect(timeLine(page)).toBeVisible();
  await openLab(page, '?embed=1&hide=transport');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toHaveCount(0);
});

test.describe('where nothing plays by itself', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('the speed is chosen anew for another run, unless the learner has set it', async ({
    page,
  }) => {
    await openLab(page);
    const first = await speed(page).getAttribute('aria-valuetext');
    await page.getByRole('combobox', { name: 'Direction' }).selectOption('rx');
    await page.getByRole('spinbutton', { name: 'Guests' }).fill('40');
    await page.keyboard.press('Enter');
    await expect(speed(page)).not.toHaveAttribute('aria-valuetext', first ?? '');
    await speed(page).press('ArrowUp');
    const own = (await speed(page).getAttribute('aria-valuetext')) ?? '';
    expect(own).toMatch(/^(?:1|2|5)0* µs here/u);
    await page.getByRole('radio', { name: 'Emulated' }).check();
    await expect(page).toHaveTitle(/Emulated/u);
    await expect(speed(page)).toHaveAttribute('aria-valuetext', own);
  });

  test(
    'from the address bar to another path and over the time line by the keyboard alone',
    { tag: '@firefox' },
    async ({ page }) => {
      await openPaused(page);
      const tabTo = async (name: string) => {
        for (let i = 0; i < 90; i++) {
          await page.keyboard.press('Tab');
          const at = await page.evaluate(() => {
            const element = document.activeElement;
            const label =
              element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
            return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '';
          });
          if (at === name) return;
        }
        throw new Error(`Tab does not come to ${name}`);
      };
      await tabTo('SR-IOV');
      await page.keyboard.press('ArrowLeft');
      await expect(page).toHaveTitle(/Passthrough/u);
      await expect(page.getByRole('radio', { name: 'Passthrough' })).toBeFocused();
      await atRest(page);
      await tabTo('Time line');
      await page.keyboard.press('Home');
      await atRest(page);
      expect(await cursor(page)).toBe(0);
      await page.keyboard.press('ArrowRight');
      await atRest(page);
      expect(await cursor(page)).toBeGreaterThan(0);
    },
  );

  test('the skip link goes to the stage and leaves the address alone', async ({ page }) => {
    await openPaused(page);
    const { href } = new URL(page.url());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('main')).toBeFocused();
    expect(new URL(page.url()).hash).toBe(new URL(href).hash);
  });
});
