import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { atRest, inTwoLooks, openPaused, timeLine, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** What `sim validate` says of the same sources. */
interface Validated {
  readonly summary: Readonly<Record<'pass' | 'miss' | 'inputs' | 'silent', number>>;
  readonly figures: readonly { readonly id: string; readonly ratio: number }[];
  readonly silent: readonly { readonly figures: readonly string[] }[];
}

function validated(): Validated {
  const { stdout } = spawnSync(process.execPath, ['.ci/sim.mjs', 'validate', '--format', 'json'], {
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
  return JSON.parse(stdout) as Validated;
}

const section = (page: Page, name: string): Locator => page.getByRole('tab', { name });

async function openModel(page: Page, name: string, query = '?view=model'): Promise<void> {
  await openPaused(page, query);
  await section(page, name).click();
}

async function checked(page: Page): Promise<void> {
  await expect(page.locator('[data-checked]')).toHaveAttribute('data-done', 'true', {
    timeout: 60_000,
  });
}

/** Numbers of cells that carry them in full. */
const numbers = async (cells: Locator, name: string): Promise<number[]> =>
  cells.evaluateAll(
    (all, attribute) => all.map((cell) => Number(cell.getAttribute(attribute))),
    name,
  );

test('every published figure is there, with the numbers of validate, in either look; misses are one press away, each with its reason; a run opens on the stage', async ({
  page,
}) => {
  test.slow();
  await openModel(page, 'Against measurements', '?view=model&theme=dark&lang=en');
  await checked(page);
  await test.step('the numbers of validate', async () => {
    const { summary, figures, silent } = validated();
    expect(figures.length).toBeGreaterThan(70);
    expect(await numbers(page.locator('[data-ratio]'), 'data-ratio')).toEqual(
      figures.map(({ ratio }) => ratio),
    );
    const ids = (attribute: string) =>
      page
        .locator(`[${attribute}]`)
        .evaluateAll((all, name) => all.map((each) => each.getAttribute(name)), attribute);
    expect(await ids('data-figure-id')).toEqual(figures.map(({ id }) => id));
    expect(await ids('data-silent-id')).toEqual(silent.flatMap((each) => each.figures));
    const totals = { pass: 'pass', miss: 'miss', input: 'inputs', silent: 'silent' } as const;
    for (const [verdict, name] of Object.entries(totals)) {
      await expect(page.locator(`[data-total=${verdict}] strong`)).toHaveText(
        String(summary[name]),
      );
    }
  });
  await test.step('the table can be saved', async () => {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe('sriov-lab-validation.csv');
  });
  await test.step('axe finds nothing', async () => {
    await page.locator('[data-figure-id] summary').first().click();
    await inTwoLooks(page, async () => {
      expect(await violations(page)).toEqual([]);
    });
  });
  await page.getByRole('button', { name: 'English' }).click();
  await test.step('misses', async () => {
    await page.locator('[data-total=miss]').click();
    const misses = page.locator('[data-figure-id]');
    expect(await misses.count()).toBeGreaterThan(0);
    await expect(page.locator('[data-figure-id]:not([data-verdict=miss])')).toHaveCount(0);
    const ping = page.locator('[data-figure-id="barber10.user.ping"]');
    await ping.locator('summary').click();
    await expect(ping).toContainText('Why it misses');
    await ping.getByRole('button', { name: 'Open this scenario on the stage' }).click();
    await atRest(page);
    await expect(page.getByRole('region', { name: 'The five numbers' })).toContainText('virtio');
    await expect(page).toHaveURL(/path=virtio.*request-response|request-response.*path=virtio/u);
  });
});

const latency = (page: Page) => page.locator('[data-figure=latency] button');

test('a price that is changed changes the run and the address, and goes back', async ({ page }) => {
  const query = '?view=model&path=emulated&beside=none&traffic=single&t=1ms';
  await page.goto(`./${query}`);
  await atRest(page);
  await section(page, 'Prices').click();
  const before = await latency(page).textContent();
  const row = page.locator('#price-deviceRegister');
  const field = row.getByRole('spinbutton');
  await expect(field).toHaveValue('10800');
  await field.fill('13500');
  await field.press('Enter');
  await expect(row).toContainText('set by you');
  await expect(page).toHaveURL(/#s=/u);
  await expect(page.getByText(/1 set by you/u)).toBeVisible();
  // The moment shown stays, so that the number before and the number after are of the same one.
  await expect(latency(page)).not.toHaveText(before ?? '');
  await expect(timeLine(page)).toHaveValue(String(1e9));

  const address = page.url();
  await page.goto(address);
  await atRest(page);
  await section(page, 'Prices').click();
  await expect(field).toHaveValue('13500');

  await field.fill('99999');
  await field.press('Enter');
  await expect(row).toContainText('Only 0 to 32400 cycles.');
  await expect(field).toHaveValue('13500');
  await row.getByRole('button', { name: 'Back to 10800 cycles' }).click();
  await expect(field).toHaveValue('10800');
  await expect(page).not.toHaveURL(/#s=/u);
});

test('another kind of host brings its prices along', async ({ page }) => {
  await openModel(page, 'Prices');
  await page.getByRole('radio', { name: 'Skylake with mitigations' }).check();
  await expect(page.locator('#price-exitLight').getByRole('spinbutton')).toHaveValue('3440');
  await expect(page.getByText('This scenario’s clock: 2.50 GHz.')).toBeVisible();
});

const dialog = (page: Page) => page.getByRole('dialog');

test('a latency opens into prices that sum to it, and closes by the keyboard; exits into their reasons; a price leads to its row', async ({
  page,
}) => {
  await page.goto('./?path=emulated&beside=none&t=5ms');
  await atRest(page);
  await latency(page).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  const parts = dialog(page).locator('tbody [data-ps]');
  await expect(parts.first()).toBeVisible();
  const sum = await numbers(dialog(page).locator('tfoot [data-ps]'), 'data-ps');
  const each = await numbers(parts, 'data-ps');
  expect(each.reduce((a, b) => a + b, 0)).toBe(sum[0]);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(latency(page)).toBeFocused();

  await page.locator('[data-figure=exits] button').click();
  await expect(dialog(page).locator('tfoot [data-count]')).toBeVisible();
  const counts = await numbers(dialog(page).locator('tbody [data-count]'), 'data-count');
  const total = await numbers(dialog(page).locator('tfoot [data-count]'), 'data-count');
  expect(counts.length).toBeGreaterThan(1);
  expect(counts.reduce((a, b) => a + b, 0)).toBe(total[0]);
  await dialog(page).getByRole('button', { name: 'Close' }).click();

  await page.locator('[data-figure=cpu] button').click();
  await dialog(page)
    .getByRole('button', { name: /device model for one register access/u })
    .click();
  await expect(page.locator('#price-deviceRegister details')).toHaveAttribute('open', '');
  await expect(section(page, 'Prices')).toHaveAttribute('aria-selected', 'true');
});

test('the theory’s curves are drawn, and the claims name every path; axe finds nothing in them, nor in the prices', async ({
  page,
}) => {
  test.slow();
  await openModel(page, 'Against theory', '?view=model&theme=dark&lang=en');
  await expect(page.locator('[data-done=true]')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('figure')).toHaveCount(8);
  await section(page, 'Against theory').press('ArrowLeft');
  await section(page, 'Against measurements').press('ArrowLeft');
  await expect(section(page, 'What it claims')).toBeFocused();
  await expect(page.locator('[data-claims]')).toHaveCount(8);
  await expect(
    page.getByRole('region', { name: 'A lone packet that the guest sends' }),
  ).toContainText('driver');
  await inTwoLooks(page, async () => {
    for (const each of ['claims', 'prices', 'theory']) {
      await page.locator(`[data-section=${each}]`).click();
      await expect(page.getByRole('tabpanel').getByRole('heading').first()).toBeVisible();
      await atRest(page);
      expect(await violations(page)).toEqual([]);
    }
  });
  await page.locator('[data-section=prices]').click();
  await expect(page.locator('#price-wakeup')).toContainText('睡眠线程');
});
