import { useEffect, useRef } from 'react';
import type { Picos } from '../engine/units';
import styles from './scene.module.css';
import { paintStage, type View } from './paint';
import type { Palette } from './palette';
import type { Shot, StageSet } from './scene';
import { usePixelRatio } from './use-pixel-ratio';

/** Where the cursor comes from; painting follows it without a render. */
export interface CursorSource {
  readonly get: () => Picos;
  readonly subscribe: (changed: (cursor: Picos) => void) => () => void;
}

interface Props {
  readonly set: StageSet;
  /** CSS pixels per pixel of the layout. */
  readonly scale: number;
  readonly shot: Shot;
  readonly palette: Palette;
  readonly source: CursorSource;
  readonly view: Omit<View, 'cursor'>;
}

/** What moves. React renders it when layout, window or theme change, never per frame. */
export function PacketCanvas({ set, scale, shot, palette, source, view }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ratio = usePixelRatio();
  const { width, height } = set.layout;
  const { rate, followed, still, words, earlier, drawn } = view;

  useEffect(() => {
    const element = canvas.current;
    const ctx = element?.getContext('2d');
    if (element === null || !ctx) return;
    const zoom = ratio * scale;
    const [w, h] = [Math.round(width * zoom), Math.round(height * zoom)];
    if (element.width !== w) element.width = w;
    if (element.height !== h) element.height = h;
    ctx.setTransform(zoom, 0, 0, zoom, 0, 0);
    const paint = (cursor: Picos) => {
      paintStage(ctx, set, shot, palette, { cursor, rate, followed, still, words, earlier, drawn });
    };
    paint(source.get());
    return source.subscribe(paint);
  }, [
    set,
    shot,
    palette,
    source,
    width,
    height,
    scale,
    ratio,
    rate,
    followed,
    still,
    words,
    earlier,
    drawn,
  ]);

  return <canvas ref={canvas} className={styles['canvas']} aria-hidden="true" />;
}
