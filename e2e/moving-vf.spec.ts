import { expect, test, type Page } from '@playwright/test';
import { atRest, openPaused, timeLine, wholeRun } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const strip = (page: Page) => page.getByRole('region', { name: 'Live migration' });

/** Seeks to a moment of the whole run, in microseconds. */
async function at(page: Page, us: number): Promise<void> {
  await timeLine(page).fill(String(us * 1_000_000));
  await atRest(page);
}

async function example(page: Page, name: RegExp): Promise<void> {
  await openPaused(page);
  await page.getByText('Examples', { exact: true }).click();
  await page.getByRole('button', { name }).click();
  await atRest(page);
  const pause = page.getByRole('button', { name: /^Pause/ });
  if (await pause.isVisible()) await pause.click();
  await wholeRun(page);
}

test('a failover pair gives its VF back, moves on the standby and is back on a VF there', async ({
  page,
}) => {
  await example(page, /^A VF that can move/);
  await expect(page.getByRole('button', { name: /^VF driver/ })).toBeVisible();
  await at(page, 3000);
  await expect(strip(page)).toContainText('VM0 runs, on the standby');
  await expect(strip(page)).toContainText('wait-unplug');
  await expect(strip(page).getByRole('list', { name: 'Pages sent, round by round' })).toBeVisible();
  await timeLine(page).press('End');
  await expect(strip(page)).toContainText('VM0: gone');
  await expect(strip(page)).toContainText('VM0 runs, on the VF');
  await expect(strip(page)).toContainText('completed');
  await page.getByRole('navigation').getByText('Metrics', { exact: true }).click();
  await expect(page.getByRole('row', { name: /address out of the card’s switch/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /slave:ens11 registered/ })).toBeVisible();
});

test('a card that saves its VF goes through the states of VFIO migration v2', async ({ page }) => {
  await example(page, /^A card that saves/);
  await at(page, 3000);
  await expect(strip(page)).toContainText('PRE_COPY');
  await timeLine(page).press('End');
  await expect(strip(page)).toContainText('RUNNING');
  await page.getByRole('navigation').getByText('Metrics', { exact: true }).click();
  await expect(page.getByRole('row', { name: /other host: RESUMING/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /SAVE_VHCA_STATE, STOP_COPY/ })).toBeVisible();
  await page.getByRole('combobox', { name: /What the card has written/ }).selectOption('none');
  await expect(page.getByText('Every page counts as written by the card.')).toBeVisible();
});

test('the pair is set up beside Migrate, and virsh shows and moves it', async ({ page }) => {
  await openPaused(page, '?path=sriov&vms=1');
  await page.getByRole('checkbox', { name: /^Failover pair/ }).check();
  await atRest(page);
  await expect(page.getByRole('button', { name: /^VF driver/ })).toBeVisible();
  await page.getByRole('navigation').getByText('Terminal', { exact: true }).click();
  const log = page.getByRole('log');
  await page.getByRole('textbox', { name: /Command line/u }).focus();
  await page.keyboard.type('virsh dumpxml vm0');
  await page.keyboard.press('Enter');
  await expect(log).toContainText("<teaming type='transient' persistent='ua-backup0'/>");
  await page.keyboard.type('virsh migrate --live --verbose vm0 qemu+ssh://other/system');
  await page.keyboard.press('Enter');
  await expect(log).toContainText('Migration: [100 %]');
  await atRest(page);
  // Another path has no VF, and so no pair: nothing is refused.
  await page.getByRole('radio', { name: 'vhost-net' }).check();
  await atRest(page);
  await expect(page.getByRole('checkbox', { name: /^Failover pair/ })).toHaveCount(0);
});
