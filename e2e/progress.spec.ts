import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { openLab } from './lab';
import { next, onStep, textOf } from './lessons';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const [, , question] = textOf('vm-exit', 'en').steps;
if (question === undefined) throw new Error('the lesson has a first question');
const panel = (page: Page) => page.locator('[data-step]');

/** Answers the first question of the lesson. */
async function answerFirst(page: Page): Promise<void> {
  await openLab(page, '?lesson=vm-exit');
  await next(page, 'en').click();
  await next(page, 'en').click();
  await onStep(page, question!);
  await panel(page).getByRole('radio').nth(1).check();
  await page.getByRole('button', { name: 'Lock in my answer' }).click();
  await expect(panel(page).locator('[data-right]')).toBeVisible({ timeout: 20_000 });
}

/** What is told after an answer, with the marks of its terms: the glossary comes late. */
async function told(page: Page): Promise<string> {
  const verdict = panel(page).locator('[data-right]');
  await expect(verdict.locator('[data-term]').first()).toBeVisible();
  return verdict.innerText();
}

test('progress survives a reload in mid-lesson, is saved as a file, and taken from it elsewhere', async ({
  page,
  browser,
}) => {
  await answerFirst(page);
  const verdict = await told(page);
  await expect.poll(() => page.url()).toContain(`step=${question!.id}`);
  await page.reload();
  await onStep(page, question!);
  expect(await told(page)).toBe(verdict);

  await page.getByRole('button', { name: 'Course', exact: true }).last().click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save it as a file' }).click();
  const file = await readFile(await (await saved).path());

  const elsewhere = await browser.newContext({ reducedMotion: 'reduce' });
  const other = await elsewhere.newPage();
  await openLab(other, '?lesson=course');
  const take = async (text: string | Buffer) => {
    const buffer = Buffer.from(text);
    await other
      .locator('input[aria-label="Open it from a file"]')
      .setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer });
  };
  await take('{"version":1,"vms":[]}');
  await expect(other.getByText('mine.json holds no progress of this course')).toBeVisible();
  await take('{"version":1,"lessons":{"vm-exit":{"step":"far"}}}');
  await expect(other.getByText('Not readable, and left out: vm-exit.')).toBeVisible();
  await expect(other.getByText('at step 3 of 10')).toHaveCount(0);
  await take(file);
  await expect(other.getByText('at step 3 of 10')).toBeVisible();
  await other.getByRole('button', { name: /^Lesson 1:/u }).click();
  await onStep(other, question!);
  expect(await told(other)).toBe(verdict);
  await elsewhere.close();
});

test('storage that is lost in mid-lesson is said, and the lesson goes on', async ({ page }) => {
  await answerFirst(page);
  await expect(panel(page).getByRole('alert')).toHaveCount(0);
  // From now on the browser refuses.
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await next(page, 'en').click();
  await expect(panel(page).getByRole('alert')).toContainText('This browser keeps nothing');
  // Nothing is lost: it is still there, and can be taken away as a file.
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(panel(page).locator('[data-right]')).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save it as a file' }).click();
  const kept = JSON.parse(await readFile(await (await saved).path(), 'utf8')) as {
    readonly lessons: Readonly<Record<string, { readonly answers: object }>>;
  };
  expect(Object.keys(kept.lessons['vm-exit']?.answers ?? {})).toEqual([question!.id]);
});

test('a lesson works where there is no storage at all', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await answerFirst(page);
  await expect(panel(page).getByRole('alert')).toContainText('This browser keeps nothing');
});
