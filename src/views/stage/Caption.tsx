import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { WhyNumber } from '../../ui/why/WhyNumber';
import styles from './stage.module.css';
import { useTold, type Picture } from './use-told';

/** What is told of the moment, with how long it lasts; spoken when the learner steps. */
export function Caption(picture: Picture) {
  const messages = useMessages();
  const playing = useApp((s) => s.playing);
  const { sentence, packet, step, start, lasts } = useTold(picture);
  const { caption } = messages.stage;
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
