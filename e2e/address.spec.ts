import { deflateRawSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { writeTime } from '../src/store/url-time';
import { atRest, cursor, openLab, openPaused, timeLine, wholeRun } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the address reproduces what is on the screen', async ({ page }) => {
  await openPaused(page);
  await page.getByRole('radio', { name: 'vhost-net' }).check();
  await atRest(page);
  await page.getByRole('combobox', { name: 'beside' }).selectOption({ label: 'Passthrough' });
  await atRest(page);
  await page.getByRole('spinbutton', { name: 'Number of VFs, typed' }).fill('9');
  await page.getByRole('spinbutton', { name: 'Number of VFs, typed' }).press('Enter');
  await atRest(page);
  await page.getByRole('combobox', { name: 'Traffic' }).selectOption('burst');
  await atRest(page);
  for (let i = 0; i < 2; i++) {
    await page.getByRole('button', { name: 'Next stage' }).click();
    await atRest(page);
  }
  await page.getByRole('button', { name: 'Step back' }).click();
  await atRest(page);
  const before = await cursor(page);
  expect(before).toBeGreaterThan(0);
  await expect.poll(() => page.url()).toContain('path=vhost-net');
  await expect.poll(() => page.url()).toContain(`t=${writeTime(before)}`);

  await page.reload();
  await atRest(page);
  expect(await cursor(page)).toBe(before);
  await expect(page.getByRole('radio', { name: 'vhost-net' })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'beside' })).toHaveValue('passthrough');
  await expect(page.getByRole('slider', { name: 'Number of VFs' })).toHaveValue('9');
  await expect(page.getByRole('combobox', { name: 'Traffic' })).toHaveValue('burst');
});

test('the address is not written while the run plays', async ({ page }) => {
  await openPaused(page);
  await expect.poll(() => page.url()).toContain('t=0');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const during = page.url();
  await expect.poll(() => cursor(page)).toBeGreaterThan(5e6);
  expect(page.url()).toBe(during);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.poll(() => page.url()).not.toBe(during);
});

test('bad parameters are named, the rest of the address holds, and the list goes away', async ({
  page,
}) => {
  await openLab(page, '?path=virtio&vfs=9999&colour=red&t=lunch&speed=5e-5&view=hologram');
  const note = page.getByRole('region', { name: /not used/u });
  for (const name of ['vfs', 'colour', 't:', 'view']) await expect(note).toContainText(name);
  await expect(page.getByRole('radio', { name: 'virtio' })).toBeChecked();
  await expect(page.getByRole('slider', { name: 'Speed' })).toHaveAttribute(
    'aria-valuetext',
    /^50 µs/u,
  );
  await expect(timeLine(page)).toBeEnabled();
  await note.getByRole('button', { name: 'Dismiss' }).click();
  await expect(note).toHaveCount(0);
});

test('no address gives a blank page', async ({ page }) => {
  for (const query of [
    '?path=%00&path=x',
    '#s=AAAA',
    '#s=%%%',
    '?vms=1e999&pps=-1',
    `?path=${'x'.repeat(5000)}`,
  ]) {
    await test.step(query.slice(0, 24), async () => {
      await page.goto('about:blank');
      await openLab(page, query);
      await expect(page.getByRole('region', { name: /not used/u })).toBeVisible();
      await expect(timeLine(page)).toBeEnabled();
    });
  }
});

test('a moment after the end is named, and the end shown', async ({ page }) => {
  await openLab(page, '?t=9s');
  await expect(page.getByRole('region', { name: /not used/u })).toContainText(
    /t: “9s” .* allowed: 0s – 10ms/u,
  );
  await wholeRun(page);
  expect(await cursor(page)).toBe(1e10);
});

test('a direction to a guest that is not there is one problem, not two', async ({ page }) => {
  await openPaused(page, '?dir=vm9');
  const problems = page.getByRole('region', { name: /not used/u }).getByRole('listitem');
  await expect(problems).toHaveCount(1);
  await expect(problems).toContainText('there is no guest of that name');
});

test('a link that differs in its packed scenario alone is followed', async ({ page }) => {
  await openPaused(page, '?lang=en');
  const packed = deflateRawSync('{"vms":[{},{"path":"vhost-net"}]}').toString('base64url');
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `s=${packed}`);
  await expect(page.getByRole('button', { name: 'vhost-net of VM2' })).toBeVisible();
  await atRest(page);
});
