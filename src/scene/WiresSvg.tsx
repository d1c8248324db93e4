/* oxlint-disable jsx-a11y/prefer-tag-over-role -- SVG has no images of its own drawing. */
import type { PlaceKind } from '../engine/costs/places';
import type { StageLabels } from './labels';
import type { StageLayout } from './layout/stage-layout';
import { EXIT_LINE, TIP_ID, type Pointer } from './PartTip';
import { railsOf } from './rails';
import styles from './wires.module.css';
import type { StageSet } from './scene';
import { Text } from './Text';

export function Wires({ layout }: { readonly layout: StageLayout }) {
  return (
    <>
      <path className={styles['wire']} d={wirePath(layout, true)} />
      <path className={styles['wire']} data-quiet="true" d={wirePath(layout, false)} />
    </>
  );
}

/** The wires themselves: from each port to its peer; of ports in use, or of the others. */
function wirePath({ boxes, places, wireY }: StageLayout, used: boolean): string {
  return boxes
    .filter((box) => box.kind === 'port' && box.used === used)
    .map((port) => {
      const number = places[port.place]?.fn;
      const peer = boxes.find((box) => box.kind === 'peer' && places[box.place]?.fn === number);
      return peer === undefined ? '' : `M${peer.x + peer.w} ${wireY}H${port.x + port.w / 2}`;
    })
    .join('');
}

/** What runs where, at rest. */
export function Rails({
  set,
  shown,
}: {
  readonly set: StageSet;
  /** Kinds of parts that are drawn; null: all. */
  readonly shown: readonly PlaceKind[] | null;
}) {
  const { places } = set.layout;
  const drawn = (place: number) =>
    shown === null || shown.some((kind) => kind === places[place]?.kind);
  return (
    <g className={styles['rails']}>
      {railsOf(set.layout)
        .filter(({ from, to }) => drawn(from) && drawn(to))
        .map(({ from, to, wire, quiet }) => {
          const line = set.routes.between(from, to, wire);
          const d = Array.from(line.xs, (x, i) => `${i === 0 ? 'M' : 'L'}${x} ${line.ys[i] ?? 0}`);
          return (
            <path
              key={`${from} ${to} ${wire}`}
              data-wire={wire}
              data-quiet={quiet}
              d={d.join('')}
            />
          );
        })}
    </g>
  );
}

/** From a wire to its name. */
export function Lead({
  wire,
  x0,
  x1,
  y,
}: {
  readonly wire: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
}) {
  return (
    <g className={styles['lead']} data-wire={wire}>
      <path d={`M${x0} ${y}H${x1}`} />
      <circle cx={x0} cy={y} r={2.2} />
    </g>
  );
}

const POST_PX = 7;

interface ExitLineProps {
  readonly layout: StageLayout;
  readonly labels: StageLabels;
  readonly described: boolean;
  readonly onPoint: (place: number, by?: Pointer) => void;
}

/** The line itself, with its gates; the ticks on it are painted. */
export function ExitLine({ layout, labels, described, onPoint }: ExitLineProps) {
  const { y, pieces, label } = layout.exitLine;
  const gates = pieces.slice(1).map((piece, i) => ({ from: pieces[i]?.x1 ?? 0, to: piece.x0 }));
  const line = pieces.map(({ x0, x1 }) => `M${x0} ${y}H${Math.max(x0, x1)}`).join('');
  return (
    <g
      className={styles['exitLine']}
      role="img"
      aria-label={labels.stage.exitLine.name}
      aria-describedby={described ? TIP_ID : undefined}
      onPointerEnter={(event) => {
        onPoint(EXIT_LINE, event);
      }}
      onPointerLeave={(event) => {
        onPoint(-1, event);
      }}
    >
      <path d={line} />
      <path className={styles['reach']} d={line} />
      <path
        className={styles['gate']}
        d={gates
          .map(
            ({ from, to }) =>
              `M${from} ${y - POST_PX}v${2 * POST_PX}M${to} ${y - POST_PX}v${2 * POST_PX}`,
          )
          .join('')}
      />
      {label.text !== '' && <Text label={label} rim />}
    </g>
  );
}
