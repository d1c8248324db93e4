import { expect, test, type Page } from '@playwright/test';
import { atRest, caption, openLab, openPaused } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const direction = (page: Page) => page.getByRole('combobox', { name: 'Direction' });

/** What a packet between two guests was told to have done, row by row. */
async function told(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Journey', exact: true }).click();
  await atRest(page);
  return (await page.getByRole('list', { name: 'What happens, in order' }).innerText()).replaceAll(
    '\n',
    ' ',
  );
}

test('a packet from VM0 reaches VM1 over the bridge, and the wire stays untouched', async ({
  page,
}) => {
  await openLab(page, '?path=vhost-net&vms=2&beside=none&traffic=single&dir=vm1&t=20us');
  await expect(direction(page)).toHaveValue('vm1');
  await expect(caption(page)).toContainText('TCP/IP in VM1 hands the data to the application.');
  const rows = await told(page);
  expect(rows).toContain('The driver in VM1 takes the packet out of its receive ring.');
  expect(rows).toContain('The bridge forwards the frame');
  expect(rows).not.toContain('wire');
});

test('a packet between two VFs turns round in the card', async ({ page }) => {
  await openLab(page, '?path=sriov&vms=2&beside=none&traffic=single&dir=vm1&t=9us');
  await expect(caption(page)).toContainText('VF1 3b:10.2 writes the packet into memory by itself');
  const rows = await told(page);
  expect(rows).toContain('VM1 sleeps: the host is told to wake it.');
  expect(rows).not.toContain('bridge');
  expect(rows).not.toContain('on the wire');
});

test('the guest beside can be sent to, and the address says so', async ({ page }) => {
  await openPaused(page, '?path=vhost-net&vms=1&beside=sriov&traffic=single');
  await direction(page).selectOption({ label: 'to VM1 · SR-IOV' });
  await atRest(page);
  await expect(page.getByRole('combobox', { name: 'beside' })).toHaveValue('');
  const rows = await told(page);
  expect(rows).toContain('The bridge forwards the frame');
  expect(rows).toContain('VF0 writes the packet into memory by itself');
  expect(rows).toContain('TCP/IP in VM1 hands the data to the application.');
  await page.reload();
  await atRest(page);
  await expect(direction(page)).toHaveValue('vm1');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('what the receiver pays for the packets stands beside what the sender pays', async ({
  page,
}) => {
  await openLab(page, '?path=virtio&vms=2&beside=none&traffic=cbr&dir=vm1&t=400us');
  const exits = page.locator('[data-figure="exits"]');
  await expect(exits).toContainText(/\+[\d.]+ at VM1/u);
  await exits.getByRole('button').click();
  await expect(page.getByRole('dialog')).toContainText(
    /Not in it: [\d.]+ exits a packet at the receiver, VM1/u,
  );
});
