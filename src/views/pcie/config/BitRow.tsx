import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useMessages } from '../../../i18n/react';
import type { ConfigBytes, PlacedRegister } from './byte-map';
import { bitState, type FieldValue } from './register-bits';
import styles from './bits.module.css';

interface Props {
  readonly config: ConfigBytes;
  readonly placed: PlacedRegister;
  readonly fields: readonly FieldValue[];
  readonly busy: boolean;
  readonly onFlip: (bit: number) => void;
}

/** The bits of a register, highest first. Fields are told apart by brackets below and by two shades. */
export function BitRow({ config, placed, fields, busy, onFlip }: Props) {
  const m = useMessages().config;
  const id = useId();
  const { register, at } = placed;
  const count = register.size * 8;
  const [current, setCurrent] = useState(0);
  const stop = Math.min(current, count - 1);

  function key(event: KeyboardEvent, bit: number) {
    const to = target(event.key, bit, count);
    if (to === null) return;
    setCurrent(to);
    document.getElementById(`${id}-${to}`)?.focus();
    // The page has its own meaning for the arrows.
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <fieldset
      className={styles['bits']}
      aria-label={m.bits({ name: register.name })}
      data-count={count}
    >
      {Array.from({ length: count }, (_, i) => {
        const bit = count - 1 - i;
        const { value, kind } = bitState(config, at, bit);
        const index = fields.findIndex((f) => bit <= f.high && bit >= f.low);
        const field = fields[index];
        return (
          <button
            className={styles['bit']}
            type="button"
            key={bit}
            id={`${id}-${bit}`}
            tabIndex={bit === stop ? 0 : -1}
            aria-pressed={value === 1}
            aria-disabled={busy}
            aria-label={m.bit({
              bit,
              field: field?.field?.name ?? m.reserved,
              value,
              attr: field?.attr ?? 'RsvdP',
            })}
            data-kind={kind}
            data-shade={index % 2}
            data-reserved={field?.field === null}
            data-first={bit === field?.high}
            data-last={bit === field?.low}
            translate="no"
            onFocus={() => setCurrent(bit)}
            onClick={() => {
              if (!busy) onFlip(bit);
            }}
            onKeyDown={(event) => key(event, bit)}
          >
            <small>{bit}</small>
            <b>{value}</b>
          </button>
        );
      })}
    </fieldset>
  );
}

/** Higher bits are on the left. */
function target(key: string, bit: number, count: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return Math.min(count - 1, bit + 1);
    case 'ArrowRight':
      return Math.max(0, bit - 1);
    case 'ArrowUp':
      return Math.min(count - 1, bit + 8);
    case 'ArrowDown':
      return Math.max(0, bit - 8);
    case 'Home':
      return count - 1;
    case 'End':
      return 0;
    default:
      return null;
  }
}
