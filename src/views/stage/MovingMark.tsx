import { useMessages } from '../../i18n/react';
import type { Rect, StageLayout } from '../../scene/layout/stage-layout';
import { useApp } from '../../store';
import styles from './moving-mark.module.css';

interface Props {
  readonly layout: StageLayout;
  readonly scale: number;
}

/** A frame that is narrower has room for the guest's name only; the strip says the same. */
const NAMED_PX = 200;

/** Marks the guest that is moved in the picture, and says on which host it is at the cursor. */
export function MovingMark({ layout, scale }: Props) {
  const messages = useMessages();
  const m = messages.migration;
  const report = useApp((s) => s.instant?.migration?.now ?? null);
  if (report === null || report.phase === 'waiting' || report.phase === 'refused') return null;
  const frame = layout.frames.find(({ kind, vm }) => kind === 'guest' && vm === report.vm);
  const cell = layout.boxes.find(({ kind, vm }) => kind === 'driver' && vm === report.vm);
  const rect = frame ?? cell;
  if (rect === undefined) return null;
  const there = report.phase === 'moved';
  const still = report.phase === 'stopping' || report.phase === 'stop-copy';
  const { primary } = report;
  // From the end of its driver on until the master goes by a VF again.
  const isOut = primary !== null && primary.stopped >= 0 && primary.back < 0;
  const driver = layout.boxes.find(({ kind, vm }) => kind === 'vf-driver' && vm === report.vm);
  const px = (value: number) => `${String(value * scale)}px`;
  const at = ({ x, y, w, h }: Rect) => ({ left: px(x), top: px(y), width: px(w), height: px(h) });
  return (
    <>
      {isOut && driver !== undefined && <div className={styles['out']} style={at(driver)} />}
      <div
        className={styles['mark']}
        data-where={there ? 'there' : 'here'}
        data-still={still}
        style={at(rect)}
      >
        {rect.w * scale >= NAMED_PX && (
          <span>{there ? `→ ${m.otherHost}` : still ? m.phases['stop-copy'] : m.thisHost}</span>
        )}
      </div>
    </>
  );
}
