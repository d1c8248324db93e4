import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** What text and graphics need in each theme; a beamer in daylight takes contrast away. */
const LEAST = {
  light: { text: 4.5, graphics: 3 },
  dark: { text: 4.5, graphics: 3 },
  projector: { text: 7, graphics: 4.5 },
} as const;
type Theme = keyof typeof LEAST;
const THEMES = Object.keys(LEAST) as Theme[];

function theme(name: Theme): Map<string, string> {
  const block = css.slice(css.indexOf(`[data-theme='${name}'] {`));
  const body = block.slice(0, block.indexOf('}'));
  return new Map([...body.matchAll(/--([\w-]+): (#[0-9a-f]{6})/gu)].map((m) => [m[1]!, m[2]!]));
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [hi, lo] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (hi + 0.05) / (lo + 0.05);
}

const BANDS = ['guest', 'host-user', 'host-kernel', 'hardware', 'wire'];
const SURFACES = ['page', 'surface', 'surface-2'];
const GLYPHS = [
  'exit',
  'doorbell',
  'interrupt',
  'dma',
  ...[0, 1, 2, 3, 4, 5].map((n) => `packet-${n}`),
];

function pairs({
  text,
  graphics,
}: (typeof LEAST)[Theme]): readonly (readonly [string, string, number])[] {
  const fills = BANDS.map((band) => `${band}-fill`);
  return [
    ...['ink', 'ink-2', 'accent', 'exit'].flatMap((ink) =>
      SURFACES.map((s) => [ink, s, text] as const),
    ),
    ...['ink', 'ink-2'].flatMap((ink) => fills.map((fill) => [ink, fill, text] as const)),
    ...BANDS.map((band) => [`${band}-ink`, `${band}-fill`, text] as const),
    ...BANDS.flatMap((band) =>
      [...SURFACES, `${band}-fill`].map((s) => [band, s, graphics] as const),
    ),
    ...GLYPHS.flatMap((glyph) => [...SURFACES, ...fills].map((s) => [glyph, s, graphics] as const)),
    ...SURFACES.map((s) => ['edge', s, graphics] as const),
    ...SURFACES.map((s) => ['ring', s, graphics] as const),
    ['accent-ink', 'accent', text],
  ];
}

it.each(THEMES)('keeps the contrast of text and graphics in the %s theme', (name) => {
  const colours = theme(name);
  const poor = pairs(LEAST[name]).flatMap(([front, back, least]) => {
    const ratio = contrast(colours.get(front)!, colours.get(back)!);
    return ratio < least ? [`${front} on ${back}: ${ratio.toFixed(2)}`] : [];
  });
  expect(poor).toEqual([]);
});

/** A colour laid over another, as much of it as `share` says. */
function over(front: string, back: string, share: number): string {
  const channel = (hex: string, at: number) => parseInt(hex.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) =>
    Math.round(share * channel(front, at) + (1 - share) * channel(back, at))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${mixed.join('')}`;
}

it.each(THEMES)(
  'keeps parts that a light elsewhere dims at what graphics need in the %s theme, their names and their edges',
  (name) => {
    const sheet = readFileSync(new URL('../scene/scene.module.css', import.meta.url), 'utf8');
    const share = Number(/\[data-dim\] \{\s*opacity: ([\d.]+);/u.exec(sheet)?.[1]);
    const colours = theme(name);
    const poor = BANDS.flatMap((band) => {
      const fill = colours.get(`${band}-fill`)!;
      const dimmed = (token: string) => over(colours.get(token)!, fill, share);
      const ratios = {
        name: contrast(dimmed('ink'), dimmed('surface')),
        detail: contrast(dimmed('ink-2'), dimmed('surface')),
        edge: contrast(dimmed(band), fill),
      };
      return Object.entries(ratios).flatMap(([what, ratio]) =>
        ratio >= LEAST[name].graphics ? [] : [`${what} in ${band}: ${ratio.toFixed(2)}`],
      );
    });
    expect(poor).toEqual([]);
  },
);

it('gives all themes the same names', () => {
  for (const name of THEMES) expect([...theme(name).keys()]).toEqual([...theme('light').keys()]);
});

it('has its layers put in order before any style sheet is read', () => {
  const page = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
  const order = /^@layer [\w, ]+;/u.exec(css)?.[0] ?? '';
  expect(order).not.toBe('');
  expect(page.slice(0, page.indexOf('</head>'))).toContain(order);
});
