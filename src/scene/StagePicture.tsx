import { useMemo } from 'react';
import type { Topology } from '../engine/topology';
import type { Picos } from '../engine/units';
import { useMessages } from '../i18n/react';
import type { Spotlight } from '../store/lesson';
import { Drawing } from './drawing';
import { stageLabels } from './labels';
import { layoutStage } from './layout';
import { paintStage } from './paint';
import { drawnOf } from './paint/where';
import type { Palette } from './palette';
import styles from './picture.module.css';
import { primaryAt } from './primary';
import { buildSet, buildShot } from './scene';
import { StageSvg } from './StageSvg';
import type { Recorded } from './timeline';

interface Props {
  readonly topology: Topology;
  /** Everything that happened up to the moment, from the start of the run. */
  readonly window: Recorded;
  readonly at: Picos;
  readonly spotlight: Spotlight;
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
}

/** 1 µs as 1 s: what has just happened is a matter of some nanoseconds. */
const RATE = 1_000;
/** The packet that a lesson follows. */
const FIRST = 1;
const nothing = () => undefined;

/** One moment of the stage that does not move, as vectors: what stands and what is on its way. */
export function StagePicture({ topology, window, at, spotlight, palette, width, height }: Props) {
  const messages = useMessages();
  const { labels, set, painted, primary } = useMemo(() => {
    const words = stageLabels(messages.stage, topology);
    const made = buildSet(layoutStage(topology, width, height, { labels: words, besideVm: -1 }));
    const shot = buildShot(window, topology.vms.length);
    const drawing = new Drawing();
    const { shown } = spotlight;
    paintStage(drawing, made, shot, palette, {
      cursor: at,
      rate: RATE,
      followed: 0,
      still: true,
      words: messages.stage.exits,
      earlier: [],
      drawn: shown === null ? null : drawnOf(made.layout, shown),
    });
    return {
      labels: words,
      set: made,
      painted: drawing.painted,
      primary: primaryAt(made.layout, shot, spotlight, at, FIRST),
    };
  }, [messages, topology, window, at, spotlight, palette, width, height]);
  return (
    <div className={styles['picture']} style={{ aspectRatio: `${width} / ${height}` }} inert>
      <StageSvg
        set={set}
        labels={labels}
        selected={-1}
        pointed={-1}
        onSelect={nothing}
        onPoint={nothing}
        shown={spotlight.shown}
        primary={primary}
      />
      <svg viewBox={`0 0 ${width} ${height}`} className={styles['moving']} data-moving>
        {painted.map((each, i) =>
          each.kind === 'path' ? (
            <path
              key={i}
              d={each.d}
              opacity={each.alpha}
              style={{
                fill: each.fill,
                stroke: each.stroke,
                strokeWidth: each.width,
                strokeDasharray: each.dash,
              }}
            />
          ) : (
            <text
              key={i}
              x={each.x}
              y={each.y}
              opacity={each.alpha}
              textAnchor={each.anchor}
              dominantBaseline="central"
              style={{
                font: each.font,
                fill: each.fill,
                stroke: each.stroke,
                strokeWidth: each.width,
              }}
            >
              {each.text}
            </text>
          ),
        )}
      </svg>
    </div>
  );
}
