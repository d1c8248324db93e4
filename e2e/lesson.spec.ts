import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { PLACE_KINDS } from '../src/engine/costs/places';
import { Run } from '../src/engine/run';
import { evidenceAt, inputOf, wholeRun } from '../src/lessons/headless';
import { judge } from '../src/lessons/judge';
import type { Lesson, Predict, Step } from '../src/lessons/lesson';
import { momentIn } from '../src/lessons/moment';
import { readLesson } from '../src/lessons/read/read-lesson';
import { atRest, caption, cursor, openLab, openPaused, violations } from './lab';

type Language = 'en' | 'zh-CN';

const WORDS = {
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

function textOf(id: string, language: Language): Lesson {
  const file = new URL(`../src/lessons/content/${id}/${language}.md`, import.meta.url);
  const read = readLesson(readFileSync(file, 'utf8'));
  if (!read.ok) throw new Error(`${id} is not well formed`);
  return read.lesson;
}

/** The step on the screen, when its scene stands. */
async function onStep(page: Page, { id }: Step): Promise<void> {
  await expect(page.locator('[data-step]')).toHaveAttribute('data-step', id);
  await expect(page.locator('[data-step]')).toHaveAttribute('data-ready', 'true', {
    timeout: 20_000,
  });
}

const next = (page: Page, language: Language) =>
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
const COURSE = readdirSync(contents, { withFileTypes: true })
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
const SOLVE: Readonly<Record<string, Readonly<Record<string, (page: Page) => Promise<void>>>>> = {
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

async function play(page: Page, id: string, language: Language, right: boolean): Promise<void> {
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

test.describe('a lesson', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('holds the run until the prediction is made, and shows the parts it has introduced', async ({
    page,
  }) => {
    await openLab(page, '?lesson=vm-exit');
    const [, , leaves] = textOf('vm-exit', 'en').steps;
    await next(page, 'en').click();
    await next(page, 'en').click();
    await onStep(page, leaves as Step);
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeDisabled();
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await atRest(page);
    expect(await page.getByRole('slider', { name: 'Time line' }).inputValue()).toBe('0');
    const kinds = await page
      .locator('[data-stage] [data-kind]')
      .evaluateAll((parts) => parts.map((part) => part.getAttribute('data-kind')));
    expect(new Set(kinds)).toEqual(new Set(['app', 'driver', 'kvm', 'vmm']));
    expect(await page.locator('[data-primary]').count()).toBe(1);
    expect(await violations(page)).toEqual([]);
  });

  test('and its picture point at each other', async ({ page }) => {
    await openLab(page, '?lesson=vm-exit');
    await next(page, 'en').click();
    const [, parts] = textOf('vm-exit', 'en').steps;
    await onStep(page, parts as Step);
    const words = page.locator('[data-step]').getByRole('button', { name: 'KVM' });
    await words.focus();
    await expect(page.locator('[data-stage] [data-kind="kvm"]')).toHaveAttribute(
      'data-primary',
      'true',
    );
    await page.locator('[data-stage] [data-kind="kvm"]').hover();
    await expect(words).toHaveAttribute('data-pointed', 'true');
  });

  test('goes on where it was left, in the other language too, and can be begun anew', async ({
    page,
  }) => {
    await openLab(page, '?lesson=vm-exit');
    await next(page, 'en').click();
    await next(page, 'en').click();
    const [, , leaves] = textOf('vm-exit', 'en').steps;
    await onStep(page, leaves as Step);
    await page.reload();
    await onStep(page, leaves as Step);
    await page.getByRole('button', { name: '中文' }).click();
    await expect(page.getByRole('heading', { name: '第 1 课：什么是 VM exit' })).toBeVisible();
    await onStep(page, leaves as Step);
    await page.getByRole('button', { name: '课程', exact: true }).last().click();
    await expect(page.getByText('学到第 3 步，共 10 步')).toBeVisible();
    await page.getByRole('button', { name: '全部重新开始' }).click();
    await page.getByRole('button', { name: '删除' }).click();
    await expect(page.getByText('未开始').first()).toBeVisible();
  });

  test('of one’s own opens from a file, and a broken one says what is wrong where', async ({
    page,
  }) => {
    const template = readFileSync(new URL('../src/lessons/TEMPLATE.md', import.meta.url), 'utf8');
    await openLab(page, '?lesson=course');
    const file = (text: string) => ({
      name: 'mine.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from(text),
    });
    await page
      .locator('[data-own-lesson]')
      .setInputFiles(file(template.replace('part=vhost', 'part=vohst')));
    await expect(page.getByText('Line 23, column 27')).toBeVisible();
    await expect(page.getByText('found: vohst')).toBeVisible();
    await page.locator('[data-own-lesson]').setInputFiles(file(template));
    await expect(
      page.getByRole('heading', { name: 'Lesson 50: One packet through virtio' }),
    ).toBeVisible();
  });

  test('that there is not is said plainly, and the lab goes on', async ({ page }) => {
    await openLab(page, '?lesson=nothing-such');
    await expect(page.getByText('There is no lesson “nothing-such” in this course.')).toBeVisible();
    await page.getByRole('button', { name: 'Close the lesson' }).click();
    await expect(page.getByRole('heading', { name: 'Set-up' })).toBeVisible();
  });

  test('is hidden where the address says so', async ({ page }) => {
    await openPaused(page, '?lesson=vm-exit&hide=lesson');
    await expect(page.getByRole('heading', { name: 'Set-up' })).toBeVisible();
    await expect(page.locator('[data-step]')).toHaveCount(0);
  });
});

test('a segment plays after the answer, and stops at its end', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await openLab(page, '?lesson=vm-exit');
  await next(page, 'en').click();
  await next(page, 'en').click();
  await onStep(page, textOf('vm-exit', 'en').steps[2] as Step);
  await page.locator('[data-step]').getByRole('radio').nth(1).check();
  await page.getByRole('button', { name: 'Lock in my answer' }).click();
  await expect(page.getByText('Your answer is locked').first()).toBeVisible();
  // It moves: the run plays, it does not jump.
  await expect.poll(() => cursor(page)).toBeGreaterThan(0);
  await expect(page.locator('[data-step] [data-right]')).toBeVisible({ timeout: 20_000 });
  await atRest(page);
  await expect(caption(page)).toContainText('VM exit (TDT)');
  const stopped = await cursor(page);
  await page.keyboard.press('ArrowLeft');
  await atRest(page);
  expect(await cursor(page)).toBeLessThan(stopped);
});

test('somebody new is asked where to begin, once', async ({ page }) => {
  await openPaused(page);
  await page.getByRole('button', { name: 'Explore freely' }).click();
  await expect(page.getByRole('button', { name: 'Start the course' })).toHaveCount(0);
  await page.reload();
  await atRest(page);
  await expect(page.getByRole('button', { name: 'Start the course' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Course', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'The course' })).toBeVisible();
});
