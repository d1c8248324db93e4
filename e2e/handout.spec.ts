import { inflateSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { inlineIn } from '../src/lessons/texts';
import { openLab, violations } from './lab';
import { textOf } from './lessons';

/** Firefox packs what a file says of its pages. */
function pages(pdf: Buffer): number {
  const text = pdf.toString('latin1');
  const packed = [...text.matchAll(/\/ObjStm.*?stream\r?\n(.*?)endstream/gsu)].map(
    ([, bytes = '']) => inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1'),
  );
  return [text, ...packed].join('').match(/\/Type\s*\/Page\b/gu)?.length ?? 0;
}

/** Longest plain piece of a text, as it stands on paper. */
const plain = (text: Parameters<typeof inlineIn>[0]) =>
  inlineIn(text)
    .flatMap((piece) => (piece.kind === 'text' ? [piece.text.trim()] : []))
    .toSorted((a, b) => b.length - a.length)[0] ?? '';

async function openHandout(page: Page, language: 'en' | 'zh-CN'): Promise<void> {
  await openLab(page, `?lesson=vm-exit&theme=dark&lang=${language}`);
  await page.getByRole('button', { name: language === 'en' ? /^Handout/u : /^讲义/u }).click();
  await expect(page.locator('[data-handout]')).toHaveAttribute('data-handout', 'made', {
    timeout: 30_000,
  });
}

for (const [language, format] of [
  ['en', 'A4'],
  ['zh-CN', 'Letter'],
] as const) {
  test(`a lesson prints in ${language} on ${format}: pictures whole, questions on one page each, answers apart`, async ({
    page,
  }) => {
    const lesson = textOf('vm-exit', language);
    await openHandout(page, language);
    if (language === 'en') expect(await violations(page)).toEqual([]);
    const kept = lesson.steps.flatMap((step) => {
      if (step.kind === 'explain') return [plain(step.model)];
      if (step.kind === 'task') return [plain(step.hints[2]), plain(step.done)];
      if (step.kind !== 'predict' && step.kind !== 'transfer') return [];
      const { question, observe } = step;
      return [
        plain(observe),
        ...(question.kind === 'choice'
          ? question.options.map(({ because }) => plain(because))
          : [plain(question.right)]),
      ];
    });
    expect(kept.length).toBeGreaterThan(10);
    const sheets = page.locator('[data-sheets]');
    for (const text of kept) expect(await sheets.innerText()).not.toContain(text);
    await expect(page.locator('[data-sheets] [data-qr]')).toBeVisible();
    await expect(page.locator('[data-key]')).toHaveCount(0);
    // Every picture is a drawing: nothing of a handout is made of pixels.
    expect(await page.locator('[data-sheets] svg path').count()).toBeGreaterThan(50);
    await expect(page.locator('[data-handout] :is(canvas, img)')).toHaveCount(0);

    const alone = pages(await page.pdf({ format }));
    await page.locator('[data-handout] [type="radio"]').nth(1).check();
    const key = await page.locator('[data-key]').innerText();
    for (const text of kept) expect(key).toContain(text);
    const both = pages(await page.pdf({ format }));
    await page.locator('[data-handout] [type="radio"]').nth(2).check();
    const keyAlone = pages(await page.pdf({ format }));
    expect(alone).toBeGreaterThan(2);
    expect(both).toBe(alone + keyAlone);

    // On paper: the page below is gone, and nothing is wider than the sheet or higher than it.
    await page.locator('[data-handout] [type="radio"]').nth(0).check();
    await page.emulateMedia({ media: 'print' });
    const [width, height] = format === 'A4' ? [688, 1002] : [710, 935];
    await page.setViewportSize({ width, height });
    await expect(page.locator('#root')).toBeHidden();
    const boxes = await page
      .locator('[data-sheet]')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect()));
    expect(boxes).toHaveLength(lesson.steps.length);
    for (const box of boxes) {
      expect(box.right).toBeLessThanOrEqual(width);
      expect(box.height).toBeLessThanOrEqual(height);
    }
    await page.emulateMedia({ media: 'screen' });
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-handout]')).toHaveCount(0);
    await expect(
      page.getByRole('button', { name: language === 'en' ? /^Handout/u : /^讲义/u }),
    ).toBeFocused();
  });
}
