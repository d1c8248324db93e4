import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { servedElsewhere } from './hosts/serve';

const elsewhere = servedElsewhere();

/** The first script of a section of the page about messages. */
function documented(section: string): string {
  const text = readFileSync(new URL('../src/docs/en/messages.md', import.meta.url), 'utf8');
  const [, code = ''] = /```js embed\n([^]*?)```/u.exec(text.split(`{#${section}}`)[1] ?? '') ?? [];
  return code;
}

const frameOf = (page: Page) => page.frameLocator('sriov-lab >> iframe');

/** What a method of the element comes to: its result, or the code and text of its error. */
function call(page: Page, method: string, ...args: readonly unknown[]): Promise<unknown> {
  return page.evaluate(
    async ([name, params]) => {
      type Lab = HTMLElement & Record<string, (...a: readonly unknown[]) => Promise<unknown>>;
      try {
        return await document.querySelector<Lab>('sriov-lab')?.[name]?.(...params);
      } catch (error) {
        const { code, message } = error as Error & { code: string };
        return { code, message };
      }
    },
    [method, args] as const,
  );
}

test.describe('<sriov-lab> in a course page of another origin', () => {
  test.beforeEach(async ({ page, baseURL }) => {
    await elsewhere.open(page, 'plain', baseURL);
    await expect(frameOf(page).locator('html')).toHaveAttribute('data-idle', 'true', {
      timeout: 20_000,
    });
  });

  test(
    'does what its methods say, and says what it refuses',
    { tag: '@firefox' },
    async ({ page }) => {
      const shell = await call(page, 'exec', 'lspci -n -s 3b:00.0');
      expect(shell).toMatchObject({ status: 0, stderr: '' });
      expect((shell as { stdout: string }).stdout).toContain('3b:00.0 0200: 8086:');
      // What frameworks write on elements is no parameter, and a box laid out by what is in it is filled.
      const shown = page.frames().find((frame) => frame.url().includes('embed=1'));
      expect(shown?.url()).not.toMatch(/[?&](?:dir|width|data|_ng)/u);
      const { width } = (await page.locator('sriov-lab').boundingBox()) ?? { width: 0 };
      expect(width).toBeGreaterThan(600);
      expect(await call(page, 'seek', '12.5us')).toMatchObject({ t: 12_500, playing: false });
      expect(await call(page, 'step', -1)).toMatchObject({ playing: false });
      expect(await call(page, 'seek', 'soon')).toMatchObject({ code: 'bad-params' });
      expect(await call(page, 'step', 1e9)).toMatchObject({
        code: 'bad-params',
        message: 'step: params.n: expected <=1000, received 1000000000',
      });
      const scenario = {
        vms: [{ count: 1, path: 'vhost-net', traffic: { kind: 'burst', packets: 8 } }],
      };
      expect(await call(page, 'load', scenario)).toMatchObject({ scenario });
      expect(await call(page, 'metrics')).toMatchObject({ packets: { sent: 8, delivered: 8 } });
      // Taken out and put elsewhere: what is asked meanwhile waits until it is there again.
      const moved = page.evaluate(async () => {
        const lab = document.querySelector<HTMLElement & { pause: () => Promise<unknown> }>(
          'sriov-lab',
        );
        lab?.remove();
        const asked = lab?.pause();
        if (lab) document.body.prepend(lab);
        await asked;
        // Another page is opened by this, and asked.
        lab?.setAttribute('t', '9us');
        return await lab?.pause();
      });
      expect(await moved).toMatchObject({ playing: false, t: 9_000 });
      expect(await call(page, 'load', scenario)).toMatchObject({ scenario });
      expect(await call(page, 'load', { vms: [{ path: 'teleport' }] })).toMatchObject({
        code: 'refused',
        message: expect.stringMatching(/vms\.0\.path: found .*teleport/u) as unknown,
      });
      // What it had stays; nothing of the refusal is on the page of the reader.
      expect(await call(page, 'metrics')).toMatchObject({ packets: { delivered: 8 } });
      await expect(frameOf(page).getByRole('alert')).toHaveCount(0);
      await page.addScriptTag({
        type: 'module',
        content: `${documented('element')} document.title = stdout;`,
      });
      await expect(page).toHaveTitle(/82599/u, { timeout: 20_000 });
      // A document that eats its own tail, one that is too large, and one that would change every object.
      const hostile = await page.evaluate(async () => {
        type Lab = HTMLElement & { load: (scenario: unknown) => Promise<unknown> };
        const lab = document.querySelector<Lab>('sriov-lab');
        const round: Record<string, unknown> = {};
        round['vms'] = round;
        let deep: unknown = 1;
        for (let i = 0; i < 900; i++) deep = [deep];
        const tries = [
          round,
          { vms: deep },
          { vms: 'x'.repeat(2_000_000) },
          JSON.parse('{"__proto__":{"polluted":1}}'),
        ];
        const codes: unknown[] = [];
        for (const each of tries) {
          codes.push(
            await lab?.load(each).catch((error: unknown) => (error as { code: string }).code),
          );
        }
        return codes;
      });
      expect(hostile).toEqual(['bad-params', 'refused', 'bad-params', 'refused']);
      const polluted = await frameOf(page)
        .locator('html')
        .evaluate(() => 'polluted' in {});
      expect(polluted).toBe(false);
    },
  );

  test('tells of changes, exits and lessons; answers its host and no other window', async ({
    page,
    baseURL,
  }) => {
    await page.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      for (const name of ['change', 'exit', 'ready', 'lesson-progress'])
        document.querySelector('sriov-lab')?.addEventListener(name, (event) => {
          heard.push([name, (event as CustomEvent<unknown>).detail]);
        });
    });
    const heard = (name: string) =>
      page.evaluate(
        (wanted) =>
          (window as unknown as { heard: [string, Record<string, unknown>][] }).heard
            .filter(([event]) => event === wanted)
            .map(([, detail]) => detail),
        name,
      );
    await call(page, 'seek', '0s');
    await call(page, 'play');
    await expect.poll(async () => (await heard('exit')).at(-1)?.['total'] ?? 0).toBeGreaterThan(0);
    await call(page, 'pause');
    expect((await heard('change')).at(-1)).toMatchObject({ playing: false });
    // Another frame of the page is not the host.
    const answered = await page.evaluate(async () => {
      const lab = document.querySelector('sriov-lab')?.shadowRoot?.querySelector('iframe');
      const other = document.createElement('iframe');
      document.body.append(other);
      let replies = 0;
      other.contentWindow?.addEventListener('message', () => {
        replies += 1;
      });
      const inner = other.contentWindow as unknown as {
        eval: (code: string) => (to: Window) => void;
      };
      const message = '{source:"sriov-lab",version:1,id:"x",method:"play"}';
      inner.eval(`(to) => to.postMessage(${message}, '*')`)(lab?.contentWindow as Window);
      lab?.contentWindow?.postMessage(
        { source: 'sriov-lab', version: 1, id: 1, method: 'eval' },
        '*',
      );
      await document
        .querySelector<HTMLElement & { pause: () => Promise<unknown> }>('sriov-lab')
        ?.pause();
      return replies;
    });
    expect(answered).toBe(0);
    expect(await call(page, 'pause')).toMatchObject({ playing: false });
    // An attribute is a parameter of the address.
    await page.evaluate(() =>
      document.querySelector('sriov-lab')?.setAttribute('lesson', 'sharing'),
    );
    await expect
      .poll(async () => (await heard('lesson-progress')).at(-1))
      .toMatchObject({
        lesson: 'sharing',
        done: 0,
        finished: false,
      });
    expect(baseURL).toBeDefined();
  });
});

test('ten of them start only where they are seen', async ({ page, baseURL }) => {
  await elsewhere.open(page, 'ten', baseURL);
  const first = page.locator('sriov-lab').first().locator('iframe').contentFrame();
  await expect(first.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 20_000 });
  const started = async () => {
    const frames = page.frames().filter((frame) => frame.url().includes('embed=1'));
    const states = await Promise.all(
      frames.map((frame) => frame.evaluate(() => document.querySelector('[data-stage]') !== null)),
    );
    return states.filter(Boolean).length;
  };
  expect(await started()).toBeLessThanOrEqual(3);
  await page.locator('sriov-lab').last().scrollIntoViewIfNeeded();
  const last = page.locator('sriov-lab').last().locator('iframe').contentFrame();
  await expect(last.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 20_000 });
});

test('hosts that ask in their own words are told the height', async ({ page, baseURL }) => {
  await elsewhere.open(page, 'frame', baseURL);
  const heights = () =>
    page.evaluate(() => {
      interface Message {
        readonly subject?: string;
        readonly type?: string;
        readonly event?: string;
        readonly height?: number;
        readonly payload?: { readonly height: number };
        readonly detail?: { readonly height: number };
      }
      const { heard } = globalThis as unknown as { readonly heard: readonly Message[] };
      return heard.flatMap(({ subject, type, event, height, payload, detail }) => {
        if (subject === 'lti.frameResize') return [{ host: 'canvas', height }];
        if (type === 'plugin.resize') return [{ host: 'edx', height: payload?.height }];
        if (type === 'iframe-resized') return [{ host: 'open', height }];
        return event === 'resize' ? [{ host: 'own', height: detail?.height }] : [];
      });
    });
  await expect.poll(async () => new Set((await heights()).map(({ host }) => host)).size).toBe(4);
  const sizes = new Set((await heights()).map(({ height }) => height));
  expect(sizes.size).toBeLessThanOrEqual(2);
  for (const size of sizes) expect(Number(size)).toBeGreaterThan(450);

  // What the documentation says does what it says, word for word.
  await page.addScriptTag({ content: documented('post-message') });
  await page.locator('iframe').evaluate((lab: HTMLIFrameElement) => {
    lab.src = lab.src.replace('virtio', 'sriov');
  });
  const answers = () =>
    page.evaluate(() =>
      (globalThis as unknown as { heard: { id?: number; result?: unknown }[] }).heard.flatMap(
        ({ id, result }) => (id === undefined || result === undefined ? [] : [id]),
      ),
    );
  // Asked when it says that it is ready: the page before may say so too.
  await expect.poll(async () => [...new Set(await answers())], { timeout: 20_000 }).toEqual([1, 2]);
});
