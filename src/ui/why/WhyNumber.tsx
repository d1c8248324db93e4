import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import type { Question } from '../../store/model';
import styles from './why-number.module.css';

interface Props {
  readonly question: Question;
  /** What the button is called; the number is in it. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A number that says why it is what it is when it is pressed. */
export function WhyNumber({ question, label, children }: Props) {
  const m = useMessages().asking;
  const ask = useApp((s) => s.askWhy);
  return (
    <button
      type="button"
      className={styles['why']}
      aria-label={label}
      aria-haspopup="dialog"
      title={m.hint}
      onClick={() => {
        useApp.getState().pause();
        ask(question);
      }}
    >
      {children}
    </button>
  );
}
