import { useEffect, useMemo, useRef } from 'react';
import { useMessages } from '../../i18n/react';
import { stageLabels, type StageLabels } from '../../scene/labels';
import { layoutStage } from '../../scene/layout';
import type { View } from '../../scene/paint';
import { drawnOf } from '../../scene/paint/where';
import { readPalette, type Palette } from '../../scene/palette';
import { primaryAt } from '../../scene/primary';
import { buildSet, buildShot, EMPTY_SHOT, type Shot, type StageSet } from '../../scene/scene';
import { StageSvg } from '../../scene/StageSvg';
import { useApp } from '../../store';
import legendStyles from '../stage/legend.module.css';
import { SignShape } from '../stage/SignShape';
import { SIGNS } from '../stage/signs';
import { sizeOf, type Look } from './look';
import styles from './plate.module.css';

/** The stage in the look that is wished for, drawn out of sight, and what is needed to paint on it. */
export interface Plate {
  readonly root: HTMLElement;
  readonly set: StageSet;
  /** What happens around the moment on the screen. */
  readonly shot: Shot;
  readonly labels: StageLabels;
  readonly palette: Palette;
  readonly drawn: View['drawn'];
}

interface Props {
  readonly look: Look;
  readonly onDrawn: (plate: Plate) => void;
}

const nothing = () => undefined;

export function PlateSource({ look: { theme, size }, onDrawn }: Props) {
  const messages = useMessages();
  const root = useRef<HTMLDivElement>(null);
  const topology = useApp((s) => s.info?.topology ?? null);
  const besideVm = useApp((s) => s.info?.besideVm ?? -1);
  const spotlight = useApp((s) => s.spotlight);
  const selected = useApp((s) => (s.selected?.kind === 'place' ? s.selected.place : -1));
  const made = useMemo(() => {
    if (topology === null) return null;
    const labels = stageLabels(messages.stage, topology);
    const { width, height } = sizeOf(size);
    return { labels, set: buildSet(layoutStage(topology, width, height, { labels, besideVm })) };
  }, [messages, topology, besideVm, size]);
  const window = useApp((s) => s.window);
  const shot = useMemo(
    () =>
      window === null || topology === null ? EMPTY_SHOT : buildShot(window, topology.vms.length),
    [window, topology],
  );
  const primary = useApp((s) =>
    s.spotlight === null || made === null
      ? -1
      : primaryAt(made.set.layout, shot, s.spotlight, s.cursor, s.followed),
  );
  const shown = spotlight?.shown ?? null;
  useEffect(() => {
    if (root.current === null || made === null) return;
    onDrawn({
      ...made,
      shot,
      root: root.current,
      palette: readPalette(root.current),
      drawn: shown === null ? null : drawnOf(made.set.layout, shown),
    });
  }, [made, shot, shown, selected, primary, theme, onDrawn]);
  if (made === null) return null;
  return (
    <div className={styles['room']} inert aria-hidden="true">
      <div ref={root} className={styles['plate']} data-theme={theme}>
        <StageSvg
          set={made.set}
          labels={made.labels}
          selected={selected}
          pointed={-1}
          onSelect={nothing}
          onPoint={nothing}
          shown={shown}
          primary={primary}
        />
        <div className={legendStyles['legend']}>
          <svg viewBox="0 0 28 20" width="28" height="20">
            {SIGNS.map((sign) => (
              <g key={sign} data-sign={sign}>
                <SignShape sign={sign} />
              </g>
            ))}
          </svg>
        </div>
      </div>
    </div>
  );
}
