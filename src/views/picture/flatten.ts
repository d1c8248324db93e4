import type { PaintValues } from './paint-values';

const NS = 'http://www.w3.org/2000/svg';

/** What gives a shape its form. */
const FORM: Readonly<Record<string, readonly string[]>> = {
  rect: ['x', 'y', 'width', 'height', 'rx'],
  circle: ['cx', 'cy', 'r'],
  path: ['d'],
  text: ['x', 'text-anchor'],
};

export function svgElement(
  name: string,
  attributes: Readonly<Record<string, string | number>> = {},
  children: readonly (Node | null)[] = [],
): SVGElement {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

export function titleElement(text: string): SVGElement {
  return svgElement('title', {}, [document.createTextNode(text)]);
}

/**
 * A copy of what a drawing on the page looks like that needs none of its style sheets: colours and letters are
 * written into it, what is not seen is left out. Null where nothing is left.
 */
export function flattened(source: Element, values: PaintValues): SVGElement | null {
  const style = getComputedStyle(source);
  if (style.display === 'none' || Number(style.opacity) === 0) return null;
  if (source.localName === 'g' || source.localName === 'svg') return group(source, style, values);
  const form = FORM[source.localName];
  if (form === undefined || style.visibility !== 'visible') return null;
  const paint = painted(style, values);
  if (paint === null) return null;
  const copy = svgElement(source.localName, paint);
  for (const name of [...form, 'transform']) {
    const value = source.getAttribute(name);
    if (value !== null && value !== '') copy.setAttribute(name, value);
  }
  if (source.localName === 'text') return written(source, copy, style, values);
  return copy.localName === 'path' && !copy.hasAttribute('d') ? null : copy;
}

function group(source: Element, style: CSSStyleDeclaration, values: PaintValues) {
  const children = [...source.children].map((child) => flattened(child, values));
  if (children.every((child) => child === null)) return null;
  const copy = svgElement('g');
  const transform = source.getAttribute('transform');
  if (transform !== null) copy.setAttribute('transform', transform);
  if (style.opacity !== '1') copy.setAttribute('opacity', style.opacity);
  const name = source.getAttribute('aria-label');
  if (name !== null && source.localName === 'g') copy.append(titleElement(name));
  for (const child of children) if (child !== null) copy.append(child);
  return copy;
}

/** Null where nothing is to be seen. */
function painted(style: CSSStyleDeclaration, values: PaintValues): Record<string, string> | null {
  const fill = values.colour(style.fill);
  const stroke = values.colour(style.stroke);
  if (fill.colour === 'none' && stroke.colour === 'none') return null;
  const said: Record<string, string> = { fill: fill.colour };
  if (fill.alpha < 1) said['fill-opacity'] = String(fill.alpha);
  if (style.opacity !== '1') said['opacity'] = style.opacity;
  if (stroke.colour === 'none') return said;
  said['stroke'] = stroke.colour;
  if (stroke.alpha < 1) said['stroke-opacity'] = String(stroke.alpha);
  said['stroke-width'] = bare(style.strokeWidth);
  if (style.strokeDasharray !== 'none')
    said['stroke-dasharray'] = style.strokeDasharray.replaceAll('px', '');
  if (style.strokeLinecap !== 'butt') said['stroke-linecap'] = style.strokeLinecap;
  if (style.strokeLinejoin !== 'miter') said['stroke-linejoin'] = style.strokeLinejoin;
  return said;
}

function written(
  source: Element,
  copy: SVGElement,
  style: CSSStyleDeclaration,
  values: PaintValues,
): SVGElement {
  const { fontFamily, fontSize, fontWeight } = style;
  // Not every program knows the middle of a line: letters stand on it.
  const shift = values.shift(`${fontWeight} ${fontSize} ${fontFamily}`, 'box');
  copy.setAttribute('y', round(Number(source.getAttribute('y')) + shift));
  copy.setAttribute('font-family', fontFamily);
  copy.setAttribute('font-size', bare(fontSize));
  if (fontWeight !== '400') copy.setAttribute('font-weight', fontWeight);
  copy.textContent = source.textContent;
  if (!style.paintOrder.startsWith('stroke') || !copy.hasAttribute('stroke')) return copy;
  // The rim as a text of its own behind the letters: an order of painting is news to some programs.
  const rim = copy.cloneNode(true) as SVGElement;
  rim.setAttribute('fill', 'none');
  for (const name of copy.getAttributeNames()) {
    if (name.startsWith('stroke')) copy.removeAttribute(name);
  }
  rim.setAttribute('aria-hidden', 'true');
  return svgElement('g', {}, [rim, copy]);
}

const bare = (length: string): string => length.replace(/px$/u, '');

/** Two digits behind the point are finer than any printer. */
export const round = (value: number): string => String(Math.round(value * 100) / 100);
