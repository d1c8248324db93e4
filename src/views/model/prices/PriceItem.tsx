import { useId, useState } from 'react';
import { useMessages } from '../../../i18n/react';
import type { PriceLine } from '../../../store/vocabulary';
import type { Editable } from '../../../store/run';
import { withValue } from '../../../store/url-scenario';
import { useShown } from '../../../ui/change';
import controls from '../../../ui/controls.module.css';
import { Basis } from '../../../ui/why/Basis';
import { changePrices } from './change-prices';
import { PriceSource } from './PriceSource';
import { readPrice, stepOf, timeText, valueText } from './price-text';
import styles from './prices.module.css';

interface Props {
  readonly line: PriceLine;
  readonly said: (english: string) => string;
  /** Somebody came here for this one. */
  readonly isOpen: boolean;
}

/** One price: its value, how it is known, and a slider over its range. */
export function PriceItem({ line, said, isOpen }: Props) {
  const m = useMessages().model.prices;
  const id = useId();
  const { now, own } = line;
  const { range, unit } = now;
  const name = said(now.what);
  const value = useShown(`costs.${now.id}`, now.value);
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);

  const put = (next: number | null) => {
    setDraft(null);
    setRefused(next === null);
    if (next === null || next === value) return;
    if (next === own.value) reset();
    else changePrices((input) => withValue(input, `costs.${now.id}`, next) as Editable);
  };
  const reset = () => {
    changePrices((input) => without(input, now.id));
  };

  return (
    <li className={styles['row']} id={`price-${now.id}`} data-set={now.basis === 'set'}>
      <span className={styles['name']} id={`${id}-name`}>
        {name}
      </span>
      <span className={styles['value']}>
        <input
          className={controls['number']}
          type="number"
          min={range[0]}
          max={range[1]}
          step="any"
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-refusal`}
          aria-invalid={refused}
          value={draft ?? String(value)}
          onChange={(event) => {
            setDraft(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') put(readPrice(event.currentTarget.value, range));
            if (event.key === 'Escape') put(value);
          }}
          onBlur={() => {
            if (draft !== null) put(readPrice(draft, range));
          }}
        />
        <span className={controls['unit']}>{unit}</span>
      </span>
      <span className={styles['slide']}>
        <input
          className={controls['slider']}
          type="range"
          min={range[0]}
          max={range[1]}
          step={stepOf(range)}
          value={value}
          aria-label={m.slider(name)}
          onChange={(event) => {
            put(event.currentTarget.valueAsNumber);
          }}
        />
        <span className={styles['ends']} aria-hidden="true">
          <span>{valueText(range[0])}</span>
          <span>{valueText(range[1])}</span>
        </span>
      </span>
      <span className={styles['time']}>
        {now.ns === null
          ? ''
          : unit === 'cycles/byte'
            ? m.perByte(timeText(now))
            : unit === 'ns' && now.ns < 1000
              ? ''
              : m.ns(timeText(now))}
      </span>
      <Basis kind={now.basis} />
      {now.basis === 'set' && (
        <button type="button" className={styles['reset']} onClick={reset}>
          {m.reset(`${valueText(own.value)} ${unit}`)}
        </button>
      )}
      <output className={styles['refusal']} id={`${id}-refusal`}>
        {refused && m.allowed(valueText(range[0]), valueText(range[1]), unit)}
      </output>
      <PriceSource own={own} isOpen={isOpen} />
    </li>
  );
}

/** The scenario without one price of its own. */
function without(input: Readonly<Record<string, unknown>>, id: string): Record<string, unknown> {
  const { costs, ...rest } = input;
  const { [id]: _gone, ...others } = (costs ?? {}) as Record<string, unknown>;
  return Object.keys(others).length === 0 ? rest : { ...rest, costs: others };
}
