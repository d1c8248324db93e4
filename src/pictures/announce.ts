import { PRESETS } from '../engine/scenario/presets';
import { addressOf, apart, frame, inHtml, type Shown } from '../embed/lines';
import { NOTHING, writeUrl } from '../store/url';
import type { Drawn } from './pictures';
import { SIZE } from './size';

/** Of a frame whose page does not listen to how tall the lab is, px. */
const FRAME = { width: 800, height: 720 } as const;
/** How long somebody may keep what they were told, s. */
const A_DAY = 86_400;

type Named = Omit<Drawn, 'svg'>;

/** https://oembed.com, 2.3.4: a response of type `rich`. */
interface Rich {
  readonly version: '1.0';
  readonly type: 'rich';
  readonly html: string;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly provider_name: string;
  readonly provider_url: string;
  readonly cache_age: number;
  readonly thumbnail_url: string;
  readonly thumbnail_width: number;
  readonly thumbnail_height: number;
}

/**
 * An example told to programs: what oEmbed asks for, and a page of its own that leads there, since the lab's one page cannot
 * say for each of its addresses what it shows. `home` is where the lab lies, with a slash at its end.
 */
export async function announce(
  home: string,
  name: string,
  drawn: Named,
): Promise<{ readonly oembed: string; readonly page: string }> {
  const shown = await shownOf(drawn);
  const oembed = JSON.stringify(richOf(home, name, drawn, shown), null, 2);
  return { oembed: `${oembed}\n`, page: pageOf(home, name, drawn, shown) };
}

async function shownOf({ example, locale }: Named): Promise<Shown> {
  const beside = example === 'first-screen' ? null : 'none';
  return apart(
    await writeUrl({ ...NOTHING, scenarioInput: PRESETS[example], beside, lang: locale }),
  );
}

function richOf(home: string, name: string, { title }: Named, shown: Shown): Rich {
  return {
    version: '1.0',
    type: 'rich',
    html: frame({ ...shown, ...FRAME, home, title }),
    ...FRAME,
    title,
    provider_name: 'SR-IOV Lab',
    provider_url: home,
    cache_age: A_DAY,
    thumbnail_url: `${home}pictures/${name}.svg`,
    thumbnail_width: SIZE.width,
    thumbnail_height: SIZE.height,
  };
}

function pageOf(home: string, name: string, { locale, title, what }: Named, shown: Shown): string {
  const lab = inHtml(addressOf({ ...shown, home }, false));
  const size = `width="${String(SIZE.width)}" height="${String(SIZE.height)}"`;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inHtml(title)} · SR-IOV Lab</title>
<meta name="description" content="${inHtml(what)}">
<link rel="alternate" type="application/json+oembed" href="${inHtml(home)}oembed/${name}.json" title="${inHtml(title)}">
<style>body{max-width:60rem;margin:1rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}img{width:100%;height:auto}</style>
</head>
<body>
<h1>${inHtml(title)}</h1>
<p>${inHtml(what)}</p>
<p><a href="${lab}"><img src="../pictures/${name}.svg" ${size} alt="${inHtml(title)}"></a></p>
<p><a href="${lab}">SR-IOV Lab</a></p>
</body>
</html>
`;
}
