import { expect, test } from '@playwright/test';
import { atRest, openPaused } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const INSPECTOR = { name: 'Selected' } as const;

test('the switch in the card opens: its table, what it dropped and why, how it looked up the packet', async ({
  page,
}) => {
  await openPaused(page, '?traffic=burst&vms=1');
  await page.getByText('Addresses, VLAN, protocol').click();
  await page.getByLabel('Guest’s source MAC').selectOption('foreign');
  await atRest(page);
  await page
    .getByRole('button', { name: /^switch/u })
    .last()
    .click({ force: true });
  await page.keyboard.press('End');
  await atRest(page);
  const inside = page.getByRole('region', INSPECTOR);
  await expect(inside).toContainText('dropped: the card’s spoof check');
  await expect(inside).toContainText('an address nobody has → the peer host');
  // The followed frame's own, though the frames of the guest beside it came later.
  await expect(inside).toContainText('lookup of the packet');
  await expect(inside).toContainText('check of the sender');
});
