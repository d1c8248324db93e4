import { expect, test } from '@playwright/test';
import { TABS } from '../src/store/prefs';
import { crowded } from './geometry';
import { atRest, cursor, keyOf, openLab, openPaused, twoFrames, violations } from './lab';

/** Lines, letters and words apart as WCAG 1.4.12 has it. */
const SPACED =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }' +
  ' p { margin-bottom: 2em !important }';

const PHONE = { width: 390, height: 844, spaced: false };

for (const { what, query, screens } of [
  {
    what: '320 px, and text spacing',
    query: '',
    screens: [
      { width: 320, height: 640, spaced: false },
      { width: 640, height: 720, spaced: true },
    ],
  },
  {
    what: 'text at 200 %, on a phone too',
    query: '&text=200',
    screens: [{ width: 1280, height: 720, spaced: false }, PHONE],
  },
  { what: 'zh-CN phone', query: '&lang=zh', screens: [PHONE] },
]) {
  // In Firefox once: there the page has a scroll bar that takes room.
  const tag = what.startsWith('text at 200 %') ? '@firefox' : [];
  test(
    `in no view anything is cut off, covered or too small to hit: ${what}`,
    { tag },
    async ({ page }) => {
      test.slow();
      const found: string[] = [];
      const show = async ({ width, height }: (typeof screens)[number]) => {
        await page.setViewportSize({ width, height });
      };
      await show(screens[0]!);
      await openLab(page, `?t=12us&view=model${query}`);
      const style = await page.addStyleTag({ content: SPACED });
      const look = async (where: string) => {
        for (const screen of screens) {
          await show(screen);
          await style.evaluate((element: HTMLStyleElement, spaced) => {
            element.disabled = !spaced;
          }, screen.spaced);
          await twoFrames(page);
          await atRest(page);
          const on = `${where}, ${String(screen.width)} px`;
          found.push(...(await crowded(page)).map((each) => `${on}: ${each}`));
        }
      };
      await look('model');
      // The terminal comes last: it has a use for all keys.
      for (const [i, view] of TABS.entries()) {
        await page.keyboard.press(keyOf(view));
        await expect(page.locator('header nav button').nth(i)).toHaveAttribute(
          'aria-current',
          'page',
        );
        await twoFrames(page);
        await atRest(page);
        await look(view);
        if (view !== 'stage') continue;
        await page.keyboard.press('?');
        await expect(page.getByRole('dialog')).toBeVisible();
        await look('help');
        await page.keyboard.press('Escape');
        await page.keyboard.press('d');
        await expect(page.locator('[data-described] p').first()).toBeAttached();
        await look('described');
        await page.keyboard.press('Escape');
      }
      expect(found).toEqual([]);
    },
  );
}

test('settings act at once, go before the system, and back to defaults; axe finds nothing in them', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openPaused(page);
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-motion', 'reduced');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect(html).toHaveAttribute('data-motion', 'full');
  await page.getByRole('button', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByLabel('What moves').selectOption('less');
  await expect(html).toHaveAttribute('data-motion', 'reduced');
  await settings.getByLabel('Contrast').selectOption('more');
  await expect(html).toHaveAttribute('data-contrast', 'more');
  await settings.getByLabel('Theme').selectOption('dark');
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await settings.getByLabel('Size of text').selectOption('110');
  await expect(html).toHaveCSS('font-size', '17.6px');
  await settings.getByLabel(/One step/u).selectOption('packet');
  // Nothing is random in the first run; where something is, another seed is drawn on request.
  await expect(settings.getByText('Nothing in this run is left to chance')).toBeVisible();
  await expect(settings.getByRole('button', { name: 'Another random run' })).toBeHidden();
  expect(await violations(page)).toEqual([]);
  expect(await crowded(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await openPaused(page, '?traffic=poisson');
  await expect(html).toHaveCSS('font-size', '17.6px');
  await page.getByRole('button', { name: 'Settings' }).click();
  await settings.getByRole('button', { name: 'Another random run' }).click();
  await expect(settings.getByLabel('Seed of the run')).not.toHaveValue('1');
  await settings.getByRole('button', { name: 'Back to defaults' }).click();
  await expect(html).toHaveCSS('font-size', '16px');
  await expect(html).toHaveAttribute('data-motion', 'full');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Settings' })).toBeFocused();
});

test('in an embed the address sets text, motion and keys; nothing is kept, and what is on the screen can be said', async ({
  page,
}) => {
  await openPaused(page, '?embed=1&text=125&motion=less&hotkeys=0');
  const html = page.locator('html');
  await expect(html).toHaveCSS('font-size', '20px');
  await expect(html).toHaveAttribute('data-motion', 'reduced');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByLabel('Single keys act on the lab').check();
  await page.keyboard.press('Escape');
  expect(await cursor(page)).toBe(0);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  // Twice the same: said in the other region, so that it is heard again.
  const said = page.locator('[data-described]');
  for (const turn of [1, 0]) {
    await page.locator('main').focus();
    await page.keyboard.press('d');
    await expect(said.filter({ hasText: 'SR-IOV' })).toHaveAttribute(
      'data-described',
      String(turn),
    );
  }
  await expect(said.filter({ hasText: 'Paused.' })).toContainText('In flight:');
  await expect(page.getByRole('region', { name: 'On the screen now' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'On the screen now' })).toBeHidden();
  await atRest(page);
});

for (const { where, width, height, query } of [
  { where: 'wide', width: 1280, height: 720, query: '?t=12us' },
  { where: 'a lesson on a phone', width: 390, height: 844, query: '?lesson=vm-exit' },
]) {
  test(`the focus is seen and never wholly covered: ${where}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openLab(page, query);
    const lost: string[] = [];
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const covered = await page.evaluate(() => {
        const focused = document.activeElement;
        if (focused === null || focused === document.body) return 'end';
        const shown = focused.closest('label') ?? focused;
        const { left, right, top, bottom } = shown.getBoundingClientRect();
        const isShown = [0.1, 0.5, 0.9].some((part) => {
          const x = left + (right - left) * part;
          const y = top + (bottom - top) * part;
          const on = document.elementFromPoint(x, y);
          return on !== null && (shown.contains(on) || on.contains(shown));
        });
        return isShown ? '' : (focused.getAttribute('aria-label') ?? focused.outerHTML);
      });
      if (covered === 'end') break;
      if (covered !== '') lost.push(covered.slice(0, 120));
    }
    expect(lost).toEqual([]);
  });
}
