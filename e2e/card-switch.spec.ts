import { expect, test } from '@playwright/test';
import { atRest, openLab } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const SET_UP = 'Switch and rules in the card';

test('a rule of the card is written and removed, and stands in its switch', async ({ page }) => {
  await openLab(page, '?vms=1&path=sriov&t=5ms');
  await page.getByText(SET_UP).click();
  await page.getByLabel('To address').selectOption('192.0.2.10');
  await page.getByRole('button', { name: 'Add rule' }).click();
  await expect(
    page.getByRole('listitem').filter({ hasText: 'dstIp 192.0.2.10 → drop' }),
  ).toBeVisible();
  await atRest(page);
  await page.getByRole('button', { name: 'Remove: dstIp 192.0.2.10 → drop' }).click();
  await expect(page.getByText('None.', { exact: true })).toBeVisible();
  await atRest(page);
  await page.getByRole('button', { name: 'Add rule' }).click();
  await atRest(page);
  await page
    .getByRole('button', { name: /^switch/u })
    .last()
    .click({ force: true });
  await expect(page.getByRole('region', { name: 'Selected' })).toContainText(
    'dstIp 192.0.2.10 → drop',
  );
});

test('switchdev mode is refused by the card that has none and shown by one that has', async ({
  page,
}) => {
  await openLab(page, '?vms=2&path=sriov&t=5ms');
  await page.getByText(SET_UP).click();
  const mode = page.getByLabel('switchdev mode');
  await expect(mode).toBeDisabled();
  await page.getByLabel('Network card').selectOption('nvidia-connectx5');
  await atRest(page);
  await mode.check();
  await atRest(page);
  await expect(mode).toBeChecked();
  await expect(page.getByRole('button', { name: /^representor/u }).first()).toBeAttached();
});
