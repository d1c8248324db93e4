import { Fragment } from 'react';
import type { Glossary, Stretch } from '../../glossary';
import { TermButton } from './TermButton';

interface Props {
  readonly glossary: Glossary;
  readonly stretches: readonly Stretch[];
}

/** A text whose terms are buttons. */
export function Stretches({ glossary, stretches }: Props) {
  return stretches.map(({ text, term }, i) =>
    term === null ? (
      <Fragment key={i}>{text}</Fragment>
    ) : (
      <TermButton key={i} glossary={glossary} term={term}>
        {text}
      </TermButton>
    ),
  );
}
