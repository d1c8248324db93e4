import { expect, test } from '@playwright/test';
import { atRest, cursor, keyOf, openLab, timeLine } from './lab';

const WORKER = '**/assets/sim.worker-*.js';

test('a crash of the simulation is said, with the scenario to copy, and it starts again', async ({
  page,
}) => {
  let crashes = 1;
  await page.route(WORKER, async (route) => {
    const response = await route.fetch();
    const bomb =
      crashes-- > 0 ? `;setTimeout(() => { throw new Error('ring index 4096'); }, 1500);` : '';
    await route.fulfill({ response, body: (await response.text()) + bomb });
  });
  await page.goto('./?path=virtio&vfs=7');
  const panel = page.getByRole('alertdialog', { name: 'The simulation stopped working' });
  await expect(panel).toContainText('ring index 4096', { timeout: 10_000 });
  await expect(panel.getByRole('textbox')).toHaveValue(/"virtio"/u);
  await expect(panel.getByRole('textbox')).toHaveValue(/"numVfs": 7/u);
  await panel.getByRole('button', { name: 'Start again' }).click();
  await expect(panel).toHaveCount(0);
  await atRest(page);
  await expect(page.getByRole('radio', { name: 'virtio' })).toBeChecked();
  await page.keyboard.press('Home');
  await atRest(page);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => cursor(page)).toBeGreaterThan(0);
});

test('where a worker by URL is refused the inline one takes over', async ({ page }) => {
  await page.addInitScript(() => {
    const Real = window.Worker;
    window.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        if (!String(url).startsWith('blob:')) throw new DOMException('refused', 'SecurityError');
        super(url, options);
      }
    };
  });
  await openLab(page, '?t=0s');
  await expect(timeLine(page)).toBeEnabled();
});

test('where no worker can be had the page says so instead of waiting', async ({ page }) => {
  await page.route(WORKER, (route) =>
    route.fulfill({ body: 'this is no script (', contentType: 'text/javascript' }),
  );
  await page.goto('./');
  await expect(
    page.getByRole('alertdialog', { name: 'The simulation stopped working' }),
  ).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByRole('button', { name: 'Start again' })).toBeVisible();
});

test('runs in a sandboxed frame without an origin of its own', async ({ page, baseURL }) => {
  const address = new URL(baseURL ?? '');
  // Such a frame may only load scripts that the server lets everyone read.
  await page.route(`${address.origin}/**`, async (route) => {
    if (route.request().url().endsWith('/host.html')) {
      await route.fulfill({
        contentType: 'text/html',
        body: '<iframe sandbox="allow-scripts" src="./?t=0s&view=pcie,terminal&device=intel-82599" width="1000" height="900"></iframe>',
      });
      return;
    }
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { ...response.headers(), 'access-control-allow-origin': '*' },
    });
  });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('./host.html');
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 15_000 });
  await frame.getByRole('button', { name: 'Step', exact: true }).click();
  const line = frame.getByRole('slider', { name: 'Time line' });
  await expect.poll(async () => Number(await line.inputValue())).toBeGreaterThan(0);
  // Nothing is kept there, and yet the host answers.
  await frame.getByRole('textbox', { name: /Command line/u }).focus();
  await page.keyboard.type('lspci -n -s 3b:00.0');
  await page.keyboard.press('Enter');
  await expect(frame.getByRole('log')).toContainText('3b:00.0 0200: 8086:10fb (rev 01)');
  await expect(frame.getByRole('treeitem', { name: /^VF0, 3b:10\.0/u })).toBeVisible();
  // It may send no forms either, and yet a question is answered and a dialog closed.
  await page.locator('iframe').evaluate((element: HTMLIFrameElement) => {
    element.src = './?lesson=vm-exit&step=leaves';
  });
  const step = frame.locator('[data-step]');
  await expect(step).toHaveAttribute('data-ready', 'true', { timeout: 20_000 });
  const answers = step.getByRole('radio');
  await answers.first().check();
  await step.getByRole('button', { name: 'Lock in my answer' }).click();
  await expect(answers).toHaveCount(0);
  await frame.getByRole('button', { name: 'Share this moment …' }).click();
  const share = frame.getByRole('dialog', { name: 'Share what is on the screen' });
  await share.getByRole('button', { name: 'Close' }).click();
  await expect(share).toBeHidden();
  expect(errors).toEqual([]);
});

test('a view that cannot be drawn says so in its room, and the rest goes on', async ({ page }) => {
  await page.addInitScript(() => {
    const clear = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, 'clearRect');
    Object.defineProperty(CanvasRenderingContext2D.prototype, 'clearRect', {
      configurable: true,
      get(): unknown {
        if (clear) Object.defineProperty(CanvasRenderingContext2D.prototype, 'clearRect', clear);
        throw new Error('place 31 has no box');
      },
    });
  });
  await openLab(page, '?t=0s');
  const said = page.getByRole('alert').filter({ hasText: 'could not be drawn' });
  await expect(said).toContainText('place 31 has no box');
  await page.keyboard.press(keyOf('metrics'));
  await expect(said).toHaveCount(0);
});

test('a part of the page that cannot be fetched is missed alone, and is fetched when asked again', async ({
  page,
}) => {
  await openLab(page, '?t=0s');
  let refused = 0;
  await page.route(/assets\/(?:ShareDialog|Offers|CompareView)-/u, async (route) => {
    if (!route.request().url().endsWith('.js')) return route.continue();
    refused++;
    return route.abort();
  });
  const share = page.getByRole('button', { name: 'Share this moment …' });
  await share.click();
  const said = page.getByRole('region', { name: /^A part of the page could not be fetched/u });
  await expect(said).toBeVisible();
  // Asked for again while it cannot be had: said again, no more.
  await said.getByRole('button', { name: 'Dismiss' }).click();
  await expect(said).toHaveCount(0);
  await share.click();
  await expect(said).toBeVisible();
  await page.keyboard.press(keyOf('compare'));
  await expect.poll(() => refused).toBe(3);
  await page.keyboard.press(keyOf('stage'));
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => cursor(page)).toBeGreaterThan(0);
  await page.unroute(/assets\/(?:ShareDialog|Offers|CompareView)-/u);
  await said.getByRole('button', { name: 'Fetch it again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share what is on the screen' });
  await expect(dialog).toBeVisible();
  await expect(said).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press(keyOf('compare'));
  await expect(page.locator('[data-lane]').first()).toBeVisible();
});
