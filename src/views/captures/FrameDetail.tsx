import { useState } from 'react';
import { formatMoment } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import type { FrameField, TapFrame } from '../../store/vocabulary';
import controls from '../../ui/controls.module.css';
import { hexRows, type Range } from './hex-rows';
import { useFrame, type Chosen } from './use-taps';
import styles from './detail.module.css';

/** A frame's bytes and its fields; a field marks its bytes. */
export function FrameDetail({
  chosen,
  onClose,
}: {
  readonly chosen: Chosen | null;
  readonly onClose: () => void;
}) {
  const m = useMessages().captures.detail;
  const frame = useFrame(chosen);
  if (chosen === null) return <p className={styles['choose']}>{m.choose}</p>;
  const { line, shown } = chosen;
  return (
    <section className={styles['detail']} aria-label={m.label} data-frame={line.origin}>
      <header>
        <h3>{m.title(line.origin, shown, formatMoment(line.at))}</h3>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            useApp.getState().seek(line.at);
          }}
        >
          {m.seek}
        </button>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            useApp.getState().follow(line.origin);
            useApp.getState().setView('journey');
          }}
        >
          {m.journey}
        </button>
        <button type="button" className={controls['button']} onClick={onClose}>
          {m.close}
        </button>
      </header>
      {frame !== null && <Frame frame={frame} />}
    </section>
  );
}

function Frame({ frame }: { readonly frame: TapFrame }) {
  const messages = useMessages().captures;
  const m = messages.detail;
  const [pointed, setPointed] = useState<Range | null>(null);
  const [pinned, setPinned] = useState<Range | null>(null);
  const range = pointed ?? pinned;
  const names: Readonly<Record<string, string>> = messages.fields;
  return (
    <div className={styles['frame']}>
      <table className={styles['fields']}>
        <caption>{m.fields}</caption>
        {frame.layers.map(({ layer, from, fields }) => (
          <tbody key={`${layer} ${String(from)}`}>
            <tr>
              <th colSpan={2} scope="rowgroup">
                {messages.layers[layer]}
              </th>
            </tr>
            {fields.map((field) => (
              <tr
                key={`${field.id} ${String(field.from)}`}
                data-on={range?.from === field.from && range.to === field.to}
                onPointerEnter={() => {
                  setPointed(field);
                }}
                onPointerLeave={() => {
                  setPointed(null);
                }}
              >
                <td>
                  <button
                    type="button"
                    title={m.offset(field.from, field.to)}
                    aria-pressed={pinned?.from === field.from && pinned.to === field.to}
                    onClick={() => {
                      setPinned(pinned === field ? null : field);
                    }}
                  >
                    {names[field.id] ?? field.id}
                  </button>
                </td>
                <td>{valueOf(field, m.checksum)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <div className={styles['bytes']}>
        <p className={styles['caption']}>
          {range === null ? m.bytes : `${m.bytes}: ${m.offset(range.from, range.to)}`}
        </p>
        <section
          className={styles['dump']}
          aria-label={m.bytes}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by the keyboard
          tabIndex={0}
        >
          {hexRows(frame.bytes, range).map(({ offset, parts, letters }) => (
            <span key={offset} className={styles['row']}>
              <span className={styles['offset']}>{offset}</span>
              {parts.map(({ text, on }, i) => (
                <span key={i} {...(on && { className: styles['on'], 'data-on': true })}>
                  {text}
                </span>
              ))}
              <span className={styles['letters']}>{letters}</span>
            </span>
          ))}
        </section>
      </div>
    </div>
  );
}

function valueOf({ value, right }: FrameField, words: { right: string; wrong: string }): string {
  return right === undefined ? value : `${value} (${right ? words.right : words.wrong})`;
}
