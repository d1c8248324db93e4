import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { atRest, openPaused } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('an example opens as it is, and the first screen comes back', async ({ page }) => {
  await openPaused(page);
  await page.getByText('Examples', { exact: true }).click();
  await page.getByRole('button', { name: /^Exit storm/u }).click();
  await atRest(page);
  await expect(page.getByRole('radio', { name: 'Emulated' })).toBeChecked();
  // No guest is added for comparison.
  await expect(page.getByRole('combobox', { name: 'beside' })).toHaveValue('');
  await expect(page.getByText('Exit storm opened.')).toBeVisible();
  await page.getByRole('button', { name: /^First screen/u }).click();
  await atRest(page);
  await expect(page.getByRole('radio', { name: 'SR-IOV' })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'beside' })).toHaveValue('emulated');
});

test('every example opens', async ({ page }) => {
  const broken: string[] = [];
  page.on('pageerror', ({ message }) => broken.push(message));
  await openPaused(page);
  await page.getByText('Examples', { exact: true }).click();
  const examples = page.locator('details li button');
  await expect(examples.first()).toBeVisible();
  const count = await examples.count();
  expect(count).toBeGreaterThanOrEqual(8);
  for (let i = 0; i < count; i++) {
    await examples.nth(i).click();
    await atRest(page);
    await expect(page.getByRole('region', { name: 'Not changed' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'PF0', exact: false }).first()).toBeVisible();
  }
  expect(broken).toEqual([]);
});

test('the scenario and a trace of the run can be saved, and the scenario opens again', async ({
  page,
}) => {
  await openPaused(page, '?path=vhost-net');
  const files = page.getByRole('button', { name: 'Files: open, save' });
  const saved = async (name: string) => {
    await files.click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).click(),
    ]);
    await expect(page.getByRole('button', { name })).toBeHidden();
    return { name: download.suggestedFilename(), path: await download.path() };
  };

  const scenario = await saved('Save the scenario (JSON)');
  expect(scenario.name).toBe('scenario.json');
  expect(readFileSync(scenario.path, 'utf8')).toContain('vhost-net');

  const trace = await saved('Save a trace of the run');
  expect(trace.name).toBe('trace.json');
  const { traceEvents } = JSON.parse(readFileSync(trace.path, 'utf8')) as {
    traceEvents: { name: string }[];
  };
  expect(traceEvents.some(({ name }) => name === 'vhost-copy-tx')).toBe(true);

  await openPaused(page);
  await page.locator('input[type=file]').setInputFiles(scenario.path);
  await expect(page.getByRole('radio', { name: 'vhost-net' })).toBeChecked();
});

test('the file menu goes away with Escape and by a press elsewhere, and the focus stays', async ({
  page,
}) => {
  await openPaused(page);
  const files = page.getByRole('button', { name: 'Files: open, save' });
  const item = page.getByRole('button', { name: 'Save the scenario (JSON)' });
  await files.press('Enter');
  await expect(files).toHaveAttribute('aria-expanded', 'true');
  await item.focus();
  await page.keyboard.press('Escape');
  await expect(item).toBeHidden();
  await expect(files).toBeFocused();
  await files.click();
  await expect(item).toBeVisible();
  await page.mouse.click(500, 400);
  await expect(item).toBeHidden();
});

test('on a phone Escape closes the file menu first, then the tools', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPaused(page);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  const files = page.getByRole('button', { name: 'Files: open, save' });
  await files.click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Open a file …' })).toBeHidden();
  await expect(files).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(files).toBeHidden();
});
