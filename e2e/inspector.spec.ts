import { expect, test } from '@playwright/test';
import { openLab, timeLine } from './lab';

test('a part says what state it is in at the moment shown', async ({ page }) => {
  await openLab(page, '?path=vhost-net&vms=1&t=0s');
  await page
    .getByRole('button', { name: /^vhost-net/u })
    .first()
    .click({ force: true });
  const inside = page.getByRole('region', { name: 'Selected' });
  await expect(inside).toContainText(/vhost worker\s*asleep · CPU \d/u);
  // The first packet is on its way: at some moment the worker runs, and says at what.
  await expect(async () => {
    await timeLine(page).press('ArrowRight');
    await expect(inside).toContainText(/vhost worker\s*runs · CPU \d/u, { timeout: 300 });
  }).toPass();
  await expect(inside).toContainText(/at work\s*The vhost thread/u);
});
