import { expect, test, type Page } from '@playwright/test';
import { atRest, cursor, inTwoLooks, openPaused, twoFrames, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const ONE = '?view=journey&beside=none';
const rows = (page: Page) => page.getByRole('list', { name: 'What happens, in order' });
const row = (page: Page, name: RegExp) => rows(page).getByRole('button', { name });
const detail = (page: Page) => page.getByRole('region', { name: 'The selected row' });

test('a row that is clicked seeks there, and tells its sentence at three depths and its price', async ({
  page,
}) => {
  await openPaused(page, `${ONE}&path=emulated`);
  await row(page, /VM exit EPT_MISCONFIG, on to user space: TDT/u).click();
  await atRest(page);
  expect(await cursor(page)).toBeGreaterThan(5e6);
  await expect(detail(page)).toContainText('lasts 475 ns');
  await expect(detail(page)).toContainText('VM exit: VM0 touched what is not really there');
  await page.getByText('kernel functions', { exact: true }).click();
  await expect(detail(page)).toContainText('vmx_vcpu_run');
  await page.getByText('OS course', { exact: true }).click();
  await expect(detail(page)).toContainText('VMCS');
  await expect(detail(page).getByRole('table')).toContainText('475 ns');
});

test('the keyboard alone walks the rows and follows the causes back to the application', async ({
  page,
}) => {
  await openPaused(page, `${ONE}&path=sriov`);
  await rows(page).getByRole('button').first().focus();
  await page.keyboard.press('End');
  await expect(page.locator(':focus')).toContainText('frees what has been sent');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await atRest(page);
  const causes = detail(page).getByRole('list').last();
  await expect(causes).toContainText('VF0 sends its interrupt');
  await expect(causes).toContainText('The write to VFTDT is on its way to VF0.');
  await expect(detail(page)).toContainText('Here it begins: the application, or its timer.');
  await causes.getByRole('button', { name: /VF0 sends its interrupt/u }).focus();
  await page.keyboard.press('Enter');
  await atRest(page);
  await expect(rows(page).locator('[aria-current=step]')).toContainText('VF0 sends its interrupt');
  await expect(page.locator(':focus')).toContainText('VF0 sends its interrupt');
});

test('time is drawn stretched or to scale; to scale a long wait is long', async ({ page }) => {
  await openPaused(page, `${ONE}&path=vhost-net`);
  const height = async (name: RegExp) => (await row(page, name).boundingBox())?.y ?? 0;
  const gap = async () =>
    (await height(/PF0 sends its interrupt/u)) - (await height(/PF0 writes the descriptor back/u));
  const stretched = await gap();
  await page.getByText('to scale', { exact: true }).click();
  expect(await gap()).not.toBeCloseTo(stretched, 0);
  // The line of the cursor stands where the time line says.
  await row(page, /delivered after/u).focus();
  await page.keyboard.press('Enter');
  await atRest(page);
  await expect(page.getByTestId('journey-cursor')).toBeVisible();
});

test('another packet is followed by its number, by the arrows, and on the stage too', async ({
  page,
}) => {
  await openPaused(page, `${ONE}&path=vhost-net`);
  const packet = page.getByRole('spinbutton', { name: 'Packet', exact: true });
  const first = await packet.inputValue();
  await page.getByRole('button', { name: 'Next packet of this guest' }).first().click();
  await expect(packet).not.toHaveValue(first);
  await packet.fill('999999');
  await packet.press('Enter');
  await expect(page.getByText('This run has no packet 999999, or not yet.')).toBeVisible();
  await packet.fill('1');
  await packet.press('Enter');
  await expect(rows(page)).toBeVisible();
  const inspector = page.getByRole('button', { name: 'Show the inspector' });
  if (await inspector.isVisible()) await inspector.click();
  await expect(page.getByRole('heading', { name: /^Packet 1 of VM/u })).toBeVisible();
});

test('a packet of a batch says whose doorbell announced it', async ({ page }) => {
  await openPaused(page, `${ONE}&path=vhost-net&pps=1000`);
  await page.getByLabel('Traffic').selectOption('burst');
  await atRest(page);
  const packet = page.getByRole('spinbutton', { name: 'Packet', exact: true });
  await packet.fill('9');
  await packet.press('Enter');
  await row(page, /^\S+ µs The vhost thread takes the next entry/u)
    .last()
    .click();
  await atRest(page);
  await expect(detail(page)).toContainText(/of packet \d+/u);
});

test('narrow pages have a list with places and gaps in time', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPaused(page, `${ONE}&path=emulated`);
  await expect(rows(page)).toContainText('later');
  await expect(page.getByText('to scale', { exact: true })).toBeHidden();
  await row(page, /VM exit EPT_MISCONFIG, on to user space: TDT/u).click();
  await expect(rows(page)).toContainText('VM exit: VM0 touched what is not really there');
});

test('in Chinese the rows, the depths and the causes are Chinese', async ({ page }) => {
  await openPaused(page, `${ONE}&path=sriov&lang=zh`);
  const list = page.getByRole('list', { name: '依次发生的事' });
  await list.getByRole('button').last().click();
  const told = page.getByRole('region', { name: '选中的一行' });
  await expect(told).toContainText('起点：应用程序，或它的定时器。');
  await page.getByText('操作系统课程', { exact: true }).click();
  await expect(told.locator('[data-depth=os]')).toHaveText(/[\u4e00-\u9fff]/u);
});

test('axe finds nothing beside a row that is told, dark or light, wide or narrow', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await openPaused(page, `${ONE}&path=emulated&theme=dark&lang=en`);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await twoFrames(page);
    await row(page, /QEMU copies the packet out/u).click();
    await atRest(page);
    if (width === 390) expect(await violations(page)).toEqual([]);
  }
  await inTwoLooks(page, async () => {
    expect(await violations(page)).toEqual([]);
  });
});

test('a DMA leads to the address view of its very address', async ({ page }) => {
  await openPaused(page, `${ONE}&path=sriov`);
  await row(page, /fetches the packet from memory/u).click();
  await atRest(page);
  await detail(page)
    .getByRole('button', { name: /The address behind it/u })
    .click();
  const selected = page.getByRole('region', { name: 'Selected' });
  await expect(selected).toContainText('The transmit buffer of VM0 that packet 1 is read from');
  await expect(selected.getByRole('figure', { name: /^The CPU/u })).toContainText(
    /GVA 0xffff8880\w+ → GPA 0x\w+ → HPA 0x\w+/u,
  );
  await page.getByRole('button', { name: 'Journey', exact: true }).first().click();
  await row(page, /VM0 writes VFTDT itself/u).click();
  await expect(detail(page).getByRole('button', { name: /The address behind it/u })).toHaveCount(0);
});

test('an event that is chosen in one view is the one shown in all', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1000 });
  await openPaused(page, '?beside=none&path=emulated');
  const log = page.getByRole('list', { name: 'What happens to the packet' });
  const exits = log.getByRole('button', { name: /VM exit .*: [A-Z]+/u });
  await expect.poll(() => exits.count()).toBeGreaterThan(2);
  const count = await exits.count();
  for (const n of [0, Math.floor(count / 2), count - 1]) {
    const told = await exits.nth(n).innerText();
    const register = /: ([A-Z]+)/u.exec(told)?.[1] ?? '';
    expect(register).not.toBe('');
    await exits.nth(n).click();
    await atRest(page);
    const at = await cursor(page);
    await expect(page.getByTestId('caption')).toContainText(register);
    await page.getByRole('button', { name: 'Journey', exact: true }).click();
    await expect(rows(page).locator('[aria-current=step]')).toContainText(register);
    expect(await cursor(page)).toBe(at);
    // And back, from the row of the journey.
    await rows(page).getByRole('button').first().click();
    await atRest(page);
    await rows(page)
      .getByRole('button', { name: /VM exit .*: [A-Z]+/u })
      .nth(n)
      .click();
    await atRest(page);
    expect(await cursor(page)).toBe(at);
    await expect(log.locator('[aria-current=step]')).toContainText(told.split('\n').at(-1) ?? '');
    await page.getByRole('button', { name: 'Stage', exact: true }).click();
  }
});
