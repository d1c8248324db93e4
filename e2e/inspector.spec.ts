import { expect, test } from '@playwright/test';
import { atRest, openLab, openPaused, timeLine } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

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
    await atRest(page);
    await expect(inside).toContainText(/vhost worker\s*runs · CPU \d/u, { timeout: 200 });
  }).toPass({ intervals: [0] });
  await expect(inside).toContainText(/at work\s*The vhost thread/u);
});

test('what a part is stays to be read with the pointer on it, and goes with Escape or what is pointed at next', async ({
  page,
}) => {
  await openPaused(page);
  const part = page.locator('[data-stage] [data-kind="driver"]').first();
  const tip = page.getByRole('tooltip');
  await part.hover();
  const name = (await part.getAttribute('aria-label')) ?? '';
  await expect(tip).toContainText(name);
  const box = await tip.boundingBox();
  if (box === null) throw new Error('no tip');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y, { steps: 12 });
  await expect(tip).toContainText(name);
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
  await part.hover();
  await page.mouse.move(x, y, { steps: 12 });
  await page.mouse.move(2, 2);
  await expect(tip).toBeHidden();
});
