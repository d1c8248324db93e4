import { expect, test } from '@playwright/test';
import { CARDS } from '../src/glossary/cards';
import type { Step } from '../src/lessons/lesson';
import { atRest, cursor, openLab, openPaused, violations } from './lab';
import { next, onStep, textOf } from './lessons';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const [, , leaves] = textOf('vm-exit', 'en').steps;

test('a term in a lesson opens beside its word, by mouse and by key; Escape gives back focus and step', async ({
  page,
}) => {
  await openLab(page, '?lesson=vm-exit');
  await next(page, 'en').click();
  await next(page, 'en').click();
  await onStep(page, leaves as Step);
  const word = page.locator('[data-step] [data-term="ring"]');
  const card = page.locator('[data-term-card]');
  await word.click();
  await expect(card).toBeFocused();
  await expect(card).toContainText('A circular list of descriptors in memory');
  const [at, over] = [await word.boundingBox(), await card.boundingBox()];
  expect(at !== null && over !== null && over.y >= at.y + at.height).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await expect(word).toBeFocused();

  await page.keyboard.press('Enter');
  await card.getByRole('button', { name: 'More' }).press('Enter');
  await expect(card).toContainText('Where to read it');
  await card.getByRole('button', { name: 'descriptor', exact: true }).click();
  await expect(card).toContainText('A small record that tells a device where a buffer lies');
  await expect(card.getByRole('link', { name: /on a page of its own/u })).toHaveAttribute(
    'href',
    /view=journey/u,
  );
  // Keys of the page do nothing meanwhile: the run is where it was.
  const before = await cursor(page);
  await page.keyboard.press('End');
  await page.keyboard.press('Escape');
  await expect(word).toBeFocused();
  await onStep(page, leaves as Step);
  expect(await cursor(page)).toBe(before);

  // In an answer it opens too, and chooses nothing.
  await page.locator('[data-step] label [data-term="hypervisor"]').click();
  await expect(card).toContainText('The software that runs guests');
  await expect(page.locator('[data-step]').getByRole('radio', { checked: true })).toHaveCount(0);
  await page.locator('[data-step] h3').click();
  await expect(card).toHaveCount(0);
});

test('on a phone a term is a sheet, and its word stays in sight above', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLab(page, '?lesson=vm-exit&lang=zh');
  await next(page, 'zh-CN').click();
  const words = page.locator('[data-step] [data-term]');
  await expect(words.first()).toBeVisible();
  await words.last().click();
  const card = page.locator('[data-term-card]');
  await expect(card).toHaveAttribute('data-sheet', 'true');
  await expect(card).toContainText('宿主机');
  const aboveCard = async () => {
    const [at, over] = [await words.last().boundingBox(), await card.boundingBox()];
    return at !== null && over !== null && at.y + at.height <= over.y;
  };
  await expect.poll(aboveCard).toBe(true);
  await card.getByRole('button', { name: '更多' }).click();
  await expect(card).toContainText('出处');
  await expect.poll(aboveCard).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('the glossary is searched, has an address, and leads to the running lab', async ({ page }) => {
  await openPaused(page);
  await page.getByRole('button', { name: 'Glossary' }).click();
  const dialog = page.getByRole('dialog', { name: 'Glossary' });
  await dialog.getByRole('searchbox').fill('posted');
  await expect(dialog.getByRole('listitem').first()).toContainText('posted interrupt');
  await dialog.getByRole('searchbox').fill('no such thing');
  await expect(dialog).toContainText('Nothing is called “no such thing”');
  await dialog.getByRole('searchbox').fill('IOMMU');
  await dialog.getByRole('button', { name: /^IOMMU input/u }).click();
  await expect(page).toHaveURL(/glossary=iommu/u);
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Show it in the lab' }).click();
  await expect(dialog).toHaveCount(0);
  await atRest(page);
  await expect(page.getByRole('heading', { name: 'IOMMU', exact: true })).toBeVisible();
  await expect(page).not.toHaveURL(/glossary=/u);

  await openPaused(page, '?glossary=first-vf-offset&lang=zh');
  const entry = page.locator('[data-entry="first-vf-offset"]');
  await expect(entry).toContainText('First VF Offset');
  await entry.getByRole('button', { name: /VF 步长/u }).click();
  await expect(page.locator('[data-entry="vf-stride"] > button')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('who starts the course meets the parts first, word by word, and then the first lesson', async ({
  page,
}) => {
  await openPaused(page);
  await page.getByRole('button', { name: 'Start the course' }).click();
  const deck = page.locator('[data-deck]');
  const lit = page.locator('[data-stage] [data-primary]');
  const moments = new Set<number>();
  for (const { term, part } of CARDS) {
    await expect(deck).toHaveAttribute('data-deck', term);
    await expect(deck).toHaveAttribute('data-ready', 'true', { timeout: 20_000 });
    await expect(lit.first()).toHaveAttribute('data-kind', part);
    await atRest(page);
    moments.add(await cursor(page));
    if (term === 'vm-exit') expect(await violations(page)).toEqual([]);
    await deck.getByRole('button', { name: /^(?:Next|To the first lesson)$/u }).press('Enter');
  }
  expect(moments.size).toBe(CARDS.length);
  await expect(page.getByRole('heading', { name: /^Lesson 0/u })).toBeVisible();
  await page.getByRole('button', { name: 'Course', exact: true }).last().click();
  await page.getByRole('button', { name: /^Meet the parts/u }).click();
  await page.getByRole('button', { name: '中文' }).click();
  await expect(deck).toContainText('VM 退出');
  await deck.getByRole('button', { name: '跳过' }).click();
  await expect(page.getByRole('heading', { name: /^第 0 课/u })).toBeVisible();
});
