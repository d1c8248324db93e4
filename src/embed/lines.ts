// What an author pastes: the same frame of the lab in the syntax of each tool.

/** Parameters of the address as they are typed there, in its order. */
export type Parameters = readonly (readonly [name: string, text: string])[];

/** What an address shows. */
export interface Shown {
  readonly parameters: Parameters;
  /** A scenario that no parameters can tell, as it stands behind `#s=`; empty: none. */
  readonly packed: string;
}

export interface Framed extends Shown {
  /** The folder or the page where the lab lies. */
  readonly home: string;
  readonly title: string;
  /** Of a frame that nobody sizes, px. */
  readonly width: number;
  readonly height: number;
  /** Words of the link that always works. */
  readonly link: string;
}

export interface Embedded extends Framed {
  readonly picture: {
    /** For pages: an SVG, somewhere on the web or beside the page. */
    readonly page: string;
    /** For print: a PNG beside the text. */
    readonly print: string;
  };
}

/** A frame, with a picture for pages without scripts or without. */
type PerhapsPictured = Framed & Partial<Pick<Embedded, 'picture'>>;

export const TOOLS = [
  'element',
  'frame',
  'markdown',
  'quarto',
  'mkdocs',
  'mdx',
  'sphinx',
  'pretext',
  'moodle',
] as const;
export type Tool = (typeof TOOLS)[number];

/** Tools with a name, which is the same in every language. */
export const NAMED = {
  markdown: 'Markdown',
  quarto: 'Quarto',
  mkdocs: 'MkDocs',
  mdx: 'Docusaurus (MDX)',
  sphinx: 'Sphinx (reStructuredText)',
  pretext: 'PreTeXt',
  moodle: 'Moodle',
} as const;

/** Apart, what stands behind the page's address. */
export function apart(text: string): Shown {
  const [query = '', packed = ''] = text.split('#s=');
  return { parameters: [...new URLSearchParams(query)], packed };
}

/** The address of what is embedded; `framed`: as a frame shows it. */
export function addressOf(
  { home, parameters, packed }: Shown & Pick<Framed, 'home'>,
  framed: boolean,
): string {
  const all = framed ? [...parameters, ['embed', '1'] as const] : parameters;
  const query = all.map(([name, text]) => `${name}=${plain(encodeURIComponent(text))}`).join('&');
  return `${home}${query === '' ? '' : `?${query}`}${packed === '' ? '' : `#s=${packed}`}`;
}

/** A file of the lab's folder; where the lab lies is not known, its name alone. */
export const besideHome = (home: string, file: string): string =>
  URL.canParse(home) ? new URL(file, home).href : file;

/** The lab as one file: beside it lies no script that makes a frame as tall as the lab, and no picture. */
export const isOneFile = (home: string): boolean =>
  URL.canParse(home) && /\/(?!index\.)[^/]+\.html?$/iu.test(new URL(home).pathname);

/** Readable where the rules of addresses allow it; nothing that ends an attribute or a link. */
const plain = (encoded: string): string =>
  encoded
    .replace(/%2C/gu, ',')
    .replace(/%3A/gu, ':')
    .replace(/['()*]/gu, percent);

const percent = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/** One line, whatever was typed. */
const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Signs with a meaning in HTML or XML, and those of the template languages that look into it. */
export const inHtml = (text: string): string =>
  oneLine(text).replace(/[&<>"'`{}]/gu, (sign) => {
    const named: Readonly<Record<string, string>> = {
      '&': '&amp;',
      '<': '&lt;',
      '>': '&gt;',
      '"': '&quot;',
    };
    return named[sign] ?? `&#${String(sign.charCodeAt(0))};`;
  });

/** CommonMark and Pandoc. */
const inMarkdown = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_[\]{}~^$@|!#]/gu, (sign) => `\\${sign}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** reStructuredText. */
const inRst = (text: string): string =>
  oneLine(text).replace(/[\\`*_|<>]/gu, (sign) => `\\${sign}`);

/** An expression in JSX. */
const inJsx = (text: string): string => `{${JSON.stringify(oneLine(text))}}`;

const attributes = (pairs: Parameters): string =>
  pairs.map(([name, text]) => `${name}="${inHtml(text)}"`).join(' ');

const indented = (text: string, by: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : by + line))
    .join('\n');

const PERMISSIONS = 'fullscreen; clipboard-write';

/** A plain frame as HTML. */
export function frame(embedded: Omit<Framed, 'width' | 'link'>): string {
  const { title, height } = embedded;
  const said = attributes([
    ['src', addressOf(embedded, true)],
    ['title', title],
    ['width', '100%'],
    ['height', String(height)],
    ['style', 'border:0'],
    ['loading', 'lazy'],
    ['allow', PERMISSIONS],
  ]);
  return `<iframe ${said}></iframe>`;
}

function link(embedded: Framed): string {
  const { link: words, title } = embedded;
  return `<a href="${inHtml(addressOf(embedded, false))}">${inHtml(`${words}: ${title}`)}</a>`;
}

function pictured({ picture, title }: PerhapsPictured): readonly string[] {
  if (picture === undefined) return [];
  const said = attributes([
    ['src', picture.page],
    ['alt', title],
  ]);
  return [`  <img ${said} style="max-width:100%" loading="lazy">`];
}

/** What stands inside is shown where scripts are off. Of the one file, a plain frame. */
export function element(embedded: PerhapsPictured): string {
  if (isOneFile(embedded.home)) return framed(embedded);
  const { home, parameters, packed, title } = embedded;
  const said = attributes([
    ...parameters,
    ...(packed === '' ? [] : [['s', packed] as const]),
    ['title', title],
  ]);
  return [
    `<script src="${inHtml(besideHome(home, 'embed.js'))}" async></script>`,
    `<sriov-lab ${said}>`,
    ...pictured(embedded),
    `  ${link(embedded)}`,
    `</sriov-lab>`,
  ].join('\n');
}

const markdownLink = (embedded: Embedded): string =>
  `[${inMarkdown(`${embedded.link}: ${embedded.title}`)}](<${addressOf(embedded, false)}>)`;

function quarto(embedded: Embedded): string {
  const { title, picture: shown } = embedded;
  return [
    '```{=html}',
    element(embedded),
    '```',
    '',
    '::: {.content-visible unless-format="html"}',
    `![${inMarkdown(title)}](<${shown.print}>)`,
    '',
    markdownLink(embedded),
    ':::',
  ].join('\n');
}

function mdx(embedded: Embedded): string {
  const { title, height, link: words } = embedded;
  return [
    '<iframe',
    `  src=${inJsx(addressOf(embedded, true))}`,
    `  title=${inJsx(title)}`,
    `  width="100%"`,
    `  height="${String(height)}"`,
    `  style={{ border: 0 }}`,
    `  loading="lazy"`,
    `  allow="${PERMISSIONS}"`,
    '/>',
    '',
    `<p><a href=${inJsx(addressOf(embedded, false))}>${inJsx(`${words}: ${title}`)}</a></p>`,
  ].join('\n');
}

function sphinx(embedded: Embedded): string {
  const { title, link: words, picture: shown } = embedded;
  const address = addressOf(embedded, false);
  // An address that ends like a name would be taken for one.
  const target = address.replace(/_$/u, '\\_');
  return [
    '.. only:: html',
    '',
    '   .. raw:: html',
    '',
    indented(element(embedded), '      '),
    '',
    '.. only:: not html',
    '',
    `   .. image:: ${shown.print}`,
    `      :alt: ${oneLine(title)}`,
    '',
    `   \`${inRst(`${words}: ${title}`)} <${target}>\`__`,
  ].join('\n');
}

function pretext(embedded: Embedded): string {
  const { title, link: words, width, height, picture: shown } = embedded;
  const label = shown.print.replace(/\.\w+$/u, '').replace(/[^\w-]+/gu, '-');
  return [
    `<figure xml:id="${inHtml(label)}-figure">`,
    `  <caption>${inHtml(title)}</caption>`,
    `  <interactive xml:id="${inHtml(label)}" label="${inHtml(label)}" width="100%" aspect="${String(width)}:${String(height)}"`,
    `               iframe="${inHtml(addressOf(embedded, true))}">`,
    `    <instructions><p><url href="${inHtml(addressOf(embedded, false))}">${inHtml(words)}</url></p></instructions>`,
    `    <static>`,
    `      <image source="${inHtml(shown.print)}" width="100%">`,
    `        <shortdescription>${inHtml(title)}</shortdescription>`,
    `      </image>`,
    `    </static>`,
    `  </interactive>`,
    `</figure>`,
  ].join('\n');
}

/** A plain frame, and the link that always works. */
export const framed = (embedded: Framed): string => `${frame(embedded)}\n<p>${link(embedded)}</p>`;

/** Pictures that the line for a tool names and that do not lie on the web yet. */
export function picturesIn(tool: Tool, embedded: Embedded): readonly string[] {
  const { page, print } = embedded.picture;
  const uses: Partial<Record<Tool, readonly string[]>> = {
    element: [page],
    mkdocs: [page],
    quarto: [page, print],
    sphinx: [page, print],
    pretext: [print],
  };
  const isUsed = (name: string) =>
    !URL.canParse(name) && !(name === page && isOneFile(embedded.home));
  return (uses[tool] ?? []).filter(isUsed);
}

/** The line for one tool. */
export function lineFor(tool: Tool, embedded: Embedded): string {
  switch (tool) {
    case 'element':
      return element(embedded);
    case 'frame':
    case 'moodle':
      return framed(embedded);
    case 'markdown':
      return `${frame(embedded)}\n\n${markdownLink(embedded)}`;
    case 'quarto':
      return quarto(embedded);
    case 'mkdocs':
      // Inside a block nothing is taken for Markdown.
      return `<div>\n${element(embedded)}\n</div>`;
    case 'mdx':
      return mdx(embedded);
    case 'sphinx':
      return sphinx(embedded);
    case 'pretext':
      return pretext(embedded);
  }
}
