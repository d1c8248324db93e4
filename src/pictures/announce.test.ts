import { expect, test } from 'vitest';
import { readUrl } from '../store/url';
import { announce } from './announce';

const drawn = { example: 'vf-to-vf', locale: 'zh-CN', title: 'A "VF" & <b>', what: '…' } as const;
const told = announce('https://lab.example/sriov/', 'vf-to-vf.zh-CN', drawn);

/** What https://oembed.com asks of every response, of `rich`, and of one with a thumbnail. */
test('an example is told as oEmbed asks for', async () => {
  const said = JSON.parse((await told).oembed) as Record<string, unknown>;
  expect(said).toMatchObject({ version: '1.0', type: 'rich', title: 'A "VF" & <b>' });
  for (const key of ['width', 'height', 'thumbnail_width', 'thumbnail_height', 'cache_age']) {
    expect(said[key]).toEqual(expect.any(Number));
  }
  for (const key of ['provider_url', 'thumbnail_url']) {
    expect(new URL(String(said[key])).href).toBe(said[key]);
  }
  expect(said['html']).toMatch(/^<iframe [^<>]*><\/iframe>$/u);
});

test('its frame opens that example', async () => {
  const { html } = JSON.parse((await told).oembed) as { readonly html: string };
  const [, src = ''] = /src="([^"]*)"/u.exec(html) ?? [];
  const url = new URL(src.replaceAll('&amp;', '&'));
  const read = await readUrl(url.search, url.hash);
  expect(read).toMatchObject({ embed: true, lang: 'zh-CN', beside: 'none', problems: [] });
  expect(read.scenarioInput).toMatchObject({ vms: expect.any(Array) as unknown });
});

test('its page leads to what is told, and runs nothing', async () => {
  const { page } = await told;
  expect(page).toContain(
    '<link rel="alternate" type="application/json+oembed" href="https://lab.example/sriov/oembed/vf-to-vf.zh-CN.json"',
  );
  expect(page).not.toMatch(/<script|<b>/u);
  expect(page).toContain("default-src 'none'");
});
