/* oxlint-disable jsx-a11y/prefer-tag-over-role -- SVG has neither buttons nor groups of its own. */
import { Fragment, type KeyboardEvent } from 'react';
import type { Band, PlaceKind } from '../engine/costs/places';
import { BandIcon } from './BandIcon';
import type { StageLabels } from './labels';
import type { Rect, StageBox, StageFrame, StageLayout } from './layout/stage-layout';
import { textWidth } from './layout/text-fit';
import { EXIT_LINE, TIP_ID, type Pointer } from './PartTip';
import { ExitLine, Lead, Rails, Wires } from './WiresSvg';
import { Text } from './Text';
import styles from './scene.module.css';
import type { StageSet } from './scene';

interface Props {
  readonly set: StageSet;
  readonly labels: StageLabels;
  /** Index of the selected place, -1 for none. */
  readonly selected: number;
  readonly onSelect: (place: number) => void;
  /** The part the tooltip is about, EXIT_LINE, or -1 for none. */
  readonly pointed: number;
  /** The part under the pointer or with the focus; -1 when it is left. */
  readonly onPoint: (place: number, by?: Pointer) => void;
  /** Kinds of parts that are drawn; null: all. */
  readonly shown: readonly PlaceKind[] | null;
  /** The place that the eye is led to, -1 for none. */
  readonly primary: number;
}

/** What stands still: bands, wires and every part as a button. */
export function StageSvg({
  set,
  labels,
  selected,
  pointed,
  onSelect,
  onPoint,
  shown,
  primary,
}: Props) {
  const { layout } = set;
  const { width, height, lane, iommu } = layout;
  const guests = layout.bands.find((band) => band.band === 'guest');
  const cardX = layout.frames.find((frame) => frame.kind === 'nic')?.x ?? 0;
  return (
    <svg
      className={styles['svg']}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={labels.stage.canvasHint}
    >
      {layout.bands.map((band) => (
        <g key={band.band} data-band={band.band}>
          <rect className={styles['band']} {...rectOf(band)} rx={8} />
          {band.labels.map((label) => (
            <g key={label.text}>
              <BandIcon band={band.band} x={label.x - 14} y={label.y - 5.5} />
              <Text label={label} />
            </g>
          ))}
        </g>
      ))}
      {lane !== null && guests !== undefined && (
        <g>
          <rect className={styles['lane']} {...rectOf(lane)} />
          <path
            className={styles['laneWall']}
            d={`M${lane.x} ${lane.y}V${lane.y + lane.h}M${lane.x + lane.w} ${lane.y}V${lane.y + lane.h}`}
          />
        </g>
      )}
      {layout.frames.filter(drawsFrame(layout, shown)).map((frame) => (
        <Frame key={`${frame.kind} ${frame.x} ${frame.y}`} frame={frame} cardX={cardX} />
      ))}
      {(shown?.includes('port') ?? true) && <Wires layout={layout} />}
      <Rails set={set} shown={shown} />
      <ExitLine
        layout={layout}
        labels={labels}
        described={pointed === EXIT_LINE}
        onPoint={onPoint}
      />
      {lane !== null && (
        <g>
          {(shown?.includes('driver') ?? true) &&
            lane.notes.map(({ wire, label, lead }) => (
              <g key={wire}>
                {lead !== null && <Lead wire={wire} {...lead} />}
                <Text label={label} rim />
              </g>
            ))}
          <Text label={lane.label} rim />
        </g>
      )}
      {layout.boxes.map((box, index) =>
        shown !== null && !shown.includes(box.kind) ? null : (
          <Part
            key={box.place}
            box={box}
            labels={labels}
            layout={layout}
            selected={selected === box.place}
            primary={primary === -1 ? null : primary === box.place}
            described={pointed === box.place}
            // Of a grid only the first cell is a stop of the Tab key; arrows lead on from there.
            stop={box.form === 'box' || layout.boxes[index - 1]?.form !== 'cell'}
            onSelect={onSelect}
            onPoint={onPoint}
          />
        ),
      )}
      {iommu === null || !layout.iommuOn || shown?.includes('iommu') === false ? null : (
        <path className={styles['iommuEdge']} d={hatch(iommu)} />
      )}
    </svg>
  );
}

/** A frame is drawn when something of its band is. */
const drawsFrame =
  ({ boxes }: StageLayout, shown: readonly PlaceKind[] | null) =>
  ({ band }: StageFrame) =>
    shown === null || boxes.some((box) => box.band === band && shown.includes(box.kind));

const rectOf = ({ x, y, w, h }: Rect) => ({ x, y, width: Math.max(0, w), height: Math.max(0, h) });

function hatch({ x, y, w, h }: Rect): string {
  return `M${x} ${y}H${x + w}M${x} ${y + h}H${x + w}`;
}

function Frame({ frame, cardX }: { readonly frame: StageFrame; readonly cardX: number }) {
  const pciX = frame.x + frame.w;
  return (
    <g data-band={frame.band} data-frame={frame.kind}>
      {frame.w > 0 && <rect className={styles['frame']} {...rectOf(frame)} rx={8} />}
      {frame.kind === 'root-port' && (
        <path className={styles['link']} d={`M${pciX} ${frame.y + frame.h / 2}H${cardX}`} />
      )}
      {frame.labels.map((label) => (
        <Text key={label.text} label={label} />
      ))}
    </g>
  );
}

const BLIND: ReadonlySet<string> = new Set([
  'tap',
  'bridge',
  'vhost',
  'switch-process',
  'host-stack',
  'vmm',
  'kvm',
  'pf-driver',
  'vfio',
  'vhost-vdpa',
]);

interface PartProps {
  readonly box: StageBox;
  readonly labels: StageLabels;
  readonly layout: StageLayout;
  readonly selected: boolean;
  /** The eye is led to it, or to another part; null: to none. */
  readonly primary: boolean | null;
  readonly described: boolean;
  readonly stop: boolean;
  readonly onSelect: (place: number) => void;
  readonly onPoint: (place: number, by?: Pointer) => void;
}

function Part({
  box,
  labels,
  layout,
  selected,
  primary,
  described,
  stop,
  onSelect,
  onPoint,
}: PartProps) {
  const place = layout.places[box.place];
  if (place === undefined) return null;
  const choose = () => {
    onSelect(box.place);
  };
  const onKeyDown = (event: KeyboardEvent<SVGGElement>) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      choose();
    } else if (box.form === 'cell') walk(event);
  };
  return (
    <g
      className={styles['part']}
      role="button"
      tabIndex={stop ? 0 : -1}
      // A guest's cell stands for the whole guest.
      aria-label={
        box.form === 'cell' && box.kind === 'driver'
          ? labels.stage.guest(box.vm)
          : labels.fullName(place, box.labels.map(({ text }) => text).join(' '))
      }
      aria-pressed={selected}
      aria-describedby={described ? TIP_ID : undefined}
      data-band={box.band satisfies Band}
      data-form={box.form}
      data-kind={box.kind}
      data-used={box.used}
      data-blind={BLIND.has(box.kind)}
      data-primary={primary === true ? true : undefined}
      data-dim={primary === false ? true : undefined}
      onClick={choose}
      onKeyDown={onKeyDown}
      onPointerEnter={(event) => {
        onPoint(box.place, event);
      }}
      onPointerLeave={(event) => {
        onPoint(-1, event);
      }}
      onFocus={() => {
        onPoint(box.place);
      }}
      onBlur={() => {
        onPoint(-1);
      }}
    >
      {box.touch !== undefined && <rect className={styles['touch']} {...rectOf(box.touch)} />}
      <rect className={styles['ring']} {...rectOf(grown(box, 4))} rx={9} />
      <rect className={styles['box']} {...rectOf(box)} rx={Math.min(6, box.h / 3)} />
      {box.labels.map((label) => (
        <Fragment key={label.text}>
          <Text label={label} />{' '}
        </Fragment>
      ))}
      {box.kind === 'bridge' && <Unseen box={box} text={labels.stage.cannotSee} />}
      {box.form === 'box' && BLIND.has(box.kind) && hasCorner(box) && (
        <g className={styles['eye']} transform={`translate(${box.x + box.w - 7} ${box.y - 4.5})`}>
          <rect x={-2} y={-1.5} width={15} height={12} rx={4} />
          <path d="M0 4.5C2.2 1 8.8 1 11 4.5C8.8 8 2.2 8 0 4.5Z" />
          <circle cx={5.5} cy={4.5} r={1.4} />
          <path d="M1 9L10 0" />
        </g>
      )}
    </g>
  );
}

/** How far the sign on a part's corner reaches into it. */
const EYE_PX = { w: 9, h: 6 } as const;

/** Whether the sign in a part's corner leaves its name alone; where not, dashes alone mark it. */
function hasCorner({ w, h, labels }: StageBox): boolean {
  const widest = Math.max(0, ...labels.map(({ text, sizePx }) => textWidth(text, sizePx)));
  const tall = Math.max(0, ...labels.map(({ sizePx }) => sizePx)) * labels.length;
  return (w - widest) / 2 > EYE_PX.w || (h - tall) / 2 > EYE_PX.h;
}

/** Stands in for the bridge's second line while the followed packet passes it by. */
function Unseen({ box, text }: { readonly box: StageBox; readonly text: string }) {
  const detail = box.labels.find((label) => label.tone === 'detail');
  if (detail === undefined || textWidth(text, detail.sizePx) > box.w - 6) return null;
  return (
    <g className={styles['unseen']}>
      <Text label={{ ...detail, text, tone: 'warning' }} />
    </g>
  );
}

const grown = ({ x, y, w, h }: Rect, by: number): Rect => ({
  x: x - by,
  y: y - by,
  w: w + 2 * by,
  h: h + 2 * by,
});

/** Arrow keys go from cell to cell of a grid. */
function walk(event: KeyboardEvent<SVGGElement>): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const next =
    step === 1
      ? event.currentTarget.nextElementSibling
      : event.currentTarget.previousElementSibling;
  if (!(next instanceof SVGElement) || next.dataset['form'] !== 'cell') return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}
