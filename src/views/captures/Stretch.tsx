import { useId } from 'react';
import { formatMoment, formatRoundPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import type { TapPicture } from '../../store/vocabulary';
import controls from '../../ui/controls.module.css';
import styles from './captures.module.css';

const PS_PER_MS = 1e9;
const CHOICES = [2, 20, 200, 2000].map((ms) => ms * PS_PER_MS);

interface Props {
  readonly picture: TapPicture;
  /** As chosen; null: what is at hand. */
  readonly back: number | null;
  readonly onBack: (back: number) => void;
}

/** Which stretch of the run is shown, and how far it reaches back from the moment shown. */
export function Stretch({ picture: { from, to, state }, back, onBack }: Props) {
  const m = useMessages().captures;
  const id = useId();
  const end = useApp((s) => s.info?.end ?? 0);
  const chosen = back ?? (from === 0 ? end : (CHOICES[0] ?? end));
  return (
    <p className={styles['choice']}>
      <label htmlFor={id}>{m.back}</label>
      <select
        id={id}
        className={controls['select']}
        value={chosen}
        onChange={(event) => {
          onBack(Number(event.target.value));
        }}
      >
        {CHOICES.filter((choice) => choice < end).map((choice) => (
          <option key={choice} value={choice}>
            {m.last(formatRoundPicos(choice))}
          </option>
        ))}
        <option value={end}>{m.fromStart}</option>
      </select>
      <output className={styles['stretch']} data-state={state}>
        {m.shown(formatMoment(from), formatMoment(to))}
        {state !== 'whole' && ` ${m.looking[state]}`}
      </output>
    </p>
  );
}
