import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { atRest, openLab, openPaused } from './lab';
import { answersDuring, LONGEST_MS, watch, type Probed } from './probe';

// Where others use the machine, too, what held up the page is done once more.
test.slow();

// What comes from elsewhere runs nothing, reaches nobody, and holds the page up for less than a second.

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const isClean = (page: Page) => page.evaluate(() => !('polluted' in {}));

test('files: too deep, too many, too long, too slow to read', async ({ page, baseURL }) => {
  const seen = await watch(page, [baseURL ?? '']);
  await openPaused(page, '?path=virtio');
  const refused = (name: string, says: RegExp) => async () => {
    const note = page.getByRole('region', { name: `${name} was not opened` });
    await expect(note).toContainText(says, { timeout: 30_000 });
    await note.getByRole('button', { name: 'Dismiss' }).click();
  };
  const tries: readonly (readonly [make: () => void, told: () => Promise<void>])[] = [
    [
      () => {
        const text = `{"vms":${'['.repeat(2e6)}${']'.repeat(2e6)}}`;
        (window as unknown as Probed).probe.drop('deep.json', text);
      },
      refused('deep.json', /vms/u),
    ],
    [
      () => {
        (window as unknown as Probed).probe.drop('wide.json', `{"vms":[${'{},'.repeat(1e6)}{}]}`);
      },
      refused('wide.json', /vms: .*out of range/u),
    ],
    [
      () => {
        const text =
          '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"nic":{"__proto__":{"polluted":1}}}';
        (window as unknown as Probed).probe.drop('heir.json', text);
      },
      refused('heir.json', /__proto__: no such key/u),
    ],
    [
      () => {
        (window as unknown as Probed).probe.drop('noise.pcap', new Uint8Array(6e7));
      },
      refused('noise.pcap', /0x00000000/u),
    ],
    [
      () => {
        // Blocks of a kind that nobody knows, two million of them.
        const bytes = new Uint8Array(24e6 + 28);
        const view = new DataView(bytes.buffer);
        view.setUint32(0, 0x0a0d0d0a, true);
        view.setUint32(4, 28, true);
        view.setUint32(8, 0x1a2b3c4d, true);
        view.setUint16(12, 1, true);
        view.setUint32(24, 28, true);
        for (let at = 28; at + 12 <= bytes.length; at += 12) {
          view.setUint32(at, 0x77, true);
          view.setUint32(at + 4, 12, true);
          view.setUint32(at + 8, 12, true);
        }
        (window as unknown as Probed).probe.drop('blocks.pcapng', bytes);
      },
      refused('blocks.pcapng', /no frames/u),
    ],
    [
      () => {
        // Each line takes a careless pattern the square of its length.
        const line = `\tRegion 0: Memory at ${'a'.repeat(1_900)}\u2028x\n`;
        const text = `00:00.0 Ethernet controller\n${line.repeat(8_000)}`;
        (window as unknown as Probed).probe.drop('slow.txt', text);
      },
      async () => {
        const dialog = page.getByRole('dialog', { name: 'lspci: your host, this host' });
        await expect(dialog).toContainText(/no |not /iu, { timeout: 30_000 });
        await page.keyboard.press('Escape');
        await expect(dialog).toHaveCount(0);
      },
    ],
  ];
  for (const [make, told] of tries) {
    await answersDuring(page, async () => {
      await page.evaluate(make);
      await told();
    });
  }
  await expect(page.getByRole('radio', { name: 'virtio' })).toBeChecked();
  expect(await isClean(page)).toBe(true);
  expect(seen).toEqual([]);
});

test('addresses: bombs, names of the language, scripts', async ({ page, baseURL }) => {
  const seen = await watch(page, [baseURL ?? '']);
  const packed = (content: string | Uint8Array) => deflateRawSync(content).toString('base64url');
  const open = async (address: string) => {
    await openPaused(page, address);
    return page.getByRole('region', { name: /not used/u });
  };
  const wrong = [
    'path=virtio',
    'lesson=javascript:alert(1)',
    'step=%3Cscript%3Ealert(1)%3C/script%3E',
    'view=constructor',
    'lang=__proto__',
    'beside=%3Cimg%20src=x%20onerror=alert(1)%3E',
    'theme=toString',
    `quest=${'9'.repeat(4_000)}`,
  ];
  // A hundred megabytes from a hundred kilobytes.
  await page.goto(`./?${wrong.join('&')}&t=0s#s=${packed(new Uint8Array(1e8))}`);
  await atRest(page);
  const note = page.getByRole('region', { name: /not used/u });
  for (const name of ['#s', 'lesson', 'step', 'view', 'lang']) {
    await expect(note).toContainText(name);
  }
  await expect(page.getByRole('radio', { name: 'virtio' })).toBeChecked();
  // The same while the page is there: its hash is read anew with the page alone, so that nothing happens.
  await answersDuring(page, async () => {
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      `s=${packed(`{"vms":${'['.repeat(1e6)}`)}`,
    );
    await atRest(page);
  });
  // A platform that wants its answers sent to no place on the web, and an heir of every object.
  const json = '{"__proto__":{"polluted":1},"nic":{"constructor":{"polluted":1}}}';
  const platform =
    'lms=cmi5&endpoint=javascript:alert(1)&fetch=data:application/json,{}&actor={}&registration=1&activityId=1';
  await page.goto('about:blank');
  await expect(await open(`?${platform}`)).toHaveCount(0);
  await expect(page.getByText('No learning platform answers')).toBeVisible();
  await page.goto('about:blank');
  await page.goto(`./?t=0s&lesson=https://name:word@lessons.example/x.md#s=${packed(json)}`);
  await atRest(page);
  await expect(note).toContainText('__proto__');
  await expect(note).toContainText('lesson');
  expect(await isClean(page)).toBe(true);
  expect(seen).toEqual([]);
});

test('a lesson from the web: markup, scripts, words without end', async ({ page, baseURL }) => {
  const far = 'https://lessons.example/';
  const seen = await watch(page, [baseURL ?? '', far]);
  const texts: Readonly<Record<string, string>> = {
    'markup.md': `---
id: hostile
number: 1
title: <img src=x onerror=alert(1)>
minutes: 5
language: en
---
:::goals
- <script>alert(1)</script>
- [a](javascript:alert(1)) and ![b](https://evil.example/b.png)
- [c](data:text/html,<script>alert(1)</script>)
:::
`,
    // A pattern that begins anew at each blank would take a minute for this.
    'blanks.md': `---\nid: blanks\n---\n:::task{check="true"}\n::solution{set="a=b${' '.repeat(100_000)}c\u2028d"}\n:::\n`,
    'words.md': `---\nid: words\n---\n:::task{check="true${' or true'.repeat(14_000)}"}\n:::\n`,
    'endless.md': 'x'.repeat(4e6),
  };
  const asked: string[] = [];
  await page.route(`${far}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    const headers = await route.request().allHeaders();
    if (headers['cookie'] !== undefined || headers['referer'] !== undefined) asked.push('told who');
    await route.fulfill({
      body: texts[pathname.slice(1)] ?? '',
      headers: { 'access-control-allow-origin': '*', 'content-type': 'text/markdown' },
    });
  });
  const says: Readonly<Record<string, RegExp>> = {
    'markup.md': /found: javascript:alert/u,
    'blanks.md': /blanks\.md/u,
    'words.md': /400 words at most/u,
    'endless.md': /128 KiB/u,
  };
  for (const [name, expected] of Object.entries(says)) {
    await page.goto('about:blank');
    await openLab(page, `?lesson=${encodeURIComponent(far + name)}`);
    await expect(page.locator('body')).toContainText(expected);
    await answersDuring(page, async () => {
      await page.getByRole('heading').first().waitFor();
    });
  }
  expect(asked).toEqual(Object.keys(says).map((name) => `/${name}`));
  expect(seen).toEqual([]);
});

test('the terminal: lines without end, and letters that command a terminal', async ({
  page,
  baseURL,
}) => {
  const seen = await watch(page, [baseURL ?? '']);
  await openPaused(page, '?view=terminal&path=virtio');
  const log = page.getByRole('log');
  const title = await page.title();
  await page.evaluate(() => {
    Object.assign(window, { copied: 0 });
    document.addEventListener('copy', () => {
      (window as unknown as { copied: number }).copied += 1;
    });
  });
  const lines: readonly (readonly [string, RegExp])[] = [
    ['while :; do :; done', /line stopped after \d+ steps/u],
    ['x=a; while :; do x=$x$x; done', /too much work/u],
    ['f() { f; }; f', /maximum function nesting level/u],
    ['echo {1..999999999}', /brace expansion/u],
    [`echo ${'$('.repeat(400)}echo${')'.repeat(400)}`, /too many levels of nesting/u],
    ['head -c 900000 /dev/zero | tr "\\0" a | grep -cE "^(a|a?)+b$"', /^0$|too much work/mu],
    ['head -c 100000 /dev/zero | tr "\\0" " " | sort -k2 | wc -l', /^1$|^0$/mu],
    ['seq 1 99999999', /output stopped after 2 MB/u],
    // The title, the clipboard and a link, as terminals take them from what is printed.
    [
      `printf '\\e]0;taken\\a\\e]52;c;dGFrZW4=\\a\\e]8;;javascript:alert(1)\\alink\\e]8;;\\a\\n'; echo end`,
      /^end$/mu,
    ],
  ];
  for (const [line, says] of lines) {
    await answersDuring(page, async () => {
      await page.keyboard.press('Control+l');
      await page.keyboard.insertText(line);
      await page.keyboard.press('Enter');
      await expect(log).toContainText(says, { timeout: 30_000 });
      await atRest(page);
    });
  }
  expect(await page.title()).toBe(title);
  expect(await page.evaluate(() => (window as unknown as { copied: number }).copied)).toBe(0);
  expect(seen).toEqual([]);
});

test('a host page that talks without end is told so, and others are not heard', async ({
  page,
  baseURL,
}) => {
  const course = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const frame = `<iframe name="lab" src="${baseURL ?? ''}?embed=1&path=virtio&t=0s" width="900" height="600"></iframe>`;
    response.end(`<!doctype html><title>Course</title>${frame}`);
  });
  await new Promise<void>((settle) => course.listen(0, '127.0.0.1', settle));
  const outside = `http://localhost:${String((course.address() as AddressInfo).port)}/`;
  try {
    const seen = await watch(page, [baseURL ?? '', outside]);
    await page.goto(outside);
    const lab = page.frame('lab');
    if (lab === null) throw new Error('there is no frame');
    await expect(lab.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 20_000 });
    const flood = () =>
      page.evaluate(async () => {
        const replies = new Map<string, number>();
        const to = frames[0];
        const last = new Promise<void>((settle) => {
          addEventListener('message', ({ data }: MessageEvent<unknown>) => {
            const { id, error } = data as { id?: unknown; error?: { code: string } };
            const what = error?.code ?? (id === undefined ? 'event' : 'done');
            replies.set(what, (replies.get(what) ?? 0) + 1);
            if (id === 'last') settle();
          });
        });
        const say = (id: unknown, method: string, params?: unknown) =>
          to?.postMessage({ source: 'sriov-lab', version: 1, id, method, params }, '*');
        say(1, 'exec', { commandLine: 'x'.repeat(5e6) });
        let deep: unknown = 1;
        for (let i = 0; i < 500; i++) deep = { vms: deep };
        say(2, 'load', { scenario: deep });
        say(3, 'load', { scenario: JSON.parse('{"__proto__":{"polluted":1}}') });
        for (let i = 0; i < 20_000; i++) say(i % 7, 'play');
        for (let i = 0; i < 20_000; i++) say({ i }, 'constructor', { __proto__: { polluted: 1 } });
        const ask = setInterval(() => say('last', 'pause'), 200);
        await last;
        clearInterval(ask);
        return [...replies.keys()];
      });
    const longest = () => lab.evaluate(() => (window as unknown as Probed).probe.longest);
    await expect(async () => {
      await lab.evaluate(() => {
        (window as unknown as Probed).probe.longest = 0;
      });
      expect(await flood()).toEqual(expect.arrayContaining(['bad-params', 'refused', 'busy']));
      expect(await longest()).toBeLessThan(LONGEST_MS);
    }).toPass({ intervals: [0, 0], timeout: 60_000 });
    expect(await lab.evaluate(() => !('polluted' in {}))).toBe(true);
    expect(seen).toEqual([]);
  } finally {
    course.close();
  }
});
