import { useApp } from '../../store';
import { actionOf, focusOf } from '../../ui/shortcuts';
import { follow, useHall } from './hall';
import { presenterAsk } from './presenter-keys';

/** Gives the empty window this page's looks and keys, as long as it is told to; it ends with the page. */
export function serveWindow(opened: Window): () => void {
  const { document: there } = opened;
  const dress = () => {
    there.documentElement.dataset['theme'] = document.documentElement.dataset['theme'] ?? '';
    const known = there.head.querySelectorAll('link, style').length;
    const sheets = [...document.head.querySelectorAll('link[rel="stylesheet"], style')];
    for (const sheet of sheets.slice(known)) {
      const copy = there.importNode(sheet, true);
      if (sheet instanceof HTMLLinkElement) copy.setAttribute('href', sheet.href);
      there.head.append(copy);
    }
  };
  dress();
  // Parts of the page that come later bring their own styles.
  const sheets = new MutationObserver(dress);
  sheets.observe(document.head, { childList: true });
  const theme = new MutationObserver(dress);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const closed = () => {
    useHall.setState({ notesIn: null });
  };
  const press = (event: KeyboardEvent) => {
    const focus = focusOf(there.activeElement);
    const { keys } = useApp.getState();
    const ask = presenterAsk(event, focus, keys);
    const action = ask === null && keys ? actionOf(event, focus) : null;
    if (ask === null && typeof action !== 'function') return;
    event.preventDefault();
    if (ask !== null) follow(ask);
    else if (typeof action === 'function') action(useApp.getState());
  };
  const end = () => {
    opened.close();
  };
  opened.addEventListener('pagehide', closed);
  there.addEventListener('keydown', press);
  window.addEventListener('pagehide', end);
  return () => {
    sheets.disconnect();
    theme.disconnect();
    opened.removeEventListener('pagehide', closed);
    there.removeEventListener('keydown', press);
    window.removeEventListener('pagehide', end);
  };
}

export function nameWindow({ document: there }: Window, title: string, language: string): void {
  there.title = title;
  there.documentElement.lang = language;
}
