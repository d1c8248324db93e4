import { expect, test, type Page } from '@playwright/test';
import { atRest, cursor, openPaused, timeLine, violations } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const undo = (page: Page) => page.getByRole('button', { name: /^(?:Undo|Nothing to undo)/u });
const redo = (page: Page) => page.getByRole('button', { name: /^(?:Redo|Nothing to redo)/u });
const vfs = (page: Page) => page.getByRole('spinbutton', { name: 'Number of VFs, typed' });
const path = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

test('every edit is taken back and done again by its name, by button and by key', async ({
  page,
}) => {
  await openPaused(page);
  await expect(undo(page)).toBeDisabled();
  await expect(redo(page)).toBeDisabled();
  await path(page, 'virtio').check();
  await atRest(page);
  await vfs(page).fill('16');
  await vfs(page).press('Enter');
  await atRest(page);
  await expect(undo(page)).toHaveAccessibleName('Undo: 16 VFs');
  await timeLine(page).press('ArrowRight');
  await atRest(page);
  const moment = await cursor(page);

  await undo(page).click();
  await expect(said(page, 'Undone: 16 VFs')).toBeVisible();
  await expect(vfs(page)).toHaveValue('4');
  expect(await cursor(page)).toBe(moment);
  await expect(undo(page)).toHaveAccessibleName('Undo: path virtio');
  await expect(redo(page)).toHaveAccessibleName('Redo: 16 VFs');
  // The button that has nothing left to do keeps the focus.
  await undo(page).press('Enter');
  await expect(path(page, 'SR-IOV')).toBeChecked();
  await expect(undo(page)).toBeFocused();
  await expect(undo(page)).toBeDisabled();

  await page.keyboard.press('Control+y');
  await expect(path(page, 'virtio')).toBeChecked();
  await page.keyboard.press('Control+Shift+z');
  await expect(said(page, 'Redone: 16 VFs')).toBeVisible();
  await expect(vfs(page)).toHaveValue('16');
  expect(await violations(page)).toEqual([]);
  // What is being typed has an undo of its own.
  await vfs(page).pressSequentially('9');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape');
  await expect(undo(page)).toHaveAccessibleName('Undo: 16 VFs');

  // The address is that of what is shown.
  await page.getByRole('slider', { name: 'Speed' }).focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(path(page, 'SR-IOV')).toBeChecked();
  await expect.poll(() => page.url()).not.toContain('path=virtio');
  await expect(page).not.toHaveURL(/vfs=16/u);
});

test('what was typed on the host is taken back on the host, the card and the stage alike', async ({
  page,
}) => {
  await openPaused(page, '?view=terminal&device=intel-82599');
  const run = async (line: string) => {
    await page.getByRole('textbox', { name: /Command line/u }).fill(line);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log')).toContainText(line);
    await atRest(page);
  };
  await run('cd /sys/bus/pci/devices/0000:3b:00.0');
  await run('echo 0 > sriov_numvfs');
  await run('echo 3 > sriov_numvfs');
  await expect(vfs(page)).toHaveValue('3');
  await undo(page).click();
  await expect(said(page, 'Undone: typed echo 3 > sriov_numvfs')).toBeVisible();
  await expect(vfs(page)).toHaveValue('0');
  await undo(page).click();
  await expect(vfs(page)).toHaveValue('4');
  await atRest(page);
  // The host at the prompt is the one of the run: started anew, with what was typed before.
  await run('pwd; cat sriov_numvfs');
  await expect(page.getByRole('log')).toContainText(/3b:00\.0\s*4/u);
});

test('a lane that was removed comes back, on a phone and in Chinese too', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPaused(page, '?view=compare&lang=zh');
  const back = page.getByRole('button', { name: /^撤销/u });
  await page.getByRole('button', { name: /^移除泳道 1$/u }).click();
  await expect(back).toHaveAccessibleName('撤销：移除泳道：全虚拟化');
  await back.click();
  await expect(page.getByRole('button', { name: /^移除泳道 3$/u })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '已撤销' })).toBeVisible();
});
