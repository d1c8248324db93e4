import { useEffect, useRef, useState } from 'react';
import { SOURCE, VERSION } from '../../embed/names';
import { useMessages } from '../../i18n/react';
import controls from '../../ui/controls.module.css';
import styles from './builder.module.css';
import { addressOf, type Shown } from '../../embed/lines';

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Props {
  readonly shown: Shown;
  readonly title: string;
  readonly onSize: (size: Size) => void;
}

/** Between two keys that are typed nothing is loaded, wall ms. */
const SETTLE_MS = 400;
const WIDTHS = ['wide', 'phone'] as const;

/** The lab in a frame, as a course page has it: as tall as it says. */
export function Preview({ shown, title, onSize }: Props) {
  const m = useMessages().embed.preview;
  const [width, setWidth] = useState<(typeof WIDTHS)[number]>('wide');
  const address = useSettled(addressOf({ ...shown, home: here() }, true));
  const frame = useRef<HTMLIFrameElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const hear = ({ source, data }: MessageEvent<unknown>) => {
      const height = heightIn(data);
      if (height === null || source !== frame.current?.contentWindow) return;
      const said = { width: frame.current.clientWidth, height };
      setSize(said);
      onSize(said);
    };
    window.addEventListener('message', hear);
    return () => {
      window.removeEventListener('message', hear);
    };
  }, [onSize]);
  return (
    <section aria-label={m.label} className={styles['preview']}>
      <div className={styles['bar']}>
        <h3>{m.label}</h3>
        {WIDTHS.map((each) => (
          <label key={each} className={controls['check']}>
            <input
              type="radio"
              name="builder-width"
              checked={width === each}
              onChange={() => {
                setWidth(each);
              }}
            />
            <span>{m[each]}</span>
          </label>
        ))}
        <output>
          {size === null ? m.measuring : m.size(String(size.width), String(size.height))}
        </output>
      </div>
      <div className={styles['paper']} data-width={width}>
        <iframe
          key={address}
          ref={frame}
          src={address}
          title={title}
          style={{ height: `${String(size?.height ?? 520)}px` }}
          loading="lazy"
          allow="fullscreen; clipboard-write"
        />
      </div>
    </section>
  );
}

const here = (): string => window.location.href.replace(/[?#].*$/su, '');

function heightIn(data: unknown): number | null {
  if (typeof data !== 'object' || data === null) return null;
  const { source, version, event, detail } = data as Readonly<Record<string, unknown>>;
  if (source !== SOURCE || version !== VERSION || event !== 'resize') return null;
  const { height } = detail as { readonly height?: unknown };
  return typeof height === 'number' && height > 0 ? Math.round(height) : null;
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text);
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return settled;
}
