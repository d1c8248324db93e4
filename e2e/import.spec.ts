import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { atRest, dropFile, keyOf, openPaused, paste, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const bytes = (text: string) => new TextEncoder().encode(text);
const dialog = (page: Page) => page.getByRole('dialog', { name: /^lspci/u });
const take = (page: Page) => dialog(page).getByRole('button', { name: 'Use this host' });

/** What the host of the page saves: a dump the real lspci reads. */
async function savedDump(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'lspci: your host, this host' }).click();
  const coming = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Save lspci -vvvxxxx' }).click();
  const text = await readFile(await (await coming).path(), 'utf8');
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  return text;
}

/** A function of which only the first 64 bytes are known, as a user without rights sees it. */
const SHORT = [
  '01:00.0 Ethernet controller: Intel Corporation 82599ES 10-Gigabit SFI/SFP+ Network Connection',
  '00: 86 80 fb 10 06 04 10 00 01 00 00 02 10 00 80 00',
  '10: 0c 00 00 f8 00 00 00 00 01 e0 00 00 00 00 00 00',
  '20: 0c 00 20 f8 00 00 00 00 00 00 00 00 86 80 03 00',
  '30: 00 00 00 00 40 00 00 00 00 00 00 00 0b 01 00 00',
  '',
].join('\n');

test('a saved host is dropped again, looked at and run', async ({ page }) => {
  await openPaused(page, '?device=intel-e810&vfs=2');
  const dump = await savedDump(page);
  expect(dump).toMatch(/^3b:00\.0 |^0000:3b:00\.0 /mu);
  expect(dump).toMatch(/^ff0: /mu);

  await openPaused(page, '?device=intel-82599');
  await dropFile(page, 'host.txt', bytes(dump));
  await expect(dialog(page)).toContainText('host.txt');
  await expect(dialog(page).getByRole('row', { name: /3b:00\.0/u })).toContainText('E810');
  await expect(dialog(page).getByRole('row', { name: /3b:00\.0/u })).toContainText('128');
  expect(await violations(page)).toEqual([]);
  await take(page).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByText(/host\.txt: a host with \d+ functions runs now/u)).toBeVisible();
  await atRest(page);
  await page.keyboard.press(keyOf('pcie'));
  await expect(page.getByRole('main').getByText('3b:00.0', { exact: true }).first()).toBeVisible();
});

test('serial numbers are hidden unless asked for', async ({ page }) => {
  await openPaused(page, '?device=intel-82599');
  const dump = await savedDump(page);
  const serials = [...dump.matchAll(/Device Serial Number ([0-9a-f-]{23})/gu)].map(
    ([, serial]) => serial,
  );
  expect(serials.length).toBeGreaterThan(0);
  expect(serials.every((serial) => /^[0-]+$/u.test(serial ?? ''))).toBe(true);
  await page.getByRole('button', { name: 'lspci: your host, this host' }).click();
  await expect(
    dialog(page).getByRole('checkbox', { name: 'Keep serial numbers' }),
  ).not.toBeChecked();
  await expect(dialog(page)).toContainText('Nothing leaves your browser.');
});

test('a short dump says what it lacks and how to get it; a bad one is refused in words, or told what is odd in it', async ({
  page,
}) => {
  await openPaused(page);
  const open = page.getByRole('button', { name: 'lspci: your host, this host' });
  const area = dialog(page).getByRole('textbox', { name: 'Output of lspci' });
  for (const [name, text] of [
    ['prose', 'The card sits at 3b:00.0 and works.'],
    ['names without bytes', '01:00.0 Ethernet controller: Intel Corporation\n'],
    ['broken bytes', '01:00.0 x\n00: zz 80 fb 10 06 04 10 00 01 00 00 02 10 00 80 00\n'],
    ['a flood', `01:00.0 x\n${'00: ff ff ff ff\n'.repeat(50_000)}`],
  ] as const) {
    await test.step(name, async () => {
      await open.click();
      // Nothing of the one before is left.
      await expect(area).toHaveValue('');
      await expect(dialog(page).getByRole('listitem')).toHaveCount(0);
      await (text.length > 20_000 ? paste(area, text) : area.fill(text));
      await expect(dialog(page).getByRole('listitem').first()).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toHaveCount(0);
      await expect(page.getByRole('alertdialog')).toHaveCount(0);
    });
  }
  await open.click();
  await expect(area).toBeFocused();
  await area.fill(SHORT);
  await expect(dialog(page)).toContainText('64 bytes only');
  await expect(dialog(page)).toContainText('as root with -xxxx');
});

test('a scenario and a capture are still what they are', async ({ page }) => {
  await openPaused(page);
  await dropFile(page, 'mine.txt', bytes('{"vms": [{"path": "vhost-net"}]}'));
  await atRest(page);
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('radio', { name: 'vhost-net' })).toBeChecked();
});

test(
  'a host without an SR-IOV card says so in the set-up, on the stage and in the limits',
  { tag: '@firefox' },
  async ({ page }) => {
    await openPaused(page, '?device=intel-82599');
    await page.getByRole('button', { name: 'lspci: your host, this host' }).click();
    await dialog(page).getByRole('textbox', { name: 'Output of lspci' }).fill(SHORT);
    await take(page).click();
    await atRest(page);
    const main = page.getByRole('main');
    await expect(main.getByText(/no network card with SR-IOV.*Intel 82599ES/u)).toBeVisible();
    await expect(page.getByText('It has no network card with SR-IOV')).toBeVisible();
    await expect(page.getByRole('spinbutton', { name: 'Number of VFs, typed' })).toHaveCount(0);
    await expect(page.getByRole('combobox', { name: 'Network card' })).toHaveValue('');
    await page.getByRole('button', { name: 'PCIe', exact: true }).click();
    await expect(main.getByText('there is nothing to limit')).toBeVisible();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Back to the lab’s host' }).click();
    await atRest(page);
    await expect(page.getByRole('spinbutton', { name: 'Number of VFs, typed' })).toHaveValue('4');
    await expect(main.getByRole('treeitem', { name: /^VF3, 3b:10\.6/u })).toBeVisible();
  },
);
