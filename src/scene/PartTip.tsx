import { useApp } from '../store';
import { lettersOf } from '../store/page';
import type { StageLabels } from './labels';
import type { Rect, StageLayout } from './layout/stage-layout';
import styles from './tip.module.css';

interface Props {
  readonly layout: StageLayout;
  /** CSS pixels per pixel of the layout. */
  readonly scale: number;
  readonly labels: StageLabels;
  /** A place, or EXIT_LINE. */
  readonly place: number;
}

/** Where what points is, as its event says. */
export type Pointer = Pick<PointerEvent, 'clientX' | 'clientY' | 'pointerType'>;

/** One tip at a time; the part it is about names it. */
export const TIP_ID = 'stage-part-tip';
/** Stands for the exit line where otherwise a place is pointed at. */
export const EXIT_LINE = -2;
const WIDTH_PX = 240;
const ROOM_BELOW_PX = 90;

/** One sentence about a part, below it or above where there is no room below. */
export function PartTip({ layout, scale, labels, place }: Props) {
  // As wide as its letters are large.
  const text = useApp(lettersOf);
  const most = WIDTH_PX * text;
  const about = place === EXIT_LINE ? exitLine(layout, labels) : part(layout, labels, place);
  if (about === null) return null;
  const { box, name, sentences } = about;
  const [width, height] = [layout.width * scale, layout.height * scale];
  const middle = (box.x + Math.min(box.w, 300) / 2) * scale;
  const left = Math.min(Math.max(4, middle - most / 2), Math.max(4, width - most - 4));
  const bottom = (box.y + box.h) * scale;
  const style =
    bottom + ROOM_BELOW_PX * text < height
      ? { left, top: bottom + 8, maxWidth: most }
      : { left, bottom: height - box.y * scale + 8, maxWidth: most };
  return (
    <div role="tooltip" id={TIP_ID} className={styles['tip']} style={style}>
      <strong>{name}</strong>
      {sentences.map((sentence) => (
        <span key={sentence}>{sentence}</span>
      ))}
    </div>
  );
}

interface About {
  readonly box: Rect;
  readonly name: string;
  readonly sentences: readonly string[];
}

function part(layout: StageLayout, labels: StageLabels, place: number): About | null {
  const box = layout.boxes[layout.boxOf[place] as number];
  const named = layout.places[place];
  if (box === undefined || named === undefined) return null;
  return { box, name: labels.fullName(named), sentences: [labels.tip(named, box.used)] };
}

function exitLine({ exitLine, width }: StageLayout, { stage }: StageLabels): About {
  const { name, caused, idle } = stage.exitLine;
  const box = { x: width * 0.3, y: exitLine.y - 4, w: 100, h: 20 };
  return { box, name, sentences: [caused, idle] };
}
