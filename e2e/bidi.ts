import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, BrowserType, Page } from '@playwright/test';

/**
 * What Playwright's channel to Firefox as it is lacks, so that the same tests run there: fields filled as if typed, saved
 * files, less motion, the style of paper. Nothing here reaches what the page itself does.
 */
export function completeBidi(firefox: BrowserType): void {
  const launch = firefox.launch.bind(firefox);
  firefox.launch = async (options) => {
    const downloadsPath = mkdtempSync(join(tmpdir(), 'lab-saved-'));
    const browser = await launch({ ...options, downloadsPath });
    browser.on('disconnected', () => {
      rmSync(downloadsPath, { recursive: true, force: true });
    });
    const newContext = browser.newContext.bind(browser);
    browser.newContext = async (asked) => {
      const context = await newContext(asked);
      await context.addInitScript(inPage, isStill(context));
      context.on('page', (page) => {
        completePage(page, downloadsPath);
      });
      return context;
    };
    return browser;
  };
}

/** Test options meet in the context; it tells nobody else. */
function isStill(context: BrowserContext): boolean {
  const { _options } = context as unknown as { _options: { reducedMotion?: string } };
  return _options.reducedMotion === 'reduce';
}

interface Media {
  readonly still: (isStill: boolean) => void;
  readonly print: (isPrinted: boolean) => void;
}
type Completed = Window & { readonly media: Media };

/** Runs in each document before its own scripts. */
function inPage(asked: boolean): void {
  // The channel fills in by setting `value`, of which React does not hear, and appends in fields of numbers; as if typed, both hold.
  Object.defineProperty(window, '__pw_bidiInsertText', {
    get: () => (text: string) => {
      let field = document.activeElement;
      while (field?.shadowRoot) field = field.shadowRoot.activeElement;
      // Of a frame it asks within.
      if (field instanceof HTMLIFrameElement) return field;
      document.execCommand('insertText', false, text);
      return null;
    },
    set() {},
  });
  let isNow = asked;
  const lists = new Set<MediaQueryList>();
  const real = window.matchMedia.bind(window);
  window.matchMedia = (query) => {
    const list = real(query);
    if (!query.includes('prefers-reduced-motion')) return list;
    Object.defineProperty(list, 'matches', {
      get: () => isNow !== query.includes('no-preference'),
    });
    lists.add(list);
    return list;
  };
  const still = (value: boolean) => {
    isNow = value;
    for (const list of lists) list.dispatchEvent(new Event('change'));
  };
  const printed: CSSMediaRule[] = [];
  const find = (rules: CSSRuleList): CSSMediaRule[] =>
    [...rules].flatMap((rule) => [
      ...(rule instanceof CSSMediaRule && rule.media.mediaText === 'print' ? [rule] : []),
      ...(rule instanceof CSSGroupingRule ? find(rule.cssRules) : []),
    ]);
  const print = (isPrinted: boolean) => {
    if (isPrinted) printed.push(...[...document.styleSheets].flatMap((s) => find(s.cssRules)));
    for (const { media } of printed) media.mediaText = isPrinted ? 'all' : 'print';
  };
  Object.assign(window, { media: { still, print } satisfies Media });
}

function completePage(page: Page, folder: string): void {
  const emulate = page.emulateMedia.bind(page);
  page.emulateMedia = async (options) => {
    await emulate(options);
    const { reducedMotion, media } = options ?? {};
    if (reducedMotion !== undefined) {
      const set = (value: boolean) => {
        (window as unknown as Completed).media.still(value);
      };
      await page.addInitScript(set, reducedMotion === 'reduce');
      await page.evaluate(set, reducedMotion === 'reduce');
    }
    if (media !== undefined)
      await page.evaluate((value) => {
        (window as unknown as Completed).media.print(value);
      }, media === 'print');
  };
  // It waits without end for a page that fills the screen to take a size.
  const resize = page.setViewportSize.bind(page);
  page.setViewportSize = async (size) => {
    await page.evaluate(async () => {
      if (document.fullscreenElement !== null) await document.exitFullscreen();
    });
    await resize(size);
  };
  const wait = page.waitForEvent.bind(page);
  page.waitForEvent = ((event: 'download', options?: { timeout?: number }) =>
    event === 'download'
      ? nextFile(folder, options?.timeout ?? 20_000)
      : wait(event, options)) as typeof page.waitForEvent;
}

let count = 0;

/** The file that is whole next; it goes to a folder of its own, so that the next of its name has the name, too. */
async function nextFile(folder: string, ms: number) {
  const until = Date.now() + ms;
  for (;;) {
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    const isWhole = !files.some(({ name }) => name.endsWith('.part'));
    const file = files[0];
    if (file !== undefined && isWhole) {
      const own = join(folder, String(count++));
      mkdirSync(own);
      renameSync(join(folder, file.name), join(own, file.name));
      return {
        suggestedFilename: () => file.name,
        path: () => Promise.resolve(join(own, file.name)),
      };
    }
    if (Date.now() > until) throw new Error('no file was saved');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
