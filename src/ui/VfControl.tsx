import { useId, useState } from 'react';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import type { LimitId, VfLimit } from '../i18n/en/limits';
import { useMessages } from '../i18n/react';
import { LimitGauges, useLimitWhy } from './LimitGauges';
import { readVfCount } from './vf-count';
import { WhyNumber } from './why/WhyNumber';
import styles from './vf-control.module.css';

interface Props {
  /** VFs on the whole card. */
  readonly value: number;
  readonly max: number;
  /** The limit that makes `max`. */
  readonly binding: LimitId;
  /** Every limit of this card on this host. */
  readonly limits: readonly VfLimit[];
  readonly deviceName: string;
  /** Only called with whole numbers from 0 to `max`. */
  readonly onChange: (numVfs: number) => void;
}

/** The number of VFs as slider and field. A number beyond the card is refused with the reason, not clamped. */
export function VfControl({ value, max, binding, limits, deviceName, onChange }: Props) {
  const { limits: m, shell, asking } = useMessages();
  const whyOf = useLimitWhy();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);

  const attempt = refused === null ? null : readVfCount(refused, max);
  const binder = limits.find((l) => l.id === binding);
  const equals = limits.filter((l) => l.id !== binding && l.max === binder?.max);

  function set(numVfs: number) {
    setRefused(null);
    setDraft(null);
    if (numVfs !== value) onChange(numVfs);
  }

  /** What was typed is taken, or refused and the old number comes back. */
  function commit(text: string) {
    const count = readVfCount(text, max);
    if (count.kind === 'ok') {
      set(count.numVfs);
    } else {
      setRefused(text);
      setDraft(null);
    }
  }

  function type(event: SyntheticEvent<HTMLInputElement, Event>) {
    const { value: text } = event.currentTarget;
    // The field's own arrows send no inputType: one step is a whole entry, a digit is not.
    if ('inputType' in event.nativeEvent && event.nativeEvent.inputType !== '') {
      setDraft(text);
      const count = readVfCount(text, max);
      setRefused(count.kind === 'too-many' ? text : null);
    } else {
      commit(text);
    }
  }

  function key(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') commit(event.currentTarget.value);
    if (event.key === 'Escape') set(value);
  }

  return (
    <fieldset className={styles['control']}>
      <legend className={styles['legend']}>{m.control}</legend>
      <div className={styles['inputs']}>
        <input
          className={styles['slider']}
          type="range"
          min={0}
          max={max}
          step={1}
          value={value}
          disabled={max === 0}
          aria-label={m.slider}
          aria-describedby={`${id}-words`}
          onChange={(event) => set(event.currentTarget.valueAsNumber)}
        />
        <input
          className={styles['field']}
          type="number"
          min={0}
          step={1}
          inputMode="numeric"
          value={draft ?? String(value)}
          aria-label={m.field}
          aria-invalid={attempt !== null}
          aria-describedby={`${id}-words ${id}-refusal`}
          onChange={type}
          onKeyDown={key}
          onBlur={() => {
            if (draft?.trim() === '') setDraft(null);
            else if (draft !== null) commit(draft);
          }}
        />
        <span className={styles['range']}>
          <WhyNumber
            question={{ kind: 'limits' }}
            label={asking.number(m.control, m.hint({ max }))}
          >
            {m.hint({ max })}
          </WhyNumber>
        </span>
      </div>
      <output className={styles['refusal']} id={`${id}-refusal`}>
        {attempt?.kind === 'too-many' &&
          `${m.refused({ asked: attempt.numVfs, device: deviceName, max, value })} ${m.refusedBy({
            name: m.name[binding],
          })} ${binder === undefined ? '' : whyOf(binder.why)}`}
        {attempt?.kind === 'not-a-number' && m.notANumber}
      </output>
      <p className={styles['words']} id={`${id}-words`}>
        <strong>{(value === max ? m.reached : m.first)({ name: m.name[binding], max })}</strong>{' '}
        {binder !== undefined && whyOf(binder.why)}{' '}
        {equals.length > 0 && m.ties({ names: equals.map((l) => m.name[l.id]).join(shell.comma) })}
      </p>
      <LimitGauges value={value} binding={binding} limits={limits} />
    </fieldset>
  );
}
