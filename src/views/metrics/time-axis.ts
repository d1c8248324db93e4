import { formatMoment, formatPicos, formatRoundPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { cursorOf, useSlow } from '../../ui/use-slow';
import { widthOf, windowAt } from './windows';
import type { Windows } from './windows';

/** Steps of a chart over time: fine enough for a course of things, wide enough to be seen one by one. */
export const MOST_STEPS = 72;

/** What every chart over time shares: the axis, the cursor, seeking, and what it says at a moment. */
export function useTimeAxis(windows: Windows, say: (window: number) => string) {
  const m = useMessages().metrics;
  const cursor = useSlow(cursorOf);
  const end = windows.edges.at(-1) ?? 0;
  return {
    x: { from: 0, to: Math.max(1, end), label: m.time, text: formatRoundPicos },
    cursor,
    pick: {
      name: m.seek,
      value: cursor,
      step: widthOf(windows),
      text: formatMoment,
      onPick: seekTo,
    },
    read: (time: number) => {
      const i = windowAt(windows, time);
      const [from, to] = [windows.edges[i] ?? 0, windows.edges[i + 1] ?? 0];
      return m.between(formatPicos(from), formatPicos(to), say(i));
    },
  };
}

/** Moves the cursor there; what plays stops. */
export function seekTo(time: number): void {
  const { pause, seek, playing } = useApp.getState();
  if (playing) pause();
  seek(time);
}
