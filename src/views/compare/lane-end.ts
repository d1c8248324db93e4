import { formatPicos } from '../../i18n/format';
import type { Messages } from '../../i18n';
import type { LanePacket } from '../../store/vocabulary';
import type { ChartScale } from './chart-scale';

/** As wide as the words at the end of a packet's way get. */
export const END_ROOM_PX = 158;

/** In a narrower lane the words stand below it. */
export const hasRoomForEnd = ({ left, right }: ChartScale): boolean => right - left >= END_ROOM_PX;

/** When it was delivered, and when nobody had to do anything for it any more. */
export function endWords(
  m: Messages['compare']['chart'],
  { trace, milestones }: LanePacket,
): readonly string[] {
  if (trace.ended === null) return [];
  const delivered = milestones.find(({ id }) => id === 'delivered');
  const words = [
    delivered === undefined ? m.dropped : m.delivered(formatPicos(delivered.at - trace.from)),
  ];
  if (delivered?.at !== trace.over) words.push(m.over(formatPicos(trace.over - trace.from)));
  return words;
}
