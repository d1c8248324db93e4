import { expect, test, type Page } from '@playwright/test';
import { atRest, cursor, keyOf, openPaused, violations } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const form = (page: Page) => page.getByRole('form', { name: 'What varies' });
const bar = (page: Page) => page.getByRole('progressbar', { name: 'Points computed' });
const run = (page: Page) => form(page).getByRole('button', { name: /^Run/u });

async function vary(page: Page, lists: Partial<Record<'sizes' | 'guests' | 'rates', string>>) {
  const labels = {
    sizes: 'Packet sizes, bytes',
    guests: 'Numbers of guests',
    rates: 'Rates of a guest, packets/s',
  };
  for (const [what, text] of Object.entries(lists)) {
    await form(page)
      .getByLabel(labels[what as keyof typeof labels])
      .fill(text);
  }
}

async function only(page: Page, ...paths: readonly string[]) {
  for (const box of await form(page).getByRole('checkbox').all()) await box.uncheck();
  for (const path of paths) await form(page).getByRole('checkbox', { name: path }).check();
}

const complete = (page: Page) =>
  expect(form(page).getByText(/points in [\d.]+ s/u)).toBeVisible({ timeout: 60_000 });

test.beforeEach(async ({ page }) => {
  await openPaused(page, '?view=sweep');
});

test('draws as it comes, shows how far it is, and can be cancelled', async ({ page }) => {
  await run(page).click();
  await expect(page.locator('[data-point]').first()).toBeAttached({ timeout: 15_000 });
  const value = await bar(page).evaluate((e: HTMLProgressElement) => e.value);
  expect(value).toBeLessThan(240);
  await expect(form(page).getByText(/\d+ of 240 points, about \d+ s left/u)).toBeVisible();
  await form(page).getByRole('button', { name: 'Cancel' }).click();
  const said = form(page).getByText(/^Cancelled after \d+ of 240 points$/u);
  await expect(said).toBeVisible();
  const stopped = await said.textContent();
  await page.waitForTimeout(700);
  expect(await said.textContent()).toBe(stopped);
  // What was computed stays.
  await expect(page.locator('[data-point]').first()).toBeAttached();
});

test('a field of the map opens the ranking, and its run opens on the stage with the same figures', async ({
  page,
}) => {
  await only(page, 'SR-IOV', 'Emulated');
  await vary(page, { sizes: '60,1500', guests: '1,4' });
  await run(page).click();
  await complete(page);
  await page
    .getByRole('button', { name: /Packet size 1,500 B, Guests 4: SR-IOV, 9\.84 Gb\/s, wire/u })
    .click();
  const title = { name: 'All paths at Packet size 1,500 B, Guests 4' };
  const ranking = page.getByRole('heading', title).locator('..');
  await expect(ranking.getByRole('row')).toHaveCount(3);
  await expect(ranking.getByText('The wire is full.')).toBeVisible();
  await ranking.getByRole('button', { name: 'Open on the stage: SR-IOV' }).click();
  await expect(
    page
      .getByRole('tab', { name: 'Stage' })
      .or(page.getByRole('button', { name: 'Stage', exact: true }))
      .first(),
  ).toBeVisible();
  await expect.poll(() => cursor(page), { timeout: 20_000 }).toBeGreaterThan(10e9);
  await atRest(page);
  // Four guests together: the stage counts its start-up too.
  await expect(
    page
      .getByText(/^9\.\d\d Gb\/s$/u)
      .or(page.getByText(/^2\.4\d Gb\/s$/u))
      .first(),
  ).toBeVisible();
  await expect.poll(() => page.url()).toMatch(/vms=4&traffic=bulk/u);
  expect(page.url()).toContain('beside=none');
  // The results are still there.
  await page.keyboard.press(keyOf('sweep'));
  await expect(form(page).getByText(/4 points|8 points/u)).toBeVisible();
  await expect(page.getByText(/results belong to the former one/u)).toHaveCount(0);
});

test('a point of a curve opens its run', async ({ page }) => {
  await only(page, 'virtio');
  await vary(page, { sizes: '256,512', guests: '1' });
  await run(page).click();
  await complete(page);
  await page.locator('[data-point="1"]').click();
  await expect.poll(() => page.url()).toMatch(/path=virtio.*packet=512/u);
});

test('too large is refused with its size; what is not understood is said', async ({ page }) => {
  await vary(page, { sizes: '60..1514', guests: '1..16' });
  await run(page).click();
  await expect(
    form(page).getByText('This sweep has 186,240 points; at most 5,000 are computed.'),
  ).toBeVisible();
  await vary(page, { sizes: '60..', guests: '1' });
  await expect(form(page).getByText(/186,240/u)).toHaveCount(0);
  await run(page).click();
  await expect(form(page).getByText(/60\.\. is not understood/u)).toBeVisible();
  await vary(page, { sizes: 'big' });
  await run(page).click();
  await expect(form(page).getByText(/"big" is not a number/u)).toBeVisible();
});

test('works with the keyboard alone, and axe finds nothing', async ({ page }) => {
  await only(page, 'SR-IOV', 'Passthrough');
  await vary(page, { sizes: '60,1500', guests: '1,2' });
  await form(page).getByLabel('Numbers of guests').press('Enter');
  await complete(page);
  const field = page.getByRole('button', { name: /Packet size 60 B, Guests 2: SR-IOV/u });
  await field.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 of 2 guests have no device of their own')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
