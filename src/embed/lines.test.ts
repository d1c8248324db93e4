import { describe, expect, test } from 'vitest';
import { addressOf, isOneFile, lineFor, picturesIn, TOOLS, type Embedded } from './lines';

const plain: Embedded = {
  home: 'https://lab.example/sriov/',
  parameters: [
    ['path', 'virtio'],
    ['beside', 'sriov'],
    ['t', '0s'],
  ],
  packed: '',
  title: 'One packet, two ways',
  width: 800,
  height: 713,
  picture: { page: 'https://lab.example/sriov/pictures/x.svg', print: 'x.png' },
  link: 'Open in SR-IOV Lab',
};

/** All that has a meaning in one of the languages the title ends up in. */
const NASTY = `"a" 'b' <script>alert(1)</script> & \`c\` ]]> {{ d }} {{< e >}} *f* _g_ [h](i) \\ $j$ | k\n\nl`;
const nasty: Embedded = {
  ...plain,
  title: NASTY,
  link: NASTY,
  home: 'https://lab.example/a%22b/',
  parameters: [['lesson', `https://x.example/"><script>('*')\`.md`]],
  packed: 'abc-_',
};

/** Attributes of the first tag of that name, as an HTML or XML reader takes them. */
function attributesIn(text: string, tag: string): Record<string, string> {
  const [, inside = ''] =
    new RegExp(`<${tag}\\b((?:\\s+[\\w:-]+(?:="[^"<]*")?)*)\\s*/?>`, 'u').exec(text) ?? [];
  const pairs = [...inside.matchAll(/([\w:-]+)="([^"]*)"/gu)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, decoded(value)]));
}

const decoded = (text: string): string =>
  text
    .replace(/&#(\d+);/gu, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

const oneLine = NASTY.replace(/\s+/gu, ' ');

describe('the address', () => {
  test('of a frame says so, of a link does not', () => {
    expect(addressOf(plain, true)).toBe(
      'https://lab.example/sriov/?path=virtio&beside=sriov&t=0s&embed=1',
    );
    expect(addressOf({ ...plain, packed: 'abc' }, false)).toBe(
      'https://lab.example/sriov/?path=virtio&beside=sriov&t=0s#s=abc',
    );
    expect(addressOf({ ...plain, parameters: [] }, false)).toBe('https://lab.example/sriov/');
  });

  test('ends no attribute, link or shell word', () => {
    const address = addressOf(nasty, true).slice(nasty.home.length);
    expect(address).not.toMatch(/[\s"'<>`()*\\]/u);
    expect(new URLSearchParams(address.split('#')[0]).get('lesson')).toBe(nasty.parameters[0]?.[1]);
  });
});

describe('a line', () => {
  test('to the lab as one file is a plain frame: no script lies beside it', () => {
    const home = 'https://lab.example/course/sriov-lab.html';
    const picture = { page: 'x.svg', print: 'x.png' };
    for (const tool of TOOLS) {
      const line = lineFor(tool, { ...plain, home, picture });
      expect(line).not.toMatch(/embed\.js|<sriov-lab/u);
      expect(line).toContain(`${home}?path=virtio`);
      expect(picturesIn(tool, { ...plain, home, picture })).not.toContain('x.svg');
    }
    expect(['lab/', 'lab/index.html', 'a.b/'].map((at) => isOneFile(`https://x/${at}`))).toEqual([
      false,
      false,
      false,
    ]);
  });

  test.each(TOOLS)(
    'for %s has a title, the framed address and a link that always works',
    (tool) => {
      const line = lineFor(tool, plain);
      expect(line).toContain('One packet, two ways');
      const link = addressOf(plain, false);
      const frame = addressOf(plain, true);
      const html = (text: string) => text.replaceAll('&', '&amp;');
      expect([link, html(link)].some((text) => line.includes(text))).toBe(true);
      const shows =
        line.includes('<sriov-lab path="virtio" beside="sriov" t="0s"') ||
        [frame, html(frame)].some((text) => line.includes(text));
      expect(shows).toBe(true);
    },
  );

  test.each(TOOLS)('for %s lets no title and no value out of their places', (tool) => {
    const line = lineFor(tool, nasty);
    // In strings of JavaScript and in texts of reStructuredText tags are no tags.
    const html =
      tool === 'mdx'
        ? line.replaceAll(/\{"(?:\\.|[^"\\])*"\}/gu, '')
        : (line.split('.. only:: not html')[0] ?? '');
    expect(html).not.toContain('<script>');
    expect(html).not.toContain(']]>');
    expect(html.replace('```{=html}', '').replace('{{ border: 0 }}', '')).not.toMatch(/\{[{<]/u);
  });

  test.each(TOOLS)('for %s names just the pictures that are said to be beside it', (tool) => {
    const line = lineFor(tool, { ...plain, picture: { page: 'x.svg', print: 'x.png' } });
    const named = [...line.matchAll(/"x\.\w+"|<x\.\w+>|:: x\.\w+/gu)].map(([text]) =>
      text.replaceAll(/[":<> ]/gu, ''),
    );
    const said = picturesIn(tool, { ...plain, picture: { page: 'x.svg', print: 'x.png' } });
    expect(named).toEqual(said);
    expect(picturesIn(tool, plain)).toEqual(said.filter((name) => name === 'x.png'));
  });

  test('for a plain frame can be read back by an HTML reader', () => {
    for (const tool of ['frame', 'moodle', 'markdown'] as const) {
      const said = attributesIn(lineFor(tool, nasty), 'iframe');
      expect(said['title']).toBe(oneLine);
      expect(said['src']).toBe(addressOf(nasty, true));
      expect(said['height']).toBe('713');
    }
  });

  test('of the element has parameters as attributes, and a scenario as `s`', () => {
    for (const tool of ['element', 'mkdocs', 'quarto', 'sphinx'] as const) {
      const line = lineFor(tool, nasty);
      const said = attributesIn(line, 'sriov-lab');
      expect(said['title']).toBe(oneLine);
      expect(said['lesson']).toBe(nasty.parameters[0]?.[1]);
      expect(said['s']).toBe('abc-_');
      expect(attributesIn(line, 'img')['alt']).toBe(oneLine);
    }
  });

  test('of HTML in Markdown has no blank line, which would end it', () => {
    expect(lineFor('mkdocs', nasty)).not.toMatch(/\n\s*\n/u);
    const [html = ''] = lineFor('markdown', nasty).split('\n\n');
    expect(html).toMatch(/^<iframe [^\n]*<\/iframe>$/u);
    const raw = /```\{=html\}\n([\s\S]*?)\n```\n/u.exec(lineFor('quarto', nasty))?.[1] ?? '';
    expect(raw).toContain('</sriov-lab>');
    expect(raw).not.toContain('`');
  });

  test('of Markdown keeps what is typed as text', () => {
    const link =
      lineFor('markdown', { ...nasty, title: 'x' })
        .split('\n\n')
        .at(-1) ?? '';
    const [, text = '', target] = /^\[((?:\\.|[^\]\\])*)\]\(<([^<>\s]*)>\)$/u.exec(link) ?? [];
    expect(decoded(text.replace(/\\(.)/gu, '$1'))).toBe(`${oneLine}: x`);
    expect(target).toBe(addressOf(nasty, false));
  });

  test('of MDX holds texts as JavaScript strings', () => {
    const line = lineFor('mdx', nasty);
    const [, title = ''] = /title=\{("(?:\\.|[^"\\])*")\}/u.exec(line) ?? [];
    expect(JSON.parse(title)).toBe(oneLine);
    const [, src = ''] = /src=\{("(?:\\.|[^"\\])*")\}/u.exec(line) ?? [];
    expect(JSON.parse(src)).toBe(addressOf(nasty, true));
    expect(line).toContain('style={{ border: 0 }}');
    expect(line).toMatch(/\n\/>\n/u);
  });

  test('of Sphinx is two directives, each with its body indented', () => {
    const line = lineFor('sphinx', nasty);
    const [html = '', other = ''] = line.split('\n.. only:: not html\n');
    expect(
      html
        .split('\n')
        .slice(3)
        .filter((row) => row !== '' && !/^ {6}\S/u.test(row.replace(/^ {6} +/u, '      '))),
    ).toEqual([]);
    expect(other).toContain('\n   .. image:: x.png\n');
    expect(other).toContain(`\n      :alt: ${oneLine}\n`);
    // A hyperlink with its address inside; a last `_` would make a name of it.
    expect(other).toMatch(/\n {3}`(?:\\.|[^`\\<])* <[^<> ]*abc-\\_>`__$/u);
  });

  test('of PreTeXt is XML with a picture for print', () => {
    const picture = { ...nasty.picture, print: 'x-12.5us.png' };
    const line = lineFor('pretext', { ...nasty, picture });
    expect(line.replace(/"[^"<]*"/gu, '""')).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#\d+;)/u);
    expect(attributesIn(line, 'interactive')).toMatchObject({
      label: 'x-12-5us',
      aspect: '800:713',
      iframe: addressOf(nasty, true),
    });
    expect(attributesIn(line, 'image')['source']).toBe('x-12.5us.png');
    const opened = [...line.matchAll(/<(\/?)([a-z]+)\b[^>]*?(\/?)>/gu)];
    const depth = opened.reduce((sum, [, end, , alone]) => sum + (alone ? 0 : end ? -1 : 1), 0);
    expect(depth).toBe(0);
  });
});
