import { useId, useState } from 'react';
import { formatCount } from '../i18n/format';
import { useMessages } from '../i18n/react';
import controls from './controls.module.css';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly unit?: string;
  /** Only called with numbers in range. */
  readonly onCommit: (value: number) => void;
}

/** A number that is taken on Enter, on leaving the field, or by its arrows; out of range is refused and said. */
export function NumberField({ label, value, min, max, step = 1, unit, onCommit }: Props) {
  const m = useMessages().shell.setUp;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);

  const commit = (text: string) => {
    const number = Number(text);
    const fits =
      text.trim() !== '' &&
      number >= min &&
      number <= max &&
      (step !== 1 || Number.isInteger(number));
    setDraft(null);
    setRefused(!fits);
    if (fits && number !== value) onCommit(number);
  };

  return (
    <label className={controls['inline']}>
      <span className={controls['label']}>{label}</span>
      <span className={controls['line']}>
        <input
          className={controls['number']}
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          step={step === 1 ? 1 : 'any'}
          value={draft ?? String(value)}
          aria-invalid={refused}
          aria-describedby={`${id}-refusal`}
          onChange={(event) => {
            const { value: text } = event.currentTarget;
            // The field's own arrows carry no inputType: each press is a whole entry.
            const typed = 'inputType' in event.nativeEvent && event.nativeEvent.inputType !== '';
            if (typed) setDraft(text);
            else commit(text);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit(event.currentTarget.value);
          }}
          onBlur={() => {
            if (draft !== null) commit(draft);
          }}
        />
        {unit !== undefined && <span className={controls['unit']}>{unit}</span>}
      </span>
      <output className={controls['refusal']} id={`${id}-refusal`}>
        {refused && m.refused(formatCount(min), formatCount(max))}
      </output>
    </label>
  );
}
