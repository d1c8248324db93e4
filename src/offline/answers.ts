/** Who answers a request: the browser's own copy first, the site first and the copy without it, or the browser as if nobody stood between. */
export type Answer = 'copy' | 'site' | 'nobody';

/** What of a request decides. */
export interface Asked {
  readonly url: string;
  readonly method: string;
  /** 'navigate' where a document is opened. */
  readonly mode: string;
  /** 'document' for a page of its own, 'iframe' and the like inside another. */
  readonly destination: string;
}

/**
 * The lab is one page whose whole state stands in its query, so every address of that page is the same file. A frame is never offered a
 * newer version, and the page around it and `embed.js` may be newer than the copy: they ask the site first, as do learning platforms.
 * Other pages of the folder, and of other sites, are theirs.
 * @param scope the folder of the lab, ending in a slash
 * @param kept names of the files of the copy, relative to it
 */
export function answerOf(
  { url, method, mode, destination }: Asked,
  scope: string,
  kept: ReadonlySet<string>,
): Answer {
  if (method !== 'GET' || !url.startsWith(scope)) return 'nobody';
  const { pathname, searchParams } = new URL(url);
  const name = pathname.slice(new URL(scope).pathname.length);
  const isPage = name === '' || name === 'index.html';
  if (mode === 'navigate') {
    if (!isPage) return 'nobody';
    const alone =
      destination === 'document' && !searchParams.has('embed') && !searchParams.has('lms');
    return alone ? 'copy' : 'site';
  }
  if (isPage || !kept.has(name)) return 'nobody';
  // The names of most change with what is in them; icons are asked for at every turn.
  return /^assets\/|\.(?:svg|png)$/u.test(name) ? 'copy' : 'site';
}
