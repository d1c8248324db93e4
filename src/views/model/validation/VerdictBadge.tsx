import { useMessages } from '../../../i18n/react';
import styles from './validation.module.css';

export type Shown = 'pass' | 'miss' | 'input' | 'silent';

const SHAPES: Readonly<Record<Shown, string>> = {
  pass: 'M3 8.5l3.5 3.5L13 4.5',
  miss: 'M4 4l8 8M12 4l-8 8',
  input: 'M8 2.5v8M4.5 7l3.5 3.5L11.5 7M3 13.5h10',
  silent: 'M3.5 8h9',
};

/** A verdict as a sign and a word. */
export function VerdictBadge({ verdict }: { readonly verdict: Shown }) {
  const m = useMessages().model.validation;
  return (
    <span className={styles['verdict']} data-verdict={verdict} title={m.verdictText[verdict]}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
        <path
          d={SHAPES[verdict]}
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {m.verdict[verdict]}
    </span>
  );
}
