import type { HopRow, JourneyRow } from '../../store/vocabulary';
import type { MarkAt } from './Diagram';
import styles from './mark.module.css';

interface Props {
  readonly row: JourneyRow;
  /** Guest whose hue the packet has. */
  readonly owner: number;
  readonly at: MarkAt;
  readonly exitX: number | null;
  readonly chosen: boolean;
}

const HUES = 6;
const RING = 5;

/** One row in the grammar of the stage: what moves is an arrow with its sign at the head, work is a bar. */
export function RowMark({ row, owner, at, exitX, chosen }: Props) {
  const { x1, x2, y1, y2, band } = at;
  const glyph = row.kind === 'fact' ? 'fact' : row.glyph;
  const stays = x1 === x2;
  return (
    <g
      className={styles['mark']}
      data-glyph={glyph}
      data-band={band}
      data-own={row.own || row.packet === 0}
      style={{ '--owner': `var(--packet-${String(Math.max(0, owner) % HUES)})` } as object}
    >
      {row.kind === 'fact' ? (
        <circle cx={x2} cy={y1} r={3.5} />
      ) : stays ? (
        <Bar row={row} at={at} />
      ) : (
        <>
          {glyph === 'copy' && (
            <rect
              className={styles['ghost']}
              x={x1 - 6}
              y={y1 - 4}
              width={12}
              height={8}
              rx={2.5}
            />
          )}
          <line className={styles['way']} x1={x1} y1={y1} x2={x2} y2={y2} />
          <Sign row={row} x={x2} y={y2} angle={Math.atan2(y2 - y1, x2 - x1)} />
          {exitX !== null && glyph === 'exit' && row.exit?.at === row.at && (
            <line
              className={styles['tick']}
              x1={exitX - (row.exit.cls === 'H' ? 11 : 5)}
              x2={exitX + (row.exit.cls === 'H' ? 11 : 5)}
              y1={y1 + (y2 - y1) / 2}
              y2={y1 + (y2 - y1) / 2}
            />
          )}
        </>
      )}
      {chosen && (
        <rect
          className={styles['ring']}
          x={Math.min(x1, x2) - RING - 4}
          y={y1 - RING - 2}
          width={Math.abs(x2 - x1) + 2 * RING + 8}
          height={y2 - y1 + 2 * RING + 4}
          rx={6}
        />
      )}
    </g>
  );
}

/** Work at one place, or waiting there. */
function Bar({ row, at: { x1, y1, y2 } }: { readonly row: HopRow; readonly at: MarkAt }) {
  const height = Math.max(2, y2 - y1);
  if (row.glyph === 'wait')
    return <line className={styles['wait']} x1={x1 + 7} x2={x1 + 7} y1={y1} y2={y2} />;
  return (
    <>
      <rect className={styles['bar']} x={x1 - 4} y={y1} width={8} height={height} rx={2} />
      {row.glyph !== 'work' && <Sign row={row} x={x1} y={y1} angle={Math.PI / 2} />}
    </>
  );
}

interface SignProps {
  readonly row: HopRow;
  readonly x: number;
  readonly y: number;
  /** Direction of the arrow, radians. */
  readonly angle: number;
}

function Sign({ row, x, y, angle }: SignProps) {
  const place = `translate(${String(x)} ${String(y)})`;
  const turned = `${place} rotate(${String((angle * 180) / Math.PI)})`;
  switch (row.glyph) {
    case 'packet':
    case 'copy':
      return (
        <rect
          className={styles['sign']}
          transform={place}
          x={-6}
          y={-4}
          width={12}
          height={8}
          rx={2.5}
        />
      );
    case 'dma':
      return (
        <rect className={styles['sign']} transform={place} x={-4} y={-4} width={8} height={8} />
      );
    case 'dma-descriptor':
      return (
        <path
          className={styles['hollow']}
          transform={place}
          d="M-3.500-4.500h7v9h-7zM-1.500-1.500h3M-1.500 1.500h3"
        />
      );
    case 'doorbell':
      return (
        <path
          className={styles['sign']}
          transform={place}
          d="M0-5.500l5.500 5.500-5.500 5.500-5.500-5.500z"
        />
      );
    case 'exit':
      return <circle className={styles['hollow']} transform={place} r={4} />;
    case 'interrupt':
    case 'entry':
    case 'signal':
      return <path className={styles['sign']} transform={turned} d="M0 0l-8-4v8z" />;
    case 'work':
    case 'wait':
      return null;
  }
}
