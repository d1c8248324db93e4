import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { lesson as en } from '../src/i18n/en/lesson';
import { sweep as sweepEn } from '../src/i18n/en/sweep';
import { lesson as zh } from '../src/i18n/zh-cn/lesson';
import { PLACE_KINDS } from '../src/engine/costs/places';
import { Run } from '../src/engine/run';
import { evidenceAt, inputOf, sweepOver, wholeRun, type WholeRun } from '../src/lessons/headless';
import { judge } from '../src/lessons/judge';
import type { Lesson, Predict, Solution, Step, Task } from '../src/lessons/lesson';
import { momentIn } from '../src/lessons/moment';
import { readLesson } from '../src/lessons/read/read-lesson';
import { NO_NAMES } from '../src/quests/world';
import { afterTyping } from '../src/shell/after-typing';
import { TABS } from '../src/store/prefs';
import { atRest, cursor, dropFile, timeLine, wholeRun as wholeRunShown } from './lab';

export type Language = 'en' | 'zh-CN';

/** What stands on the page around a lesson. */
export const WORDS = { en, 'zh-CN': zh } as const;

export function textOf(id: string, language: Language): Lesson {
  const file = new URL(`../src/lessons/content/${id}/${language}.md`, import.meta.url);
  const read = readLesson(readFileSync(file, 'utf8'));
  if (!read.ok) throw new Error(`${id} is not well formed`);
  return read.lesson;
}

/** The step on the screen, when its scene stands. */
export async function onStep(page: Page, { id }: Step): Promise<void> {
  await test.step(`step ${id}`, async () => {
    const stands = (wanted: string) => {
      const { step, ready } = document.querySelector<HTMLElement>('[data-step]')?.dataset ?? {};
      return step === wanted && ready === 'true';
    };
    await page.waitForFunction(stands, id, { timeout: 20_000 });
  });
}

export const next = (page: Page, language: Language) =>
  page.locator('[data-step]').getByRole('button', { name: nextOrFinish(language) });

export function nextOrFinish(language: Language): RegExp {
  return new RegExp(`^(?:${WORDS[language].next}|${WORDS[language].finish})$`, 'u');
}

/** How many things a lesson asks for that can be right. */
export function questionsOf({ steps }: Lesson): number {
  return steps.filter(({ kind }) => ['predict', 'transfer', 'task'].includes(kind)).length;
}

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

/** A lesson's scenario run to its end here, on its host as the page runs it; with what a solution changes. */
function runOf(lesson: Lesson, scenario: string, set: Solution['set'] = []): WholeRun {
  const seed = Number(lesson.scenarios.find(({ name }) => name === scenario)?.input['seed'] ?? 1);
  return wholeRun(
    inputOf(lesson, scenario, seed, set),
    (parsed, lines) => new Run(afterTyping(parsed, NO_NAMES, lines)),
  );
}

/** What the engine answers to a question, or something else. */
export function guessFor(lesson: Lesson, step: Predict, right: boolean): number | string {
  const whole = runOf(lesson, step.scene.scenario);
  const at = momentIn(step.scene.to, whole.window) ?? 0;
  const { scenario, sweep } = step.scene;
  const swept = sweep && sweepOver(inputOf(lesson, scenario, 1), whole.run, sweep);
  const { answer: known } = judge(step, null, evidenceAt(whole, at, null, swept));
  if (step.question.kind === 'choice') {
    return right ? Number(known) : (Number(known) + 1) % step.question.options.length;
  }
  if (step.question.kind === 'number') return right ? Number(known) : 2 * Number(known) + 1;
  if (right) return String(known);
  const { places } = whole.run.topology;
  const stands = shownBefore(lesson, step).filter((each) =>
    places.some(({ kind }) => kind === each),
  );
  return stands.find((kind) => kind !== known) ?? '';
}

/** Parts that stand in the picture at a step. */
function shownBefore(lesson: Lesson, step: Step): readonly string[] {
  const text = JSON.stringify(lesson.steps.slice(0, lesson.steps.indexOf(step)));
  return PLACE_KINDS.filter((kind) => text.includes(`"part":"${kind}"`));
}

/** Does what the lesson's own `::solution` says, as a learner can: a scenario opened, lines typed, a moment sought, a part pressed. */
async function solve(page: Page, lesson: Lesson, { scene, solution }: Task): Promise<void> {
  const { set, at, view, select, commands, sweep } = solution;
  const tab = async (name: Solution['view']) => {
    const button = page.locator('nav').getByRole('button').nth(TABS.indexOf(name));
    if ((await button.getAttribute('aria-current')) === null) await button.click();
    await atRest(page);
  };
  if (set.length > 0) {
    const input = inputOf(lesson, scene.scenario, 1, set);
    // The seed stays the lesson's own.
    const { seed } = lesson.scenarios.find(({ name }) => name === scene.scenario)?.input ?? {};
    const text = JSON.stringify({ ...input, seed });
    await dropFile(page, 'solution.json', new TextEncoder().encode(text));
    await expect(page.getByText('solution.json').first()).toBeVisible();
    await atRest(page);
  }
  if (sweep !== null) {
    // The task has set it up.
    await tab('sweep');
    await page.getByRole('button', { name: sweepEn.run, exact: true }).click();
    await expect(page.getByText(/points in [\d.]+ s/u)).toBeVisible({ timeout: 60_000 });
  }
  if (commands.length > 0) {
    await tab('terminal');
    for (const line of commands) {
      await page.getByRole('textbox', { name: /Command line/u }).focus();
      await page.keyboard.type(line);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('log')).toContainText(line);
      await atRest(page);
    }
  }
  await tab(view);
  const end = await wholeRunShown(page);
  if (at.kind === 'end') {
    // Where a command changed the run, its end is the page's to say.
    await timeLine(page).press('End');
    await expect.poll(() => cursor(page)).toBe(end);
  } else {
    const moment = momentIn(at, runOf(lesson, scene.scenario, set).window) ?? 0;
    await timeLine(page).fill(String(moment));
    await expect.poll(() => cursor(page)).toBe(moment);
  }
  if (select !== null) await page.locator(`[data-stage] [data-kind="${select}"]`).first().click();
}

/** Takes a lesson to its end; `look` is called at every step, when all that is asked for is done. */
export async function play(
  page: Page,
  lesson: Lesson,
  right: boolean,
  look: (step: Step) => Promise<void> = async () => undefined,
): Promise<void> {
  const { language } = lesson;
  const { answer: asked, explain, task, done, score } = WORDS[language];
  const panel = page.locator('[data-step]');
  const button = (name: string) => panel.getByRole('button', { name, exact: true });
  for (const step of lesson.steps) {
    await onStep(page, step);
    if (step.kind === 'predict' || step.kind === 'transfer') {
      // Until it is answered the run is held.
      await expect(next(page, language)).toBeDisabled();
      await answer(page, step, guessFor(lesson, step, right));
      await button(asked.lock).click();
      const verdict = panel.getByText(right ? asked.right : asked.wrong, { exact: true }).first();
      await expect(verdict).toBeVisible({ timeout: 30_000 });
    }
    if (step.kind === 'explain') {
      await panel.getByRole('textbox').fill('x');
      await button(explain.model).click();
    }
    if (step.kind === 'task') {
      if (right) await solve(page, lesson, step);
      else {
        for (let i = 1; i <= 3; i++) await button(task.more(String(i))).click();
        await button(task.giveUp).click();
      }
      const outcome = panel.getByText(right ? task.solved : task.passed, { exact: true }).first();
      await expect(outcome).toBeVisible({ timeout: 20_000 });
      // Its figures are those of the run that solved it, or of the author's solution: none is still to come.
      const over = panel.locator(`[data-right="${String(right)}"]`);
      await expect(over).not.toContainText('…', { timeout: 60_000 });
    }
    await look(step);
    await next(page, language).click();
  }
  await expect(page.getByText(done).first()).toBeVisible();
  const all = questionsOf(lesson);
  await expect(page.getByText(score(String(right ? all : 0), String(all)))).toBeVisible();
}
