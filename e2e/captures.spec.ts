import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { readCapture } from '../src/formats/capture/read';
import { dropFile, inTwoLooks, openLab, timeLine, twoFrames, violations, wholeRun } from './lab';

const QUERY = '?view=captures&beside=none&t=3ms&lang=en';

const column = (page: Page, kind: string) => page.locator(`[data-captures] [data-tap="${kind}"]`);

test('from virtio to SR-IOV the host’s taps fall empty and say why', async ({ page }) => {
  await openLab(page, `${QUERY}&path=virtio`);
  for (const kind of ['guest', 'virtqueue', 'tap', 'bridge', 'pf', 'switch', 'wire'])
    await expect(column(page, kind).getByRole('button', { name: /#1 /u })).toBeAttached();
  await page.getByRole('radio', { name: 'SR-IOV' }).check({ force: true });
  for (const kind of ['tap', 'bridge', 'pf']) {
    await expect(column(page, kind)).toContainText('by DMA');
    await expect(column(page, kind)).toHaveAttribute('data-empty', 'true');
  }
  await expect(column(page, 'wire').locator('[data-packet]').first()).toBeVisible();
  await expect(page.getByText(/The host sees none of this guest/u)).toBeVisible();
});

test('a packet is marked at every tap, and its bytes and fields can be read', async ({ page }) => {
  await openLab(page, `${QUERY}&path=virtio`);
  const line = column(page, 'tap').locator('[data-packet]').last();
  await line.click();
  await expect(line).toHaveAttribute('aria-pressed', 'true');
  const packet = (await line.getAttribute('data-packet')) ?? '';
  await expect(
    page.locator(`[data-captures] [data-packet="${packet}"][data-marked="true"]`),
  ).toHaveCount(7);
  const detail = page.locator('[data-frame]');
  await expect(detail).toContainText('192.0.2.10');
  await expect(detail).toContainText('(right)');
  await detail.getByRole('button', { name: 'Destination address' }).first().click();
  await expect(detail.locator('[data-on] , span[data-on]').first()).toBeVisible();
});

test('a tap is saved as pcapng, and tcpdump is typed in the terminal', async ({ page }) => {
  await openLab(page, `${QUERY}&path=virtio`);
  await expect(column(page, 'tap')).toContainText('frames');
  const download = page.waitForEvent('download');
  await column(page, 'tap').getByRole('button', { name: 'Save' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('vnet0.pcapng');
  const read = readCapture(await readFile(await file.path()), 'vnet0.pcapng');
  expect(read.ok && read.capture.frames.length).toBeGreaterThan(5);
  await column(page, 'tap').getByRole('button', { name: 'In the terminal' }).click();
  await expect(page).toHaveURL(/view=terminal/u);
});

test('of a run too long to be kept any stretch can be seen', async ({ page }) => {
  await openLab(page, QUERY);
  const long = {
    vms: [{ count: 1, path: 'sriov', traffic: { kind: 'cbr', pps: 200_000 } }],
    run: { until: '100ms' },
  };
  await dropFile(page, 'long.json', new TextEncoder().encode(JSON.stringify(long)));
  await wholeRun(page);
  await timeLine(page).press('End');
  const stretch = page.locator('[data-captures] output');
  await expect(stretch).toHaveText('98,000.000 µs to 100,000.000 µs');
  await expect(column(page, 'wire')).toContainText('400 frames');
  await page.getByLabel('Shown:').selectOption({ label: 'the last 20 ms' });
  await expect(stretch).toHaveText('80,000.000 µs to 100,000.000 µs');
  await expect(column(page, 'wire')).toContainText('4,000 frames');
});

test('axe finds nothing beside the bytes of a frame, dark or light', async ({ page }) => {
  await openLab(page, `${QUERY}&path=sriov&theme=dark`);
  await column(page, 'wire').locator('[data-packet]').first().click();
  await expect(page.locator('[data-frame]')).toContainText('Ethernet');
  await inTwoLooks(page, async () => {
    expect(await violations(page)).toEqual([]);
  });
});

test('nothing is wider than a narrow page', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLab(page, `${QUERY}&path=sriov&lang=zh`);
  await expect(column(page, 'wire')).toBeAttached();
  for (const [width, height] of [
    [390, 844],
    [820, 1180],
  ] as const) {
    await page.setViewportSize({ width, height });
    await twoFrames(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  }
});
