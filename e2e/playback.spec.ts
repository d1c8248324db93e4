import { expect, test } from '@playwright/test';
import { atRest, caption, cursor, keyOf, openPaused, picture, timeLine, wholeRun } from './lab';

test('pauses in mid-flight; stepping back returns to the same picture; the next stage is further than the next step', async ({
  page,
}) => {
  await openPaused(page, '?path=emulated');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => cursor(page)).toBeGreaterThan(5e6);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await atRest(page);
  const paused = await cursor(page);
  await page.waitForTimeout(200);
  expect(await cursor(page)).toBe(paused);

  const pictures: unknown[] = [];
  for (let i = 0; i < 5; i++) {
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    pictures.push(await picture(page));
  }
  expect(new Set(pictures.map((each) => JSON.stringify(each))).size).toBe(5);
  for (const before of pictures.slice(0, -1).toReversed()) {
    await page.getByRole('button', { name: 'Step back' }).click();
    expect(await picture(page)).toEqual(before);
  }

  await page.getByRole('button', { name: 'Back to the start' }).click();
  await atRest(page);
  await page.getByRole('button', { name: 'Next stage' }).click();
  await atRest(page);
  const stage = await cursor(page);
  await page.getByRole('button', { name: 'Back to the start' }).click();
  await atRest(page);
  expect(await cursor(page)).toBe(0);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await atRest(page);
  expect(await cursor(page)).toBeLessThanOrEqual(stage);
  expect(stage).toBeGreaterThan(0);
});

test('scrubs with the pointer over the time line, which shows more or less time; says the speed in words; a selected VF shows the sum that makes its Routing ID', async ({
  page,
}) => {
  await openPaused(page, '?speed=1e-6');
  const box = await timeLine(page).boundingBox();
  if (box === null) throw new Error('the time line is not on the screen');
  const max = Number(await timeLine(page).getAttribute('max'));
  await page.mouse.move(box.x + 10, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await atRest(page);
  const at = await cursor(page);
  expect(at).toBeGreaterThan(max * 0.45);
  expect(at).toBeLessThan(max * 0.55);
  await expect(timeLine(page)).toHaveAttribute('aria-valuetext', /µs of 10\.0 ms/u);

  await page.getByRole('button', { name: 'VF1 3b:10.2' }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByText('RID = 0x3b00 + 0x80 + 1·2 = 0x3b82 → 3b:10.2')).toBeVisible();

  const speed = page.getByRole('slider', { name: 'Speed' });
  await expect(speed).toHaveAttribute('aria-valuetext', '1 µs here lasts 1 s');
  await speed.press('ArrowRight');
  await expect(speed).toHaveAttribute('aria-valuetext', '2 µs here lasts 1 s');
  const before = Number(await timeLine(page).getAttribute('max'));
  await page.getByRole('button', { name: 'Show more time' }).click();
  await expect
    .poll(async () => Number(await timeLine(page).getAttribute('max')))
    .toBeGreaterThan(before);
  expect(await wholeRun(page)).toBe(1e10);
});

test('everything is done from the keyboard', async ({ page }) => {
  await openPaused(page, '?path=emulated');
  await page.keyboard.press('ArrowRight');
  await atRest(page);
  const one = await cursor(page);
  expect(one).toBeGreaterThan(0);
  await page.keyboard.press('ArrowRight');
  await atRest(page);
  expect(await cursor(page)).toBeGreaterThan(one);
  await page.keyboard.press('ArrowLeft');
  await atRest(page);
  expect(await cursor(page)).toBe(one);
  await page.keyboard.press('Shift+ArrowRight');
  await atRest(page);
  expect(await cursor(page)).toBeGreaterThan(one);
  await page.keyboard.press('End');
  await atRest(page);
  expect(await cursor(page)).toBe(1e10);
  await page.keyboard.press('Home');
  await atRest(page);
  expect(await cursor(page)).toBe(0);

  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await page.keyboard.press('.');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press(keyOf('pcie'));
  await expect(page.getByRole('button', { name: 'PCIe' })).toHaveAttribute('aria-current', 'page');
  await page.keyboard.press('1');
  await expect(caption(page)).toBeVisible();

  // Digits typed into a field are the field's.
  const guests = page.getByRole('spinbutton', { name: 'Guests' });
  await guests.focus();
  await guests.fill('2');
  await page.keyboard.press('Enter');
  await atRest(page);
  await expect(caption(page)).toBeVisible();

  // Tab goes through the page and comes out of it.
  await page.locator('body').press('Tab');
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement === document.body)) return;
  }
  throw new Error('Tab never left the page');
});

test('help lists the keys; settings turn them off, and are reached from it', async ({ page }) => {
  await openPaused(page);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys and help' });
  // A stray Space or Enter closes it and changes nothing.
  await expect(help.getByRole('button', { name: 'Close' })).toBeFocused();
  await expect(help.getByText('from part to part of the picture')).toBeVisible();
  await help.getByRole('button', { name: /^Settings/u }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('checkbox', { name: 'Single keys act on the lab' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
  await page.keyboard.press('ArrowRight');
  // It is remembered.
  await page.reload();
  await atRest(page);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(settings).toBeVisible();
  await expect(help).toBeHidden();
  expect(await cursor(page)).toBe(0);
});

test('the event list tells the packet’s journey and goes to its moments; what is selected shows its registers', async ({
  page,
}) => {
  await openPaused(page, '?path=emulated');
  await page.getByRole('button', { name: 'Show the inspector' }).click();
  const events = page.getByRole('list', { name: 'What happens to the packet' }).getByRole('button');
  await expect(events.first()).toContainText('created');
  await expect(events.filter({ hasText: /VM exit EPT_MISCONFIG/u }).first()).toBeVisible();
  // Beside the button that goes there stands one that asks why it takes so long.
  const list = page.getByRole('list', { name: 'What happens to the packet' });
  await list.getByRole('listitem').nth(6).getByRole('button').first().click();
  await atRest(page);
  expect(await cursor(page)).toBeGreaterThan(0);
  await expect(page.locator('[aria-current="step"]')).toBeVisible();
  const followed = page.getByRole('region', { name: 'Followed packet' }).getByRole('heading');
  const first = await followed.textContent();
  await page.getByRole('button', { name: 'Next packet of this guest' }).click();
  await expect(followed).not.toHaveText(first ?? '');

  await page.getByRole('button', { name: 'network driver of VM0', exact: true }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { name: 'network driver of VM0' })).toBeVisible();
  await expect(inspector.getByText('TDT', { exact: true }).first()).toBeVisible();
  await inspector.getByRole('button', { name: 'Clear the selection' }).click();
  await expect(inspector.getByText('Select a part of the picture')).toBeVisible();
});

test('the event list says which register a guest writes, whom the host wakes, where a packet is dropped', async ({
  page,
}) => {
  await openPaused(page, '?dir=rx');
  await page.getByRole('button', { name: 'Show the inspector' }).click();
  const events = page.getByRole('list', { name: 'What happens to the packet' }).getByRole('button');
  await expect(events.filter({ hasText: 'VM0 writes VFRDT itself' })).toHaveCount(1);
  await expect(events.filter({ hasText: 'VM0 sleeps: the host is told to wake it.' })).toHaveCount(
    1,
  );
  await openPaused(page, '?vfs=0&vms=1');
  await page.getByRole('button', { name: 'Show the inspector' }).click();
  await expect(events.filter({ hasText: /^[\d.,]+ µsdropped: .* \(.+\)$/u })).toHaveCount(1);
});
