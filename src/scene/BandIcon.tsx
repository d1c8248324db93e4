import type { Band } from '../engine/costs/places';
import styles from './scene.module.css';

/** 11 × 11: a screen, a window, a cog wheel, a chip, a plug. */
const SHAPES: Readonly<Record<Band, string>> = {
  guest: 'M1 1.5h9v6H1zM3.5 10h4M5.5 7.5V10',
  'host-user': 'M1 1.5h9v8H1zM1 4h9',
  'host-kernel':
    'M5.5 3.5a2 2 0 1 0 0 4a2 2 0 1 0 0-4M5.5.5v1.6M5.5 8.9v1.6M.5 5.5h1.6M8.9 5.5h1.6M2 2l1.1 1.1M7.9 7.9L9 9M9 2L7.9 3.1M3.1 7.9L2 9',
  hardware: 'M2.5 2.5h6v6h-6zM4 .5v2M7 .5v2M4 8.5v2M7 8.5v2M.5 4h2M.5 7h2M8.5 4h2M8.5 7h2',
  wire: 'M.5 5.5h3M7.5 5.5h3M3.5 3v5h2.2a2.5 2.5 0 0 0 0-5z',
};

export function BandIcon({
  band,
  x,
  y,
}: {
  readonly band: Band;
  readonly x: number;
  readonly y: number;
}) {
  return <path className={styles['icon']} d={SHAPES[band]} transform={`translate(${x} ${y})`} />;
}
