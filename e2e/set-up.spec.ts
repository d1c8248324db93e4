import { expect, test } from '@playwright/test';
import { atRest, openLab, openPaused, playedOut } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the number of VFs stops at the card’s own limit and says which it is', async ({ page }) => {
  await openPaused(page, '?device=intel-82576&vfs=2');
  const slider = page.getByRole('slider', { name: 'Number of VFs' });
  await slider.press('End');
  await atRest(page);
  const max = await slider.getAttribute('max');
  await expect(slider).toHaveValue(max ?? '');
  await expect(page.getByText(/^Limit reached:/u)).toBeVisible();
  await page.getByRole('spinbutton', { name: 'Number of VFs, typed' }).fill('9999');
  await expect(page.getByText(/9,999 VFs refused/u)).toBeVisible();
});

test('every card takes its own number of VFs, and the E810 reaches 256', async ({ page }) => {
  await openPaused(page);
  const card = page.getByRole('combobox', { name: 'Network card' });
  const slider = page.getByRole('slider', { name: 'Number of VFs' });
  const names = await card.locator('option').allTextContents();
  expect(names.length).toBeGreaterThanOrEqual(5);
  for (const name of names) {
    await card.selectOption({ label: name });
    await atRest(page);
    await slider.press('End');
    await atRest(page);
    await expect(page.getByText(/^Limit reached:/u)).toBeVisible();
  }
  await card.selectOption('intel-e810');
  await atRest(page);
  await slider.press('End');
  await atRest(page);
  await expect(slider).toHaveValue('256');
  await page.getByRole('button', { name: 'PCIe', exact: true }).click();
  await expect(page.getByRole('grid').first()).toBeVisible();
});

test('what does not go together is refused with the reason, and the lab goes on', async ({
  page,
}) => {
  await openPaused(page);
  await page.getByText('What if …').click();
  await page.getByRole('checkbox', { name: 'IOMMU' }).click();
  const note = page.getByRole('region', { name: 'Not changed' });
  await expect(note).toContainText('needs the IOMMU');
  await expect(page.getByRole('checkbox', { name: 'IOMMU' })).toBeChecked();
  await note.getByRole('button', { name: 'Dismiss' }).click();
  await expect(note).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'posted interrupts' }).uncheck();
  await atRest(page);
  await expect(page.getByRole('checkbox', { name: 'posted interrupts' })).not.toBeChecked();
});

test('guests, packet size and rate change the run', async ({ page }) => {
  await openPaused(page);
  const set = async (name: string, value: string) => {
    const field = page.getByRole('spinbutton', { name: new RegExp(`^${name}`, 'u') });
    await field.fill(value);
    await field.press('Enter');
    await atRest(page);
    await expect(field).toHaveValue(value);
  };
  await set('Guests', '3');
  await expect(page.getByRole('button', { name: 'application of VM2' })).toBeVisible();
  await set('Packet size', '64');
  await set('Packets per second', '50000');
  await page.getByRole('combobox', { name: 'Traffic' }).selectOption('poisson');
  await atRest(page);
  await page.getByRole('combobox', { name: 'Direction' }).selectOption('rx');
  await atRest(page);
  await expect.poll(() => page.url()).toContain('packet=64');
  // Out of range is refused at the field.
  const guests = page.getByRole('spinbutton', { name: 'Guests' });
  await guests.fill('900');
  await guests.press('Enter');
  await expect(page.getByText('Only 1 to 63.')).toBeVisible();
  await expect(guests).toHaveValue('3');
});

test('who has no device is said, and why', async ({ page }) => {
  await openLab(page, '?vfs=1&vms=3');
  const note = page.getByText(/no device, so no network|no VF, so no network/u);
  await expect(note).toHaveText(/^VM1, VM2: no VF.*3 guests share out one VF/u);
  await page.getByRole('spinbutton', { name: 'Guests' }).fill('1');
  await page.keyboard.press('Enter');
  await atRest(page);
  await expect(note).toHaveCount(0);
  await openLab(page, '?path=passthrough&vms=2&vfs=0');
  await expect(note).toHaveText(/^VM1: no device.*a whole PF/u);
});

test('a change in mid-play ends in the run that was asked for last', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.clock.install();
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  for (const path of ['Emulated', 'virtio', 'vhost-net']) {
    await page.getByRole('radio', { name: path }).check();
  }
  const slider = page.getByRole('slider', { name: 'Number of VFs' });
  for (let i = 0; i < 30; i++) await slider.press('ArrowRight');
  await page.getByRole('button', { name: '中文' }).click();
  await playedOut(page);
  await expect(page.getByRole('radio', { name: 'vhost-net' })).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('slider', { name: 'VF 数量' })).toHaveValue('34');
  await expect.poll(() => page.url()).toContain('vfs=34');
});

test('a rogue guest is set up, stopped, and not stopped with the IOMMU off', async ({ page }) => {
  await openPaused(page, '?dir=both&pps=50000');
  await page.getByText('What if …').click();
  const driver = page.getByRole('combobox', { name: 'Its driver' });
  await driver.selectOption('dma-write');
  await atRest(page);
  await expect(
    page.getByText('Now and then a receive buffer lies outside its memory'),
  ).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Whose' })).toHaveValue('neighbour');
  await page.getByRole('checkbox', { name: 'devices for guests without protection' }).check();
  await atRest(page);
  await page.getByRole('checkbox', { name: 'IOMMU', exact: true }).uncheck();
  await atRest(page);
  await expect(page.getByText('IOMMU off: nothing translates or checks')).toBeVisible();
  await expect(page.getByText('No effect now: interrupts are remapped by the IOMMU')).toBeVisible();
  // A path without a function of its own has no such driver, and the page says that it was taken away.
  await page.getByRole('radio', { name: 'virtio' }).check();
  const note = page.getByRole('region', { name: /goes without this/u });
  await expect(note).toContainText('what its driver does beside its work');
  await atRest(page);
  await expect(driver).toBeDisabled();
});
