import type { StageLayout } from '../../scene/layout/stage-layout';
import { useApp } from '../../store';
import styles from './opening-counts.module.css';

interface Props {
  readonly layout: StageLayout;
  readonly scale: number;
}

/** How many VM exits the two guests that are compared have had so far, large, where each of them would leave for the host. */
export function OpeningCounts({ layout, scale }: Props) {
  const besideVm = useApp((s) => s.info?.besideVm ?? -1);
  const vms = useApp((s) => s.instant?.metrics.vms);
  return [besideVm, 0].map((vm) => {
    const frame = layout.frames.find((each) => each.kind === 'guest' && each.vm === vm);
    const exits = vms?.[vm]?.exits.total;
    if (frame === undefined || exits === undefined) return null;
    // Beside the ticks of the one, and beside the wires of the other.
    const x = vm === besideVm ? frame.x + frame.w : frame.x;
    const y = (frame.y + frame.h + layout.exitLine.y) / 2;
    return (
      <span
        key={vm}
        className={styles['count']}
        data-side={vm === besideVm ? 'end' : 'start'}
        data-exits={exits}
        aria-hidden="true"
        style={{ left: `${String(x * scale)}px`, top: `${String(y * scale)}px` }}
      >
        {exits}
      </span>
    );
  });
}
