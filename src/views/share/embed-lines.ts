import type { Link } from './link';

/** What an author pastes into a page: the element that sizes itself, and the frame that works everywhere. */
export function embedLines(
  { parameters, packed }: Link,
  home: string,
  title: string,
): { readonly element: string; readonly frame: string } {
  const shown = parameters.filter(([name]) => name !== 'note');
  const all = packed === '' ? shown : [...shown, ['s', packed] as const];
  const attributes = all.map(([name, text]) => ` ${name}="${inHtml(text)}"`).join('');
  const query = [...shown, ['embed', '1'] as const]
    .map(([name, text]) => `${name}=${encodeURIComponent(text)}`)
    .join('&');
  const src = `${home}?${query}${packed === '' ? '' : `#s=${packed}`}`;
  return {
    element: `<script src="${inHtml(new URL('embed.js', home).href)}" async></script>\n<sriov-lab${attributes} title="${inHtml(title)}"></sriov-lab>`,
    frame: `<iframe src="${inHtml(src)}" title="${inHtml(title)}" width="100%" height="720" style="border:0" loading="lazy" allow="fullscreen; clipboard-write"></iframe>`,
  };
}

/** Text between double quotes. */
const inHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
