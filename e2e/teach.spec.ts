import { expect, test } from '@playwright/test';
import type { Step } from '../src/lessons/lesson';
import { cursor, openLab, openPaused, violations } from './lab';
import { next, onStep, textOf } from './lessons';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const [, , , who] = textOf('vm-exit', 'en').steps as readonly [Step, Step, Step, Step];

test('who teaches finds handouts, presenting, and a line to embed', async ({ page }) => {
  await openPaused(page);
  await page.getByRole('button', { name: 'I teach this' }).click();
  await expect(page.getByRole('heading', { name: 'I teach this' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Handout: What a VM exit is' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Lesson' }).selectOption('vm-exit');
  const line = page.locator('[data-line]').first();
  await expect(line).toContainText('lesson=vm-exit&amp;embed=1');
  const address = /src="([^"]+)"/u.exec((await line.textContent()) ?? '')?.[1] ?? '';
  expect(await violations(page)).toEqual([]);
  await page.goto(address.replaceAll('&amp;', '&'));
  await expect(page.locator('[data-step]')).toHaveAttribute('data-step', 'goals');
});

test('who presents keeps answers back, puts the light on a part, and hands out the moment', async ({
  page,
  context,
}) => {
  await openLab(page, '?lesson=teach');
  await page.getByRole('button', { name: 'Present: What a VM exit is' }).click();
  // Steps may be passed by that nobody has answered.
  for (let i = 0; i < 3; i++) await next(page, 'en').click();
  await onStep(page, who);
  await page.locator('[data-stage] [data-kind="vmm"]').click();
  await expect(page.locator('[data-stage] [data-primary]')).toHaveAttribute('data-kind', 'vmm');
  await expect(page.locator('[data-stage] [data-kind="app"]')).toHaveAttribute('data-dim', 'true');
  await page.getByRole('button', { name: 'Light off' }).click();
  await expect(page.locator('[data-stage] [data-kind="vmm"][data-primary]')).toHaveCount(0);

  await page.locator('[data-stage] [data-kind="vmm"]').click();
  await page.getByRole('button', { name: 'Lock in my answer' }).click();
  await expect(page.locator('[data-kept]')).toBeVisible();
  await expect(page.getByText('Yes. KVM has no network card in it.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Hand out this moment' }).click();
  const address = await page.locator('dialog [data-line]').innerText();
  await expect(page.locator('dialog [data-qr]')).toBeVisible();
  const shown = await cursor(page);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await expect(page.getByText('has no network card in it.')).toBeVisible();
  await page.getByRole('button', { name: 'End', exact: true }).click();
  // Nothing of it is kept as the presenter's own progress.
  await expect(page.locator('[data-kept]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Lock in my answer' })).toBeVisible();

  // A student who has answered nothing stands at that step, before its question; who has, at the very moment.
  const student = await context.newPage();
  await student.goto(address);
  await onStep(student, who);
  await expect(student.getByRole('button', { name: 'Lock in my answer' })).toBeVisible();
  expect(await cursor(student)).toBeLessThan(shown);
  await student.locator('[data-stage] [data-kind="vmm"]').click();
  await student.getByRole('button', { name: 'Lock in my answer' }).click();
  await expect(student.locator('[data-step] [data-right="true"]')).toBeVisible();
  await student.goto(address);
  await onStep(student, who);
  await expect.poll(() => cursor(student)).toBe(shown);
});
