/** A colour as every program that draws SVG reads it. */
export interface PlainColour {
  /** `#rrggbb`, or `none`. */
  readonly colour: string;
  readonly alpha: number;
}

const NONE: PlainColour = { colour: 'none', alpha: 1 };

/** Turns what style sheets say of colours and letters into plain numbers, by letting a canvas paint them. */
export function createPaintValues() {
  const ctx = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (ctx === null) throw new Error('no canvas to read colours from');
  const colours = new Map<string, PlainColour>();
  const shifts = new Map<string, number>();

  const read = (text: string): PlainColour => {
    ctx.clearRect(0, 0, 1, 1);
    ctx.fillStyle = text;
    ctx.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = ctx.getImageData(0, 0, 1, 1).data;
    if (a === 0) return NONE;
    const hex = [r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('');
    return { colour: `#${hex}`, alpha: Math.round((100 * a) / 255) / 100 };
  };

  return {
    colour: (text: string): PlainColour => {
      if (text === 'none') return NONE;
      const known = colours.get(text) ?? read(text);
      colours.set(text, known);
      return known;
    },
    /** How far below its middle letters stand on their line: in the middle of the font's box, or of the letters' own. */
    shift: (font: string, middle: 'box' | 'letters'): number => {
      const key = `${middle} ${font}`;
      const known = shifts.get(key);
      if (known !== undefined) return known;
      ctx.font = font;
      ctx.textBaseline = middle === 'box' ? 'alphabetic' : 'middle';
      const box = ctx.measureText('x');
      const found =
        middle === 'box'
          ? (box.fontBoundingBoxAscent - box.fontBoundingBoxDescent) / 2
          : -box.alphabeticBaseline;
      shifts.set(key, found);
      return found;
    },
  };
}

export type PaintValues = ReturnType<typeof createPaintValues>;
