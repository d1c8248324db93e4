import { readdirSync, readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { PLACE_KINDS } from '../src/engine/costs/places';
import { Run } from '../src/engine/run';
import { evidenceAt, inputOf, wholeRun } from '../src/lessons/headless';
import { judge } from '../src/lessons/judge';
import type { Lesson, Predict, Step } from '../src/lessons/lesson';
import { momentIn } from '../src/lessons/moment';
import { readLesson } from '../src/lessons/read/read-lesson';
import { atRest } from './lab';

export type Language = 'en' | 'zh-CN';

export const WORDS = {
  en: {
    next: /^(?:Next|Finish)$/u,
    lock: 'Lock in my answer',
    skip: 'Show me without an answer',
    toEnd: 'To the end of the segment',
    right: 'Right.',
    wrong: 'Not quite.',
    model: 'Compare with the model answer',
    hint: /^Show hint \d of 3$/u,
    giveUp: 'Go on without it',
    done: 'You have finished this lesson.',
  },
  'zh-CN': {
    next: /^(?:下一步|完成)$/u,
    lock: '锁定我的答案',
    skip: '不作答，直接看',
    toEnd: '直接到这一段的结尾',
    right: '对。',
    wrong: '不完全对。',
    model: '对照参考答案',
    hint: /^看提示 \d（共 3 条）$/u,
    giveUp: '不做了，继续',
    done: '你学完了这一课。',
  },
} as const;

export function textOf(id: string, language: Language): Lesson {
  const file = new URL(`../src/lessons/content/${id}/${language}.md`, import.meta.url);
  const read = readLesson(readFileSync(file, 'utf8'));
  if (!read.ok) throw new Error(`${id} is not well formed`);
  return read.lesson;
}

/** The step on the screen, when its scene stands. */
export async function onStep(page: Page, { id }: Step): Promise<void> {
  await expect(page.locator('[data-step]')).toHaveAttribute('data-step', id);
  await expect(page.locator('[data-step]')).toHaveAttribute('data-ready', 'true', {
    timeout: 20_000,
  });
}

export const next = (page: Page, language: Language) =>
  page.locator('[data-step]').getByRole('button', { name: WORDS[language].next });

/** Answers that are tried until one is right, or wrong, as wanted: what the run says is read from the page. */
async function answer(page: Page, { question }: Predict, wanted: number | string): Promise<void> {
  const panel = page.locator('[data-step]');
  if (question.kind === 'number') await panel.getByRole('spinbutton').fill(String(wanted));
  else if (question.kind === 'choice') await panel.getByRole('radio').nth(Number(wanted)).check();
  else
    await page
      .locator(`[data-stage] [data-kind="${String(wanted)}"]`)
      .first()
      .click();
}

const contents = new URL('../src/lessons/content/', import.meta.url);
export const COURSE = readdirSync(contents, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map(({ name }) => name);

/** What the engine answers to a question, and something else. */
function guessFor(lesson: Lesson, step: Predict, right: boolean): number | string {
  const seed = Number(
    lesson.scenarios.find(({ name }) => name === step.scene.scenario)?.input['seed'] ?? 1,
  );
  const whole = wholeRun(
    inputOf(lesson, step.scene.scenario, seed),
    (scenario) => new Run(scenario),
  );
  const at = momentIn(step.scene.to, whole.window) ?? 0;
  const { answer: known } = judge(step, null, evidenceAt(whole, at));
  if (step.question.kind === 'choice') {
    return right ? Number(known) : (Number(known) + 1) % step.question.options.length;
  }
  if (step.question.kind === 'number') return right ? Number(known) : 2 * Number(known) + 1;
  return right ? String(known) : (shownBefore(lesson, step).find((kind) => kind !== known) ?? '');
}

/** Parts that stand in the picture at a step. */
function shownBefore(lesson: Lesson, step: Step): readonly string[] {
  const text = JSON.stringify(lesson.steps.slice(0, lesson.steps.indexOf(step)));
  return PLACE_KINDS.filter((kind) => text.includes(`"part":"${kind}"`));
}

/** Does what a task asks for. */
export const SOLVE: Readonly<
  Record<string, Readonly<Record<string, (page: Page) => Promise<void>>>>
> = {
  'vm-exit': {
    find: async (page) => {
      for (let i = 0; i < 60; i++) {
        if (await page.getByTestId('caption').getByText('EOI').isVisible()) break;
        await page.keyboard.press('ArrowRight');
        await atRest(page);
      }
      await page.locator('[data-stage] [data-kind="kvm"]').first().click();
    },
  },
  'full-virtualization': {
    cheaper: async (page) => {
      await page.getByText('Controls of the set-up', { exact: true }).click();
      const field = page.getByRole('spinbutton', { name: 'Packets per doorbell' });
      await field.fill('16');
      await field.press('Enter');
      await atRest(page);
      await page.getByRole('slider', { name: 'Time line' }).press('End');
    },
  },
};

export async function play(
  page: Page,
  id: string,
  language: Language,
  right: boolean,
): Promise<void> {
  const words = WORDS[language];
  const lesson = textOf(id, language);
  const panel = page.locator('[data-step]');
  for (const step of lesson.steps) {
    await onStep(page, step);
    if (step.kind === 'predict' || step.kind === 'transfer') {
      // Until it is answered the run is held.
      await expect(next(page, language)).toBeDisabled();
      await answer(page, step, guessFor(lesson, step, right));
      await panel.getByRole('button', { name: words.lock }).click();
      await expect(
        panel.getByText(right ? words.right : words.wrong, { exact: true }).first(),
      ).toBeVisible({
        timeout: 20_000,
      });
    }
    if (step.kind === 'explain') {
      await panel.getByRole('textbox').fill('x');
      await panel.getByRole('button', { name: words.model }).click();
    }
    if (step.kind === 'task') {
      const solve = right ? SOLVE[id]?.[step.id] : undefined;
      if (solve !== undefined) await solve(page);
      else {
        for (let i = 0; i < 3; i++) await panel.getByRole('button', { name: words.hint }).click();
        await panel.getByRole('button', { name: words.giveUp }).click();
      }
    }
    await expect(next(page, language)).toBeEnabled({ timeout: 20_000 });
    await next(page, language).click();
  }
  await expect(page.getByText(words.done).first()).toBeVisible();
}
