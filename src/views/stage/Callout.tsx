import { calloutFor, CALLOUT_PX } from '../../scene/layout/callout';
import { useApp } from '../../store';
import styles from './callout.module.css';
import { useTold, type Picture } from './use-told';

interface Props extends Picture {
  readonly scale: number;
  /** The place that the eye is led to. */
  readonly place: number;
}

/** In a lesson, while nothing moves: the moment's sentence beside the part that the eye is led to. */
export function Callout({ scale, place, ...picture }: Props) {
  const { sentence, places } = useTold(picture);
  const playing = useApp((s) => s.playing);
  const shown = useApp((s) => s.spotlight?.shown ?? null);
  // What is told of somewhere else stands under the picture.
  if (playing || !places.includes(place)) return null;
  const rect = calloutFor(picture.layout, place, sentence, shown);
  if (rect === null) return null;
  const px = (value: number) => `${String(value * scale)}px`;
  return (
    <p
      className={styles['callout']}
      data-callout
      aria-hidden="true"
      style={{
        left: px(rect.x),
        top: px(rect.y),
        width: px(rect.w),
        minHeight: px(rect.h),
        fontSize: px(CALLOUT_PX),
      }}
    >
      {sentence}
    </p>
  );
}
