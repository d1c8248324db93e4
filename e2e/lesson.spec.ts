import { expect, test, type Page } from '@playwright/test';
import type { Predict, Step } from '../src/lessons/lesson';
import { openLab } from './lab';
import {
  COURSE,
  guessFor,
  nextOrFinish,
  onStep,
  play,
  questionsOf,
  textOf,
  WORDS,
} from './lessons';

const { answer, explain, task, done, score } = WORDS['zh-CN'];

const PHONE = { width: 390, height: 844 } as const;

for (const id of COURSE) {
  test.describe(id, () => {
    test.use({ contextOptions: { reducedMotion: 'reduce' } });

    test('is played to its end by who answers all rightly', async ({ page }) => {
      test.setTimeout(120_000);
      await openLab(page, `?lesson=${id}`);
      await play(page, textOf(id, 'en'), true, async (step) => isLed(page, step));
    });

    test('is played in Chinese on a phone with the keyboard alone by who answers all wrongly', async ({
      page,
    }) => {
      test.setTimeout(120_000);
      await page.setViewportSize(PHONE);
      await openLab(page, `?lesson=${id}&lang=zh-CN`);
      const lesson = textOf(id, 'zh-CN');
      for (const step of lesson.steps) {
        await onStep(page, step);
        // However far down the step before was left, this one is read from its beginning.
        if (step.kind !== 'goals') await expect(page.locator('[data-step] h4')).toBeInViewport();
        if (step.kind === 'predict' || step.kind === 'transfer') {
          await answerByKeys(page, step, guessFor(lesson, step, false));
          const verdict = page.locator('[data-step] [data-right]').locator('p').first();
          await expect(verdict).toBeInViewport({ timeout: 30_000 });
          await expect(verdict).toHaveText(answer.wrong);
        }
        if (step.kind === 'explain') await press(page, explain.model);
        if (step.kind === 'task') {
          for (let i = 1; i <= 3; i++) await press(page, task.more(String(i)));
          await press(page, task.giveUp);
          // Its figures are those of the author's solution: none is still to come.
          const over = page.locator('[data-step] [data-right="false"]');
          await expect(over).not.toContainText('…', { timeout: 60_000 });
        }
        await fitsPhone(page);
        await press(page, nextOrFinish('zh-CN'));
      }
      await expect(page.getByText(done).first()).toBeVisible();
      await expect(page.getByText(score('0', String(questionsOf(lesson))))).toBeVisible();
    });
  });
}

/** The eye is led to one part, and to none where the learner is to find it. */
async function isLed(page: Page, { kind }: Step): Promise<void> {
  const parts = page.locator('[data-stage] [data-kind][data-form]');
  if ((await parts.count()) === 0) return;
  const finds = ['goals', 'task', 'transfer', 'summary'].includes(kind);
  await expect(page.locator('[data-primary]')).toHaveCount(finds ? 0 : 1);
}

/** Nothing is wider than the page. */
async function fitsPhone(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    PHONE.width,
  );
}

/** A number is typed; of a list the first is reached by Tab, the others by the arrow keys. */
async function answerByKeys(
  page: Page,
  { question }: Predict,
  guess: number | string,
): Promise<void> {
  if (question.kind === 'number') {
    await tabTo(page, '[type=number]');
    await page.keyboard.type(String(guess));
  } else {
    await tabTo(page, '[type=radio]');
    await page.keyboard.press('Space');
    const all = page.locator('[data-step] [type=radio]');
    const wanted =
      question.kind === 'choice' ? all.nth(Number(guess)) : partIn(page, String(guess));
    for (let i = await all.count(); i > 0 && !(await wanted.isChecked()); i--) {
      await page.keyboard.press('ArrowDown');
    }
    await expect(wanted).toBeChecked();
  }
  await page.keyboard.press('Enter');
}

const partIn = (page: Page, kind: string) =>
  page.locator(`[data-step] [type=radio][value="${kind}"]`);

/** Tab until something in the lesson has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  await tabUntil(page, `[data-step] ${selector}`, () =>
    page.evaluate(
      (wanted) => ({
        there: document.activeElement?.matches(wanted) === true,
        inTerminal: (document.activeElement?.closest('.xterm') ?? null) !== null,
      }),
      `[data-step] ${selector}`,
    ),
  );
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.locator('[data-step]').getByRole('button', { name });
  // Looked for once: by its name it is found in many times the time that a Tab takes.
  const wanted = await button.elementHandle();
  await tabUntil(page, String(name), async () =>
    wanted!.evaluate((element) => ({
      there: element === document.activeElement,
      inTerminal: (document.activeElement?.closest('.xterm') ?? null) !== null,
    })),
  );
  await page.keyboard.press('Enter');
}

interface Focus {
  readonly there: boolean;
  readonly inTerminal: boolean;
}

async function tabUntil(page: Page, what: string, focus: () => Promise<Focus>): Promise<void> {
  for (let i = 0; i < 120; i++) {
    const { there, inTerminal } = await focus();
    if (there) return;
    // There Tab completes words; Escape lets it leave.
    if (inTerminal) await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
  }
  throw new Error(`${what} cannot be reached by Tab`);
}
