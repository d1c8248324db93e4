import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import type { Step } from '../src/lessons/lesson';
import { openLab, violations } from './lab';
import { next, onStep, textOf } from './lessons';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const template = readFileSync(new URL('../src/lessons/TEMPLATE.md', import.meta.url), 'utf8');
const file = (text: string) => ({
  name: 'mine.md',
  mimeType: 'text/markdown',
  buffer: Buffer.from(text),
});

test('who writes a lesson reads how, and has it checked where it is written', async ({ page }) => {
  await openLab(page, '?lesson=teach');
  await page.getByRole('button', { name: 'How to write one, and check it' }).click();
  const author = page.getByRole('dialog', { name: 'Writing a lesson' });
  await expect(author.getByRole('row', { name: /^:::transfer/u })).toContainText('::option');
  await author.getByRole('searchbox', { name: 'Find a fact' }).fill('exits.byreason');
  await expect(author.locator('[data-facts]')).toHaveAttribute('data-facts', '1');
  await expect(author.locator('[data-facts]')).toContainText('EPT_MISCONFIG');
  expect(await violations(page)).toEqual([]);

  const input = page.locator('input[aria-label="Choose a lesson’s file"]');
  await input.setInputFiles(file(template.replace('part=vhost', 'part=vohst')));
  await expect(author.getByText('Line 23, column 27')).toBeVisible();
  await expect(author.getByText('found: vohst')).toBeVisible();

  await input.setInputFiles(file(template.replace('EPT_MISCONFIG >= 1', 'EPT_MISCONFIG >= 99')));
  await expect(author.locator('[data-well-formed]')).toContainText('1 claims');
  await author.getByRole('combobox', { name: 'Seeds' }).selectOption('5');
  await author.getByRole('button', { name: 'Try what it says' }).click();
  const trial = author.locator('[data-trial]');
  await expect(trial).toHaveAttribute('data-trial', 'done', { timeout: 60_000 });
  await expect(trial).toContainText('the claim does not hold: exits.byReason.EPT_MISCONFIG >= 99');
  await expect(trial).toContainText('with 5 of 5 seeds, first with 1');

  await input.setInputFiles(file(template));
  await author.getByRole('combobox', { name: 'Seeds' }).selectOption('100');
  await author.getByRole('button', { name: 'Try what it says' }).click();
  await expect(trial).toHaveAttribute('data-trial', 'running');
  await author.getByRole('button', { name: 'Stop' }).click();
  await expect(trial).toContainText(/Stopped after \d+ seeds/u);
  await author.getByRole('combobox', { name: 'Seeds' }).selectOption('5');
  await author.getByRole('button', { name: 'Try what it says' }).click();
  await expect(trial).toContainText('All it says holds with 5 seeds.', { timeout: 60_000 });
  await author.getByRole('button', { name: 'Open it as a learner' }).click();
  await expect(
    page.getByRole('heading', { name: 'Lesson 50: One packet through virtio' }),
  ).toBeVisible();
});

interface Reply {
  readonly body: string;
  readonly status?: number;
  readonly type?: string;
  /** Other sites may read it. */
  readonly open?: boolean;
}

/** Another site; what it answers can be changed. */
async function site(): Promise<{
  readonly address: string;
  readonly answer: (reply: Reply) => void;
  readonly close: () => void;
}> {
  let reply: Reply = { body: '' };
  const server = createServer((_, response) => {
    const { body, status = 200, type = 'text/markdown', open = true } = reply;
    response.writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      ...(open ? { 'access-control-allow-origin': '*' } : {}),
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${String(port)}/mine.md`,
    answer: (next) => {
      reply = next;
    },
    close: () => server.close(),
  };
}

test('a lesson from the web opens, and what is none is said plainly', async ({ page }) => {
  const { address, answer, close } = await site();
  answer({ body: template });
  await openLab(page, `?lesson=${address}`);
  await expect(
    page.getByRole('heading', { name: 'Lesson 50: One packet through virtio' }),
  ).toBeVisible();

  const says = async (words: string) => {
    await page.reload();
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible();
    // The lab is whole: it can be closed, and all goes on.
    await expect(page.locator('[data-stage] [data-kind="kvm"]').first()).toBeVisible();
  };
  answer({ body: template, open: false });
  await says('could not be fetched');
  answer({ body: 'gone', status: 404 });
  await says('has nothing at this address');
  answer({ body: '<!doctype html><title>x</title>', type: 'text/html' });
  await says('is a web page');
  answer({ body: 'x'.repeat(600_000) });
  await says('is too large');
  answer({
    body: template.replace('[The driver]{part=driver}', '[The driver](javascript:alert(1))'),
  });
  await says('this is no address that may be linked');
  answer({ body: template.replace('A second one.', '<img src=x onerror=alert(1)>') });
  await says('HTML is not allowed');
  await page.getByRole('button', { name: 'Close the lesson' }).click();
  await expect(page.getByRole('heading', { name: 'Set-up' })).toBeVisible();

  close();
  await page.goto('./?lesson=javascript:alert(1)');
  await expect(page.getByText('javascript:alert(1)').first()).toBeVisible();
  await expect(page.locator('[data-step]')).toHaveCount(0);
});

test('where the browser stops keeping anything in mid-lesson, it is said and nothing is lost', async ({
  page,
}) => {
  await openLab(page, '?lesson=vm-exit');
  const [, parts, leaves] = textOf('vm-exit', 'en').steps as readonly [Step, Step, Step];
  await next(page, 'en').click();
  await onStep(page, parts);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await next(page, 'en').click();
  await onStep(page, leaves);
  await expect(page.getByText('This browser keeps nothing').first()).toBeVisible();
  await page.locator('[data-step]').getByRole('radio').nth(1).check();
  await page.getByRole('button', { name: 'Lock in my answer' }).click();
  await expect(page.locator('[data-step] [data-right="true"]')).toBeVisible();
  // The course still knows, as long as the page is open.
  await page.getByRole('button', { name: 'Course', exact: true }).last().click();
  await expect(page.getByText('at step 3 of 10')).toBeVisible();
});
