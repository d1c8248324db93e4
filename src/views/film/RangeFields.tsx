import { useMessages } from '../../i18n/react';
import controls from '../../ui/controls.module.css';
import styles from '../picture/picture.module.css';
import { FRAME_RATES, paceFor, type Range } from './plan';
import { journeyRange, stageRange } from './use-range';

interface Props {
  readonly range: Range;
  readonly onChange: (range: Range) => void;
}

/** From when to when, and how fast. */
export function RangeFields({ range, onChange }: Props) {
  const m = useMessages().film;
  const number = (key: 'from' | 'to' | 'perSecond', label: string) => (
    <label>
      <span>{label}</span>{' '}
      <input
        type="number"
        className={controls['number']}
        min={0}
        step="any"
        value={Number.isFinite(range[key]) ? range[key] : ''}
        onChange={(event) => {
          onChange({ ...range, [key]: event.currentTarget.valueAsNumber });
        }}
      />
    </label>
  );
  const take = async (found: Promise<Pick<Range, 'from' | 'to'>>) => {
    const { from, to } = await found;
    onChange({ ...range, from, to, perSecond: paceFor(from, to) });
  };
  return (
    <div className={styles['fields']}>
      {number('from', m.from)}
      {number('to', m.to)}
      <button
        type="button"
        className={controls['button']}
        onClick={() => void take(journeyRange())}
      >
        {m.journey}
      </button>
      <button type="button" className={controls['button']} onClick={() => void take(stageRange())}>
        {m.stage}
      </button>
      {number('perSecond', m.perSecond)}
      <label>
        <span>{m.rate}</span>{' '}
        <select
          className={controls['select']}
          value={range.rate}
          onChange={(event) => {
            onChange({ ...range, rate: Number(event.currentTarget.value) });
          }}
        >
          {FRAME_RATES.map((rate) => (
            <option key={rate} value={rate}>
              {rate}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
