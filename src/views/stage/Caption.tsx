import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { StageLabels } from '../../scene/labels';
import type { StageLayout } from '../../scene/layout/stage-layout';
import type { Shot } from '../../scene/scene';
import { currentRow, idleRow, restingRow, sentenceOf } from '../../scene/story';
import { summaryOf } from '../../scene/summary';
import { STEP_IDS } from '../../store/vocabulary';
import { useApp } from '../../store';
import { WhyNumber } from '../../ui/why/WhyNumber';
import styles from './stage.module.css';
import { useCalmCursor } from './use-calm-cursor';

interface Props {
  readonly layout: StageLayout;
  readonly shot: Shot;
  readonly labels: StageLabels;
}

const WORDS_EVERY_MS = 250;

/** What happens to the followed packet now, in one sentence, or what it came to; spoken when the learner steps. */
export function Caption({ layout, shot, labels }: Props) {
  const messages = useMessages();
  const cursor = useCalmCursor(WORDS_EVERY_MS);
  const playing = useApp((s) => s.playing);
  const followed = useApp((s) => s.followed);
  const info = useApp((s) => s.info);
  const instant = useApp((s) => s.instant);
  const { caption } = messages.stage;
  const { timeline: t } = shot;
  const moves = currentRow(shot, cursor, followed);
  const told = moves < 0 ? restingRow(shot, cursor, followed) : moves;
  const sum =
    told < 0 && info !== null
      ? summaryOf(messages.stage, info.topology, info.besideVm, instant)
      : '';
  const row = told < 0 && sum === '' ? idleRow(shot, cursor) : told;
  const lasts = row < 0 ? 0 : (t.end[row] as number) - (t.start[row] as number);
  const otherwise = sum === '' ? caption.idle : sum;
  const sentence = row < 0 ? otherwise : sentenceOf({ layout, shot, labels, messages }, row);
  const start = row < 0 ? 0 : (t.start[row] as number);
  const step = STEP_IDS[row < 0 ? -1 : (t.step[row] as number)];
  const packet = row < 0 ? 0 : (t.packet[row] as number);
  return (
    <p className={styles['caption']} aria-live={playing ? 'off' : 'polite'} data-testid="caption">
      {packet > 0 && <strong>{caption.packet(packet)}</strong>}
      <span>{sentence}</span>{' '}
      {lasts > 0 && step !== undefined && (
        <WhyNumber
          question={{ kind: 'hop', packet, step, start, end: start + lasts, sentence }}
          label={messages.asking.hop(formatPicos(lasts))}
        >
          {caption.lasts(formatPicos(lasts))}
        </WhyNumber>
      )}
    </p>
  );
}
