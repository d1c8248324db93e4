import { useMessages } from '../../../i18n/react';
import { countIn, type Block } from './byte-map';
import { blockUnder, layoutOverview, leader } from './overview-layout';
import { useWidth } from '../use-width';
import styles from './overview.module.css';

/** What a long name says of itself in brackets: `SR-IOV`, `ARI`. */
const shortTitle = (title: string): string => /\(([A-Z]{2}[A-Z-]*)\)$/u.exec(title)?.[1] ?? title;

interface Props {
  readonly bytes: Uint8Array;
  readonly blocks: readonly Block[];
  readonly changed: ReadonlySet<number>;
  /** Where the enlarged block begins; -1 without. */
  readonly selected: number;
  readonly onSelect: (at: number) => void;
}

/** Pixels: a name in the list, the leader lines between map and list. */
const ROW = 30;
const LEADERS = 30;
/** Room a name needs; what is left is the map's. */
const NAMES = 168;

/** The whole space to scale, and the names of what is in it, joined by lines. The list is what the keyboard uses. */
export function ConfigOverview({ bytes, blocks, changed, selected, onSelect }: Props) {
  const m = useMessages().config;
  const [ref, width, unit] = useWidth<HTMLDivElement>();
  const cell = Math.max(2, Math.min(4, Math.floor((width - LEADERS - NAMES * unit) / 32) / 2));
  const row = ROW * unit;
  const overview = layoutOverview(bytes, blocks, changed, cell);
  const height = Math.max(overview.height, blocks.length * row);
  return (
    <div className={styles['overview']} ref={ref}>
      <div>
        <svg
          aria-hidden="true"
          className={styles['map']}
          width={overview.width + LEADERS}
          height={height}
          viewBox={`0 0 ${overview.width + LEADERS} ${height}`}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            const x = event.clientX - box.left;
            const hit = blockUnder(overview, blocks, x, event.clientY - box.top);
            if (hit !== null) onSelect(hit.at);
          }}
        >
          <rect className={styles['ground']} width={overview.width} height={overview.height} />
          {overview.blocks.map((block) => (
            <path
              className={styles['block']}
              key={block.at}
              d={block.d}
              data-selected={block.at === selected}
            />
          ))}
          {overview.heat.map(({ heat, d }) => (
            <path className={styles['heat']} key={heat} data-heat={heat} d={d} />
          ))}
          <path className={styles['changed']} d={overview.changed} />
          <g transform={`translate(${overview.width},0)`}>
            {overview.blocks.map((block, i) => (
              <path
                className={styles['leader']}
                key={block.at}
                data-selected={block.at === selected}
                d={leader(block.y, i * row + row / 2, LEADERS)}
              />
            ))}
          </g>
        </svg>
      </div>
      <ul className={styles['list']} aria-label={m.blocks}>
        {blocks.map((block) => {
          const title = block.placed?.table.title ?? m.other;
          const touched = countIn(changed, block.at, block.size);
          return (
            <li key={block.at}>
              <button
                className={styles['name']}
                type="button"
                title={title}
                aria-current={block.at === selected ? 'true' : undefined}
                aria-label={m.blockName({
                  title,
                  at: block.at,
                  size: block.size,
                  changed: touched,
                })}
                onClick={() => onSelect(block.at)}
              >
                <span translate={block.placed === null ? undefined : 'no'}>
                  {shortTitle(title)}
                </span>{' '}
                <code translate="no">{block.at.toString(16).padStart(3, '0')}</code>
                {touched > 0 && <i className={styles['dot']} />}
              </button>
            </li>
          );
        })}
      </ul>
      <ul className={styles['legend']}>
        <li>{m.scale({ bytes: bytes.length })}</li>
        <li>
          <i className={styles['swatch']} data-heat="1" />
          <i className={styles['swatch']} data-heat="2" />
          <i className={styles['swatch']} data-heat="3" />
          {m.legendHeat}
        </li>
        <li>
          <i className={styles['dot']} />
          {m.legendChanged}
        </li>
      </ul>
    </div>
  );
}
