import { useEffect, useState } from 'react';
import { formatBytes, formatCount, formatNumber } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import controls from '../../ui/controls.module.css';
import styles from '../picture/picture.module.css';
import { aboutBytes, videoCodec, type Format } from './encoders';
import { MOST_FRAMES, type Plan } from './plan';

const SCALES = [0.5, 0.75, 1, 1.5, 2] as const;

interface Props {
  readonly format: Format;
  readonly scale: number;
  readonly size: { readonly width: number; readonly height: number };
  readonly plan: Plan;
  readonly rate: number;
  readonly onFormat: (format: Format) => void;
  readonly onScale: (scale: number) => void;
}

/** Into which file, how large, and what that comes to. */
export function FormatFields({ format, scale, size, plan, rate, onFormat, onScale }: Props) {
  const m = useMessages().film;
  const { width, height } = size;
  const [encodes, setEncodes] = useState(true);
  useEffect(() => {
    let current = true;
    void videoCodec(width, height).then((codec) => {
      if (!current) return;
      setEncodes(codec !== null);
      if (codec === null) onFormat('gif');
    });
    return () => {
      current = false;
    };
  }, [width, height, onFormat]);
  return (
    <>
      <div className={styles['fields']}>
        <label>
          <span>{m.format}</span>{' '}
          <select
            className={controls['select']}
            value={format}
            onChange={(event) => {
              onFormat(event.currentTarget.value as Format);
            }}
          >
            <option value="webm" disabled={!encodes}>
              {m.webm}
            </option>
            <option value="gif">{m.gif}</option>
          </select>
        </label>
        <label>
          <span>{m.size}</span>{' '}
          <select
            className={controls['select']}
            value={scale}
            onChange={(event) => {
              onScale(Number(event.currentTarget.value));
            }}
          >
            {SCALES.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
        </label>
        <output data-plan>
          {plan.ok
            ? m.comesTo(
                formatCount(plan.times.length),
                formatNumber(plan.seconds),
                `${String(width)} × ${String(height)}`,
                formatBytes(aboutBytes(format, width * height, plan, rate)),
              )
            : plan.why === 'too-many'
              ? m.tooMany(formatCount(plan.frames), formatCount(MOST_FRAMES))
              : m.why[plan.why]}
        </output>
      </div>
      {!encodes && <p>{m.noVideo}</p>}
    </>
  );
}
