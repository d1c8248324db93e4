/** Scrolls what is around a step so that it is read from its beginning; nothing outside of this page. */
export function toItsBeginning(step: Element): void {
  const panel = scroller(step);
  if (panel !== null) panel.scrollTo({ top: 0 });
  else window.scrollBy({ top: above(step, step, null) });
}

/** Scrolls back to the beginning of a part of a step that has been passed by; else nothing moves. */
export function backTo(part: Element, step: Element): void {
  const panel = scroller(step);
  const by = above(part, step, panel);
  if (by < 0) (panel ?? window).scrollBy({ top: by });
}

/** How far below the upper edge of what can be read an element begins; negative: above it. On narrow pages the picture stands there. */
function above(element: Element, step: Element, panel: Element | null): number {
  const edge =
    panel?.getBoundingClientRect().top ?? Number.parseFloat(getComputedStyle(step).scrollMarginTop);
  return element.getBoundingClientRect().top - (edge || 0);
}

/** What scrolls around an element, below the page itself. */
function scroller(element: Element): Element | null {
  const scrolls = (each: Element) =>
    /auto|scroll/u.test(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight;
  let at = element.parentElement;
  while (at !== null && !scrolls(at)) at = at.parentElement;
  return at;
}
