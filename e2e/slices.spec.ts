import { expect, test, type Page } from '@playwright/test';
import { atRest, fromCli, openLab, openPaused, saved } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const CX7 = 'nvidia-connectx7';
const E810 = 'intel-e810';

interface Slice {
  readonly kind: string;
  readonly device: string;
  /** As the header calls it, and as a scenario does. */
  readonly path: readonly [name: string, id: string];
  /** Parts that the stage draws of it, and one that it has not. */
  readonly parts: readonly RegExp[];
  readonly none: RegExp;
  /** Hops of its journey. */
  readonly told: readonly RegExp[];
}

const SLICES: readonly Slice[] = [
  {
    kind: 'vdpa-vf',
    device: CX7,
    path: ['SR-IOV', 'sriov'],
    parts: [/^vhost-vdpa/u, /^VF0/u],
    none: /^SF0/u,
    told: [
      /VF0 reads the index of VM0’s available ring/u,
      /VF0 reads whether VM0 wants an interrupt/u,
    ],
  },
  {
    kind: 'vdpa-sf',
    device: CX7,
    path: ['SR-IOV', 'sriov'],
    parts: [/^vhost-vdpa/u, /^SF0/u],
    none: /^VDCM/u,
    told: [/SF0 reads the index of VM0’s available ring/u],
  },
  {
    kind: 'sf',
    device: CX7,
    path: ['Bare metal', 'bare-metal'],
    parts: [/^SF0/u],
    none: /^vhost-vdpa/u,
    told: [/SF0 fetches the packet from memory by itself/u],
  },
  {
    kind: 'adi',
    device: E810,
    path: ['SR-IOV', 'sriov'],
    parts: [/^ADI0/u],
    none: /^SF0/u,
    told: [/ADI0 fetches the packet from memory by itself/u],
  },
];

const part = (page: Page, name: RegExp) => page.getByRole('button', { name });

test('what came after SR-IOV is chosen, drawn, told, and counted as the command line counts', async ({
  page,
}) => {
  test.slow();
  await openPaused(page, '?vms=1&beside=none&path=sriov');
  for (const { kind, device, path, parts, none, told } of SLICES) {
    await page.getByLabel('Network card').selectOption(device);
    await atRest(page);
    await page.getByRole('radio', { name: path[0], exact: true }).check();
    await atRest(page);
    const control = page.locator('[data-function="0"]');
    if (!(await control.isVisible())) await page.getByText('What if …').click();
    await control.selectOption(kind);
    await atRest(page);
    for (const name of parts) await expect(part(page, name).first()).toBeAttached();
    await expect(part(page, none)).toHaveCount(0);
    await page.getByRole('button', { name: 'Journey', exact: true }).click();
    const rows = page.getByRole('list', { name: 'What happens, in order' });
    for (const name of told) await expect(rows.getByRole('button', { name }).first()).toBeVisible();
    // The address leads there again: at the end of the run all is counted.
    const address = new URL(page.url());
    address.searchParams.set('view', 'metrics');
    address.searchParams.set('t', '3ms');
    await openLab(page, `${address.search}${address.hash}`);
    const text = await saved(page, page.getByRole('button', { name: 'Save JSON' }));
    expect(JSON.parse(text)).toEqual(
      fromCli(
        `nic.device=${device}`,
        `host.scalableMode=${String(kind === 'adi')}`,
        'vms.0.count=1',
        `vms.0.path=${path[1]}`,
        `vms.0.function=${kind}`,
      ),
    );
    await page.getByRole('button', { name: 'Stage', exact: true }).click();
    await atRest(page);
  }
});

test('VF, ADI and vDPA side by side, from a button; another path takes the function away and says so', async ({
  page,
}) => {
  await openPaused(page, '?view=compare&vms=1&beside=none&path=sriov');
  await page.getByRole('button', { name: 'VF, vDPA or ADI?' }).click();
  await atRest(page);
  await expect(page).toHaveURL(/function\.adi\*device\.intel-e810\*scalableMode\.on/u);
  await expect(page.getByTestId('strip')).toHaveCount(3);
  await expect(page.locator('[data-figure="latency"][data-lane="2"]')).toContainText('µs');
  await page.getByLabel('What else differs on lane 2').click();
  await page.locator('[data-lane-function="1"]').selectOption('vf');
  await atRest(page);
  await expect(page).not.toHaveURL(/function\.adi/u);
  // What the card of the page lacks is taken of another.
  await page.locator('[data-lane-function="1"]').selectOption('vdpa-sf');
  await atRest(page);
  await expect(page).toHaveURL(/function\.vdpa-sf/u);
});

test('an instance of the bill is run from there', async ({ page }) => {
  await openPaused(page, `?view=pcie&vms=1&beside=none&path=vhost-net&device=${CX7}`);
  const bill = (kind: string) => page.locator(`[data-kind="${kind}"]`);
  // This card makes none: what it would take is told, and nothing is offered.
  await expect(bill('adi').getByRole('button')).toHaveCount(0);
  await page.getByRole('button', { name: 'Run it: vDPA on a scalable function' }).click();
  await atRest(page);
  await expect(part(page, /^SF0/u)).toBeAttached();
  await expect(page.locator('[data-function="0"]')).toHaveValue('vdpa-sf');
  await page.getByRole('radio', { name: 'virtio', exact: true }).check();
  await atRest(page);
  await expect(page.getByText('virtio goes without this, so it is off now:')).toBeVisible();
  await expect(part(page, /^SF0/u)).toHaveCount(0);
  await expect(page.locator('[data-function="0"]')).toHaveCount(0);
});
