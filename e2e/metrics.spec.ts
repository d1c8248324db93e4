import { expect, test, type Page } from '@playwright/test';
import { atRest, cursor, fromCli, inTwoLooks, openLab, saved, twoFrames, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const QUERY = '?view=metrics&path=emulated&beside=none&t=3ms';

/** Rows of a CSV file without quotes, as the view's figures are. */
function rowsOf(csv: string): string[][] {
  const lines = csv.split('\r\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => line.split(','));
}

const exits = (page: Page) => page.locator('[data-exits]');
const figure = (page: Page, name: RegExp) => page.getByRole('figure', { name });

test('the table of exits, the windows of a chart, their files, one guest alone and the metrics say what the command line says', async ({
  page,
}) => {
  test.slow();
  await openLab(page, QUERY);
  const cli = fromCli('vms.0.path=emulated');
  await test.step('the table of exits, its file and the metrics', async () => {
    const text = await saved(page, page.getByRole('button', { name: 'Save JSON' }));
    expect(JSON.parse(text)).toEqual(cli);

    const times = { ...cli.exits.time, ...cli.exits.background.time };
    const reasons = Object.keys(times);
    expect(reasons.length).toBeGreaterThan(2);
    for (const reason of reasons) {
      const cells = exits(page).locator(`tr[data-reason="${reason}"] > td`);
      const count = (times[reason]?.count ?? 0).toLocaleString('en-US');
      await expect(cells.first()).toHaveText(count);
    }

    const table = figure(page, /VM exits took/u);
    const csv = await saved(page, table.getByRole('button', { name: 'Save CSV' }));
    const [head = [], ...rows] = rowsOf(csv);
    expect(rows).toHaveLength(reasons.length);
    for (const row of rows) {
      const of = (column: string) => row[head.indexOf(column)] ?? '';
      const time = times[of('reason')];
      expect([of('count'), of('total_ns'), of('min_ns'), of('max_ns')].map(Number)).toEqual([
        time?.count,
        time?.totalNs,
        time?.minNs,
        time?.maxNs,
      ]);
    }
  });
  await test.step('the windows of a chart add up to its totals, in its file as in its table', async () => {
    const chart = figure(page, /made the guests exit/u);
    const csv = await saved(page, chart.getByRole('button', { name: 'Save CSV' }));
    const [head = [], ...rows] = rowsOf(csv);
    const sum = (field: string) =>
      rows.reduce((total, row) => total + Number(row[head.indexOf(field)]), 0);
    expect(sum('exits_EPT_MISCONFIG')).toBe(cli.exits.byReason['EPT_MISCONFIG']);
    expect(sum('idle_HLT')).toBe(cli.exits.background.byReason['HLT']);
    await chart.getByRole('button', { name: 'Show as table' }).click();
    await expect(chart.getByRole('row')).toHaveCount(rows.length + 1);
  });
  await test.step('one guest alone', async () => {
    await page
      .getByRole('combobox', { name: 'Figures of' })
      .selectOption({ label: 'VM1 · emulated' });
    const count = cli.vms[1]?.exits.time['EPT_MISCONFIG']?.count ?? 0;
    const cells = exits(page).locator('tr[data-reason="EPT_MISCONFIG"] > td');
    await expect(cells.first()).toHaveText(count.toLocaleString('en-US'));
  });
});

test('by keyboard rows open, columns sort, and a chart moves the moment shown; a press in a chart, or on the packet of a row, goes to its moment', async ({
  page,
}) => {
  await openLab(page, QUERY);
  const header = exits(page).getByRole('columnheader', { name: 'Average' });
  await header.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await expect(exits(page).locator('tr[data-reason]').first()).toHaveAttribute(
    'data-reason',
    'HLT',
  );
  await page.keyboard.press('Enter');
  await expect(header).toHaveAttribute('aria-sort', 'ascending');

  const open = exits(page).getByRole('button', { name: 'HLT' });
  await open.focus();
  await page.keyboard.press('Space');
  await expect(open).toHaveAttribute('aria-expanded', 'true');
  await expect(
    page.getByRole('region', { name: /caused HLT/u }).getByRole('listitem'),
  ).not.toHaveCount(0);

  const slider = figure(page, /made the guests exit/u).getByRole('slider');
  await slider.focus();
  const before = await cursor(page);
  await page.keyboard.press('ArrowRight');
  await atRest(page);
  const after = await cursor(page);
  expect(after).toBeGreaterThan(before);
  await page.keyboard.press('ArrowLeft');
  await atRest(page);
  expect(await cursor(page)).toBe(before);

  await test.step('a press in a chart goes to that moment', async () => {
    const slider = figure(page, /Who pays/u).getByRole('slider');
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    if (box === null) throw new Error('no chart');
    await page.mouse.click(box.x + box.width * 0.75, box.y + box.height / 2);
    await atRest(page);
    expect((await cursor(page)) / 1e10).toBeCloseTo(0.75, 1);
  });

  await test.step('a row opens to its packets; a press follows one, one more shows it on the stage', async () => {
    await exits(page).getByRole('button', { name: 'EPT_MISCONFIG' }).click();
    const causes = page.getByRole('region', { name: /caused EPT_MISCONFIG/u });
    const packet = causes.getByRole('listitem').filter({ hasText: 'packet 3 of VM0' });
    const moment = (await packet.innerText()).match(/[\d,]+\.\d{3} µs/u)?.[0] ?? '';
    await packet.getByRole('button', { name: /packet 3/u }).click();
    await atRest(page);
    const at = Number(moment.replace(/[, µs]/gu, '')) * 1e6;
    expect(Math.abs((await cursor(page)) - at)).toBeLessThan(1000);
    await expect(packet).toHaveAttribute('aria-current', 'true');
    await packet.getByRole('button', { name: 'See it on the stage' }).click();
    await expect(page.getByRole('button', { name: 'Stage', exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    );
    expect(Math.abs((await cursor(page)) - at)).toBeLessThan(1000);
  });
});

test('says so where nothing was lost and nothing exited', async ({ page }) => {
  await openLab(page, '?view=metrics&path=bare-metal&beside=none&t=3ms');
  await expect(figure(page, /VM exits took/u)).toContainText('No guest has exited.');
  await expect(figure(page, /packets were lost/u)).toContainText(
    /None: not one of [\d,]+ packets/u,
  );
});

test('drops under overload are shown by cause', async ({ page }) => {
  await openLab(page, `${QUERY}&pps=400000&packet=64`);
  const drops = figure(page, /packets were lost/u);
  await expect(drops).toContainText(/ring full [\d,]+/u);
  await expect(drops.getByRole('img')).toHaveAccessibleName(/Dropped packets/u);
});

test('axe finds nothing, dark in English or light in Chinese', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openLab(page, `${QUERY}&theme=dark&lang=en`);
  await exits(page).locator('button[aria-expanded]').first().click();
  await page.locator('figure button[aria-expanded]').nth(4).click();
  await atRest(page);
  await inTwoLooks(page, async () => {
    expect(await violations(page)).toEqual([]);
  });
});

test('nothing runs off the side of a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLab(page, `${QUERY}&lang=zh`);
  await expect(page.locator('[data-metrics] figure').first()).toBeVisible();
  for (const [width, height] of [
    [390, 844],
    [820, 1180],
    [640, 360],
  ] as const) {
    await page.setViewportSize({ width, height });
    await twoFrames(page);
    const over = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('[data-metrics] figure')].map(
        (each) => each.scrollWidth - each.clientWidth,
      ),
    );
    expect({ width, over: over.filter((px) => px > 0) }).toEqual({ width, over: [] });
  }
});
