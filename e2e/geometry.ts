import type { Page } from '@playwright/test';

/**
 * What of the page, or of the dialog over it, is cut off, lies over something else, is too small to be hit
 * (24 CSS px, or that far from others: WCAG 2.5.8), or makes the page scroll sideways. Empty is good.
 */
export async function crowded(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const LEAST = 23.9;
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push('the page scrolls sideways');
    const within = document.querySelector('dialog[open]') ?? document.body;
    const seen = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}”`;
    const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
    const rolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';

    // Texts. Of what only a screen reader is told nothing is to be seen; rows of a journey are told whole beside them.
    const untold = 'a[href="#stage"], .live-region, .xterm *, [data-row] *';
    for (const element of within.querySelectorAll<HTMLElement>('*')) {
      if (!(element instanceof HTMLElement) || element.matches(untold) || !seen(element)) continue;
      const hasText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      );
      const isUnseen = (each: Element) => getComputedStyle(each).clipPath !== 'none';
      if (!hasText || isUnseen(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      const text = range.getBoundingClientRect();
      if (text.width === 0) continue;
      let around: HTMLElement | null = element;
      while (around !== null && around !== within) {
        const { overflowX, overflowY, position } = getComputedStyle(around);
        const box = around.getBoundingClientRect();
        if (isUnseen(around) || position === 'fixed') break;
        if (rolls(overflowX) || rolls(overflowY)) {
          // Tables, code and strips of suggestions may be wider; texts and controls may not.
          const mayRoll = 'table, pre, [role=grid], [role=tree], nav, fieldset, section';
          const rollsAside = rolls(overflowX) && around.scrollWidth > around.clientWidth + 1;
          if (rollsAside && element.closest(mayRoll) === null)
            found.push(`${nameOf(element)} is scrolled to sideways`);
          break;
        }
        const cutX = hides(overflowX) && (text.right > box.right + 1 || text.left < box.left - 1);
        // Firefox says how high letters of the font may be, which for Chinese is more than a line.
        const cutY = hides(overflowY) && (text.bottom > box.bottom + 2 || text.top < box.top - 2);
        if (cutX || cutY) {
          found.push(`${nameOf(element)} is cut off`);
          break;
        }
        around = around.parentElement;
      }
    }

    // Controls.
    const roomOf = (element: Element) => {
      for (let each = element.parentElement; each !== null; each = each.parentElement) {
        const { overflowY, position } = getComputedStyle(each);
        if (rolls(overflowY) || position === 'sticky' || position === 'absolute') return each;
      }
      return null;
    };
    const targets = [
      ...within.querySelectorAll('button, a[href], input, select, summary, textarea'),
    ]
      .filter((each) => seen(each) && getComputedStyle(each).clipPath === 'none')
      .map((element) => {
        const whole = element.matches('[type=checkbox], [type=radio]')
          ? (element.closest('label') ?? element)
          : element;
        return { element, box: whole.getBoundingClientRect(), room: roomOf(element) };
      })
      .filter(({ box }) => box.width > 0);
    type Target = (typeof targets)[number];
    const isSmall = ({ box }: Target) => box.width < LEAST || box.height < LEAST;
    const isInText = ({ element }: Target) =>
      getComputedStyle(element).display.startsWith('inline') &&
      [...(element.parentElement?.childNodes ?? [])].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent?.trim().length ?? 0) > 2,
      );
    const middle = ({ box }: Target) => [box.x + box.width / 2, box.y + box.height / 2] as const;
    const isOther = (a: Target, b: Target) =>
      a !== b &&
      a.room === b.room &&
      !a.element.contains(b.element) &&
      !b.element.contains(a.element);
    for (const target of targets) {
      if (!isSmall(target) || isInText(target)) continue;
      const [x, y] = middle(target);
      const near = targets.find((other) => {
        if (!isOther(target, other)) return false;
        const { box } = other;
        const dx = Math.max(box.left - x, 0, x - box.right);
        const dy = Math.max(box.top - y, 0, y - box.bottom);
        const [ox, oy] = middle(other);
        return Math.hypot(dx, dy) < 12 || (isSmall(other) && Math.hypot(ox - x, oy - y) < 24);
      });
      if (near !== undefined)
        found.push(`${nameOf(target.element)} is small beside ${nameOf(near.element)}`);
    }
    targets.forEach((a, i) => {
      for (const b of targets.slice(i + 1)) {
        if (!isOther(a, b)) continue;
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (wide > 2 && high > 2) found.push(`${nameOf(a.element)} over ${nameOf(b.element)}`);
      }
    });
    return [...new Set(found)];
  });
}
