import { expect, test } from '@playwright/test';
import { atRest, openPaused, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the tree shows root port, PFs and VFs with their addresses', async ({ page }) => {
  await openPaused(page, '?view=pcie&device=intel-82599&vfs=4');
  const tree = page.getByRole('tree');
  await expect(tree).toBeVisible();
  // Offset 128, stride 2: the VFs of 3b:00.0 are every second function from 3b:10.0.
  for (const bdf of ['3a:00.0', '3b:00.0', '3b:00.1', '3b:10.0', '3b:10.2', '3b:10.4', '3b:10.6']) {
    await expect(tree.getByText(bdf, { exact: true })).toBeVisible();
  }
  await expect(tree.getByText('3b:10.1', { exact: true })).toHaveCount(0);
});

test('many VFs are a grid of function numbers, one for each bus, and the keyboard walks it', async ({
  page,
}) => {
  await openPaused(page, '?view=pcie&device=intel-e810&vfs=256');
  const grids = page.getByRole('grid');
  await expect(grids).toHaveCount(2);
  await expect(page.getByRole('gridcell', { name: 'VF127 of PF1, 3c:00.7' })).toHaveCount(1);
  const first = page.getByRole('gridcell', { name: 'VF0 of PF0, 3b:01.0' });
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /3b:03\.0/u);
  await page.keyboard.press('Enter');
  await atRest(page);
  // The sum that gives the address, and the same function in the inspector.
  await expect(page.getByRole('main')).toContainText('0x3b18');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /3b:03\.1/u);
});

test('the view has no accessibility violation, few functions or many, dark or light', async ({
  page,
}) => {
  for (const query of ['vfs=2&theme=dark', 'device=intel-e810&vfs=256&theme=light&lang=zh']) {
    await openPaused(page, `?view=pcie&${query}`);
    expect(await violations(page)).toEqual([]);
  }
});
