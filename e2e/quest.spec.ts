import { expect, test, type Page } from '@playwright/test';
import { atRest, caption, cursor, openPaused, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const card = (page: Page) => page.getByRole('region', { name: 'Find the fault' });
const log = (page: Page) => page.getByRole('log');

async function run(page: Page, line: string): Promise<void> {
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  await expect(log(page)).toContainText(line);
  await atRest(page);
}

/** VFs and the VLANs they are in, as the terminal printed them last. */
async function vlans(page: Page): Promise<readonly (readonly [vf: string, vlan: string])[]> {
  const text = (await log(page).textContent()) ?? '';
  return [...text.matchAll(/vf (\d+) [^,]*?, vlan (\d+),/gu)].map(([, vf = '', vlan = '']) => [
    vf,
    vlan,
  ]);
}

test('a fault is found with commands, named, and mended without touching anything else', async ({
  page,
}) => {
  await openPaused(page, '?quest=4:wrong-vlan&view=terminal');
  await expect(card(page)).toContainText(/Nothing that vm\d sends to vm\d arrives/u);
  // Neither the address nor the card says what it is.
  await expect(page).toHaveURL(/[?&]quest=4:wrong-vlan(?:&|$)/u);
  expect(new URL(page.url()).hash).toBe('');
  await page.getByRole('textbox', { name: /Command line/u }).focus();
  await run(page, 'ip link show enp59s0f0');
  const all = await vlans(page);
  const alone = all.find(([, vlan]) => all.filter(([, other]) => other === vlan).length === 1);
  const [vf, wrong] = alone ?? ['', ''];
  const right = all.find(([, vlan]) => vlan !== wrong)?.[1] ?? '';

  await card(page).getByLabel('What is wrong?').selectOption('spoofed-mac');
  await card(page).getByLabel('Where?').selectOption(`vf${vf}`);
  await card(page).getByRole('button', { name: 'That is it' }).click();
  await expect(card(page)).toContainText('Not this. The spoof check drops nothing');
  await card(page).getByLabel('What is wrong?').selectOption('wrong-vlan');
  await card(page).getByRole('button', { name: 'That is it' }).click();
  await expect(card(page)).toContainText(`Right: VF in the wrong VLAN, at VF ${vf}`);
  await expect(card(page)).toContainText(`ip link set enp59s0f0 vf ${vf} vlan ${right}`);

  await card(page)
    .getByRole('button', { name: /first frame lost/u })
    .click();
  await atRest(page);
  await expect(caption(page)).toContainText('Packet');
  expect(await cursor(page)).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  await card(page).getByRole('button', { name: 'Is it mended?' }).click();
  await expect(card(page)).toContainText('Not mended yet');
  await page.getByRole('textbox', { name: /Command line/u }).focus();
  await run(page, `ip link set enp59s0f0 vf ${vf} vlan ${right}`);
  await card(page).getByRole('button', { name: 'Is it mended?' }).click();
  await expect(card(page)).toContainText('Mended: no complaint is left');
  // What was changed goes with the link, packed.
  await expect(page).toHaveURL(/quest=4:wrong-vlan.*#s=/u);
  expect(new URL(page.url()).search).not.toContain('device=');
});

test('by keyboard alone: started, hinted at, given up, the next one', async ({ page }) => {
  await openPaused(page);
  const menu = page.getByText('Find the fault');
  await menu.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Start', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(card(page)).toContainText('No. 1');
  await atRest(page);
  await card(page).getByRole('button', { name: /Hint/u }).focus();
  for (let left = 2; left >= 0; left--) {
    await page.keyboard.press('Enter');
    await expect(
      card(page).getByRole('button', { name: `Hint (${String(left)} left)` }),
    ).toBeVisible();
  }
  await card(page).getByRole('button', { name: 'Give up' }).focus();
  await page.keyboard.press('Enter');
  await expect(card(page)).toContainText('It was: ');
  await expect(card(page)).toContainText('It shows in:');
  await card(page).getByRole('button', { name: 'Next one' }).focus();
  await page.keyboard.press('Enter');
  await expect(card(page)).toContainText('No. 2');
  await expect(card(page)).not.toContainText('It was: ');
  await card(page).getByRole('button', { name: 'Leave the quest' }).click();
  await expect(card(page)).toHaveCount(0);
});

test('the card stays over every view, in Chinese and on a phone, without faults of access', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPaused(page, '?quest=2:mtu&lang=zh');
  const region = page.getByRole('region', { name: '找出故障' });
  await expect(region).toContainText('再也收不到外面来的任何数据包');
  // There the card is folded at first, so that something of the picture is seen.
  await region.getByRole('button', { name: '展开' }).click();
  await expect(region.getByRole('button', { name: '就是它' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1280, height: 720 });
  for (const view of ['指标', '终端', '抓包']) {
    await page.getByRole('button', { name: view, exact: true }).click();
    await expect(region).toBeVisible();
  }
});

test('a name that is none is reported, and the lab starts', async ({ page }) => {
  await openPaused(page, '?quest=7:nothing');
  await expect(page.getByText('Parts of the address were not used')).toBeVisible();
  await expect(card(page)).toHaveCount(0);
});

test('what is set in a guest is mended beside the settings of that guest', async ({ page }) => {
  await openPaused(page, '?quest=3:mtu&t=0s');
  await page.getByText('What if …').click();
  const of = page.getByRole('combobox', { name: 'Settings of' });
  const mtu = page.getByRole('spinbutton', { name: /^MTU/u });
  // Its complaint names the guest.
  const vm = /vm(\d+) gets nothing/u.exec((await card(page).textContent()) ?? '')?.[1] ?? '';
  await of.selectOption(vm);
  await expect(mtu).toHaveValue('1500');
  await mtu.fill('9000');
  await mtu.press('Enter');
  await atRest(page);
  await card(page).getByRole('button', { name: 'Is it mended?' }).click();
  await expect(card(page)).toContainText('Mended: no complaint is left');
});
