import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import type { Step } from '../src/lessons/lesson';
import { atRest, caption, cursor, openLab, openPaused, violations } from './lab';
import { next, onStep, textOf } from './lessons';

type Box = { x: number; y: number; width: number; height: number };

async function boxOf(page: Page, selector: string): Promise<Box> {
  const box = await page.locator(`[data-stage] ${selector}`).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not drawn`);
  return box;
}

/** The wider of the gaps between two boxes, side by side or one above the other. */
const gapOf = (a: Box, b: Box) =>
  Math.max(a.x - b.x - b.width, b.x - a.x - a.width, a.y - b.y - b.height, b.y - a.y - a.height);

test.describe('a lesson', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('where packets come at random another run is one press away, and the answer stays judged by the first', async ({
    page,
  }) => {
    await openLab(page, '?lesson=virtio&step=random&present=1');
    const panel = page.locator('[data-step="random"]');
    await expect(panel).toHaveAttribute('data-ready', 'true', { timeout: 20_000 });
    await panel.getByRole('radio').nth(2).check();
    await panel.getByRole('button', { name: 'Lock in my answer' }).click();
    await page.getByRole('button', { name: 'Show the answer' }).click();
    const told = panel.getByText(/^VM0: 1 exits for each packet\. VM1:/u);
    const first = await told.textContent();
    const again = panel.getByRole('button', { name: 'Another random run' });
    await again.click();
    await expect(panel.getByText(/^Another run, seed \d+/u)).toBeVisible();
    await expect(told).not.toHaveText(first ?? '');
    await expect(panel.locator('[data-right=true]')).toBeVisible();
    await panel.getByRole('button', { name: 'Back to the first run' }).click();
    await expect(told).toHaveText(first ?? '');
    await expect(again).toBeVisible();
  });

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
    // The lesson sets the pace.
    await expect(page.getByRole('slider', { name: 'Speed' })).toHaveCount(0);
    await expect(page.getByRole('slider', { name: 'Time line' })).toHaveCount(1);
    expect(await violations(page)).toEqual([]);
    // Nothing tells what is asked: no view, no mark on the time line.
    for (const view of ['Journey', 'Compare', 'Metrics', 'Terminal']) {
      await page.getByRole('button', { name: view, exact: true }).click();
      await expect(page.getByRole('main').getByRole('note')).toHaveText(/^After your answer/u);
    }
    await page.getByRole('button', { name: 'PCIe', exact: true }).click();
    await expect(page.getByRole('region', { name: /^Limits on the number/u })).toContainText(
      'After your answer',
    );
    await expect(page.getByText('0 VM exits in view')).toHaveCount(1);
    await page.getByRole('button', { name: 'Stage', exact: true }).click();
    await page.locator('[data-step]').getByRole('radio').first().check();
    await page.getByRole('button', { name: 'Lock in my answer' }).click();
    await expect(page.locator('[data-step] [data-right]')).toBeVisible({ timeout: 20_000 });
    // What comes after is the next question's.
    await expect(page.getByText('1 VM exits in view')).toHaveCount(1);
    // The sentence of the moment stands beside the part that is led to, and covers none.
    const words = await boxOf(page, '[data-callout]');
    expect(gapOf(words, await boxOf(page, '[data-primary] rect:nth-of-type(2)'))).toBeLessThan(24);
    for (const kind of kinds) {
      const part = await boxOf(page, `[data-kind="${String(kind)}"] rect:nth-of-type(2)`);
      expect(gapOf(words, part)).toBeGreaterThan(0);
    }
    await page.getByRole('button', { name: 'Journey', exact: true }).click();
    await expect(page.getByRole('main').getByRole('note')).toHaveCount(0);
  });

  test('and its picture point at each other', async ({ page }) => {
    await openLab(page, '?lesson=vm-exit');
    await next(page, 'en').click();
    const [, parts] = textOf('vm-exit', 'en').steps;
    await onStep(page, parts as Step);
    const words = page.locator('[data-step]').getByRole('button', { name: 'KVM', exact: true });
    await words.focus();
    await expect(page.locator('[data-stage] [data-kind="kvm"]')).toHaveAttribute(
      'data-primary',
      'true',
    );
    const part = page.locator('[data-stage] [data-kind="kvm"]');
    await part.hover();
    await expect(words).toHaveAttribute('data-pointed', 'true');
    await page.mouse.move(0, 0);
    await expect(words).toHaveAttribute('data-pointed', 'false');
    await part.focus();
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
    await expect.poll(() => page.url()).toContain('step=leaves');
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
      .locator('input[aria-label="Open a lesson from a file"]')
      .setInputFiles(file(template.replace('part=vhost', 'part=vohst')));
    await expect(page.getByText('Line 23, column 27')).toBeVisible();
    await expect(page.getByText('found: vohst')).toBeVisible();
    await page
      .locator('input[aria-label="Open a lesson from a file"]')
      .setInputFiles(file(template));
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

  test('is hidden where the address says so, and leaves its picture', async ({ page }) => {
    await openPaused(page, '?lesson=vm-exit&hide=lesson');
    await expect(page.getByRole('heading', { name: 'Set-up' })).toBeVisible();
    await expect(page.locator('[data-step]')).toHaveCount(0);
    await expect(page).toHaveURL(/path=emulated.*lesson=vm-exit/u);
    await expect(page.locator('[data-stage]')).not.toContainText('VF0');
    const { length } = textOf('vm-exit', 'en').steps;
    const last = textOf('vm-exit', 'en').steps[length - 1] as Step;
    await openLab(page, `?lesson=vm-exit&step=${last.id}&hide=lesson`);
    await expect.poll(() => cursor(page)).toBeGreaterThan(0);
    await openLab(page, '?lesson=nothing-such&hide=lesson');
    await expect(page.getByText(/lesson: “nothing-such” is not allowed/u)).toBeVisible();
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
