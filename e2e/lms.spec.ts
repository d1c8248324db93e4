import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { KINDS, lessons, packageFiles } from '../.ci/lms.mjs';
import { ensureSingle, singleFile } from '../.ci/single.mjs';
import { root } from '../.ci/setup.mjs';
import { next, onStep, play, textOf, WORDS } from './lessons';

// The packages in a learning platform: scorm-again stands for those of SCORM, a record store of a few lines for that of cmi5.

const LESSON = 'sharing';
const SCORM_AGAIN = join(root, 'node_modules', 'scorm-again', 'dist');

interface Statement {
  readonly verb: { readonly id: string };
  readonly object: {
    readonly id: string;
    readonly definition?: {
      readonly interactionType: string;
      readonly choices?: readonly { readonly description: Readonly<Record<string, string>> }[];
    };
  };
  readonly result: { readonly score?: { readonly scaled: number }; readonly success?: boolean };
  readonly context: {
    readonly registration: string;
    readonly contextActivities: { readonly category: readonly { readonly id: string }[] };
  };
}

let lab = new Uint8Array();
let statements: Statement[] = [];
let states: Record<string, string> = {};
let tokens = 0;

const bodyOf = async (request: IncomingMessage) => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
};

/** `/KIND/FILE` of a package, `/host/KIND` the platform's page, `/xapi/…` the record store. */
const platform = createServer((request, response) => {
  void (async () => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [, top = '', rest = ''] = /^\/([^/]*)\/(.*)$/u.exec(url.pathname) ?? [];
    const send = (type: string, content: string | Uint8Array, status = 200) => {
      response.writeHead(status, { 'content-type': type });
      response.end(content);
    };
    if (top === 'host') {
      const script = readFileSync(join(SCORM_AGAIN, `${rest}.min.js`), 'utf8');
      send('text/html', `<!doctype html><title>LMS</title><script>${script}</script>`);
    } else if (top === 'xapi') {
      const text = await bodyOf(request);
      if (rest === 'fetch') {
        tokens += 1;
        send('application/json', '{"auth-token":"dG9rZW4="}');
      } else if (request.headers.authorization !== 'Basic dG9rZW4=')
        send('text/plain', 'who?', 401);
      else if (rest === 'statements') {
        statements.push(...(JSON.parse(text) as Statement[]));
        send('application/json', '[]');
      } else if (rest === 'activities/state') {
        const id = url.searchParams.get('stateId') ?? '';
        if (request.method === 'PUT') states[id] = text;
        const found = states[id];
        if (found === undefined) send('text/plain', '', 404);
        else send('application/json', found);
      } else send('text/plain', '', 404);
    } else {
      const kind = KINDS.find((each) => each === top);
      const all = lessons('en').filter(({ id }) => id === LESSON);
      const about = { id: 'test', title: 'Test', lang: 'en', lab };
      const file = kind === undefined ? undefined : packageFiles(kind, all, about)[rest];
      if (file === undefined) send('text/plain', rest, 404);
      else send(rest.endsWith('.xml') ? 'text/xml' : 'text/html; charset=utf-8', file);
    }
  })();
});

test.use({ contextOptions: { reducedMotion: 'reduce' } });

// One after the other: the one file is built once.
test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  await ensureSingle();
  lab = new Uint8Array(readFileSync(singleFile));
  await new Promise<void>((settle) => platform.listen(0, '127.0.0.1', settle));
});
test.afterAll(() => {
  platform.close();
});
test.beforeEach(() => {
  statements = [];
  states = {};
  tokens = 0;
});

const address = (path: string) =>
  `http://localhost:${String((platform.address() as AddressInfo).port)}/${path}`;

type Kept = Record<string, unknown>;
type Api = Record<string, unknown> & {
  readonly renderCMIToJSONObject: () => { readonly cmi: Kept };
  readonly loadFromJSON: (kept: Kept) => void;
};

/** Opens the platform's page with its object, as it stands in the specification, and the lesson from it. */
async function launch(host: Page, kind: 'scorm12' | 'scorm2004', kept?: Kept): Promise<Page> {
  await host.goto(address(`host/${kind}`));
  await host.evaluate(
    ([name, cmi]) => {
      const page = window as unknown as Record<string, unknown>;
      const make = page[name === 'scorm12' ? 'Scorm12API' : 'Scorm2004API'] as new (
        settings: object,
      ) => Api;
      const api = new make({ autocommit: false, logLevel: 5 });
      if (cmi !== undefined) api.loadFromJSON(cmi);
      page[name === 'scorm12' ? 'API' : 'API_1484_11'] = api;
      page['ends'] = 0;
      const end = name === 'scorm12' ? 'LMSFinish' : 'Terminate';
      const really = api[end] as (text: string) => string;
      api[end] = (text: string) => {
        page['ends'] = Number(page['ends']) + 1;
        return really.call(api, text);
      };
    },
    [kind, kept] as const,
  );
  const [lesson] = await Promise.all([
    host.waitForEvent('popup'),
    host.evaluate(
      (url) => {
        window.open(url);
      },
      address(`${kind}/${LESSON}.html`),
    ),
  ]);
  await expect(lesson.locator('[data-step]')).toBeVisible({ timeout: 30_000 });
  return lesson;
}

const cmi = (host: Page) =>
  host.evaluate(() => {
    const page = window as unknown as { API?: Api; API_1484_11?: Api };
    return (page.API ?? page.API_1484_11)?.renderCMIToJSONObject().cmi ?? {};
  });
const ends = (host: Page) => host.evaluate(() => (window as unknown as { ends: number }).ends);

test('SCORM 1.2: answers are reported as they are given, a lesson done rightly is passed', async ({
  page,
}) => {
  test.setTimeout(150_000);
  const lesson = await launch(page, 'scorm12');
  expect((await cmi(page))['core']).toMatchObject({ lesson_status: 'incomplete' });
  await play(lesson, textOf(LESSON, 'en'), true);
  await expect
    .poll(async () => (await cmi(page))['core'])
    .toMatchObject({ lesson_status: 'passed', score: { raw: '100', max: '100' } });
  const asked = textOf(LESSON, 'en').steps.filter(
    ({ kind }) => kind === 'predict' || kind === 'transfer',
  );
  const { interactions } = await cmi(page);
  expect(Object.values(interactions ?? {}).filter((each) => typeof each === 'object')).toHaveLength(
    asked.length,
  );
  expect(JSON.stringify(interactions)).not.toContain('wrong');
  await lesson.close({ runBeforeUnload: true });
  await expect.poll(() => ends(page)).toBe(1);
});

test('SCORM 2004: what was left in the middle is taken up where it was left, by this learner alone', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const lesson = await launch(page, 'scorm2004');
  const [goals, parts, third] = textOf(LESSON, 'en').steps;
  for (const step of [goals, parts]) {
    if (step === undefined) continue;
    await onStep(lesson, step);
    await next(lesson, 'en').click();
  }
  expect(third).toBeDefined();
  if (third === undefined) return;
  await onStep(lesson, third);
  await expect.poll(async () => (await cmi(page))['location']).toBe(third.id);
  const kept = await cmi(page);
  expect(kept).toMatchObject({ completion_status: 'incomplete', exit: 'suspend' });
  expect(await lesson.evaluate(() => localStorage.getItem('sriov-lab.progress'))).toBeNull();
  // Another lesson is none of this activity.
  await lesson.getByRole('button', { name: WORDS.en.course, exact: true }).last().click();
  await lesson.getByRole('button', { name: /What a VM exit is/u }).click();
  await expect(lesson.getByText('This lesson is not connected')).toBeVisible();
  expect((await cmi(page))['location']).toBe(third.id);
  await lesson.close({ runBeforeUnload: true });
  await expect.poll(() => ends(page)).toBe(1);
  const again = await launch(page, 'scorm2004', kept);
  await onStep(again, third);
  await again.close();
  // Another learner, at the same machine.
  const other = await launch(page, 'scorm2004');
  if (goals !== undefined) await onStep(other, goals);
});

test('cmi5: initialized first, terminated last, one verdict between them', async ({ page }) => {
  test.setTimeout(120_000);
  states['LMS.LaunchData'] = JSON.stringify({
    launchMode: 'Normal',
    masteryScore: 0.8,
    contextTemplate: { contextActivities: { grouping: [{ id: 'https://lms.example/course' }] } },
  });
  const query = new URLSearchParams({
    endpoint: address('xapi/'),
    fetch: address('xapi/fetch'),
    actor: JSON.stringify({ account: { homePage: 'https://lms.example', name: 'a' } }),
    registration: '7f4b1b6e-0b3c-4d59-9d1c-2f0a4a4f8f10',
    activityId: 'https://lms.example/au/1',
  });
  await page.goto(address(`cmi5/${LESSON}.html?${query.toString()}`));
  await expect(page.locator('[data-step]')).toBeVisible({ timeout: 30_000 });
  // The way into the record store is not left in the address.
  expect(page.url()).not.toMatch(/fetch=|actor=|endpoint=/u);
  await play(page, textOf(LESSON, 'en'), false);
  await expect(page.getByText(WORDS.en.done).first()).toBeVisible();
  await page.goto(address('host/scorm12'));
  const verbs = () => statements.map(({ verb }) => verb.id.split('/').at(-1));
  await expect.poll(() => verbs().at(-1)).toBe('terminated');
  expect(tokens).toBe(1);
  const said = verbs();
  expect(said[0]).toBe('initialized');
  const asked = textOf(LESSON, 'en').steps.filter(
    ({ kind }) => kind === 'predict' || kind === 'transfer',
  );
  expect(said.slice(1)).toEqual([
    ...asked.map(() => 'answered'),
    'completed',
    'failed',
    'terminated',
  ]);
  const failed = statements.find(({ verb }) => verb.id.endsWith('failed'));
  expect(failed?.result).toMatchObject({ success: false, score: { scaled: 0 } });
  const [first] = asked.flatMap((step) =>
    'question' in step && step.question.kind === 'choice' ? [step.question.options] : [],
  );
  const chosen = statements.find(({ object }) => object.definition?.interactionType === 'choice');
  expect(chosen?.object.definition?.choices).toHaveLength(first?.length ?? 0);
  expect(chosen?.object.definition?.choices?.[0]?.description['en']).toMatch(/\w{3}/u);
  for (const { context, verb } of statements) {
    expect(context.registration).toBe('7f4b1b6e-0b3c-4d59-9d1c-2f0a4a4f8f10');
    const isDefined = context.contextActivities.category.some(({ id }) => id.includes('cmi5'));
    expect(isDefined).toBe(!verb.id.endsWith('answered'));
  }
  expect(JSON.parse(states['sriov-lab'] ?? 'null')).toMatchObject({
    lesson: LESSON,
    finished: true,
  });
});

test('without a platform the lesson goes on and says that nothing is reported', async ({
  page,
}) => {
  await page.goto(address(`scorm12/${LESSON}.html`));
  await expect(page.locator('[data-step]')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('This lesson is not connected')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Parts of the address' })).toHaveCount(0);
  // Loaded again, by a key or by the platform, it is the platform's still.
  await expect(page).toHaveURL(/lms=scorm12.*step=/u);
  await page.reload();
  await expect(page.getByText('This lesson is not connected')).toBeVisible({ timeout: 30_000 });
});
