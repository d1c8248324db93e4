import { expect, test } from '@playwright/test';
import { openPaused, timeLine, wholeRun } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const box = { name: /Migrate VM ?0 to another host/ };

test('a guest with virtio moves: rounds, downtime and state are shown', async ({ page }) => {
  await openPaused(page, '?path=vhost-net&dir=rx');
  await page.getByRole('checkbox', box).check();
  const strip = page.getByRole('region', { name: 'Live migration' });
  await expect(strip).toContainText('has not begun');
  await wholeRun(page);
  await timeLine(page).press('End');
  await expect(strip).toContainText('runs on the other host');
  await expect(strip).toContainText(/downtime [\d.]+ µs/);
  await expect(strip).toContainText(/[1-9]\d* packets lost/);
  await expect(page.getByText(/stands still from/)).toBeAttached();
  await page.getByRole('navigation').getByText('Metrics', { exact: true }).click();
  const table = page.getByRole('region', { name: 'Live migration' });
  await expect(table.getByRole('row', { name: /VHOST_GET_VRING_BASE/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /^1 / })).toContainText('1,024');
});

test('a guest with a VF stays, with QEMU’s message and the reason', async ({ page }) => {
  await openPaused(page, '?path=sriov');
  await page.getByRole('checkbox', box).check();
  await wholeRun(page);
  await timeLine(page).press('End');
  const strip = page.getByRole('region', { name: 'Live migration' });
  await expect(strip).toContainText('VFIO migration is not supported in kernel');
  await expect(strip).toContainText('refused');
});

test('virsh migrate in the terminal moves the guest in the run', async ({ page }) => {
  await openPaused(page, '?view=terminal&path=vhost-net');
  await page.keyboard.type('virsh migrate --live --verbose vm0 qemu+ssh://other/system');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('Migration: [100 %]');
  await expect(page.getByRole('checkbox', box)).toBeChecked();
});
