import { expect, type Page } from '@playwright/test';

/** What a page may be held up at most, ms. */
export const LONGEST_MS = 1_000;

/** What the page itself is given for these tests. */
interface Probe {
  /** The longest time in which nothing else was done, ms. */
  longest: number;
  drop: (name: string, content: BlobPart) => void;
}
export type Probed = Window & { readonly probe: Probe };

/** From here on everything is noted that no input may bring about. */
export async function watch(page: Page, homes: readonly string[]): Promise<readonly string[]> {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => seen.push(`popup: ${popup.url()}`));
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    const isOwn = /^(?:blob|data):/u.test(url) || homes.some((each) => url.startsWith(each));
    if (!isOwn) seen.push(`request: ${url}`);
  });
  await page.addInitScript(() => {
    const probe: Probe = {
      longest: 0,
      drop: (name, content) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], name));
        probe.longest = 0;
        const event = { bubbles: true, cancelable: true, dataTransfer };
        document.body.dispatchEvent(new DragEvent('drop', event));
      },
    };
    Object.assign(window, { probe });
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      probe.longest = Math.max(probe.longest, now - last);
      last = now;
      setTimeout(tick, 10);
    };
    tick();
  });
  return seen;
}

/** Does it once more where the page was held up: others use the machine, too. */
export async function answersDuring(page: Page, work: () => Promise<unknown>): Promise<void> {
  const longest = () => page.evaluate(() => (window as unknown as Probed).probe.longest);
  await expect(async () => {
    await page.evaluate(() => {
      (window as unknown as Probed).probe.longest = 0;
    });
    await work();
    expect(await longest()).toBeLessThan(LONGEST_MS);
  }).toPass({ intervals: [0, 0], timeout: 60_000 });
}
