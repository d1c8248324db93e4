import { useId } from 'react';
import { useMessages } from '../i18n/react';
import { NumberField } from './NumberField';
import { useShown } from './change';
import { placeOf, type Knob } from './tuning-list';
import controls from './controls.module.css';
import styles from './set-up.module.css';

interface Props {
  readonly knob: Knob;
  /** Index of the guests' group. */
  readonly of: number;
  readonly value: unknown;
  /** Why it makes no difference beside the others; empty where it does. */
  readonly overridden: string;
  readonly onChange: (value: unknown) => void;
}

/** One setting with the question it answers. */
export function TuningControl({ knob, of, value, overridden, onChange }: Props) {
  const messages = useMessages();
  const m = messages.tunings;
  const hint = useId();
  const shown = useShown(placeOf(knob.id, of), value);
  const label = m.names[knob.id];
  return (
    <div className={styles['knob']}>
      {knob.kind === 'check' && (
        <label className={controls['check']}>
          <input
            type="checkbox"
            checked={shown === true}
            aria-describedby={hint}
            onChange={(event) => {
              onChange(event.currentTarget.checked);
            }}
          />
          <span>{label}</span>
        </label>
      )}
      {knob.kind === 'micros' && (
        <NumberField
          label={label}
          value={Number(shown)}
          min={0}
          max={knob.max}
          step={0}
          unit={messages.shell.setUp.micros}
          onCommit={onChange}
        />
      )}
      {(knob.kind === 'bytes' || knob.kind === 'count') && (
        <NumberField
          label={label}
          value={Number(shown)}
          min={knob.min}
          max={knob.max}
          {...(knob.kind === 'bytes' ? { unit: messages.shell.setUp.bytes } : {})}
          onCommit={onChange}
        />
      )}
      {knob.kind === 'choice' && (
        <label className={controls['field']}>
          <span className={controls['label']}>{label}</span>
          <select
            className={controls['select']}
            value={String(shown)}
            aria-describedby={hint}
            onChange={(event) => {
              onChange(event.currentTarget.value);
            }}
          >
            {knob.options.map((option) => (
              <option key={option} value={option}>
                {m.values[option]}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className={controls['hint']} id={hint}>
        {overridden === '' ? m.asks[knob.id] : overridden}
      </p>
    </div>
  );
}
