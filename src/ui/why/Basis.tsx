import { useMessages } from '../../i18n/react';
import styles from './basis.module.css';

export type BasisKind = 'measured' | 'derived' | 'assumed' | 'set';

const SHAPES: Readonly<Record<BasisKind, string>> = {
  // A ruler, a sum, a question, a hand.
  measured: 'M2 11 11 2l3 3-9 9zM5.5 7.500l1.5 1.500M8 5l1.5 1.5',
  derived: 'M12 3H4l4.5 5L4 13h8',
  assumed: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.200c-.7.4-1.1.9-1.1 1.800M8 12.500v.2',
  set: 'M3 13l1-3.500L11 2.500l2.5 2.5-7 7z',
};

/** How a price is known: a sign and its word. */
export function Basis({
  kind,
  narrow = false,
}: {
  readonly kind: BasisKind;
  /** On a narrow page the sign alone. */
  readonly narrow?: boolean;
}) {
  const m = useMessages().why;
  return (
    <span
      className={`${styles['basis']} ${narrow ? styles['narrow'] : ''}`}
      data-basis={kind}
      title={m.basisText[kind]}
    >
      <svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true" focusable="false">
        <path
          d={SHAPES[kind]}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className={styles['word']}>{m.basis[kind]}</span>
    </span>
  );
}
