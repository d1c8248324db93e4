import { expect, test, type Page } from '@playwright/test';
import { atRest, cursor, openLab, openPaused, saved, timeLine, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('any run is presented by keyboard alone: light, colours, black screen, a remote’s keys', async ({
  page,
}) => {
  await openPaused(page);
  const bar = page.getByRole('region', { name: 'Presenting' });
  await expect(bar).toHaveCount(0);
  await page.keyboard.press('p');
  await expect(bar).toBeVisible();
  await expect(page).toHaveURL(/[?&]present=1/u);

  // A remote is a keyboard of four keys; none of them loads the page anew.
  await page.evaluate(() => {
    document.documentElement.dataset['same'] = 'yes';
  });
  await page.keyboard.press('PageDown');
  await expect.poll(() => cursor(page)).toBeGreaterThan(0);
  const second = await cursor(page);
  await page.keyboard.press('PageDown');
  await expect.poll(() => cursor(page)).toBeGreaterThan(second);
  await page.keyboard.press('PageUp');
  await expect.poll(() => cursor(page)).toBe(second);
  await page.keyboard.press('F5');
  await expect(page.locator('html')).toHaveAttribute('data-same', 'yes');

  const vmm = page.locator('[data-stage] [data-kind="vmm"]').first();
  await vmm.focus();
  await page.keyboard.press('Enter');
  await expect(vmm).toHaveAttribute('data-primary', 'true');
  await expect(page.locator('[data-stage] [data-kind="app"]').first()).toHaveAttribute(
    'data-dim',
    'true',
  );
  const colours = bar.getByRole('button', { name: 'Projector colours' });
  await colours.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'projector');
  expect(await violations(page)).toEqual([]);

  await page.keyboard.press('b');
  await expect(page.getByText('The screen is black.')).toBeAttached();
  await page.keyboard.press('PageDown');
  await expect(page.getByText('The screen is black.')).toHaveCount(0);
  expect(await cursor(page)).toBe(second);

  // Nothing of the words at the foot is cut off, and nothing reaches out of the page.
  for (const size of [
    { width: 1280, height: 720 },
    { width: 1024, height: 768 },
    { width: 800, height: 600 },
  ]) {
    await page.setViewportSize(size);
    // The last row reads names of a fortieth of the picture's height.
    const least = () =>
      page.locator('[data-stage] [data-kind] text').evaluateAll((all) => {
        const sizes = all.map((text) => {
          const { a = 1 } = (text as SVGTextElement).getScreenCTM() ?? {};
          return Number.parseFloat(getComputedStyle(text).fontSize) * a;
        });
        return Math.min(...sizes) / innerHeight;
      });
    await expect.poll(least).toBeGreaterThan(size.width === 1280 ? 1 / 45 : 1 / 60);
    const cut = await page
      .locator('[data-figure], [data-figure] > *, [data-testid="caption"]')
      .evaluateAll((all) =>
        all
          .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
          .map((e) => e.textContent),
      );
    expect(cut).toEqual([]);
    const fits = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return scrollWidth <= innerWidth && scrollHeight <= innerHeight;
    });
    expect(fits).toBe(true);
  }
  await page.keyboard.press('p');
  await expect(bar).toHaveCount(0);
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', 'projector');
  await openLab(page, '?lesson=teach');
  await page.getByRole('button', { name: 'Present what is on the stage' }).click();
  await expect(bar).toBeVisible();
});

test('a demo is kept, put in order, saved, opened elsewhere, and walked through without a network', async ({
  page,
  browser,
}) => {
  const keep = async (title: string, notes = '') => {
    const { length } = await page.locator('[data-step="demo"] li').all();
    await page.getByRole('button', { name: 'Keep this moment' }).click();
    await page.getByRole('textbox', { name: 'Title', exact: true }).nth(length).fill(title);
    await page.getByRole('textbox', { name: 'Notes' }).nth(length).fill(notes);
  };
  const atMoment = (of: Page) => of.locator('[data-moment] b');
  await openPaused(page, '?lesson=demo&path=virtio&beside=none');
  await page.getByLabel('Title of the demo').fill('第一讲');
  await keep('virtio rests', '先不要播放。');
  await page.locator('[data-stage] [data-kind="vmm"]').first().click();
  await timeLine(page).focus();
  await page.keyboard.press('End');
  await atRest(page);
  const end = await cursor(page);
  await keep('the end');
  await page.getByRole('button', { name: 'PCIe', exact: true }).click();
  await keep('registers');
  await page.getByRole('button', { name: 'Stage', exact: true }).click();
  await page.getByRole('radio', { name: 'SR-IOV' }).check();
  await atRest(page);
  await keep('a VF');

  // Up by keyboard: the focus goes along with the moment.
  const up = page.getByRole('button', { name: 'Move a VF up' });
  await up.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByText('a VF is now 2 of 4.')).toBeAttached();
  await page.getByRole('button', { name: 'Remove registers' }).click();
  await expect(page.locator('[data-step="demo"] li')).toHaveCount(3);
  await page.getByRole('button', { name: 'Undo: “registers” removed' }).click();
  const titles = page.getByRole('textbox', { name: 'Title', exact: true });
  const read = () => titles.evaluateAll((all) => all.map((e) => (e as HTMLInputElement).value));
  expect(await read()).toEqual(['virtio rests', 'a VF', 'the end', 'registers']);
  expect(await violations(page)).toEqual([]);
  const text = await saved(page, page.getByRole('button', { name: 'Save as a file' }));
  await page.reload();
  await atRest(page);
  expect(await read()).toEqual(['virtio rests', 'a VF', 'the end', 'registers']);

  const elsewhere = await browser.newContext({ reducedMotion: 'reduce' });
  const hall = await elsewhere.newPage();
  await openPaused(hall);
  // A moment that is not as it was kept says why, and the walk goes on.
  const spoilt = text.replace(/"address": "\?beside=none/u, '"address": "?colour=red&beside=none');
  expect(spoilt).not.toBe(text);
  await hall
    .locator('input[type="file"]')
    .first()
    .setInputFiles({
      name: 'talk.json',
      mimeType: 'application/json',
      buffer: Buffer.from(spoilt),
    });
  await expect(hall.getByText('talk.json is open: 4 moments.')).toBeVisible();
  await expect(hall.locator('[data-ahead]')).toBeVisible();
  await elsewhere.setOffline(true);
  await hall.getByRole('button', { name: 'Present it' }).click();
  await expect(atMoment(hall)).toHaveText('1 / 4');
  await atRest(hall);
  expect(await cursor(hall)).toBe(0);
  const [notes] = await Promise.all([
    hall.waitForEvent('popup'),
    hall.getByRole('button', { name: 'Notes', exact: true }).click(),
  ]);
  await expect(notes.locator('[data-now]')).toContainText('先不要播放。');
  await expect(notes.locator('[data-coming] [data-moving]')).toBeVisible();
  await notes.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(atMoment(hall)).toHaveText('2 / 4');
  await expect(notes.locator('[data-now] h3')).toHaveText('2 / 4 a VF');
  await notes.keyboard.press('PageUp');
  await expect(atMoment(hall)).toHaveText('1 / 4');
  await expect(notes.locator('[data-coming] h3')).toHaveText('2 / 4 a VF');
  await hall.keyboard.press('PageDown');
  await expect(atMoment(hall)).toHaveText('2 / 4');
  await expect(hall.getByText('Not as it was kept:')).toBeVisible();
  await expect(hall.getByText('colour: no such parameter')).toBeVisible();
  await expect(hall.getByRole('radio', { name: 'SR-IOV' })).toBeChecked();
  await hall.keyboard.press('PageDown');
  await expect(atMoment(hall)).toHaveText('3 / 4');
  await atRest(hall);
  await expect.poll(() => cursor(hall)).toBe(end);
  await expect(hall.locator('[data-stage] [data-kind="vmm"]').first()).toHaveAttribute(
    'data-primary',
    'true',
  );
  await hall.keyboard.press('PageDown');
  await expect(hall.getByRole('button', { name: 'PCIe', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await hall.keyboard.press('PageDown');
  await expect(atMoment(hall)).toHaveText('4 / 4');
  await hall.keyboard.press('PageUp');
  await expect(atMoment(hall)).toHaveText('3 / 4');
  await hall.getByRole('button', { name: 'End', exact: true }).click();
  expect(notes.isClosed()).toBe(true);
  await elsewhere.close();
});

test('a page for everybody begins anew when a visitor has gone, and keeps nothing of them', async ({
  page,
}) => {
  await page.clock.install();
  await openLab(page, '?kiosk=20s&path=virtio&beside=none&t=5us');
  await page.getByRole('button', { name: 'Metrics', exact: true }).click();
  await page.getByRole('button', { name: /^Theme/u }).click();
  await atRest(page);
  const asked = page.getByRole('complementary', { name: 'Is anybody there?' });
  await page.clock.runFor(9_000);
  await expect(asked).toHaveCount(0);
  await page.clock.runFor(4_000);
  await expect(asked).toBeVisible();
  await page.getByRole('button', { name: 'Stay' }).click();
  await expect(asked).toHaveCount(0);
  await page.clock.runFor(9_000);
  await expect(asked).toHaveCount(0);
  await expect(page).toHaveURL(/[?&]kiosk=20s/u);
  await Promise.all([page.waitForEvent('load'), page.clock.runFor(13_000)]);
  await atRest(page);
  await expect(page.getByRole('button', { name: 'Stage', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
  expect(await cursor(page)).toBe(5e6);
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((k) => k.startsWith('sriov-lab.'))),
  ).toEqual([]);
  await openLab(page, '?kiosk=5s&t=0s');
  await expect(page.getByText(/kiosk.*10s – 1h/u)).toBeVisible();
});
