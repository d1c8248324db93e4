import { expect, test, type Page } from '@playwright/test';
import { atRest, openPaused, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** The named example, looked at when it is over, with the IOMMU selected on the stage. */
async function example(page: Page, name: RegExp): Promise<void> {
  await openPaused(page);
  await page.getByText('Examples', { exact: true }).click();
  await page.getByRole('button', { name }).click();
  await atRest(page);
  await page
    .getByRole('button', { name: /^IOMMU/u })
    .first()
    .press('Enter');
  await page.getByRole('slider', { name: 'Time line' }).press('End');
  await atRest(page);
}

test('the IOMMU stops a rogue guest: faults in its inspector, walks table by table', async ({
  page,
}) => {
  await example(page, /^A rogue guest(?!, no)/u);
  await page.getByText('Address view: who translates what').press('Enter');
  await expect(page.locator('[data-fault]')).toContainText(/VM0 \(3b:10\.0\) write to 0x1\w+/u);
  await expect(page.locator('[data-fault]')).toContainText('level 3');
  await expect(page.locator('[data-trespasses]')).toHaveCount(0);
  const device = page.getByRole('figure', { name: /^The device/u });
  await expect(device.getByRole('row')).toHaveCount(4);
  await page.getByRole('combobox', { name: 'Guest' }).selectOption({ index: 1 });
  await expect(page.getByText(/buffer of VM1/u)).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('without the IOMMU it says whose memory was overwritten', async ({ page }) => {
  await example(page, /^A rogue guest, no IOMMU/u);
  await page.getByText('Address view: who translates what').press('Enter');
  await expect(page.locator('[data-trespasses]')).toContainText('memory of VM1');
  await expect(page.locator('[data-fault]')).toHaveCount(0);
  await expect(page.getByText(/No IOMMU: the device’s address/u)).toBeVisible();
});
