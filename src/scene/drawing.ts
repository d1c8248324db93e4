import type { Ctx } from './glyphs';

/** One thing that was painted, as an element of SVG. */
export type Painted =
  | {
      readonly kind: 'path';
      readonly d: string;
      readonly fill: string;
      readonly stroke: string;
      readonly width: number;
      readonly dash: string;
      readonly alpha: number;
    }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly font: string;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly fill: string;
      readonly stroke: string;
      readonly width: number;
      readonly alpha: number;
    };

const ANCHORS = {
  start: 'start',
  left: 'start',
  center: 'middle',
  end: 'end',
  right: 'end',
} as const;

/** A context that keeps what is painted as vectors, so that a moment can be printed at any size. */
export class Drawing implements Ctx {
  fillStyle = '';
  strokeStyle = '';
  globalAlpha = 1;
  lineWidth = 1;
  lineCap: Ctx['lineCap'] = 'round';
  lineJoin: Ctx['lineJoin'] = 'round';
  font = '';
  textAlign: Ctx['textAlign'] = 'start';
  textBaseline: Ctx['textBaseline'] = 'middle';
  readonly painted: Painted[] = [];
  private path: string[] = [];
  private dash: readonly number[] = [];

  beginPath(): void {
    this.path = [];
  }

  closePath(): void {
    this.path.push('Z');
  }

  moveTo(x: number, y: number): void {
    this.path.push(`M${at(x)} ${at(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.path.push(`L${at(x)} ${at(y)}`);
  }

  /** Whole circles are all that is painted. */
  arc(x: number, y: number, radius: number): void {
    const r = at(radius);
    this.path.push(
      `M${at(x - radius)} ${at(y)}a${r} ${r} 0 1 1 ${at(2 * radius)} 0a${r} ${r} 0 1 1 ${at(-2 * radius)} 0Z`,
    );
  }

  roundRect(
    x: number,
    y: number,
    w: number,
    h: number,
    radii?: number | DOMPointInit | Iterable<number | DOMPointInit>,
  ): void {
    const wanted = typeof radii === 'number' ? radii : 0;
    const r = Math.max(0, Math.min(wanted, w / 2, h / 2));
    const turn = (dx: number, dy: number) => `a${at(r)} ${at(r)} 0 0 1 ${at(dx)} ${at(dy)}`;
    this.path.push(
      `M${at(x + r)} ${at(y)}h${at(w - 2 * r)}${turn(r, r)}v${at(h - 2 * r)}${turn(-r, r)}h${at(2 * r - w)}${turn(-r, -r)}v${at(2 * r - h)}${turn(r, -r)}Z`,
    );
  }

  fill(): void {
    this.add(this.path.join(''), this.fillStyle, 'none');
  }

  stroke(): void {
    this.add(this.path.join(''), 'none', this.strokeStyle);
  }

  fillRect(x: number, y: number, w: number, h: number): void {
    this.add(`M${at(x)} ${at(y)}h${at(w)}v${at(h)}h${at(-w)}Z`, this.fillStyle, 'none');
  }

  /** The whole of it: a new picture. */
  clearRect(): void {
    this.painted.length = 0;
  }

  setLineDash(dash: readonly number[]): void {
    this.dash = dash;
  }

  fillText(text: string, x: number, y: number): void {
    this.write(text, x, y, this.fillStyle, 'none');
  }

  strokeText(text: string, x: number, y: number): void {
    this.write(text, x, y, 'none', this.strokeStyle);
  }

  private add(d: string, fill: string, stroke: string): void {
    const { lineWidth: width, globalAlpha: alpha, dash } = this;
    this.painted.push({ kind: 'path', d, fill, stroke, width, dash: dash.join(' '), alpha });
  }

  private write(text: string, x: number, y: number, fill: string, stroke: string): void {
    const { font, lineWidth: width, globalAlpha: alpha } = this;
    const anchor = ANCHORS[this.textAlign];
    this.painted.push({ kind: 'text', text, x, y, font, anchor, fill, stroke, width, alpha });
  }
}

/** Two digits behind the point are finer than any printer. */
const at = (value: number): string => String(Math.round(value * 100) / 100);
