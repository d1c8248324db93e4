import type { Messages } from '../../i18n';
import { useMessages } from '../../i18n/react';
import type { StageLabels } from '../../scene/labels';
import type { StageLayout } from '../../scene/layout/stage-layout';
import type { Shot } from '../../scene/scene';
import { currentRow, idleRow, restingRow, sentenceOf } from '../../scene/story';
import { summaryOf } from '../../scene/summary';
import { STEP_IDS } from '../../store/vocabulary';
import { useApp } from '../../store';
import type { AppState } from '../../store';
import { useCalmCursor } from './use-calm-cursor';

export interface Picture {
  readonly layout: StageLayout;
  readonly shot: Shot;
  readonly labels: StageLabels;
}

const WORDS_EVERY_MS = 250;

/** What happens to the followed packet now, in one sentence, or what it came to; and the step it is about. */
export function useTold(picture: Picture) {
  const messages = useMessages();
  const cursor = useCalmCursor(WORDS_EVERY_MS);
  const followed = useApp((s) => s.followed);
  const info = useApp((s) => s.info);
  const instant = useApp((s) => s.instant);
  return toldAt(picture, messages, { followed, info, instant }, cursor);
}

/** The same at any moment of the picture. */
export function toldAt(
  { layout, shot, labels }: Picture,
  messages: Messages,
  { followed, info, instant }: Pick<AppState, 'followed' | 'info' | 'instant'>,
  cursor: number,
) {
  const { timeline: t } = shot;
  const moves = currentRow(shot, cursor, followed);
  const told = moves < 0 ? restingRow(shot, cursor, followed) : moves;
  const sum =
    told < 0 && info !== null
      ? summaryOf(messages.stage, info.topology, info.besideVm, instant)
      : '';
  const row = told < 0 && sum === '' ? idleRow(shot, cursor) : told;
  const otherwise = sum === '' ? messages.stage.caption.idle : sum;
  return {
    sentence: row < 0 ? otherwise : sentenceOf({ layout, shot, labels, messages }, row),
    packet: row < 0 ? 0 : (t.packet[row] as number),
    step: STEP_IDS[row < 0 ? -1 : (t.step[row] as number)],
    start: row < 0 ? 0 : (t.start[row] as number),
    /** Between which places it happens; none where it is about the run as a whole. */
    places: row < 0 ? [] : [t.from_[row] as number, t.to_[row] as number],
    /** Picoseconds. */
    lasts: row < 0 ? 0 : (t.end[row] as number) - (t.start[row] as number),
  };
}
