import type { Palette } from '../../scene/palette';
import { SIGNS, type Sign } from '../stage/signs';
import { flattened, svgElement, titleElement } from './flatten';
import type { Look } from './look';
import type { PaintValues } from './paint-values';
import type { Plate } from './Plate';
import { wrapped } from './wrapped';

/** What stands under the picture, and what programs that read it aloud say. */
export interface Words {
  readonly title: string;
  readonly caption: string;
  /** Who made it, with which version of the model. */
  readonly source: string;
  readonly legend: Readonly<Record<Sign, string>>;
  readonly lang: string;
}

const MARGIN_PX = 14;
const CAPTION = { size: 14, line: 20 } as const;
const SMALL = { size: 12, line: 17 } as const;
const SIGN = { width: 28, height: 20, gap: 10 } as const;
const COLUMN_PX = 300;

/** What stands still, as the style sheets draw it; `passed`: the followed packet passes the host's software by. */
export function standing({ root }: Plate, passed: boolean, values: PaintValues): SVGElement | null {
  root.dataset['passed'] = String(passed);
  const stage = root.querySelector('svg');
  return stage === null ? null : flattened(stage, values);
}

/** The whole picture as a file that needs nothing else. */
export function pictureSvg(
  plate: Plate,
  layers: readonly (SVGElement | null)[],
  look: Look,
  words: Words,
  values: PaintValues,
): { readonly text: string; readonly width: number; readonly height: number } {
  const { width, height: stageHeight } = plate.set.layout;
  const parts: (SVGElement | null)[] = [...layers];
  let y = stageHeight;
  if (look.caption) {
    const caption = captionGroup(words, plate.palette, width, y);
    parts.push(caption.group);
    y = caption.bottom;
  }
  if (look.legend) {
    const legend = legendGroup(plate, words, width, y, values);
    parts.push(legend.group);
    y = legend.bottom;
  }
  const height = Math.ceil(y);
  const page = values.colour(getComputedStyle(plate.root).backgroundColor).colour;
  const paper = look.paper ? svgElement('rect', { width, height, fill: page }) : null;
  const desc = svgElement('desc', {}, [
    document.createTextNode(`${words.caption} ${words.source}`),
  ]);
  const svg = svgElement(
    'svg',
    { width, height, viewBox: `0 0 ${String(width)} ${String(height)}`, lang: words.lang },
    [titleElement(words.title), desc, paper, ...parts],
  );
  const text = new XMLSerializer().serializeToString(svg);
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${legal(text)}\n`, width, height };
}

/** Without the signs that XML forbids. */
const legal = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu, '');

function lineOf(
  text: string,
  x: number,
  y: number,
  { fontUi: family, ink }: Palette,
  says: Readonly<Record<string, string | number>>,
): SVGElement {
  const line = svgElement('text', { x, y, 'font-family': family, fill: ink, ...says });
  line.textContent = text;
  return line;
}

function captionGroup(words: Words, palette: Palette, width: number, top: number) {
  const lines = wrapped(words.caption, width - 2 * MARGIN_PX, CAPTION.size);
  const first = top + CAPTION.line + 2;
  const title = lineOf(words.title, MARGIN_PX, first, palette, {
    'font-size': CAPTION.size,
    'font-weight': 600,
  });
  const rest = lines.map((text, i) =>
    lineOf(text, MARGIN_PX, first + CAPTION.line * (i + 1), palette, { 'font-size': CAPTION.size }),
  );
  const last = first + CAPTION.line * lines.length + SMALL.line;
  const source = lineOf(words.source, MARGIN_PX, last, palette, {
    'font-size': SMALL.size,
    fill: palette.faint,
  });
  return { group: svgElement('g', {}, [title, ...rest, source]), bottom: last + MARGIN_PX / 2 + 3 };
}

function legendGroup(plate: Plate, words: Words, width: number, top: number, values: PaintValues) {
  const inner = width - 2 * MARGIN_PX;
  const columns = Math.max(1, Math.min(4, Math.floor(inner / COLUMN_PX)));
  const column = inner / columns;
  const entries = SIGNS.map((sign) => ({
    sign,
    lines: wrapped(words.legend[sign], column - SIGN.width - 2 * SIGN.gap, SMALL.size),
  }));
  const perColumn = Math.ceil(entries.length / columns);
  const group = svgElement('g');
  let bottom = top;
  for (let c = 0; c < columns; c += 1) {
    let y = top + MARGIN_PX / 2;
    for (const { sign, lines } of entries.slice(c * perColumn, (c + 1) * perColumn)) {
      const x = MARGIN_PX + c * column;
      const tall = Math.max(SIGN.height, lines.length * SMALL.line);
      const glyph = plate.root.querySelector(`[data-sign='${sign}']`);
      const drawn = glyph === null ? null : flattened(glyph, values);
      const at = `translate(${String(x)} ${String(y + (tall - SIGN.height) / 2)})`;
      group.append(svgElement('g', { transform: at }, [drawn]));
      const firstLine = y + tall / 2 - ((lines.length - 1) * SMALL.line) / 2 + SMALL.size * 0.36;
      for (const [i, text] of lines.entries()) {
        const under = firstLine + i * SMALL.line;
        group.append(
          lineOf(text, x + SIGN.width + SIGN.gap, under, plate.palette, {
            'font-size': SMALL.size,
          }),
        );
      }
      y += tall + 4;
    }
    bottom = Math.max(bottom, y);
  }
  return { group, bottom: bottom + MARGIN_PX / 2 };
}
