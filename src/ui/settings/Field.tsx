import { useId } from 'react';
import type { ReactNode } from 'react';
import controls from '../controls.module.css';
import styles from './settings.module.css';

interface GroupProps {
  readonly name: string;
  readonly children: ReactNode;
}

export function Group({ name, children }: GroupProps) {
  return (
    <fieldset className={styles['group']}>
      <legend>{name}</legend>
      {children}
    </fieldset>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly hint?: string;
  readonly onChoose: (value: T) => void;
}

/** One of a few, by the browser's own list. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, value, options, hint, onChoose } = props;
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className={controls['select']}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => {
          const chosen = options.find(([each]) => each === event.currentTarget.value);
          if (chosen !== undefined) onChoose(chosen[0]);
        }}
      >
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={controls['hint']}>
          {hint}
        </p>
      )}
    </div>
  );
}
