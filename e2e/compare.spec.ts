import { expect, test, type Page } from '@playwright/test';
import { completeRun } from '../src/engine/testing';
import { differencesOf, type Difference } from '../src/engine/tell/differences';
import { PacketOrder } from '../src/engine/tell/packet-order';
import { packetTrace } from '../src/engine/tell/packet-trace';
import type { PathId } from '../src/engine/scenario/scenario';
import {
  atRest,
  cursor,
  inEveryLook,
  openLab,
  openPaused,
  playedOut,
  timeLine,
  twoFrames,
  violations,
} from './lab';

/** The compare view with its lanes computed, paused at the start unless the query says otherwise. */
async function openCompare(page: Page, query = ''): Promise<void> {
  await openLab(page, `?view=compare${query.includes('t=') ? '' : '&t=0s'}${query}`);
  await expect(page.getByTestId('strip').first()).toBeVisible();
  await atRest(page);
}

/** A packet's differences as the engine computes them here, from the same scenario. */
function computedHere(one: PathId, two: PathId, n: number): readonly Difference[] {
  const [base, other] = [one, two].map((path) => {
    const run = completeRun({ vms: [{ path }] });
    const trace = packetTrace(run, new PacketOrder(run, 0).nth(n));
    if (trace === null) throw new Error(`no packet ${String(n)} on ${path}`);
    return { trace, places: run.topology.places };
  });
  if (base === undefined || other === undefined) throw new Error('no stories');
  return differencesOf(base, other);
}

const cell = (page: Page, figure: string, lane: number) =>
  page.locator(`[data-figure="${figure}"][data-lane="${String(lane)}"]`);
const paths = (page: Page) => page.getByRole('combobox', { name: /^Path of lane/u });
const behind = (page: Page) => page.getByTestId('events-behind');

test('the differences on the page are those computed in Node', async ({ page }) => {
  await openCompare(page);
  for (const n of [0, 1]) {
    for (const [lane, path] of [
      [1, 'virtio'],
      [2, 'sriov'],
    ] as const) {
      const list = computedHere('emulated', path, n);
      for (const what of ['exits', 'copies', 'wake-ups', 'iotlb-lookups'] as const) {
        const { other, delta } = list.find((each) => each.what === what)!;
        const text = delta === 0 ? '=' : `${delta < 0 ? '−' : '+'}${String(Math.abs(delta))}`;
        const shown = cell(page, what, lane);
        // A figure in which no lane differs has no row.
        if ((await shown.count()) === 0) expect([what, delta]).toEqual([what, 0]);
        else await expect(shown).toHaveText(`${String(other)} ${text}`);
      }
    }
    await page.getByRole('button', { name: 'Next packet of this guest' }).click();
    await atRest(page);
  }
  await expect(page.getByTestId('compared-packet')).toHaveText('Packet 3 of VM0');
});

test('all lanes are in step at any cursor', async ({ page }) => {
  await openCompare(page, '&t=6us');
  const lines = () =>
    page
      .locator('[data-cursor]')
      .evaluateAll((all) => all.map((line) => line.getAttribute('transform')));
  const seen = new Set<string>();
  for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'ArrowLeft', 'Home']) {
    await page.keyboard.press(key);
    await atRest(page);
    const all = await lines();
    expect(all).toHaveLength(3);
    expect(new Set(all).size).toBe(1);
    seen.add(all[0] ?? '');
  }
  expect(seen.size).toBeGreaterThan(3);
  // While it plays too.
  await page.getByRole('button', { name: 'Play this packet' }).click();
  await expect.poll(() => cursor(page)).toBeGreaterThan(0);
  expect(new Set(await lines()).size).toBe(1);
  await page.keyboard.press('Space');
});

test('a packet plays until the slowest lane is over', async ({ page }) => {
  await page.clock.install();
  await openCompare(page);
  await page.getByRole('button', { name: 'Play this packet' }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await playedOut(page);
  await expect(page.locator('[data-count]')).toHaveText(['×7', '×1', '×0']);
});

test('a difference leads to its events, and an event to its moment', async ({ page }) => {
  await openCompare(page);
  await cell(page, 'exits', 2).click();
  await expect(cell(page, 'exits', 2)).toHaveAttribute('aria-pressed', 'true');
  const events = behind(page).getByRole('button', { name: /VM exit/u });
  await expect(events).toHaveCount(7);
  await expect(page.getByTestId('strip').first().locator('circle[cy][r="5"]')).toHaveCount(7);
  await events.nth(3).click();
  await atRest(page);
  const facts = computedHere('emulated', 'sriov', 0).find(({ what }) => what === 'exits')!;
  const run = completeRun({ vms: [{ path: 'emulated' }] });
  const trace = packetTrace(run, new PacketOrder(run, 0).nth(0))!;
  expect(await cursor(page)).toBe(Math.round(trace.facts.time[facts.baseRows.facts[3]!]!));
  await page.getByRole('button', { name: 'Close the list of events' }).click();
  await expect(behind(page)).toHaveCount(0);
});

test('everything is reached by the keyboard', async ({ page }) => {
  await openCompare(page);
  await cell(page, 'copies', 1).focus();
  await page.keyboard.press('Enter');
  await expect(behind(page)).toBeVisible();
  await behind(page).getByRole('button').nth(1).focus();
  await page.keyboard.press('Enter');
  await atRest(page);
  expect(await cursor(page)).toBeGreaterThan(0);
  await paths(page).first().focus();
  await page.keyboard.type('vhost-n');
  await expect(paths(page).first()).toHaveValue('vhost-net');
  await atRest(page);
  await page.getByLabel('What else differs on lane 1').focus();
  await page.keyboard.press('Enter');
  const box = page
    .getByTestId('lane')
    .first()
    .getByRole('checkbox', { name: /event index/u });
  await box.focus();
  await page.keyboard.press('Space');
  await expect(page.getByTestId('lane').first()).toContainText('virtio event index: off');
});

test('the address brings the lanes back, with what differs on them', async ({ page }) => {
  await openCompare(page, '&t=12us');
  await paths(page).nth(1).selectOption('vhost-net');
  await page.getByRole('button', { name: 'Remove lane 3' }).click();
  await page.getByLabel('What else differs on lane 2').click();
  await page
    .getByTestId('lane')
    .nth(1)
    .getByRole('checkbox', { name: /event index/u })
    .uncheck();
  await atRest(page);
  await expect.poll(() => page.url()).toContain('compare=emulated,vhost-net*eventIdx.off');
  const before = await cursor(page);
  await page.reload();
  await expect(page.getByTestId('strip')).toHaveCount(2);
  await atRest(page);
  expect(await cursor(page)).toBe(before);
  await expect(paths(page)).toHaveCount(2);
  await expect(paths(page).nth(1)).toHaveValue('vhost-net');
  await expect(page.getByTestId('lane').nth(1)).toContainText('virtio event index: off');
});

test('bad lanes in the address are named, and the usual ones are shown', async ({ page }) => {
  await openCompare(page, '&compare=emulated,teleport');
  await expect(page.getByRole('region', { name: /not used/u })).toContainText('compare');
  await expect(paths(page)).toHaveCount(3);
});

test('a lane that is impossible says why, and the others go on', async ({ page }) => {
  await openCompare(page, '&compare=emulated,sriov*apicv.off*postedInterrupts.on,sriov');
  const lane = page.getByTestId('lane').nth(1);
  await expect(lane).toContainText('Not possible:');
  await expect(lane).toContainText('host.postedInterrupts');
  await expect(page.getByTestId('strip')).toHaveCount(2);
  await expect(cell(page, 'exits', 2)).toHaveText('0 −7');
  // Mended on the lane itself.
  await page.getByLabel('What else differs on lane 2').click();
  await lane.getByRole('checkbox', { name: 'APIC virtualization' }).check();
  await expect(page.getByTestId('strip')).toHaveCount(3);
});

test('ready comparisons set lanes and traffic, and the whole run is told', async ({ page }) => {
  await openCompare(page);
  await page.getByRole('button', { name: 'What does event idx do?' }).click();
  await expect(paths(page)).toHaveCount(2);
  await expect(page.getByRole('combobox', { name: 'Traffic' })).toHaveValue('burst');
  const exits = page.locator('[data-run="exits"]');
  const [on, off] = [true, false].map((eventIdx) => {
    const traffic = { kind: 'burst' };
    const group = { path: 'vhost-net', traffic, tuning: { eventIdx } };
    return completeRun({ vms: [group] }).metrics().exits.total;
  });
  await expect(exits).toContainText(
    `${String(on)}${String(off)}+${String((off ?? 0) - (on ?? 0))}`,
  );
  expect(off).toBeGreaterThan(on ?? Infinity);
});

test('a press on a lane goes to that moment', async ({ page }) => {
  await openCompare(page);
  const strip = await page.getByTestId('strip').nth(1).boundingBox();
  if (strip === null) throw new Error('no strip');
  await page.mouse.click(strip.x + strip.width / 2, strip.y + strip.height / 2);
  await atRest(page);
  const at = await cursor(page);
  expect(at).toBeGreaterThan(20e6);
  expect(at).toBeLessThan(35e6);
  await expect(timeLine(page)).toBeEnabled();
});

test('axe finds nothing on lanes, dark or light, in English or in Chinese', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 1440, height: 900 });
  await openCompare(page, '&theme=dark&lang=en&compare=emulated,virtio*eventIdx.off,sriov');
  await cell(page, 'exits', 2).click();
  const scope = page.locator('input[name=compare-scope]');
  await inEveryLook(page, async () => {
    await scope.nth(0).check();
    await expect(cell(page, 'exits', 2)).toHaveAttribute('aria-pressed', 'true');
    expect(await violations(page)).toEqual([]);
    await scope.nth(1).check();
    expect(await violations(page)).toEqual([]);
  });
});

for (const lang of ['en', 'zh']) {
  test(`lanes fit any screen, ${lang}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await openLab(
      page,
      `?view=compare&t=9us&lang=${lang}&compare=emulated,vhost-net,vhost-user,sriov`,
    );
    await expect(page.getByTestId('strip').first()).toBeVisible();
    for (const [width, height] of [
      [320, 640],
      [390, 844],
      [820, 1180],
      [1280, 720],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      await twoFrames(page);
      const over = await page.evaluate(() => {
        const box = document.querySelector('main section')!.parentElement!;
        return [
          document.documentElement.scrollWidth - document.documentElement.clientWidth,
          box.scrollWidth - box.clientWidth,
        ];
      });
      expect({ width, over }).toEqual({ width, over: [0, 0] });
    }
  });
}

test('with the view elsewhere nothing of the lanes is computed', async ({ page }) => {
  await openPaused(page);
  await expect(page.getByTestId('strip')).toHaveCount(0);
  await page.keyboard.press('2');
  await expect(page.getByTestId('strip')).toHaveCount(3);
});

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const) {
  test(`the lanes stay in sight while the tables are read at ${String(width)}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await openLab(page, '?view=compare&t=20us');
    const low = page.getByTestId('low-strip');
    await expect(low).toHaveCount(0);
    await page.getByText('Where the time went, most first').scrollIntoViewIfNeeded();
    await page
      .getByRole('button', { name: /Show all/u })
      .first()
      .scrollIntoViewIfNeeded();
    await page.mouse.move(width / 2, 300);
    await page.mouse.wheel(0, 700);
    await expect(low).toHaveCount(3);
    await expect(low.last()).toBeVisible();
    const top = await page.evaluate(
      () => document.querySelector('main')!.getBoundingClientRect().top,
    );
    const box = await low.first().boundingBox();
    expect(box!.y - top).toBeLessThan(16);
  });
}
