import { expect, test } from '@playwright/test';
import {
  atRest,
  caption,
  inEveryLook,
  keyOf,
  openLab,
  openPaused,
  playedOut,
  twoFrames,
  violations,
} from './lab';

test('axe finds nothing, dark or light, in English or in Chinese', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openLab(page, '?theme=dark&lang=en&t=12us');
  await inEveryLook(page, async () => {
    expect(await violations(page)).toEqual([]);
  });
});

test('axe finds nothing with dialogs, notes, a selection and disclosures open', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPaused(page, '?colour=red');
  await page.getByText('What if …').click();
  await page.getByRole('button', { name: /^network driver .*of VM0$/u }).click();
  await atRest(page);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press(keyOf('pcie'));
  await expect(page.getByRole('button', { name: 'PCIe' })).toHaveAttribute('aria-current', 'page');
  await atRest(page);
  expect(await violations(page)).toEqual([]);
});

test('the stage keeps 60 % of a projector’s page and nothing scrolls', async ({ page }) => {
  await openPaused(page);
  const share = () =>
    page.evaluate(() => {
      const { width, height } = document.querySelector('main')!.getBoundingClientRect();
      return (width * height) / (window.innerWidth * window.innerHeight);
    });
  expect(await share()).toBeGreaterThanOrEqual(0.6);
  await page.getByRole('button', { name: 'Show the inspector' }).click();
  expect(await share()).toBeGreaterThanOrEqual(0.6);
  const scrolls = await page.evaluate(
    () => document.documentElement.scrollHeight > document.documentElement.clientHeight,
  );
  expect(scrolls).toBe(false);
});

test('at 1440 pixels the stage keeps 60 % of the page, and of its width with both panels open', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPaused(page);
  const stage = () => page.evaluate(() => document.querySelector('main')!.getBoundingClientRect());
  const { width, height } = await stage();
  expect((width * height) / (1440 * 900)).toBeGreaterThanOrEqual(0.6);
  await page.getByRole('button', { name: 'Show the inspector' }).click();
  await expect(page.getByRole('button', { name: 'Fold the set-up' })).toBeVisible();
  expect((await stage()).width / 1440).toBeGreaterThanOrEqual(0.6);
});

for (const [width, height] of [
  [820, 1180],
  [390, 844],
  [640, 360],
  [1280, 720],
] as const) {
  test(`nothing jumps while the numbers change at ${String(width)}×${String(height)}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.clock.install();
    await page.goto('./');
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    const seen = new Set<string>();
    const captions = new Set<string>();
    await playedOut(page, async () => {
      const shown = await page.evaluate(() =>
        document.querySelector('button[aria-label="Pause"]') === null
          ? null
          : ['header', 'main', 'footer', '[data-time-line]', 'footer dl']
              .map((part) => document.querySelector(part)!.getBoundingClientRect())
              .map(({ y, height: tall, width: wide }) => [y, tall, wide].map(Math.round).join(' '))
              .join(', '),
      );
      if (shown === null) return;
      seen.add(shown);
      captions.add(await caption(page).innerText());
    });
    expect(captions.size).toBeGreaterThan(4);
    expect([...seen]).toHaveLength(1);
  });
}

for (const query of ['?t=12us', '?t=12us&lang=zh', '?t=12us&view=pcie&device=intel-e810&vfs=256']) {
  test(`nothing runs off the side of any screen: ${query}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await openLab(page, query);
    for (const [width, height] of [
      [320, 640],
      [390, 844],
      [640, 360],
      [820, 1180],
      [1280, 720],
      [1440, 900],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      await twoFrames(page);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect({ width, over }).toEqual({ width, over: 0 });
    }
  });
}

test('on a phone the tools are a menu that Escape and a press elsewhere put away', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPaused(page);
  const more = page.getByRole('button', { name: 'More', exact: true });
  const tool = page.getByRole('button', { name: 'Share this moment …' });
  await more.click();
  await expect(tool).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tool).toBeHidden();
  await expect(more).toBeFocused();
  await more.click();
  await page.getByRole('combobox', { name: 'I/O path' }).focus();
  await page.getByRole('main').click({ position: { x: 5, y: 200 } });
  await expect(tool).toBeHidden();
});

test('on a phone the panels are sheets and the stage stays', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPaused(page);
  const stage = page.getByRole('main');
  const before = await stage.boundingBox();
  await page.getByRole('button', { name: 'Show the set-up' }).click();
  await expect(page.getByRole('combobox', { name: 'Network card' })).toBeVisible();
  expect(await stage.boundingBox()).toEqual(before);
  await page.getByRole('button', { name: 'Fold the set-up' }).click();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: /^Theme/u }).click();
});

test('theme and language are switched on the page and remembered', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await openPaused(page);
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-theme', 'light');
  await page.getByRole('button', { name: 'Theme: as the system' }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: '中文' }).click();
  await expect(html).toHaveAttribute('lang', 'zh-CN');
  await expect(page).toHaveTitle(/实验室/u);
  await openPaused(page);
  await expect(html).toHaveAttribute('lang', 'zh-CN');
  await expect(html).toHaveAttribute('data-theme', 'dark');
});

/** What need not be translated: numbers, units, addresses, names of products and registers. */
const NAMES =
  /^(?:[\d.,:+\-−–—/×·%=()~µ\s…→←↑↓⟦⟧]|VM\d+|VF\d*|PF\d*|P\d|[0-9a-fx.:]+|Intel [^⟦]*|(?:ixgbe|ixgbevf|i40e|ice|iavf|e1000|igb|igbvf)|中文|\b(?:ps|ns|µs|ms|s|B|KiB|MiB|GiB|TiB|Gb\/s|Mb\/s|Gen\d)\b|\b(?:Shift|Home|End)\b|\?|`|\.)*$/u;

test('no text of the page is outside the catalogue', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openLab(page, '?lang=pseudo&t=12us&colour=red&device=intel-e810&vfs=40');
  // The terminal comes last: it has a use for all keys.
  for (const view of ['stage', 'compare', 'pcie', 'metrics', 'captures', 'terminal'] as const) {
    await page.keyboard.press(keyOf(view));
    await expect(page.locator('header nav button').nth(Number(keyOf(view)) - 1)).toHaveAttribute(
      'aria-current',
      'page',
    );
    await twoFrames(page);
    await atRest(page);
    const texts = await page.evaluate(() => {
      const found: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent === null || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'CODE'].includes(parent.tagName))
          continue;
        // Register names are the specification's, in every language.
        if (parent.closest('[translate=no], aside :is(dt, dd)')) continue;
        const text = walker.currentNode.textContent?.trim() ?? '';
        if (text !== '') found.push(text);
      }
      for (const element of document.querySelectorAll('[aria-label], [title]')) {
        // Commands are the host's, in every language.
        if (element.closest('[translate=no]')) continue;
        for (const name of ['aria-label', 'title']) {
          const text = element.getAttribute(name);
          if (text !== null && text !== '') found.push(text);
        }
      }
      return found;
    });
    expect(texts.filter((each) => each.includes('⟦')).length).toBeGreaterThan(30);
    const odd = texts.filter((each) => !each.includes('⟦') && !NAMES.test(each));
    expect({ view, odd }).toEqual({ view, odd: [] });
  }
});
