import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import type { Metrics } from '../src/engine/metrics';
import { atRest, inTwoLooks, openLab, openPaused, timeLine, violations } from './lab';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const traffic = { kind: 'burst', packets: 12, direction: 'tx' };
const TWO_GUESTS = {
  seed: 1,
  nic: { numVfs: 1 },
  vms: [
    { count: 1, path: 'vhost-net', traffic },
    { count: 1, path: 'sriov', traffic },
  ],
  run: { until: '5ms' },
};
const LINES = [
  'nft add table bridge filter',
  "nft add chain bridge filter forward '{ type filter hook forward priority filter; policy accept; }'",
  'nft add rule bridge filter forward iifname vnet0 udp dport 9 counter drop',
];

const address = (query: string, scenario: object = TWO_GUESTS): string =>
  `?${query}&beside=none&t=5ms#s=${deflateRawSync(JSON.stringify(scenario)).toString('base64url')}`;
const withRules = (firewall: readonly string[]) => ({ ...TWO_GUESTS, host: { firewall } });
const RULES = LINES.map((line) => line.replace(/^nft /u, '').replaceAll("'", ''));
const log = (page: Page) => page.getByRole('log');
const selected = (page: Page) => page.getByRole('region', { name: 'Selected' });

/** Types a line as a person does, and waits until the run with it is there. */
async function type(page: Page, line: string): Promise<void> {
  await page.getByRole('textbox', { name: /Command line/u }).focus();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  await atRest(page);
}

async function selectBridge(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^bridge/u })
    .first()
    .click({ force: true });
}

/** The figures of the run shown, as the metrics view saves them. */
async function figures(page: Page): Promise<Metrics> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save JSON' }).click(),
  ]);
  return JSON.parse(readFileSync(await download.path(), 'utf8')) as Metrics;
}

test('a rule typed on the host stops what crosses its bridge and nothing of the VF', async ({
  page,
}) => {
  await openLab(page, address('view=metrics,terminal'));
  const arrived = ({ vms }: Metrics) =>
    vms.map(({ packets }) => [packets.delivered, packets.dropped]);
  expect(arrived(await figures(page))).toEqual([
    [12, {}],
    [12, {}],
  ]);
  for (const line of LINES) await type(page, line);
  expect(arrived(await figures(page))).toEqual([
    [0, { firewall: 12 }],
    [12, {}],
  ]);
  const lost = page.getByRole('figure', { name: /Which packets were lost/u });
  await expect(lost).toContainText(/host’s firewall\s*12/u);
  await type(page, 'nft list ruleset');
  await expect(log(page)).toContainText(
    /iifname "vnet0" udp dport 9 counter packets 12 bytes 17832 drop/u,
  );
  await type(page, 'nft flush ruleset');
  expect(arrived(await figures(page))[0]).toEqual([12, {}]);
});

test('the bridge lists its rules with what they have counted up to the moment shown', async ({
  page,
}) => {
  await openLab(page, address('view=stage,terminal'));
  await selectBridge(page);
  await expect(selected(page)).toContainText('no rules');
  for (const line of LINES) await type(page, line);
  await expect(selected(page)).toContainText(
    'type filter hook forward priority filter; policy accept;',
  );
  await expect(selected(page)).toContainText(
    '[12:17832] iifname "vnet0" udp dport 9 counter packets 12 bytes 17832 drop',
  );
  await timeLine(page).press('Home');
  await expect(selected(page)).toContainText('counter packets 0 bytes 0 drop');
});

test('iptables sees bridged frames once br_netfilter shows them, and never those of the VF', async ({
  page,
}) => {
  await openLab(page, address('view=metrics,terminal'));
  await type(page, 'iptables -A FORWARD -m physdev --physdev-in vnet0 -p udp --dport 9 -j DROP');
  expect((await figures(page)).packets.dropped).toEqual({});
  await type(page, 'sysctl -w net.bridge.bridge-nf-call-iptables=1');
  const { vms } = await figures(page);
  expect(vms.map(({ packets }) => packets.dropped)).toEqual([{ firewall: 12 }, {}]);
  expect(vms[1]?.packets.delivered).toBe(12);
  await type(page, 'iptables -L FORWARD -v -n --line-numbers');
  await expect(log(page)).toContainText(/1\s+12\s+\d+ DROP\s+17 .*--physdev-in vnet0 udp dpt:9/u);
  await type(page, 'iptables -D FORWARD 1');
  expect((await figures(page)).packets.dropped).toEqual({});
});

test('a word nft does not know is pointed at, and the rules stay as they were', async ({
  page,
}) => {
  await openLab(page, address('view=terminal', withRules(RULES)));
  await type(page, 'nft add rule bridge filter forward udp dport 9 reject');
  await expect(log(page)).toContainText(/no ‘reject’/u);
  await expect(log(page)).toContainText(/\^{6}/u);
  await type(page, 'nft list ruleset | grep -c dport');
  await expect(log(page).getByText('1', { exact: true })).toHaveCount(1);
});

test('both examples open, and their rules count', async ({ page }) => {
  for (const [name, rule] of [
    ['A firewall on the host', /\[[1-9]\d*:\d+\] udp dport 9 counter packets [1-9]/u],
    ['A load balancer on the host', /\[[1-9]\d*:\d+\] counter packets [1-9].*ether daddr set/u],
  ] as const) {
    await openPaused(page);
    await page.getByText('Examples', { exact: true }).click();
    await page.getByRole('button', { name: new RegExp(`^${name}`, 'u') }).click();
    await atRest(page);
    await expect(page.getByText(`${name} opened.`)).toBeVisible();
    await selectBridge(page);
    await timeLine(page).press('End');
    await expect(selected(page)).toContainText(rule);
  }
});

test('axe finds nothing beside the rules and what they counted', async ({ page }) => {
  await openLab(page, address('view=stage,terminal&theme=dark&lang=en', withRules(RULES)));
  await type(page, 'nft -a list ruleset');
  await selectBridge(page);
  await expect(selected(page)).toContainText('counter packets 12');
  await inTwoLooks(page, async () => {
    expect(await violations(page)).toEqual([]);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('nothing is wider than the page: neither the rules listed nor the bridge’s', async ({
    page,
  }) => {
    const wide = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    await openLab(page, address('view=terminal', withRules(RULES)));
    await page.locator('.xterm-screen').tap();
    await page.keyboard.insertText('nft list ruleset');
    await page.keyboard.press('Enter');
    await expect(log(page)).toContainText('counter packets 12');
    expect(await wide()).toBeLessThanOrEqual(0);
    await openLab(page, address('view=stage', withRules(RULES)));
    await selectBridge(page);
    await page.getByRole('button', { name: 'Show the inspector' }).click();
    await expect(selected(page)).toContainText('counter packets 12');
    expect(await wide()).toBeLessThanOrEqual(0);
    expect(
      await selected(page).evaluate((each) => each.scrollWidth - each.clientWidth),
    ).toBeLessThanOrEqual(0);
  });
});
