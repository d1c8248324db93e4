import { useId } from 'react';
import { paintId, Paints } from './paint';
import type { Paint } from './paint';
import styles from './chart.module.css';

/** One series of a chart: its name and how it is drawn. */
export interface LegendEntry {
  readonly label: string;
  readonly paint: Paint;
  /** As the line is drawn (`stroke-dasharray`); an area where it is absent. `''` is a solid line. */
  readonly dash?: string;
}

/** Names of the series in the order they are drawn, the topmost first. */
export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  const scope = useId();
  return (
    <ul className={styles['legend']}>
      {entries.map(({ label, paint, dash }, i) => (
        <li key={label}>
          <svg width={16} height={10} aria-hidden="true">
            <Paints scope={`${scope}${String(i)}`} paints={[paint]} />
            {dash === undefined ? (
              <rect
                width={16}
                height={10}
                rx={2}
                fill={`url(#${paintId(`${scope}${String(i)}`, 0)})`}
              />
            ) : (
              <path
                d="M0 5H16"
                style={{ stroke: paint.colour, strokeWidth: 2.5, strokeDasharray: dash }}
              />
            )}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}
