/* oxlint-disable jsx-a11y/prefer-tag-over-role -- SVG has no images of its own drawing. */
import { useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { paintId, Paints } from './paint';
import type { Paint } from './paint';
import { scaleOf } from './scale';
import type { Axis, Scale } from './scale';
import { useWidth } from './use-width';
import styles from './chart.module.css';

const TOP_PX = 24;
const TICK_HALF_PX = 22;
const FOOT_PX = 34;
const LETTER_PX = 6.6;
const TICK_X_PX = 90;
const TICK_Y_PX = 34;

/** Where the marks of a chart are drawn: scales in pixels of the drawing, and its fills. */
export interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Fill of the `i`-th of `paints`, texture included. */
  readonly fill: (i: number) => string;
}

/** A line across the chart with a name: a percentile, a capacity. */
export interface Rule {
  readonly at: number;
  readonly label: string;
}

interface Props {
  readonly x: Axis;
  readonly y: Axis;
  /** The chart in one sentence, for those who do not see it. */
  readonly alt: string;
  /** Fills that the marks use, in the order of `Frame.fill`. */
  readonly paints?: readonly Paint[];
  /** Height of the whole drawing, CSS pixels. */
  readonly height?: number;
  /** Values of x, or of y, worth a named line. */
  readonly xRules?: readonly Rule[];
  readonly yRules?: readonly Rule[];
  /** The present moment (a value of x), drawn as a line; null where it is outside. */
  readonly cursor?: number | null;
  /** Click, drag, touch and arrow keys choose a value of x. `name` says what that does; `value` is where it stands. */
  readonly pick?: {
    readonly name: string;
    readonly value: number;
    /** How far an arrow key goes. */
    readonly step: number;
    readonly text: (value: number) => string;
    readonly onPick: (value: number) => void;
  };
  /** What the chart says at a value of x; shown under it while pointed at. */
  readonly read?: (x: number) => string;
  /** Draws the marks: SVG elements. See marks.tsx. */
  readonly children: (frame: Frame) => ReactNode;
}

/**
 * Axes with round ticks, named lines, a cursor, and room for marks between them. As wide as its box. The picture is one image
 * to a screen reader (`alt`); its numbers belong into the table of the `ChartFigure` around it.
 */
export function Plot(props: Props) {
  const { x, y, alt, paints = [], height = 200, xRules = [], yRules = [], cursor = null } = props;
  const { pick, read, children } = props;
  const scope = useId();
  const box = useRef<HTMLDivElement>(null);
  const [width, unit] = useWidth(box);
  const [pointed, setPointed] = useState<number | null>(null);
  const bottom = height - FOOT_PX;
  const yScale = scaleOf(y, bottom, TOP_PX, Math.max(2, Math.floor((bottom - TOP_PX) / TICK_Y_PX)));
  const labelWidth = Math.max(...yScale.ticks.map((tick) => y.text(tick).length)) * LETTER_PX;
  const left = Math.ceil(labelWidth) + 10;
  const right = Math.max(left + 40, width - 12);
  const xScale = scaleOf(x, left, right, Math.max(2, Math.floor((right - left) / TICK_X_PX)));
  const frame: Frame = {
    x: xScale,
    y: yScale,
    left,
    right,
    top: TOP_PX,
    bottom,
    fill: (i) => `url(#${paintId(scope, i)})`,
  };
  const xAt = (value: number) => xScale.at(value).toFixed(1);
  return (
    <div className={styles['plot']}>
      <div
        ref={box}
        className={styles['drawing']}
        style={{ height: height * unit }}
        onPointerMove={(event) => {
          if (read === undefined) return;
          const px = (event.clientX - event.currentTarget.getBoundingClientRect().left) / unit;
          setPointed(px < left || px > right ? null : xScale.valueAt(px));
        }}
        onPointerLeave={() => {
          setPointed(null);
        }}
      >
        {width > 0 && (
          <svg
            width={width * unit}
            height={height * unit}
            viewBox={`0 0 ${String(width)} ${String(height)}`}
            role="img"
            aria-label={alt}
          >
            <Paints scope={scope} paints={paints} />
            {yScale.ticks.map((tick) => (
              <g key={tick} transform={`translate(0,${yScale.at(tick).toFixed(1)})`}>
                <path className={styles['grid']} d={`M${String(left)} 0H${String(right)}`} />
                <text className={styles['tick']} x={left - 5} dy="0.32em" textAnchor="end">
                  {y.text(tick)}
                </text>
              </g>
            ))}
            {children(frame)}
            <path
              className={styles['axis']}
              d={`M${String(left)} ${String(bottom)}H${String(right)}`}
            />
            {xScale.ticks.map((tick) => (
              <g key={tick} transform={`translate(${xAt(tick)},${String(bottom)})`}>
                <path className={styles['axis']} d="M0 0V4" />
                <text
                  className={styles['tick']}
                  y={15}
                  textAnchor={xScale.at(tick) > width - TICK_HALF_PX ? 'end' : 'middle'}
                  dx={xScale.at(tick) > width - TICK_HALF_PX ? width - xScale.at(tick) : 0}
                >
                  {x.text(tick)}
                </text>
              </g>
            ))}
            <text className={styles['axisName']} x={right} y={height - 5} textAnchor="end">
              {x.label}
            </text>
            <text className={styles['axisName']} x={2} y={9}>
              {y.label}
            </text>
            {yRules.map(({ at, label }) => (
              <g key={label} transform={`translate(0,${yScale.at(at).toFixed(1)})`}>
                <path className={styles['rule']} d={`M${String(left)} 0H${String(right)}`} />
                <text className={styles['ruleName']} x={right - 3} y={-4} textAnchor="end">
                  {label}
                </text>
              </g>
            ))}
            {xRules.map(({ at, label }, i) => {
              const flips = xScale.at(at) > right - 8 * label.length;
              return (
                <g key={label} transform={`translate(${xAt(at)},0)`}>
                  <path className={styles['rule']} d={`M0 ${String(TOP_PX)}V${String(bottom)}`} />
                  <text
                    className={styles['ruleName']}
                    x={flips ? -4 : 4}
                    y={TOP_PX + 10 + (i % 4) * 13}
                    textAnchor={flips ? 'end' : 'start'}
                  >
                    {label}
                  </text>
                </g>
              );
            })}
            {pointed !== null && (
              <path
                className={styles['pointer']}
                d={`M${xAt(pointed)} ${String(TOP_PX)}V${String(bottom)}`}
              />
            )}
            {cursor !== null && cursor >= x.from && cursor <= x.to && (
              <g className={styles['cursor']} transform={`translate(${xAt(cursor)},0)`} data-cursor>
                <path d={`M0 ${String(TOP_PX)}V${String(bottom)}`} />
                <path d={`M-4 ${String(TOP_PX - 6)}H4L0 ${String(TOP_PX)}Z`} />
              </g>
            )}
          </svg>
        )}
        {pick !== undefined && width > 0 && (
          <input
            type="range"
            className={styles['pick']}
            style={{
              left: left * unit,
              width: (right - left) * unit,
              top: TOP_PX * unit,
              height: (bottom - TOP_PX) * unit,
            }}
            aria-label={pick.name}
            aria-valuetext={pick.text(pick.value)}
            min={x.from}
            max={x.to}
            step="any"
            value={Math.min(Math.max(pick.value, x.from), x.to)}
            onKeyDown={(event) => {
              const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
              if (way === undefined) return;
              event.preventDefault();
              pick.onPick(Math.min(x.to, Math.max(x.from, pick.value + way * pick.step)));
            }}
            onChange={(event) => {
              pick.onPick(event.currentTarget.valueAsNumber);
            }}
          />
        )}
      </div>
      {read !== undefined && (
        <p className={styles['reading']} aria-hidden="true">
          {pointed === null ? '' : read(pointed)}
        </p>
      )}
    </div>
  );
}
