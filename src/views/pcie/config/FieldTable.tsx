import { useId, useState } from 'react';
import type { SyntheticEvent } from 'react';
import type { Attribute } from '../../../store/vocabulary';
import { useMessages } from '../../../i18n/react';
import type { FieldValue } from './register-bits';
import { readNumber } from './read-number';
import styles from './fields.module.css';

interface Props {
  readonly fields: readonly FieldValue[];
  /** What a field means, one sentence; '' where nothing is said of it. */
  readonly meaning: (field: FieldValue) => string;
  readonly busy: boolean;
  readonly onWrite: (field: FieldValue, value: number) => void;
}

const hex = (value: number) => `0x${value.toString(16)}`;

/** The fields with value, access and meaning; those of several bits take a number. */
export function FieldTable({ fields, meaning, busy, onWrite }: Props) {
  const m = useMessages().config;
  return (
    <table className={styles['fields']}>
      <caption>{m.fields}</caption>
      <thead>
        <tr>
          <th scope="col">{m.column.bits}</th>
          <th scope="col">{m.column.field}</th>
          <th scope="col">{m.column.value}</th>
          <th scope="col">{m.column.attr}</th>
          <th scope="col">{m.column.meaning}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((one) => (
          <tr key={one.high} data-reserved={one.field === null}>
            <td className={styles['span']} translate="no">
              {one.high === one.low ? one.high : [one.high, one.low].join(':')}
            </td>
            <th
              scope="row"
              lang={one.field === null ? undefined : 'en'}
              translate={one.field === null ? undefined : 'no'}
            >
              {one.field?.name ?? m.reserved}
            </th>
            <td className={styles['value']} translate="no">
              <code>{one.high === one.low ? one.value : `${hex(one.value)} = ${one.value}`}</code>
            </td>
            <td className={styles['access']}>
              <Access attr={one.attr} />
            </td>
            <td className={styles['meaning']}>
              {meaning(one)}
              {one.live && one.high > one.low && (
                <FieldInput field={one} busy={busy} onWrite={(value) => onWrite(one, value)} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The short name of an attribute; what it means appears under the pointer and at the focus. */
function Access({ attr }: { readonly attr: Attribute }) {
  const m = useMessages().config;
  const id = useId();
  return (
    <span className={styles['attr']}>
      <button type="button" aria-describedby={id} translate="no">
        {attr}
      </button>
      <span className={styles['tip']} id={id} role="tooltip">
        {m.attr[attr]}
      </span>
    </span>
  );
}

interface InputProps {
  readonly field: FieldValue;
  readonly busy: boolean;
  readonly onWrite: (value: number) => void;
}

function FieldInput({ field, busy, onWrite }: InputProps) {
  const m = useMessages().config;
  const id = useId();
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(false);
  const max = 2 ** (field.high - field.low + 1) - 1;

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const value = readNumber(text, max);
    setRefused(value === null);
    if (value === null) return;
    setText('');
    onWrite(value);
  }

  return (
    <form className={styles['input']} onSubmit={submit}>
      <input
        type="text"
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        size={8}
        value={text}
        aria-label={m.newValue({ field: field.field?.name ?? m.reserved })}
        aria-invalid={refused}
        aria-describedby={`${id}-refused`}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" disabled={busy || text.trim() === ''}>
        {m.write}
      </button>
      <output id={`${id}-refused`}>{refused && m.notAValue({ max })}</output>
    </form>
  );
}
