import { expect, test } from '@playwright/test';
import { atRest, cursor, dropFile, openPaused, pcap, wholeRun } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const text = (content: string) => new TextEncoder().encode(content);

test('a dropped capture becomes the traffic', async ({ page }) => {
  await openPaused(page);
  await dropFile(page, 'lunch.pcap', pcap([60, 1514, 590, 60]));
  await expect(page.getByRole('region', { name: /lunch\.pcap: 4 frames/u })).toBeVisible();
  await atRest(page);
  await expect(page.getByRole('combobox', { name: 'Traffic' })).toHaveValue('replay');
  await expect(page.getByText('lunch.pcap: 4 frames', { exact: true })).toBeVisible();
  // These very frames are sent: the first is 60 bytes long.
  await page.getByRole('button', { name: 'Show the inspector' }).click();
  const events = page.getByRole('list', { name: 'What happens to the packet' });
  await expect(events.getByRole('button').first()).toContainText('created, 60 B');
  // And back to traffic of its own.
  await page.getByRole('button', { name: 'Show the set-up' }).click();
  await page.getByRole('combobox', { name: 'Traffic' }).selectOption('cbr');
  await atRest(page);
  await expect(page.getByRole('region', { name: 'Not changed' })).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Traffic' })).toHaveValue('cbr');
});

test('a scenario is opened from a file', async ({ page }) => {
  await openPaused(page);
  await page.locator('input[type=file]').setInputFiles({
    name: 'mine.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"vms": [{"path": "vhost-net", "count": 3}]}'),
  });
  await expect(page.getByRole('region', { name: 'mine.json opened.' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'vhost-net' })).toBeChecked();
});

const BAD: readonly (readonly [what: string, name: string, bytes: Uint8Array, says: RegExp])[] = [
  ['not JSON', 'cut.json', text('{"vms": [{'), /line 1, column/u],
  ['an unknown path', 'odd.json', text('{"vms":[{"path":"teleport"}]}'), /vms\.0\.path.*teleport/u],
  ['an unknown key', 'key.json', text('{"nic":{"numVFs":4}}'), /nic\.numVFs/u],
  ['an absurd time', 'late.json', text('{"run":{"until":"900000h"}}'), /run\.until/u],
  ['too many VFs', 'vfs.json', text('{"nic":{"numVfs":4000}}'), /nic\.numVfs.*0 to/u],
  ['a capture cut short in its header', 'cut.pcap', pcap([60]).slice(0, 11), /cut short/u],
  ['a capture of another link type', 'wifi.pcap', pcap([60], 105), /105/u],
  ['a capture without frames', 'empty.pcap', pcap([]), /no|frames/iu],
  [
    'random bytes',
    'noise.pcap',
    Uint8Array.from({ length: 300 }, (_, i) => (i * 97) % 251),
    /Not a capture/u,
  ],
  ['an empty file', 'nothing.pcap', new Uint8Array(0), /empty/iu],
];

test(
  'bad files are refused by name and place, and the lab goes on',
  { tag: '@firefox' },
  async ({ page }) => {
    await openPaused(page, '?path=virtio');
    await page.keyboard.press('ArrowRight');
    await atRest(page);
    const before = await cursor(page);
    for (const [what, name, bytes, says] of BAD) {
      await test.step(what, async () => {
        await dropFile(page, name, bytes);
        const note = page.getByRole('region', { name: `${name} was not opened` });
        await expect(note).toContainText(says);
        await expect(page.getByRole('radio', { name: 'virtio' })).toBeChecked();
        expect(await cursor(page)).toBe(before);
        await note.getByRole('button', { name: 'Dismiss' }).click();
      });
    }
  },
);

test('a file that is too large is refused before it is read', async ({ page }) => {
  await openPaused(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    const file = new File(['x'], 'huge.pcap');
    Object.defineProperty(file, 'size', { value: 3 * 2 ** 30 });
    data.items.add(new File(['x'], 'huge.pcap'));
    const event = new DragEvent('drop', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files: [file] } });
    document.body.dispatchEvent(event);
  });
  await expect(page.getByRole('region', { name: 'huge.pcap was not opened' })).toContainText(
    '3.00 GiB',
  );
});

test('a capture that is cut short is used as far as it goes, and that is said', async ({
  page,
}) => {
  await openPaused(page);
  await dropFile(page, 'cut.pcap', pcap([60, 60, 600]).slice(0, 24 + 76 + 76 + 30));
  const note = page.getByRole('region', { name: /cut\.pcap: 2 frames/u });
  await expect(note).toContainText(/byte/u);
});

test('a capture of some seconds plays to its last frame, and each frame can be gone to', async ({
  page,
}) => {
  await openPaused(page);
  await dropFile(page, 'slow.pcap', pcap([60, 64, 80], 1, 600_000));
  await expect(page.getByRole('region', { name: /slow\.pcap: 3 frames/u })).toBeVisible();
  await atRest(page);
  expect(await wholeRun(page)).toBe(1.21e12);
  await page.getByRole('button', { name: 'Show the inspector' }).click();
  const events = page.getByRole('list', { name: 'What happens to the packet' }).getByRole('button');
  const next = page.getByRole('button', { name: 'Next packet of this guest' });
  await next.click();
  await expect(events.first()).toContainText('created, 64 B');
  await next.click();
  await expect(events.first()).toContainText('created, 80 B');
  expect(await cursor(page)).toBe(1.2e12);
  // From the start again the steps begin with the first frame.
  await page.getByRole('button', { name: 'Back to the start' }).click();
  await atRest(page);
  await page.getByRole('button', { name: 'Next stage' }).click();
  await atRest(page);
  expect(await cursor(page)).toBeLessThan(1e9);
});

test('of files dropped one after the other the last one runs', async ({ page }) => {
  await openPaused(page);
  await dropFile(page, 'one.pcap', pcap([60]));
  await dropFile(page, 'two.json', text('{"vms": [{"path": "virtio"}]}'));
  await dropFile(page, 'three.pcap', pcap([99]));
  await expect(page.getByText('three.pcap: 1 frame is the traffic of VM0 now.')).toBeVisible();
  await atRest(page);
  await expect(page.getByText('three.pcap: 1 frame', { exact: true })).toBeVisible();
});
