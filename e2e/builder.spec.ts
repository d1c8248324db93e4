import { expect, test } from '@playwright/test';
import { openPaused, violations } from './lab';

test('an author clicks a line for a course page together, looks at it, and the line does what was seen', async ({
  page,
  baseURL,
}) => {
  await openPaused(page, '?lesson=teach&lang=en');
  await page.getByRole('button', { name: 'Make a line for your page' }).click();
  await expect(page).toHaveURL(/lesson=embed/u);
  const builder = page.getByRole('dialog', { name: 'Put the lab on a page' });
  const preview = builder.locator('iframe');
  const inside = preview.contentFrame();
  await expect(inside.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 20_000 });

  // Of what runs, the picture is named as it is saved.
  await expect(builder.locator('[data-line]')).toContainText('src="stage-sriov-0s.svg"');
  await builder.getByRole('radio', { name: 'An example' }).check();
  await builder.getByRole('combobox', { name: 'An example' }).selectOption('vf-to-vf');
  await builder.getByRole('checkbox', { name: 'the numbers' }).check();
  await builder.locator('[data-parameter="t"]').fill('soon');
  await expect(builder.getByText('Allowed: 0s – 10s')).toBeVisible();
  await builder.locator('[data-parameter="t"]').fill('12.5us');
  await builder.getByRole('textbox', { name: /^Title/u }).fill('A "VF" & <another>');
  const line = builder.locator('[data-line]');
  await expect(line).toContainText('hide="numbers"');
  await expect(line).toContainText('title="A &quot;VF&quot; &amp; &lt;another&gt;"');

  // The preview is that frame, and as tall as the lab in it.
  await expect(preview).toHaveAttribute('src', /t=12\.5us.*hide=numbers.*embed=1#s=/u);
  await expect(inside.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 20_000 });
  await expect(inside.locator('svg text', { hasText: 'VM1 · SR-IOV' })).toBeVisible();
  const fits = async () => {
    const natural = await inside
      .locator('[data-embed-height]')
      .evaluate((element) => element.getBoundingClientRect().height);
    return Math.abs(((await preview.boundingBox())?.height ?? 0) - natural);
  };
  await expect.poll(fits).toBeLessThan(3);
  await builder.getByRole('radio', { name: 'As wide as a phone' }).check();
  await expect.poll(async () => (await preview.boundingBox())?.width).toBe(390);
  await expect.poll(fits).toBeLessThan(3);
  // The lab stands here twice, and axe takes a page and its frames for one.
  const found = await violations(page);
  expect(found.filter((text) => !/^(?:landmark-unique|heading-order)/u.test(text))).toEqual([]);

  const html = await line.innerText();
  for (const tool of [
    'frame',
    'markdown',
    'quarto',
    'mkdocs',
    'mdx',
    'sphinx',
    'pretext',
    'moodle',
  ]) {
    await builder.getByRole('combobox', { name: 'For' }).selectOption(tool);
    await expect(line).toContainText('t=12.5us');
  }
  // Print has a picture: the example's own, in pixels.
  await builder.getByRole('combobox', { name: 'For' }).selectOption('sphinx');
  const download = page.waitForEvent('download');
  await builder.getByRole('button', { name: 'Save sriov-lab-vf-to-vf.png' }).click();
  expect((await download).suggestedFilename()).toBe('sriov-lab-vf-to-vf.png');
  await page.keyboard.press('Escape');
  await expect(builder).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'I teach this' })).toBeVisible();

  // The line in a page of its own.
  await page.route('**/course.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Course</title>${html}`,
    }),
  );
  await page.goto(`${baseURL ?? ''}course.html`);
  const lab = page.locator('sriov-lab').locator('iframe');
  await expect(lab).toHaveAttribute('title', 'A "VF" & <another>');
  const shown = lab.contentFrame();
  await expect(shown.locator('svg text', { hasText: 'VM1 · SR-IOV' })).toBeVisible({
    timeout: 20_000,
  });
  await expect(shown.getByRole('slider', { name: 'Time line' })).toHaveValue('12500000');
  await expect(shown.locator('[data-setup]')).toHaveAttribute('data-embed', 'true');
});
