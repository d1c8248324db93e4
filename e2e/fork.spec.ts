import { expect, test } from '@playwright/test';
import { atRest, cursor, openLab, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('a run is forked where it stands, both futures are kept, told apart and compared', async ({
  page,
}) => {
  await openLab(page, '?t=3ms');
  await page.keyboard.press('f');
  const futures = page.getByRole('region', { name: 'Futures of this run' });
  await expect(futures).toContainText('The same as before so far');
  const rate = page.getByRole('spinbutton', { name: 'Packets per second' });
  await rate.fill('50000');
  await rate.press('Enter');
  await atRest(page);
  await expect(futures).toContainText(
    'A true fork: up to 3.00 ms both runs are the same to the bit',
  );
  const fork = futures.getByRole('button', { name: '50,000 packets/s', exact: true });
  await expect(fork).toHaveAttribute('aria-current', 'true');
  expect(await violations(page)).toEqual([]);

  const moment = await cursor(page);
  await futures.getByRole('button', { name: 'Original', exact: true }).click();
  await expect(rate).toHaveValue('10000');
  expect(await cursor(page)).toBe(moment);
  await fork.click();
  await expect(rate).toHaveValue('50000');
  await page.getByRole('radio', { name: 'virtio', exact: true }).check();
  await expect(futures).toContainText('Not a true fork: “path virtio” cannot change while it runs');
  await atRest(page);
  await page.getByRole('button', { name: 'Undo: path virtio' }).click();
  await expect(futures).toContainText('A true fork');
  await atRest(page);

  await futures.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Path of lane 2' })).toBeVisible();
  await expect(page.getByText('packets per second: 50000').first()).toBeAttached();
  await futures.getByRole('button', { name: /^Close/u }).click();
  await expect(futures).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo: fork closed' }).click();
  await expect(fork).toHaveAttribute('aria-current', 'true');

  // The address and the file hold both futures, and what is compared.
  await atRest(page);
  await expect.poll(() => page.url()).toContain('compare=futures');
  const other = await page.context().newPage();
  await openLab(other, new URL(page.url()).search + new URL(page.url()).hash);
  const there = other.getByRole('region', { name: 'Futures of this run' });
  await expect(there.getByRole('button', { name: 'Original', exact: true })).toBeVisible();
  await expect(
    there.getByRole('button', { name: '50,000 packets/s', exact: true }),
  ).toHaveAttribute('aria-current', 'true');
  await expect(other.getByText('packets per second: 50000').first()).toBeAttached();
  await other.close();
});
