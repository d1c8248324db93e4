import { nameOf, type Glossary, type TermId } from '../../glossary';
import { useMessages } from '../../i18n/react';
import { Coded } from './Coded';
import { JumpButton } from './JumpButton';
import styles from './terms.module.css';

interface Props {
  readonly glossary: Glossary;
  readonly term: TermId;
  readonly onTerm: (term: TermId) => void;
  /** The lab shows it now. */
  readonly onJump: () => void;
  /** The part is selected in the picture at hand. */
  readonly onHere?: () => void;
}

/** The rest of an entry: the longer text, where the lab shows it, related terms, sources. */
export function TermMore({ glossary, term, onTerm, onJump, onHere }: Props) {
  const m = useMessages().glossary;
  const { terms, words } = glossary;
  const { related, sources, jump } = terms[term];
  return (
    <div className={styles['rest']}>
      <p>
        <Coded text={words[term].long} />
      </p>
      {jump !== null && <JumpButton jump={jump} onJump={onJump} onHere={onHere} />}
      <p className={styles['related']}>
        <span>{m.related}</span>{' '}
        {related
          .filter((other): other is TermId => Object.hasOwn(terms, other))
          .map((other) => (
            <button
              key={other}
              type="button"
              className={styles['term']}
              onClick={() => {
                onTerm(other);
              }}
            >
              {nameOf(glossary, other)}
            </button>
          ))}
      </p>
      <div className={styles['sources']}>
        <span>{m.sources}</span>
        <ul lang="en">
          {sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
