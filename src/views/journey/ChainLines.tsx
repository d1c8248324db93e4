import type { JourneyRow } from '../../store/vocabulary';
import type { MarkAt } from './Diagram';
import styles from './mark.module.css';

interface Props {
  readonly rows: readonly JourneyRow[];
  readonly chosen: number;
  readonly chain: ReadonlySet<number>;
  readonly at: (row: number) => MarkAt;
}

/** The way from the chosen row back to where it began: from the end of each cause to the beginning of its effect. */
export function ChainLines({ rows, chosen, chain, at }: Props) {
  const effects = [chosen, ...chain].filter((i) => (rows[i]?.cause ?? -1) >= 0);
  return (
    <g className={styles['chain']}>
      {effects.map((i) => {
        const cause = at(rows[i]?.cause ?? 0);
        const effect = at(i);
        return (
          <g key={i}>
            <line x1={cause.x1} y1={cause.y1} x2={cause.x2} y2={cause.y2} />
            <line x1={cause.x2} y1={cause.y2} x2={effect.x1} y2={effect.y1} />
            <circle cx={cause.x2} cy={cause.y2} r={2.5} />
          </g>
        );
      })}
    </g>
  );
}
