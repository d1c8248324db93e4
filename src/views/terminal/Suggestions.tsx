import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { suggestionsFor } from './suggestions';
import styles from './terminal.module.css';

/** Commands to try: a press types one, Enter is the learner's. */
export function Suggestions({ onType }: { readonly onType: () => void }) {
  const m = useMessages().terminal;
  const bdf = useApp((s) => s.info?.topology.card.functions[0]?.bdf ?? '');
  const numVfs = useApp((s) => s.info?.scenario.nic.numVfs ?? 0);
  const type = useApp((s) => s.type);
  return (
    <fieldset className={styles['suggestions']} aria-label={m.suggestions}>
      {suggestionsFor(bdf, numVfs).map(({ short, command }) => (
        <button
          key={short}
          type="button"
          className={styles['suggestion']}
          title={command}
          lang="en"
          translate="no"
          onClick={() => {
            type(command);
            onType();
          }}
        >
          {short}
        </button>
      ))}
    </fieldset>
  );
}
