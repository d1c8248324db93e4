import { expect, test, type Page } from '@playwright/test';
import { atRest, cursor, keyOf, openPaused, paste, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const PF = '/sys/bus/pci/devices/0000:3b:00.0';
const log = (page: Page) => page.getByRole('log');
const commandLine = (page: Page) => page.getByRole('textbox', { name: /Command line/u });
const vfs = (page: Page) => page.getByRole('spinbutton', { name: 'Number of VFs, typed' });

/** Types a line as a person does, and waits until the host has answered. */
async function run(page: Page, line: string): Promise<void> {
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  await expect(log(page)).toContainText(line);
  await atRest(page);
}

test(
  'commands are typed, completed, called back, and what they print is text',
  { tag: '@firefox' },
  async ({ page }) => {
    await openPaused(page, '?view=terminal&device=intel-82599');
    await expect(commandLine(page)).toBeFocused();
    await run(page, `cat ${PF}/sriov_totalvfs`);
    await expect(log(page)).toContainText(/sriov_totalvfs\s*63/u);
    await page.keyboard.type(`cat ${PF}/sriov_tot`);
    await page.keyboard.press('Tab');
    await atRest(page);
    await page.keyboard.press('Enter');
    await expect(log(page).getByText('63', { exact: true })).toHaveCount(2);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.type(' | wc -c');
    await page.keyboard.press('Enter');
    await expect(log(page).getByText('3', { exact: true })).toHaveCount(1);
  },
);

test('a word that many could be is listed, a command goes on over lines, Ctrl-C gives up', async ({
  page,
}) => {
  await openPaused(page, '?view=terminal&device=intel-82599');
  await page.keyboard.type(`ls ${PF}/sriov_`);
  await page.keyboard.press('Tab');
  await expect(log(page)).toContainText('sriov_drivers_autoprobe');
  await page.keyboard.press('Control+c');
  await expect(log(page)).toContainText('^C');
  await run(page, 'for i in a b');
  await run(page, 'do echo "<$i>"; done');
  await expect(log(page)).toContainText(/<a>\s*<b>/u);
  await expect(log(page)).toContainText('> do echo');
});

test('what is changed in the shell is seen in the picture, and the other way round', async ({
  page,
}) => {
  await openPaused(page, '?view=pcie,terminal&device=intel-82599&vfs=0&path=emulated');
  const tree = page.getByRole('main').getByRole('tree').first();
  await expect(tree).toBeVisible();
  const moment = await cursor(page);
  await commandLine(page).focus();
  await run(page, `echo 3 > ${PF}/sriov_numvfs`);
  await expect(vfs(page)).toHaveValue('3');
  await expect(tree.getByText('3b:10.4', { exact: true })).toBeVisible();
  expect(await cursor(page)).toBe(moment);

  await vfs(page).fill('5');
  await vfs(page).press('Enter');
  await atRest(page);
  await expect(log(page)).toContainText(/echo 5 > \S+sriov_numvfs {2}# done by the picture/u);
  await commandLine(page).focus();
  await run(page, `cat ${PF}/sriov_numvfs`);
  await expect(log(page)).toContainText(/sriov_numvfs\s*5\s*$/u);
});

test(
  'a VF taken from a guest in the terminal is gone in the picture, and given back is there',
  { tag: '@firefox' },
  async ({ page }) => {
    await openPaused(page, '?view=stage,terminal&device=intel-82599&vfs=4');
    const warning = page.getByText('VM0 has no VF', { exact: true });
    const moment = await cursor(page);
    await expect(warning).toHaveCount(0);
    await commandLine(page).focus();
    await run(
      page,
      `echo "<hostdev managed='yes'><source><address bus='0x3b' slot='0x10'/></source></hostdev>" > vf.xml`,
    );
    await expect(page).toHaveURL(/#s=/u);
    const address = page.url();
    await run(page, 'virsh detach-device vm0 vf.xml');
    await expect(log(page)).toContainText('Device detached successfully');
    await expect(warning).toBeVisible();
    expect(await cursor(page)).toBe(moment);

    // The address leads to the same.
    await expect(page).not.toHaveURL(address);
    await page.reload();
    await atRest(page);
    await expect(warning).toBeVisible();
    await commandLine(page).focus();
    await run(page, 'virsh attach-device vm0 vf.xml');
    await expect(log(page)).toContainText('Device attached successfully');
    await expect(warning).toHaveCount(0);
    await expect(page.getByText('VM1 has no VF', { exact: true })).toHaveCount(0);
  },
);

test('the transcript stays when the view is left, and clearing empties it', async ({ page }) => {
  await openPaused(page, '?view=terminal');
  await run(page, 'echo kept');
  await page.getByRole('button', { name: 'Stage', exact: true }).click();
  await expect(log(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  await expect(log(page)).toContainText('echo kept');
  await page.getByRole('button', { name: 'Clear the terminal' }).click();
  await expect(log(page)).not.toContainText('kept');
});

test('a suggestion types a command and leaves Enter to the learner', async ({ page }) => {
  await openPaused(page, '?view=terminal');
  await page.getByRole('button', { name: 'lspci -t', exact: true }).click();
  await expect(commandLine(page)).toBeFocused();
  await expect(log(page)).not.toContainText('lspci -t');
  await page.keyboard.press('Enter');
  await expect(log(page)).toContainText('lspci -t');
  await expect(log(page)).toContainText('-[0000:');
});

test('the keyboard opens the terminal, works in it and gets out', async ({ page }) => {
  await openPaused(page);
  await page.keyboard.press('`');
  await expect(commandLine(page)).toBeFocused();
  await expect(page).toHaveURL(/view=stage,terminal/u);
  // Inside, keys are the terminal's: nothing plays, the view stays.
  await run(page, 'echo 1 2 3');
  await expect(page.getByRole('button', { name: 'Stage', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await page.keyboard.press('Tab');
  await expect(commandLine(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Tab leaves the terminal now.')).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await expect(commandLine(page)).not.toBeFocused();
  await page.keyboard.press(keyOf('terminal'));
  await expect(page.getByRole('button', { name: 'Terminal', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await page.reload();
  await atRest(page);
  await expect(commandLine(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('1');
  await page.keyboard.press('`');
  await page.keyboard.press('Control+`');
  await expect(commandLine(page)).toHaveCount(0);
});

test('several pasted lines run in turn, wide characters keep their places', async ({ page }) => {
  await openPaused(page, '?view=terminal');
  await paste(commandLine(page), 'echo 虚拟功能\necho two\necho waits');
  await expect(log(page)).toContainText(/echo 虚拟功能\s*虚拟功能\s*\S* echo two\s*two/u);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('!');
  await page.keyboard.press('Enter');
  await expect(log(page)).toContainText('wait!s');
});

test('the terminal follows the size of its letters and of the page', async ({ page }) => {
  await openPaused(page, '?view=terminal');
  await run(page, 'help | head -3');
  const rows = page.locator('.xterm-rows > div');
  const before = await rows.count();
  // Twice: where rows are rounded up, one pixel of letters may change nothing.
  await page.getByRole('button', { name: 'Larger letters' }).click();
  await page.getByRole('button', { name: 'Larger letters' }).click();
  await expect.poll(() => rows.count()).toBeLessThan(before);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() =>
      page.evaluate(() => {
        const place = document.querySelector('.xterm')!.parentElement!.getBoundingClientRect();
        const screen = document.querySelector('.xterm-screen')!.getBoundingClientRect();
        return screen.right <= place.right && place.right <= window.innerWidth;
      }),
    )
    .toBe(true);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('there are keys for what a touch keyboard lacks', async ({ page, browserName }) => {
    test.skip(browserName === 'firefox', 'nothing is touched over its channel');
    await openPaused(page, '?view=terminal');
    await expect(commandLine(page)).not.toBeFocused();
    await page.locator('.xterm-screen').tap();
    await expect(commandLine(page)).toBeFocused();
    await page.keyboard.insertText('echo phone');
    await page.keyboard.press('Enter');
    await expect(log(page)).toContainText(/echo phone\s*phone/u);
    await page.getByRole('button', { name: 'Previous command' }).tap();
    await page.keyboard.press('Enter');
    await expect(log(page).getByText('phone', { exact: true })).toHaveCount(2);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
  });
});

test('axe finds nothing in the terminal, dark or light, alone or below a view', async ({
  page,
}) => {
  for (const query of ['view=terminal&theme=dark', 'view=stage,terminal&theme=light&lang=zh']) {
    await openPaused(page, `?${query}`);
    await page.keyboard.type('dmesg | tail -3');
    await page.keyboard.press('Enter');
    await expect(log(page)).toContainText('dmesg');
    await atRest(page);
    expect(await violations(page)).toEqual([]);
  }
});
