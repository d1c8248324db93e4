import { expect, test, type Page } from '@playwright/test';
import { atRest, openPaused, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const path = (page: Page) => page.getByRole('navigation', { name: 'Where you are' });

/** From the host to one register of a function, with the pointer. */
async function openRegister(page: Page, bdf: string, block: string, register: RegExp) {
  await page.getByRole('tree').getByText(bdf, { exact: true }).click();
  await page.getByRole('button', { name: 'Open the configuration space' }).click();
  await page.getByRole('button', { name: block }).click();
  await page.getByRole('button', { name: register }).click();
}

const bit = (page: Page, name: RegExp) => page.getByRole('button', { name });

test('the tree shows root ports, PFs and VFs with their addresses, and the keyboard alone leads from the host to a bit and back', async ({
  page,
}) => {
  await openPaused(page, '?view=pcie&device=intel-82599&vfs=4');
  const tree = page.getByRole('tree');
  await expect(tree).toBeVisible();
  // Offset 128, stride 2: the VFs of 3b:00.0 are every second function from 3b:10.0.
  for (const bdf of ['3a:00.0', '3b:00.0', '3b:00.1', '3b:10.0', '3b:10.2', '3b:10.4', '3b:10.6']) {
    await expect(tree.getByText(bdf, { exact: true })).toBeVisible();
  }
  await expect(tree.getByText('3b:10.1', { exact: true })).toHaveCount(0);

  await page.getByRole('treeitem', { name: /^Root complex/u }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /^PF0, 3b:00\.0/u);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(path(page).locator('[aria-current]')).toHaveText('PF0 3b:00.0');
  await page.getByRole('button', { name: /^Single Root I\/O Virtualization/u }).press('Enter');
  await page.getByRole('button', { name: /^Extended Capability Header, offset 160/u }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /^SR-IOV Control/u);
  await page.keyboard.press('Enter');
  await bit(page, /^Bit 0, VF Enable/u).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /^Bit 1, VF Migration/u);
  for (const level of ['Configuration space', 'PF0 3b:00.0', 'Host']) {
    await page.keyboard.press('Escape');
    await expect(path(page).locator('[aria-current]')).toHaveText(level);
  }
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
  // The sum that gives the address, read both ways.
  await expect(page.getByRole('main')).toContainText('0x3b18');
  await expect(page.getByRole('main')).toContainText('0x18 = 24');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /3b:03\.1/u);
});

test('writing a bit is the write setpci makes: ignored where it is read-only; VF Enable off, and NumVFs can be written again', async ({
  page,
}) => {
  await openPaused(page, '?view=pcie&device=intel-82599&vfs=4');
  await openRegister(page, '3b:00.0', 'Single Root I/O Virtualization', /^TotalVFs, offset 16e/u);
  const main = page.getByRole('main');
  await bit(page, /^Bit 0, TotalVFs/u).click();
  await expect(main).toContainText('Ignored: the bit is read-only');
  await page.getByRole('button', { name: /^NumVFs, offset 170/u }).click();
  await bit(page, /^Bit 0, NumVFs, 0, RW/u).click();
  await expect(main).toContainText('Ignored: VF Enable is 1.');
  await expect(main).toContainText('setpci -s 3b:00.0 ECAP_SRIOV+10.w=0004');
  await page.getByRole('button', { name: /^SR-IOV Control, offset 168, 0x0019/u }).click();
  await bit(page, /^Bit 0, VF Enable, 1, RW/u).click();
  await expect(main).toContainText('setpci -s 3b:00.0 ECAP_SRIOV+8.w=0018');
  await expect(bit(page, /^Bit 0, VF Enable, 0, RW/u)).toBeVisible();
  await expect(main).toContainText('4 VFs have left the bus.');
  await page.getByRole('button', { name: /^NumVFs, offset 170/u }).click();
  await page.getByRole('textbox', { name: 'New value of NumVFs' }).fill('7');
  await page.getByRole('button', { name: 'Write' }).click();
  await expect(
    page.getByRole('button', { name: /^NumVFs, offset 170, 0x0007, changed/u }),
  ).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('on a bare host one limit after the other is lifted, and undone', async ({ page }) => {
  await openPaused(page, '?view=pcie&device=intel-82599&vfs=4');
  const panel = page.getByRole('region', { name: 'Limits on the number of VFs' });
  await expect(panel).toContainText('First to bind: driver maximum, 126 VFs.');
  await panel.getByRole('button', { name: 'Start from a bare host' }).click();
  await expect(panel).toContainText('First to bind: bus numbers, 0 VFs.');
  await panel.getByRole('button', { name: '2 bus numbers instead of 1' }).click();
  await expect(panel).toContainText('First to bind: memory window, 63 VFs.');
  await panel.getByRole('button', { name: /^Window of 4\.00 MiB/u }).click();
  await expect(panel).toContainText('First to bind: driver maximum, 126 VFs.');
  await panel.getByRole('button', { name: 'Undo the last change' }).click();
  await expect(panel).toContainText('First to bind: memory window, 63 VFs.');
});

test('pages of 64 KiB make VF BARs outgrow the window below 4 GiB, and a larger one lifts it', async ({
  page,
}) => {
  await openPaused(page, '?view=pcie&device=intel-82576&vfs=2');
  const panel = page.getByRole('region', { name: 'Limits on the number of VFs' });
  await panel.getByLabel('Memory window below 4 GiB').selectOption('1.00 MiB');
  await expect(panel).toContainText('First to bind: driver maximum, 14 VFs.');
  await panel.getByLabel('Page of the kernel').selectOption('64.0 KiB');
  await expect(panel).toContainText('First to bind: memory window below 4 GiB, 7 VFs.');
  await panel.getByRole('button', { name: /^Window below 4 GiB of 2\.00 MiB/u }).click();
  await expect(panel).toContainText('First to bind: driver maximum, 14 VFs.');
});

test('the view has no accessibility violation, few functions or many, dark or light', async ({
  page,
}) => {
  for (const query of ['vfs=2&theme=dark', 'device=intel-e810&vfs=256&theme=light&lang=zh']) {
    await openPaused(page, `?view=pcie&${query}`);
    expect(await violations(page)).toEqual([]);
  }
});

test('a register fits the page, wide or narrow', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPaused(page, '?view=pcie&device=intel-82599&vfs=4&theme=dark');
  await openRegister(page, '3b:00.0', 'PCI Express', /^Device Status, offset/u);
  for (const [width, height] of [
    [390, 844],
    [820, 1180],
    [1280, 720],
  ] as const) {
    await test.step(`${String(width)}×${String(height)}`, async () => {
      await page.setViewportSize({ width, height });
      await page.getByRole('button', { name: /^Device Status, offset/u }).click();
      await page.getByRole('button', { name: /^Device Control, offset/u }).click();
      await expect(bit(page, /^Bit 15, Initiate Function Level Reset/u)).toBeInViewport();
      const over = await page
        .getByRole('main')
        .evaluate(
          (main) =>
            [...main.querySelectorAll('*')].filter(
              (e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'auto',
            ).length,
        );
      expect(over).toBe(0);
      expect(await violations(page)).toEqual([]);
    });
  }
});

test('VFs withdrawn behind the kernel’s back stay in the tree, and the stage says so', async ({
  page,
}) => {
  await openPaused(page, '?view=stage,terminal&device=intel-82599&vfs=4');
  await page.getByRole('textbox', { name: /Command line/u }).focus();
  await page.keyboard.type('setpci -s 3b:00.0 ECAP_SRIOV+8.w=0:1');
  await page.keyboard.press('Enter');
  const main = page.getByRole('main');
  await expect(main.getByText('the card has withdrawn its 4 VFs')).toBeVisible();
  await expect(page).toHaveURL(/#s=/u);
  await page.reload();
  await atRest(page);
  await expect(main.getByText('the card has withdrawn its 4 VFs')).toBeVisible();
  await page.getByRole('button', { name: 'PCIe', exact: true }).click();
  const vf = page.getByRole('treeitem', { name: /^VF3, 3b:10\.6, answers no more/u });
  await expect(vf).toBeVisible();
});

test('on a phone, what a box of the tree opens comes into sight', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPaused(page, '?view=pcie&device=intel-82599&vfs=4');
  await page.getByRole('tree').getByText('3b:10.0', { exact: true }).click();
  await expect(page.getByRole('button', { name: 'Open the configuration space' })).toBeInViewport();
});

test('other ways to be many: the number chosen, what ends each kind, one kind alone, the table', async ({
  page,
}) => {
  await openPaused(page, '?view=pcie&device=nvidia-bluefield2&vfs=4');
  const panel = page.getByRole('region', { name: 'Other ways to be many' });
  await expect(panel).toContainText('Most on this card: Scalable function, 472');
  const vf = panel.locator('li[data-kind="vf"]');
  await expect(vf).toContainText('32: instances in the card run out');
  await expect(vf).toContainText('100 are too many');
  await panel.getByRole('slider', { name: 'Number of instances' }).press('Home');
  await expect(vf).toContainText('1 take 3.13 % of instances in the card');
  const sf = panel.locator('li[data-kind="sf"]');
  await sf.locator('summary').click();
  await expect(sf.getByRole('row', { name: /^Routing IDs/u })).toContainText('none');
  await expect(sf.getByRole('row', { name: /^BAR window/u })).toContainText('512 MiB');
  // Guests of 16 GiB: their pinned memory ends vDPA on a scalable function first.
  await panel.getByLabel('Each guest has').selectOption('16.0 GiB');
  const vdpa = panel.locator('li[data-kind="vdpa-sf"]');
  await expect(vdpa).toContainText('64: pinned host memory run out');
  await panel
    .getByRole('combobox', { name: /^Show/u })
    .selectOption('vDPA on a scalable function: every resource');
  await panel.getByRole('button', { name: 'Show as table' }).click();
  await expect(
    panel.getByRole('columnheader', { name: 'pinned host memory, share' }),
  ).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
