import { useMessages } from '../../i18n/react';
import type { Earlier } from '../../scene/earlier-exits';
import type { StageLabels } from '../../scene/labels';
import type { StageLayout } from '../../scene/layout/stage-layout';
import type { Shot } from '../../scene/scene';
import { inFlight } from '../../scene/story';
import { useApp } from '../../store';
import styles from './stage.module.css';
import { useCalmCursor } from './use-calm-cursor';

interface Props {
  readonly layout: StageLayout;
  readonly shot: Shot;
  readonly labels: StageLabels;
  readonly earlier: Earlier;
}

const LIST_EVERY_MS = 1000;
const LINES = 16;

/** The canvas in words, for those who do not see it; read when it is come to: what a step does is said by the caption. */
export function InFlightList({ layout, shot, labels, earlier }: Props) {
  const messages = useMessages();
  const cursor = useCalmCursor(LIST_EVERY_MS);
  const followed = useApp((s) => s.followed);
  const teller = { layout, shot, labels, messages };
  const lines = inFlight(teller, cursor, followed, LINES, earlier);
  return (
    <ol
      className={styles['unseen']}
      aria-label={messages.stage.inFlight.label}
      data-testid="in-flight"
    >
      {lines.map((line, i) => (
        // Lines have no identity of their own; their place in the list is it.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={i}>{line}</li>
      ))}
    </ol>
  );
}
