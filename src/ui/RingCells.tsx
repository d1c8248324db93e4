import { useMessages } from '../i18n/react';
import type { Inspection } from '../store/vocabulary';
import { ringCells } from './ring-cells';
import hidden from './hidden.module.css';
import styles from './inspector.module.css';

const CELL_PX = 10;

/** A descriptor ring as a row of cells: filled ones are between head and tail, the device's to work on. */
export function RingCells({ ring }: { readonly ring: Inspection['rings'][number] }) {
  const m = useMessages().shell.inspector;
  const { cells, perCell, head, tail, held } = ringCells(ring);
  const width = cells.length * CELL_PX;
  const words = m.ring(ring.size, head, tail, held);
  const at = (position: number) => (Math.floor(position / perCell) + 0.5) * CELL_PX;
  return (
    <figure className={styles['ring']}>
      <figcaption>
        {ring.name}
        <span className={hidden['hidden']}>{words}</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} 34`} aria-hidden="true">
        {cells.map((filled, i) => (
          <rect
            key={i}
            x={i * CELL_PX + 1}
            y={12}
            width={CELL_PX - 2}
            height={10}
            rx={2}
            data-filled={filled}
          />
        ))}
        <path d={`M${at(head)} 11l-3.5 -6h7z`} data-mark="head" />
        <path d={`M${at(tail)} 23l-3.5 6h7z`} data-mark="tail" />
      </svg>
      <p className={styles['marks']}>
        {[
          `${m.head} ${head}`,
          `${m.tail} ${tail}`,
          ...ring.marks.map((mark) => `${mark.name} ${mark.at}`),
        ].join(' · ')}
      </p>
    </figure>
  );
}
