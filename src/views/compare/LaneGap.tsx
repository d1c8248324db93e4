import type { LanePacket, MilestoneId } from '../../store/vocabulary';
import { useMessages } from '../../i18n/react';
import type { ChartScale } from './chart-scale';
import { spread } from './lane-geometry';
import styles from './chart.module.css';

interface Props {
  readonly packet: LanePacket;
  /** The lane right above, or null. */
  readonly above: LanePacket | null;
  readonly milestones: readonly MilestoneId[];
  readonly scale: ChartScale;
}

const GAP_PX = 34;
/** Above the first lane there is nothing to be joined to. */
const TOP_PX = 12;
const BADGE_PX = 15;
const BADGE_Y = GAP_PX - 12;

/** Above a lane: the numbers of its milestones, each joined to the same on the lane above. */
export function LaneGap({ packet, above, milestones, scale }: Props) {
  const { trace } = packet;
  const own = packet.milestones.toSorted((a, b) => a.at - b.at);
  const xs = own.map(({ at }) => scale.x(at - trace.from));
  const badges = spread(xs, BADGE_PX + 1, scale.left, scale.right);
  const { names } = useMessages().compare.milestones;
  const top = above === null ? TOP_PX : 0;
  return (
    <svg
      className={styles['gap']}
      width={scale.width * scale.unit}
      height={(GAP_PX - top) * scale.unit}
      viewBox={[0, top, scale.width, GAP_PX - top].join(' ')}
      aria-hidden="true"
    >
      {own.map(({ id }, i) => {
        const same = above?.milestones.find((each) => each.id === id);
        const [x, badge] = [xs[i] ?? 0, badges[i] ?? 0];
        const side = id === 'completed' || id === 'over';
        return (
          <g key={id} className={styles['join']} data-side={side}>
            {same !== undefined && above !== null && (
              <path
                className={styles['joinLine']}
                d={`M${px(scale.x(same.at - above.trace.from))} 0L${px(badge)} ${String(BADGE_Y - BADGE_PX / 2)}`}
              />
            )}
            <path
              d={`M${px(badge)} ${String(BADGE_Y + BADGE_PX / 2)}L${px(x)} ${String(GAP_PX)}`}
            />
            <circle cx={badge} cy={BADGE_Y} r={BADGE_PX / 2}>
              <title>{names[id]}</title>
            </circle>
            <text x={badge} y={BADGE_Y}>
              {milestones.indexOf(id) + 1}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const px = (value: number) => value.toFixed(1);
