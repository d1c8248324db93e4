import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { StageLabels } from '../../scene/labels';
import type { StageLayout } from '../../scene/layout/stage-layout';
import type { Shot } from '../../scene/scene';
import { currentRow, sentenceOf } from '../../scene/story';
import { useApp } from '../../store';
import styles from './stage.module.css';
import { useCalmCursor } from './use-calm-cursor';

interface Props {
  readonly layout: StageLayout;
  readonly shot: Shot;
  readonly labels: StageLabels;
}

const WORDS_EVERY_MS = 250;

/** What happens to the followed packet now, in one sentence; spoken when the learner steps. */
export function Caption({ layout, shot, labels }: Props) {
  const messages = useMessages();
  const cursor = useCalmCursor(WORDS_EVERY_MS);
  const playing = useApp((s) => s.playing);
  const followed = useApp((s) => s.followed);
  const row = currentRow(shot, cursor, followed);
  const { caption } = messages.stage;
  const { timeline: t } = shot;
  const lasts = row < 0 ? 0 : (t.end[row] as number) - (t.start[row] as number);
  const sentence = row < 0 ? caption.idle : sentenceOf({ layout, shot, labels, messages }, row);
  const packet = row < 0 ? 0 : (t.packet[row] as number);
  return (
    <p className={styles['caption']} aria-live={playing ? 'off' : 'polite'} data-testid="caption">
      {packet > 0 && <strong>{caption.packet(packet)}</strong>}
      <span>{lasts > 0 ? caption.step(sentence, formatPicos(lasts)) : sentence}</span>
    </p>
  );
}
