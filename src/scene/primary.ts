import type { Picos } from '../engine/units';
import type { Spotlight } from '../store/lesson';
import type { StageLayout } from './layout/stage-layout';
import { endOfBegun } from './active';
import type { Shot } from './scene';
import { currentRow, restingRow } from './story';

/** Rows looked through for where the packet was last in sight. */
const MOST_ROWS = 500;

/**
 * The one part that the eye is led to, as a place: what the lesson's step names, else where it happens now or was last in sight;
 * -1 where the learner is to look for it.
 */
export function primaryAt(
  { boxes, boxOf }: StageLayout,
  shot: Shot,
  { primary, leads, shown }: Spotlight,
  cursor: Picos,
  followed: number,
): number {
  if (primary === null && !leads) return -1;
  const drawn = boxes.filter(({ kind }) => shown?.includes(kind) ?? true);
  const fitting = primary === null ? drawn : drawn.filter(({ kind }) => kind === primary);
  const { from_, to_, packet, vm } = shot.timeline;
  const boxIn = (row: number) =>
    [to_[row] as number, from_[row] as number]
      .map((place) => boxes[boxOf[place] as number])
      .find((box) => box !== undefined && fitting.includes(box));
  const moving = currentRow(shot, cursor, followed);
  const now = moving < 0 ? restingRow(shot, cursor, followed) : moving;
  let found = now < 0 ? undefined : boxIn(now);
  const owner = shot.ownerOfPacket.get(followed);
  const last = endOfBegun(shot.timeline, cursor) - 1;
  for (let row = last; found === undefined && row > last - MOST_ROWS && row >= 0; row -= 1) {
    if (packet[row] === followed || vm[row] === owner) found = boxIn(row);
  }
  // Not a port of the card that nobody uses.
  return (found ?? fitting.find(({ used }) => used) ?? fitting[0])?.place ?? -1;
}
