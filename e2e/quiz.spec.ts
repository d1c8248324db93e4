import { expect, test, type Page } from '@playwright/test';
import { quiz as en } from '../src/i18n/en/quiz';
import { quiz as zh } from '../src/i18n/zh-cn/quiz';
import { writeAnswer } from '../src/quiz/judge';
import { kindsAsked, questionOf } from '../src/quiz/make';
import type { Question } from '../src/quiz/question';
import { kindsOf } from '../src/quiz/topics';
import { atRest, openLab, violations } from './lab';

// Nothing plays by itself here: every change is at rest at once.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** The questions of a quiz, drawn here as the page draws them. */
const drawn = (seed: number, count: number, lessons: readonly number[] = []) =>
  kindsAsked(seed, kindsOf(lessons), count).map(({ kind, seed: own }) => questionOf(kind, own));

const panel = (page: Page) => page.locator('[data-quiz]');
const button = (page: Page, name: string | RegExp) => panel(page).getByRole('button', { name });

async function onQuestion(page: Page, at: number): Promise<void> {
  await expect(panel(page)).toHaveAttribute('data-question', String(at), { timeout: 30_000 });
}

/** Answers a question, rightly or with its first likely mistake, and locks the answer. */
async function answer(page: Page, { form }: Question, right: boolean): Promise<void> {
  const given = right ? form.answer : (form.mistakes[0]?.answer ?? '');
  if (form.is === 'number') {
    await panel(page)
      .getByRole('textbox')
      .fill(writeAnswer(Number(given), form.notation));
  } else {
    await panel(page)
      .getByRole('radio')
      .nth(form.options.indexOf(String(given)))
      .check();
  }
}

test('is answered rightly, is kept, and a question opens in the lab as the very scenario', async ({
  page,
}) => {
  await openLab(page, '?lesson=course');
  await page.getByRole('button', { name: en.open }).click();
  await expect(panel(page)).toHaveAttribute('data-quiz', 'quiz');
  await panel(page).getByLabel(en.seed).fill('7');
  await panel(page).getByLabel(en.count).selectOption('5');
  for (const number of [1, 2, 3, 4, 6, 7, 10, 11]) {
    await panel(page)
      .getByLabel(en.lesson(String(number)), { exact: true })
      .uncheck();
  }
  await button(page, en.begin).click();
  const questions = drawn(7, 5, [5, 9]);
  for (const [i, question] of questions.entries()) {
    await onQuestion(page, i);
    // Nothing is told before the answer is locked.
    await expect(panel(page).getByText(en.solution)).toHaveCount(0);
    await answer(page, question, true);
    await button(page, en.lock).click();
    await expect(panel(page).locator('[data-right="true"]')).toBeVisible();
    if (i === 0) {
      expect(await violations(page)).toEqual([]);
      await button(page, en.lab).click();
      await atRest(page);
      await expect.poll(() => page.url()).toMatch(/[#?&](?:s|device|vms|vfs)=/u);
      // What was answered is still there after a reload, and the address says which quiz it is.
      expect(page.url()).toContain('lesson=quiz-7-5-5-9');
      await page.reload();
      await onQuestion(page, 1);
      continue;
    }
    await button(page, i === questions.length - 1 ? en.end : en.next).click();
  }
  await expect(panel(page).getByText(en.score('5', '5'))).toBeVisible();
  const download = page.waitForEvent('download');
  await button(page, en.save).click();
  expect((await download).suggestedFilename()).toBe('quiz-7-5-5-9.json');
});

test('tells who answers wrongly why, and how it is solved; a typing error costs nothing', async ({
  page,
}) => {
  await openLab(page, '?lesson=quiz-11-6');
  const questions = drawn(11, 6);
  for (const [i, question] of questions.entries()) {
    await onQuestion(page, i);
    if (question.form.is === 'number') {
      await panel(page).getByRole('textbox').fill('many');
      await button(page, en.lock).click();
      await expect(panel(page).getByText(en.unread)).toBeVisible();
    }
    await answer(page, question, false);
    await button(page, en.lock).click();
    const outcome = panel(page).locator('[data-right="false"]');
    await expect(outcome).toBeVisible();
    await expect(outcome.getByRole('listitem')).toHaveCount(question.steps.length);
    await button(page, i === questions.length - 1 ? en.end : en.next).click();
  }
  await expect(panel(page).getByText(en.score('0', '6'))).toBeVisible();
});

test('is taken on a phone in Chinese with the keyboard alone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLab(page, '?lesson=quiz-3-4&lang=zh-CN');
  const tabTo = async (selector: string) => {
    for (let i = 0; i < 120; i++) {
      const there = await page.evaluate(
        (wanted) => document.activeElement?.matches(`[data-quiz] ${wanted}`) === true,
        selector,
      );
      if (there) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${selector} cannot be reached by Tab`);
  };
  for (const [i, { form }] of drawn(3, 4).entries()) {
    await onQuestion(page, i);
    if (form.is === 'number') {
      await tabTo('input');
      await page.keyboard.type(writeAnswer(form.answer, form.notation));
    } else {
      await tabTo('[type=radio]');
      await page.keyboard.press('Space');
    }
    await page.keyboard.press('Enter');
    await expect(panel(page).locator('[data-right]')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
    await tabTo('button');
    await page.keyboard.press('Enter');
  }
  await expect(button(page, zh.again)).toBeVisible();
});
