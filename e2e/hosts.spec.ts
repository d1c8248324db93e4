import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import { openBeside, servedElsewhere } from './hosts/serve';

const elsewhere = servedElsewhere();

const frameIn = (page: Page) => page.locator('iframe');

async function started(page: Page): Promise<FrameLocator> {
  const inside = frameIn(page).contentFrame();
  await expect(inside.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 20_000 });
  return inside;
}

const naturalHeight = (inside: FrameLocator) =>
  inside
    .locator('[data-embed-height]')
    .evaluate((element) => Math.ceil(element.getBoundingClientRect().height));

/** What every page may expect of a frame that it shows, whatever the page is. */
async function behaves(page: Page): Promise<void> {
  const inside = await started(page);
  // The focus stays where it is until the reader moves it, and the wheel is the page's.
  const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
  await page.locator('#before').focus();
  await inside.locator('body').evaluate(() => {
    window.dispatchEvent(new Event('resize'));
  });
  expect(await focused()).toBe('before');
  await frameIn(page).hover();
  await page.mouse.wheel(0, 250);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  expect(await focused()).toBe('before');
  // The Tab key leads in, and out again.
  let stops = 0;
  do {
    await page.keyboard.press('Tab');
    stops += 1;
  } while ((await focused()) !== 'after' && stops < 150);
  expect(stops).toBeGreaterThan(5);
  expect(await focused()).toBe('after');
  // How tall the lab is does not follow from how tall its frame is, or the two would chase each other.
  const natural = await naturalHeight(inside);
  await frameIn(page).evaluate((frame: HTMLElement) => {
    frame.style.height = '1500px';
  });
  await expect.poll(() => inside.locator('html').evaluate(() => innerHeight)).toBe(1500);
  expect(Math.abs((await naturalHeight(inside)) - natural)).toBeLessThan(3);
  // It works, too.
  await inside.getByRole('button', { name: 'Step', exact: true }).click();
  const line = inside.getByRole('slider', { name: 'Time line' });
  await expect.poll(async () => Number(await line.inputValue())).toBeGreaterThan(0);
}

test('behaves in a plain page of the same site', async ({ page, baseURL }) => {
  await openBeside(page, 'plain', baseURL);
  await behaves(page);
});

test('behaves in a page of another site whose policy allows the lab and nothing else', async ({
  page,
  baseURL,
}) => {
  const refused: string[] = [];
  page.on('console', (said) => {
    if (/Content Security Policy|TrustedHTML/u.test(said.text())) refused.push(said.text());
  });
  await elsewhere.open(page, 'strict-csp', baseURL);
  await started(page);
  // The element's own style counts: a frame without a border, as wide as its place.
  expect(await frameIn(page).evaluate((frame) => getComputedStyle(frame).borderTopWidth)).toBe(
    '0px',
  );
  await behaves(page);
  expect(refused).toEqual([]);
});

test('behaves where storage is blocked for frames of other sites', async ({ page, baseURL }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  // As browsers do it: to look is to be refused.
  await page.addInitScript(() => {
    if (window === window.top) return;
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
    }
  });
  await elsewhere.open(page, 'plain', baseURL);
  await behaves(page);
  expect(errors).toEqual([]);
});

test('behaves in a sandbox that gives it no origin', async ({ page, baseURL }) => {
  // Such a frame may only load scripts that the server lets everyone read.
  await page.route(`${baseURL ?? ''}**`, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'access-control-allow-origin': '*' };
    await route.fulfill({ response, headers });
  });
  await elsewhere.open(page, 'sandboxed', baseURL);
  await behaves(page);
});

test('is as tall as the lab, once, and follows the width of the page', async ({
  page,
  baseURL,
}) => {
  await page.addInitScript(() => {
    const heights: number[] = [];
    Object.assign(window, { heights });
    window.addEventListener('message', ({ data }) => {
      const { event, detail } = data as { event?: string; detail?: { height: number } };
      if (event === 'resize' && detail !== undefined) heights.push(detail.height);
    });
  });
  await elsewhere.open(page, 'plain', baseURL);
  const inside = await started(page);
  const told = () =>
    page.evaluate(async () => {
      for (let i = 0; i < 20; i++) await new Promise((next) => requestAnimationFrame(next));
      return [...(window as unknown as { heights: number[] }).heights];
    });
  const settled = async () => {
    let before: readonly number[] = [];
    await expect
      .poll(async () => {
        const now = await told();
        const same = now.length > 0 && now.length === before.length;
        before = now;
        return same;
      })
      .toBe(true);
    return before;
  };
  const first = await settled();
  expect(first.length).toBeLessThanOrEqual(3);
  expect(Math.abs((first.at(-1) ?? 0) - (await naturalHeight(inside)))).toBeLessThan(3);
  await page.setViewportSize({ width: 390, height: 844 });
  const narrow = await settled();
  expect(narrow.length - first.length).toBeLessThanOrEqual(4);
  expect(narrow.at(-1)).not.toBe(first.at(-1));
  expect((await frameIn(page).boundingBox())?.height).toBe(narrow.at(-1));
  const scrolls = await inside
    .locator('html')
    .evaluate((html) => html.scrollHeight - html.clientHeight);
  expect(scrolls).toBeLessThan(2);
});

test.describe('where scripts are off', () => {
  test.use({ javaScriptEnabled: false });

  test('a course page shows the picture and the link', async ({ page, baseURL }) => {
    await elsewhere.open(page, 'no-scripts', baseURL);
    await expect(page.getByRole('img', { name: 'A packet over virtio' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Open the lab' })).toBeVisible();
    // In a frame of another site the channel may switch scripts off only after its page has begun.
    await expect(async () => {
      await page.reload();
      const picture = frameIn(page).contentFrame().getByRole('img');
      await expect(picture).toBeVisible({ timeout: 4_000 });
    }).toPass({ timeout: 25_000 });
  });
});
