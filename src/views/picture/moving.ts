import { Drawing, type Painted } from '../../scene/drawing';
import { paintStage, type View } from '../../scene/paint';
import type { Shot } from '../../scene/scene';
import { round, svgElement } from './flatten';
import type { PaintValues } from './paint-values';
import type { Plate } from './Plate';

/** What moves, at one moment, as vectors. */
export function movingGroup(
  { set, palette, drawn }: Plate,
  shot: Shot,
  view: Omit<View, 'drawn'>,
  values: PaintValues,
): SVGElement {
  const drawing = new Drawing();
  paintStage(drawing, set, shot, palette, { ...view, drawn });
  return svgElement(
    'g',
    { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' },
    drawing.painted.map((each) => elementOf(each, values)),
  );
}

function elementOf(each: Painted, values: PaintValues): SVGElement | null {
  const fill = values.colour(each.fill);
  const stroke = values.colour(each.stroke);
  if (each.alpha <= 0 || (fill.colour === 'none' && stroke.colour === 'none')) return null;
  const paint: Record<string, string | number> = { fill: fill.colour };
  if (fill.alpha < 1) paint['fill-opacity'] = fill.alpha;
  if (each.alpha < 1) paint['opacity'] = round(each.alpha);
  if (stroke.colour !== 'none') {
    paint['stroke'] = stroke.colour;
    if (stroke.alpha < 1) paint['stroke-opacity'] = stroke.alpha;
    paint['stroke-width'] = round(each.width);
  }
  if (each.kind === 'path') {
    if (each.d === '') return null;
    const dash = each.dash === '' ? {} : { 'stroke-dasharray': each.dash };
    return svgElement('path', { d: each.d, ...paint, ...dash });
  }
  const [, weight = '400', size = '10', family = 'sans-serif'] =
    /^(?:(\w+) )?([\d.]+)px (.*)$/su.exec(each.font) ?? [];
  const text = svgElement('text', {
    x: round(each.x),
    y: round(each.y + values.shift(each.font, 'letters')),
    'text-anchor': each.anchor,
    'font-family': family,
    'font-size': size,
    'font-weight': weight,
    ...paint,
  });
  text.textContent = each.text;
  return text;
}
