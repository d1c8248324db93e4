import type { Ref } from 'react';
import { useMessages } from '../../i18n/react';
import type { Zoom } from './zoom';
import styles from './pcie.module.css';

export interface PathStep {
  readonly key: string;
  readonly text: string;
  /** An address or a register, not for translation. */
  readonly code: string;
  readonly to: Zoom;
}

interface Props {
  readonly ref: Ref<HTMLElement>;
  readonly steps: readonly PathStep[];
  readonly onZoom: (to: Zoom) => void;
}

/** Where one is between host and register; every step before leads back out. */
export function ZoomPath({ ref, steps, onZoom }: Props) {
  const m = useMessages().pcie;
  return (
    <nav className={styles['path']} aria-label={m.path} ref={ref}>
      <ol>
        {steps.map(({ key, text, code, to }, i) => {
          const content = (
            <>
              {text}
              {text !== '' && code !== '' && ' '}
              {code !== '' && <code translate="no">{code}</code>}
            </>
          );
          return (
            <li key={key}>
              {i === steps.length - 1 ? (
                <span aria-current="step" tabIndex={-1}>
                  {content}
                </span>
              ) : (
                <button type="button" onClick={() => onZoom(to)}>
                  {content}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
