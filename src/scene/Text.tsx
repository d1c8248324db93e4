import type { Label } from './layout/stage-layout';
import styles from './scene.module.css';

/** A line of text; with a rim of the page's colour where it may lie over wires. */
export function Text({ label, rim = false }: { readonly label: Label; readonly rim?: boolean }) {
  return (
    <text
      className={styles['text']}
      data-tone={label.tone}
      data-rim={rim}
      x={label.x}
      y={label.y}
      fontSize={label.sizePx}
      textAnchor={label.anchor}
      dominantBaseline="central"
    >
      {label.text}
    </text>
  );
}
