import { expect, test, type Page } from '@playwright/test';
import { openLab } from './lab';
import { COURSE, onStep, play, SOLVE, textOf, WORDS } from './lessons';

for (const id of COURSE) {
  test.describe(id, () => {
    test.use({ contextOptions: { reducedMotion: 'reduce' } });

    for (const right of [true, false]) {
      test(`is played to its end by who answers all ${right ? 'rightly' : 'wrongly'}`, async ({
        page,
      }) => {
        test.setTimeout(120_000);
        await openLab(page, `?lesson=${id}`);
        await play(page, id, 'en', right);
        const asked = textOf(id, 'en').steps.filter(({ kind }) =>
          ['predict', 'transfer', 'task'].includes(kind),
        );
        // Tasks of which nobody has told this test how they are done are given up.
        const done = asked.filter((step) => step.kind !== 'task' || SOLVE[id]?.[step.id]);
        const score = `${String(right ? done.length : 0)} of ${String(asked.length)} questions`;
        await expect(page.getByText(score)).toBeVisible();
      });
    }

    for (const language of ['en', 'zh-CN'] as const) {
      test(`is played on a phone in ${language}, where nothing is wider than the page`, async ({
        page,
      }) => {
        test.setTimeout(120_000);
        await page.setViewportSize({ width: 390, height: 844 });
        await openLab(page, `?lesson=${id}&lang=${language}`);
        await play(page, id, language, false);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      });
    }

    test('is played with the keyboard alone', async ({ page }) => {
      test.setTimeout(120_000);
      await openLab(page, `?lesson=${id}`);
      for (const step of textOf(id, 'en').steps) {
        await onStep(page, step);
        if (step.kind === 'predict' || step.kind === 'transfer') {
          await tabTo(page, step.question.kind === 'number' ? '[type=number]' : '[type=radio]');
          await (step.question.kind === 'number'
            ? page.keyboard.type('3')
            : page.keyboard.press('Space'));
          await page.keyboard.press('Enter');
          await expect(page.locator('[data-step] [data-right]')).toBeVisible({ timeout: 20_000 });
        }
        if (step.kind === 'explain') await press(page, WORDS.en.model);
        if (step.kind === 'task') {
          for (let i = 1; i <= 3; i++) await press(page, `Show hint ${String(i)} of 3`);
          await press(page, WORDS.en.giveUp);
        }
        await press(page, /^(?:Next|Finish)$/u);
      }
      await expect(page.getByText(WORDS.en.done).first()).toBeVisible();
    });
  });
}

/** Tab until something in the lesson has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    const there = await page.evaluate(
      (wanted) => document.activeElement?.matches(`[data-step] ${wanted}`) === true,
      selector,
    );
    if (there) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached by Tab`);
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.locator('[data-step]').getByRole('button', { name });
  for (let i = 0; i < 120; i++) {
    if (await button.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
}
